//! Generating in a build script: `docbind::Config::new().docs("doc/api").compile()?`.
//!
//! What comes in: a folder of Markdown pages and choices. What goes out: a Rust file in `OUT_DIR`,
//! and the lines that tell Cargo when to run the script again. What never happens here: no
//! network, no other program, no file written outside `OUT_DIR`.
//!
//! A crate that calls a bookshop's API needs this `build.rs`, with docbind among its
//! `build-dependencies`:
//!
//! ```no_run
//! fn main() -> Result<(), docbind::BuildError> {
//!     docbind::Config::new()
//!         .docs("doc/api")
//!         .name("bookshop")
//!         .client(true)
//!         .compile()?;
//!     Ok(())
//! }
//! ```
//!
//! and one line of Rust's own, at the root of the crate or in a module:
//!
//! ```ignore
//! pub mod bookshop {
//!     include!(concat!(env!("OUT_DIR"), "/bookshop.rs"));
//! }
//! ```
//!
//! A macro of docbind's would be no shorter, and would make docbind a dependency of the crate
//! itself instead of its build script. The included code holds in any module, several APIs beside
//! each other, in crates of the edition of 2021 and later. It allows what the crate around it may
//! deny (`missing_docs`, `clippy::pedantic`, …); a lint that the crate *forbids* cannot be allowed,
//! `unsafe_code` aside, as there is none.
//!
//! The generated code needs the dependencies of a generated crate; `docbind generate` writes them
//! into the manifest of one.
//!
//! # When it runs again
//!
//! Cargo is told to look at the folder of the pages and at the overrides, and runs the script for
//! a page that is edited, new or removed, and for nothing outside of that folder. Cargo looks at a
//! folder with everything below it, so it is best to keep the pages in a folder of their own: any
//! file beside them makes the script run, though what it writes stays the same.
//!
//! A folder below which programs build (it holds `OUT_DIR`, a folder with `CACHEDIR.TAG`, or one
//! in which Cargo works) is not named, or each build would ask for the next one. Its pages are,
//! and the folders in it; a page that is new directly in that folder goes unnoticed, and a warning
//! says so. Nothing below a folder in which programs build is read as documentation.
//!
//! Pages outside of the package, such as `../doc`, are not part of a crate that is published; keep
//! them inside, or commit what `docbind generate` writes.
//!
//! # What people are told
//!
//! The first five findings become warnings of Cargo, `doc/api/books.md:12:3: message [rule]`, with
//! paths that begin where the workspace is; a sixth line says how many more there are. Cargo shows
//! warnings for crates of the workspace only, so who depends on a published crate sees none.
//! [`Config::allow`] and [`Config::warnings`] say less. What a denied rule finds, and whatever else
//! stops the script, becomes an error of Cargo with the place and the remedy; it is the returned
//! [`BuildError`] as well.

mod cargo;
mod error;
pub(crate) mod pages;
mod steps;
mod watch;

use std::io::Write as _;
use std::path::PathBuf;

use docbind_spec::ApiSpec;

pub use error::BuildError;
pub use pages::InputError;

use crate::diag::{Diagnostic, Level, Levels, Rule};
use crate::hints::{Hints, Idle};
use crate::source::SourceSet;
use cargo::Lines;
use watch::Watch;

/// What to generate from where. Later calls of a setter replace earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[must_use = "nothing is generated before `compile` or `generate`"]
pub struct Config {
    docs: Option<PathBuf>,
    overrides: Option<PathBuf>,
    hints: Hints,
    name: Option<String>,
    client: Option<bool>,
    server: Option<bool>,
    resources: Option<Vec<String>>,
    blocking: bool,
    silent: bool,
    levels: Levels,
}

/// What was generated.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// What the documents say.
    pub spec: ApiSpec,
    /// What is the matter with the documents, by place.
    pub findings: Vec<Diagnostic>,
    /// The pages that the findings refer to.
    pub sources: SourceSet,
    /// Hints that say nothing about any page.
    pub idle: Vec<Idle>,
    /// The Rust code, to be included in a module.
    pub code: String,
    /// Every file and folder that was read.
    pub read: Vec<PathBuf>,
}

impl Config {
    /// Nothing chosen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The folder of Markdown pages, or one page; relative paths start at the package's folder.
    pub fn docs(mut self, path: impl Into<PathBuf>) -> Self {
        self.docs = Some(path.into());
        self
    }

    /// A YAML file with human decisions about what the pages say.
    pub fn overrides(mut self, path: impl Into<PathBuf>) -> Self {
        self.overrides = Some(path.into());
        self
    }

    /// What the pages do not say themselves, as under `hints` in `docbind.toml`.
    ///
    /// ```no_run
    /// use docbind::hints::Hints;
    /// # fn main() -> Result<(), docbind::BuildError> {
    /// docbind::Config::new()
    ///     .docs("doc/api")
    ///     .hints(Hints::new().exclude(["changelog.md"])?.base_paths(["/api/v1"])?)
    ///     .compile()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn hints(mut self, hints: Hints) -> Self {
        self.hints = hints;
        self
    }

    /// The name of the API in `kebab-case`, which names the file in `OUT_DIR` as well; without
    /// one, that of the folder or page.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Whether to generate the client. By default both halves are generated; once one is asked
    /// for, only what is asked for.
    pub fn client(mut self, wanted: bool) -> Self {
        self.client = Some(wanted);
        self
    }

    /// Whether to generate the server stub; see [`Config::client`].
    pub fn server(mut self, wanted: bool) -> Self {
        self.server = Some(wanted);
        self
    }

    /// The only resources to generate, named as their modules are, such as `merge_requests`. By
    /// default all of them are.
    pub fn resources<I>(mut self, names: I) -> Self
    where
        I: IntoIterator<Item: Into<String>>,
    {
        self.resources = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Whether calls of the client can be waited for as well, with `.wait()`. It needs the feature
    /// `rt` of `tokio`.
    pub fn blocking(mut self, wanted: bool) -> Self {
        self.blocking = wanted;
        self
    }

    /// Say nothing where this rule fires.
    pub fn allow(self, rule: Rule) -> Self {
        self.level(rule, Level::Allow)
    }

    /// Warn where this rule fires, as most do unless told otherwise.
    pub fn warn(self, rule: Rule) -> Self {
        self.level(rule, Level::Warn)
    }

    /// Fail where this rule fires.
    pub fn deny(self, rule: Rule) -> Self {
        self.level(rule, Level::Deny)
    }

    fn level(mut self, rule: Rule, level: Level) -> Self {
        self.levels = self.levels.with(rule, level);
        self
    }

    /// Whether [`Config::compile`] shows what is the matter with the documents, as warnings of
    /// Cargo. By default it shows the first few; switch it off where the pages are not yours to
    /// correct. A denied rule fails in any case.
    pub fn warnings(mut self, wanted: bool) -> Self {
        self.silent = !wanted;
        self
    }

    /// Writes `OUT_DIR/NAME.rs` and tells Cargo what it depends on, what is the matter with the
    /// documents and, if nothing can be generated, why. A file that is up to date is not touched.
    ///
    /// # Errors
    ///
    /// [`BuildError`] where the input cannot be read, documents no operation, breaks a denied
    /// rule, or the file cannot be written. Nothing is half written.
    pub fn compile(self) -> Result<Generated, BuildError> {
        let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or(BuildError::NoOutDir)?);
        let mut lines = Lines::default();
        let result = match self.pages() {
            Ok(pages) => self.compile_pages(pages, &out, &mut lines),
            Err(error) => {
                let inputs = self.docs.iter().chain(&self.overrides);
                lines.watch(&Watch::paths(inputs));
                Err(error)
            }
        };
        if let Err(error) = &result {
            lines.error(error);
        }
        let told = std::io::stdout().write_all(lines.as_bytes());
        told.map_err(BuildError::Stdout)?;
        result
    }

    /// The same as [`Config::compile`] without writing anything, and without a word to Cargo.
    ///
    /// # Errors
    ///
    /// As [`Config::compile`], writing aside.
    pub fn generate(&self) -> Result<Generated, BuildError> {
        let pages = self.pages()?;
        let folder = pages.folder.clone();
        self.generate_from(pages, &folder)
    }
}

#[cfg(test)]
mod tests;

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
//! and a module to include the result in:
//!
//! ```ignore
//! pub mod bookshop {
//!     include!(concat!(env!("OUT_DIR"), "/bookshop.rs"));
//! }
//! ```
//!
//! The generated code needs the dependencies of a generated crate; `docbind generate` writes them
//! into the manifest of one.

mod error;
pub(crate) mod pages;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use docbind_spec::{ApiSpec, Overrides, validate_overrides, yaml};

pub use error::BuildError;
pub use pages::InputError;

use crate::diag::render::{Renderer, Style};
use crate::diag::{Diagnostic, Level, Levels, Rule};
use crate::generate::{self, GenerateOptions};
use crate::output::{self, Mode};
use crate::pipeline::{ReadOptions, read_docs};
use crate::source::SourceSet;
use pages::{api_name, read_pages, read_text};

/// What to generate from where. Later calls of a setter replace earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[must_use = "nothing is generated before `compile` or `generate`"]
pub struct Config {
    docs: Option<PathBuf>,
    overrides: Option<PathBuf>,
    name: Option<String>,
    client: Option<bool>,
    server: Option<bool>,
    resources: Option<Vec<String>>,
    blocking: bool,
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
    /// The Rust code, to be included in a module.
    pub code: String,
    /// Every file and folder that was read.
    pub read: Vec<PathBuf>,
}

/// What was read, before anything is made of it.
pub(crate) struct Documented {
    /// What the documents say.
    pub spec: ApiSpec,
    /// What is the matter with the documents, by place.
    pub findings: Vec<Diagnostic>,
    /// The pages that the findings refer to.
    pub sources: SourceSet,
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

    /// Fail where this rule fires.
    pub fn deny(mut self, rule: Rule) -> Self {
        self.levels = self.levels.with(rule, Level::Deny);
        self
    }

    /// Writes `OUT_DIR/NAME.rs` and tells Cargo what it depends on. A file that is up to date is
    /// not touched.
    ///
    /// # Errors
    ///
    /// [`BuildError`] where the input cannot be read, documents no operation, breaks a denied
    /// rule, or the files cannot be written. Nothing is half written.
    pub fn compile(self) -> Result<Generated, BuildError> {
        let out = std::env::var_os("OUT_DIR").ok_or(BuildError::NoOutDir)?;
        let result = self.generate();
        // Also where the input is faulty, so that the script runs again once it is corrected.
        let lines = match &result {
            Ok(generated) => Self::instructions(&generated.read),
            Err(_) => Self::instructions(&self.inputs()),
        };
        std::io::stdout()
            .write_all(lines.as_bytes())
            .map_err(BuildError::Stdout)?;
        let generated = result?;
        let path = Path::new(&out).join(format!("{}.rs", generated.spec.name));
        output::write_one(&path, &generated.code, Mode::Overwrite)?;
        Ok(generated)
    }

    /// The same as [`Config::compile`] without writing anything.
    ///
    /// # Errors
    ///
    /// As [`Config::compile`], writing aside.
    pub fn generate(&self) -> Result<Generated, BuildError> {
        let documented = self.read(None)?;
        let code = generate::generate_single_file(&documented.spec, &self.selection())?;
        Ok(Generated {
            spec: documented.spec,
            findings: documented.findings,
            sources: documented.sources,
            code,
            read: documented.read,
        })
    }

    /// What the pages say and nothing denies. The names of an earlier spec stay.
    pub(crate) fn read(&self, frozen: Option<ApiSpec>) -> Result<Documented, BuildError> {
        let docs = self.docs.as_deref().ok_or(BuildError::NoDocs)?;
        let pages = read_pages(docs)?;
        let mut read = pages.read;
        read.extend(self.overrides.clone());
        let options = ReadOptions {
            name: self.name.clone().unwrap_or_else(|| api_name(docs)),
            overrides: self.decisions()?,
            frozen,
        };
        let reading = read_docs(&pages.sources, &options);
        if reading.spec.operations.is_empty() {
            return Err(BuildError::NoOperations {
                docs: docs.to_owned(),
            });
        }
        self.judge(&reading.diagnostics, &pages.sources, &pages.folder)?;
        Ok(Documented {
            spec: reading.spec,
            findings: reading.diagnostics,
            sources: pages.sources,
            read,
        })
    }

    fn decisions(&self) -> Result<Overrides, BuildError> {
        let Some(path) = &self.overrides else {
            return Ok(Overrides::default());
        };
        let overrides = yaml::read_overrides(&read_text(path)?, &path.display().to_string())?;
        match validate_overrides(&overrides).into_iter().next() {
            None => Ok(overrides),
            Some(first) => Err(BuildError::Unsound {
                path: path.clone(),
                first,
            }),
        }
    }

    fn judge(
        &self,
        findings: &[Diagnostic],
        sources: &SourceSet,
        folder: &Path,
    ) -> Result<(), BuildError> {
        let denied: Vec<Diagnostic> = findings
            .iter()
            .filter(|finding| self.levels.of(finding.rule) == Level::Deny)
            .cloned()
            .collect();
        if denied.is_empty() {
            return Ok(());
        }
        let findings = Renderer::new(sources)
            .levels(self.levels.clone())
            .folder(folder.display().to_string())
            .render(&denied, Style::Concise);
        Err(BuildError::Denied { findings })
    }

    fn wants_client(&self) -> bool {
        self.client.unwrap_or(self.server != Some(true))
    }

    fn wants_server(&self) -> bool {
        self.server.unwrap_or(self.client != Some(true))
    }

    fn selection(&self) -> GenerateOptions {
        GenerateOptions {
            command: "cargo build".to_owned(),
            client: self.wants_client(),
            server: self.wants_server(),
            resources: self.resources.clone(),
            blocking: self.blocking,
        }
    }

    /// What is known to be input even where it cannot be read.
    fn inputs(&self) -> Vec<PathBuf> {
        self.docs.iter().chain(&self.overrides).cloned().collect()
    }

    /// Lines for Cargo: when to run again.
    fn instructions(read: &[PathBuf]) -> String {
        read.iter()
            .map(|path| {
                format!(
                    "cargo::rerun-if-changed={}
",
                    path.display()
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_half_asked_for_is_all_that_is_generated() {
        let halves = |config: Config| (config.wants_client(), config.wants_server());
        assert_eq!(halves(Config::new()), (true, true));
        assert_eq!(halves(Config::new().client(true)), (true, false));
        assert_eq!(halves(Config::new().server(true)), (false, true));
        assert_eq!(halves(Config::new().client(false)), (false, true));
        assert_eq!(
            halves(Config::new().client(true).server(true)),
            (true, true)
        );
    }

    #[test]
    fn only_the_resources_asked_for_are_generated() {
        let dir = tempfile::tempdir().unwrap();
        for (page, path) in [("books.md", "/books"), ("orders.md", "/orders")] {
            let text = format!("## List\n\n    GET {path}\n");
            std::fs::write(dir.path().join(page), text).unwrap();
        }
        let code = |config: Config| config.docs(dir.path()).generate().unwrap().code;
        let all = code(Config::new());
        assert!(all.contains("/books") && all.contains("/orders"));
        let some = code(Config::new().resources(["orders"]));
        assert!(!some.contains("/books") && some.contains("/orders"));
    }

    #[test]
    fn cargo_runs_the_script_again_for_exactly_what_was_read() {
        let lines = Config::instructions(&["doc".into(), "doc/books.md".into()]);
        assert_eq!(
            lines,
            "cargo::rerun-if-changed=doc\ncargo::rerun-if-changed=doc/books.md\n"
        );
    }

    #[test]
    fn overrides_that_contradict_themselves_are_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let (page, overrides) = (
            dir.path().join("books.md"),
            dir.path().join("overrides.yaml"),
        );
        std::fs::write(&page, "## List books\n\n    GET /books\n").unwrap();
        let empty_reason =
            "overrides:\n- at: books.md#list-books\n  reason: \"\"\n  set:\n    id: all\n";
        std::fs::write(&overrides, empty_reason).unwrap();
        let error = Config::new()
            .docs(&page)
            .overrides(&overrides)
            .generate()
            .unwrap_err();
        assert!(matches!(error, BuildError::Unsound { .. }), "{error:?}");
    }

    #[test]
    fn errors_are_words_also_in_debug() {
        let error = Config::new().generate().unwrap_err();
        assert_eq!(
            format!("{error:?}"),
            "no documentation chosen\n  help: call `.docs(\"DIR\")` with the folder of your Markdown pages"
        );
    }
}

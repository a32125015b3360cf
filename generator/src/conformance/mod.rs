//! A line in a test that holds the documents to their spec.
//!
//! What comes in: the Markdown pages of the package that is tested, and perhaps a spec and a crate
//! that are kept beside them. What goes out: a passing test, or one that fails and says what changed and
//! which command accepts it. Nothing is written but by `insta`, which keeps a changed snapshot
//! for review; no page ever changes.
//!
//! This needs the feature `conformance`, and of docbind nothing else:
//!
//! ```toml
//! [dev-dependencies]
//! docbind = { version = "0.1", default-features = false, features = ["conformance"] }
//! ```
//!
//! # With a snapshot
//!
//! What the pages say stands in a snapshot beside the test, which is committed: one line for each
//! operation, and the spec as `docbind spec` writes it.
//!
//! ```no_run
//! #[test]
//! # fn hidden() {}
//! fn the_docs_still_give_the_spec() {
//!     docbind::assert_docs_conform!("doc");
//! }
//! # the_docs_still_give_the_spec();
//! ```
//!
//! The first run fails, as there is no snapshot yet. `cargo insta review` (of the program
//! `cargo-insta`) shows it, and each later change, and accepts or rejects it;
//! `INSTA_UPDATE=always cargo test` accepts all of them without that program. The snapshot is
//! called after the API, so that one test may hold several. Everything that holds for snapshots
//! of `insta` holds for this one; a dependency on `insta` is not needed.
//!
//! Names of operations are made anew, as [`Config`](crate::Config) makes them in `build.rs`.
//!
//! # With a spec
//!
//! Where `docbind spec` writes the spec to a file that is committed, the file is all that is
//! needed. The test says what differs, in the words of `docbind check`, and the names of the
//! operations stay as they are in the file.
//!
//! ```no_run
//! use docbind::conformance::Docs;
//! use docbind::diag::Rule;
//!
//! #[test]
//! # fn hidden() {}
//! fn the_docs_still_give_the_spec() {
//!     docbind::assert_docs_conform!(
//!         Docs::new("doc")
//!             .overrides("doc/overrides.yaml")
//!             .matches("doc/spec.yaml")
//!             .deny(Rule::InvalidJson)
//!     );
//! }
//! # the_docs_still_give_the_spec();
//! ```
//!
//! # With a crate
//!
//! Where the generated crate is committed, too, so that who uses it needs neither docbind nor the
//! pages, one line holds all three together: the pages to the spec, and the crate to the spec. The
//! test names the parts that differ and the files that are missing, out of date or edited by hand,
//! and shows the commands that mend them.
//!
//! ```no_run
//! use docbind::conformance::Docs;
//!
//! #[test]
//! # fn hidden() {}
//! fn docs_spec_and_crate_agree() {
//!     docbind::assert_docs_conform!(Docs::new("doc").matches("spec.yaml").generates("client"));
//! }
//! # docs_spec_and_crate_agree();
//! ```

mod command;
mod committed;
mod inventory;
mod judge;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

#[doc(hidden)]
pub use insta;
#[doc(hidden)]
pub use judge::{Snapshot, conform};

use crate::diag::Rule;
use crate::hints::Hints;

/// Which documents to read, how, and what to hold them to. Later calls of a setter replace
/// earlier ones, and relative paths start at the folder of the package that is tested.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "nothing is read before `assert_docs_conform!`"]
pub struct Docs {
    pages: PathBuf,
    overrides: Option<PathBuf>,
    hints: Hints,
    name: Option<String>,
    facts: bool,
    spec: Option<PathBuf>,
    krate: Option<PathBuf>,
    denied: Vec<Rule>,
}

impl Docs {
    /// A folder of Markdown pages, or one page.
    pub fn new(pages: impl Into<PathBuf>) -> Self {
        Self {
            pages: pages.into(),
            overrides: None,
            hints: Hints::default(),
            name: None,
            facts: false,
            spec: None,
            krate: None,
            denied: Vec::new(),
        }
    }

    /// A YAML file with human decisions about what the pages say.
    pub fn overrides(mut self, path: impl Into<PathBuf>) -> Self {
        self.overrides = Some(path.into());
        self
    }

    /// What the pages do not say themselves, the same as under `hints` in `docbind.toml`, which
    /// the commands read that a failing test shows.
    pub fn hints(mut self, hints: Hints) -> Self {
        self.hints = hints;
        self
    }

    /// The name of the API in `kebab-case`; without one, that of the spec in
    /// [`Docs::matches`], or else of the folder or page.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Whether to keep facts only: no sentence of the documents, placeholders for texts in
    /// examples. Then a sentence may change, and the test still passes. Without it, so it is
    /// where the spec in [`Docs::matches`] keeps facts only.
    pub fn facts(mut self, wanted: bool) -> Self {
        self.facts = wanted;
        self
    }

    /// A spec as `docbind spec` writes it, to compare with instead of a snapshot.
    pub fn matches(mut self, path: impl Into<PathBuf>) -> Self {
        self.spec = Some(path.into());
        self
    }

    /// The folder of a crate as `docbind generate` writes it, to compare with what the spec in
    /// [`Docs::matches`] gives, or the pages if there is none. Which halves it has, its files say.
    pub fn generates(mut self, path: impl Into<PathBuf>) -> Self {
        self.krate = Some(path.into());
        self
    }

    /// Fail where this rule fires; may be called for several.
    pub fn deny(mut self, rule: Rule) -> Self {
        self.denied.push(rule);
        self
    }
}

impl From<&str> for Docs {
    fn from(pages: &str) -> Self {
        Self::new(pages)
    }
}

impl From<String> for Docs {
    fn from(pages: String) -> Self {
        Self::new(pages)
    }
}

impl From<&Path> for Docs {
    fn from(pages: &Path) -> Self {
        Self::new(pages)
    }
}

impl From<PathBuf> for Docs {
    fn from(pages: PathBuf) -> Self {
        Self::new(pages)
    }
}

/// Fails a test where the documents say something else than their snapshot or their spec.
///
/// Takes the folder of the pages, or a [`Docs`](crate::conformance::Docs) with more choices; how
/// to use it and what to do when it fails is said [there](crate::conformance).
///
/// ```no_run
/// docbind::assert_docs_conform!("doc");
/// docbind::assert_docs_conform!(docbind::conformance::Docs::new("doc").matches("doc/spec.yaml"));
/// ```
#[macro_export]
macro_rules! assert_docs_conform {
    ($docs:expr $(,)?) => {
        if let ::core::option::Option::Some(snapshot) =
            $crate::conformance::conform($docs, ::core::env!("CARGO_MANIFEST_DIR"))
        {
            $crate::conformance::insta::with_settings!(
                { description => snapshot.description },
                {
                    $crate::conformance::insta::assert_snapshot!(
                        snapshot.name,
                        snapshot.text,
                        &snapshot.command
                    );
                }
            );
        }
    };
}

//! Why a build script could not generate.

use std::fmt;
use std::io;
use std::path::PathBuf;

use docbind_spec::Violation;
use docbind_spec::yaml::SpecError;

use super::InputError;
use super::pages::plain;
use crate::generate::GenerateError;
use crate::hints::HintError;
use crate::output::OutputError;

/// Why nothing was generated.
///
/// `Debug` shows the words of `Display` with the remedy below them, because that is what Cargo
/// prints where a build script's `main` returns the error.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// [`Config::docs`](super::Config::docs) was not called.
    #[error("no documentation chosen")]
    NoDocs,
    /// The documentation or the overrides cannot be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The overrides, or a spec, are not what they should be.
    #[error(transparent)]
    Overrides(#[from] SpecError),
    /// The overrides, or a spec, contradict themselves.
    #[error("`{}` contradicts itself: {}: {}", path.display(), first.path, first.message)]
    Unsound {
        /// The file.
        path: PathBuf,
        /// The first contradiction.
        first: Violation,
    },
    /// A hint means nothing.
    #[error(transparent)]
    Hint(#[from] HintError),
    /// No code can be made of what the pages say.
    #[error(transparent)]
    Generate(#[from] GenerateError),
    /// No page documents an operation.
    #[error("no operation is documented in `{}`", docs.display())]
    NoOperations {
        /// The folder or page.
        docs: PathBuf,
    },
    /// A denied rule fired.
    #[error("the documentation breaks a denied rule\n{}", findings.join("\n"))]
    Denied {
        /// The findings, one line each, with page, line and column.
        findings: Vec<String>,
    },
    /// Two calls of [`Config::compile`](super::Config::compile) would write the same file.
    #[error("two APIs are called `{name}`")]
    Twice {
        /// The name of both.
        name: String,
    },
    /// The file cannot be written.
    #[error("{}", unwritten(.0))]
    Output(#[from] OutputError),
    /// Not called from a build script.
    #[error("the environment has no `OUT_DIR`")]
    NoOutDir,
    /// Cargo does not listen.
    #[error("cannot tell Cargo when to run the build script again: {0}")]
    Stdout(#[source] io::Error),
}

impl BuildError {
    /// What a person can do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NoDocs => {
                Some("call `.docs(\"DIR\")` with the folder of your Markdown pages".to_owned())
            }
            Self::Input(error) => Some(error.help()),
            Self::NoOperations { .. } => Some(
                "a request line such as `GET /books` in a code block of its own makes an operation"
                    .to_owned(),
            ),
            Self::Denied { .. } => {
                Some("correct the pages; `docbind explain RULE` says how".to_owned())
            }
            Self::Twice { .. } => Some("give each a name of its own: `.name(\"NAME\")`".to_owned()),
            Self::Unsound { first, .. } => Some(first.help.clone()),
            Self::NoOutDir => {
                Some("call `compile` from `build.rs`, or `generate` anywhere else".to_owned())
            }
            Self::Hint(_)
            | Self::Generate(_)
            | Self::Overrides(_)
            | Self::Output(_)
            | Self::Stdout(_) => None,
        }
    }
}

/// What could not be written, with the words of the system.
fn unwritten(error: &OutputError) -> String {
    match error {
        OutputError::Io { source, .. } => format!("{error}: {}", plain(source)),
        error => error.to_string(),
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        match self.help() {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

//! Why the program could not do its work, with what to do about it.

use std::path::PathBuf;

use docbind_spec::yaml::SpecError;

use crate::build_script::InputError;
use crate::build_script::pages::plain;
use crate::output::OutputError;

/// One error, shown to a person.
#[derive(Debug)]
pub(super) enum Failure {
    /// What went wrong and, where there is one, the remedy.
    Message {
        /// One line, lower case, no full stop.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// The reader of our output went away: no error, just the end.
    Closed,
}

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self::Message {
            message: message.into(),
            help: None,
        }
    }

    /// With a remedy.
    #[must_use]
    pub(super) fn help(self, words: impl Into<String>) -> Self {
        match self {
            Self::Message { message, .. } => Self::Message {
                message,
                help: Some(words.into()),
            },
            Self::Closed => Self::Closed,
        }
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Self {
        Self::new(error.to_string()).help(error.help())
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        match error {
            OutputError::Io {
                action,
                path,
                source,
            } => {
                let (path, why) = (path.display(), plain(&source));
                Self::new(format!("cannot {action} `{path}`: {why}")).help(
                    "give another place with --out, or make this one writable and run the \
                     command again",
                )
            }
            OutputError::NotAFolder { .. } => {
                Self::new(error.to_string()).help("give the name of a folder with --out")
            }
            OutputError::InTheWay { .. } => Self::new(error.to_string())
                .help("move it elsewhere, or give another place with --out"),
            OutputError::Edited { paths } => edited(&paths),
            other => Self::new(other.to_string()),
        }
    }
}

/// Every file that a person edited: who mends one wants to know of the next one.
fn edited(paths: &[PathBuf]) -> Failure {
    let (message, remedy) = match paths {
        [path] => (
            format!(
                "`{}` was edited by hand or is not docbind's",
                path.display()
            ),
            "let --force overwrite it",
        ),
        paths => {
            let lines = paths.iter().map(|path| format!("\n  {}", path.display()));
            (
                format!(
                    "{} files were edited by hand or are not docbind's:{}",
                    paths.len(),
                    lines.collect::<String>()
                ),
                "let --force overwrite them",
            )
        }
    };
    Failure::new(message).help(format!("move your changes elsewhere, or {remedy}"))
}

impl From<SpecError> for Failure {
    fn from(error: SpecError) -> Self {
        let failure = Self::new(error.to_string());
        match error {
            SpecError::Unwritable { .. } => failure.help(
                "a spec has at most 20 million values, 160 levels deep: leave out pages that are \
                 data rather than documents, or divide them among several APIs in `docbind.toml`",
            ),
            // The others show their own place and remedy.
            _ => failure,
        }
    }
}

/// The nearest of the known words, if it is near enough to be meant.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(3) / 3)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The remedy for an unknown word: the nearest known one, or all of them.
pub(super) fn did_you_mean(word: &str, kind: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None if known.is_empty() => format!("there is no {kind}"),
        None => format!("known {kind}: {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, SpecError, nearest};

    #[test]
    fn a_spec_that_is_too_large_has_a_remedy() {
        let message = "too many or too deeply nested values".to_owned();
        let Failure::Message { message, help } = SpecError::Unwritable { message }.into() else {
            panic!("there is something to say");
        };
        assert!(message.ends_with("nested values"), "{message}");
        let help = help.expect("there is something to do");
        assert!(help.contains("leave out pages"), "{help}");
    }

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let known = ["bookshop", "music"];
        assert_eq!(nearest("bokshop", known), Some("bookshop"));
        assert_eq!(nearest("Music", known), Some("music"));
        assert_eq!(nearest("weather", known), None);
    }
}

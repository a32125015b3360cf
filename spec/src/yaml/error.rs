//! What can go wrong with YAML, in words for the person who wrote it.
//!
//! What comes in: errors of the YAML crate. What goes out: [`SpecError`]. Its words never name
//! Rust types or options of the YAML crate.

use std::fmt;

use serde_yaml::{DefaultMessageFormatter, Error, MessageFormatter};
use thiserror::Error;

use crate::FORMAT;
use crate::text::shorten;

/// Why a spec or overrides could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SpecError {
    /// The text is not what it should be.
    #[error("{0}")]
    Misread(Box<Misread>),
    /// The value has no YAML form.
    #[error("cannot write this as YAML: {message}")]
    Unwritable {
        /// Why not.
        message: String,
    },
    /// The value would not be read back as it is.
    #[error("cannot write this as YAML: it would be read back as something else")]
    Unstable,
    /// The system refuses a thread to read or write on.
    #[error("cannot start a thread for YAML: {message}")]
    Resources {
        /// Why.
        message: String,
    },
}

/// A place in a YAML text that is not what it should be.
///
/// Its `Display` shows place, message, the line itself and the advice, over several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// What the caller called the text, mostly the name of its file.
    pub origin: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The text of the line.
    pub text: String,
    /// What is the matter: one line, lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl SpecError {
    /// The place in the text, for errors that have one.
    pub fn place(&self) -> Option<&Misread> {
        match self {
            Self::Misread(misread) => Some(misread),
            Self::Unwritable { .. } | Self::Unstable | Self::Resources { .. } => None,
        }
    }

    pub(super) fn misread(text: &str, origin: &str, error: &Error) -> Self {
        let place = error
            .location()
            .map_or((1, 1), |place| (place.line(), place.column()));
        let (message, help) = explain(error);
        Self::at(text, origin, place, message, help)
    }

    pub(super) fn wrong_format(text: &str, origin: &str, place: (u64, u64), found: u64) -> Self {
        let help = if found > u64::from(FORMAT) {
            "the file was written by a newer docbind: use that one"
        } else {
            "write the file anew with `docbind spec`"
        };
        let message = format!("format {found} is not format {FORMAT}, the one this docbind reads");
        Self::at(text, origin, place, message, help.to_owned())
    }

    pub(super) fn unreadable(error: Self) -> Self {
        let message = match error {
            Self::Misread(misread) => misread.message,
            other => return other,
        };
        Self::Unwritable { message }
    }

    fn at(text: &str, origin: &str, place: (u64, u64), message: String, help: String) -> Self {
        let line = usize::try_from(place.0).unwrap_or(usize::MAX).max(1);
        let column = usize::try_from(place.1).unwrap_or(usize::MAX).max(1);
        Self::Misread(Box::new(Misread {
            origin: origin.to_owned(),
            line,
            column,
            text: text.lines().nth(line - 1).unwrap_or_default().to_owned(),
            message,
            help,
        }))
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            origin,
            line,
            column,
            ..
        } = self;
        let (shown, caret) = self.window();
        let margin = " ".repeat(line.to_string().len());
        writeln!(f, "{origin}:{line}:{column}: {}", self.message)?;
        writeln!(f, "{margin} |")?;
        writeln!(f, "{line} | {shown}")?;
        writeln!(f, "{margin} | {}^", " ".repeat(caret))?;
        write!(f, "{margin} = help: {}", self.help)
    }
}

impl Misread {
    /// The part of the line around the column, without control characters, and where in it the
    /// column is.
    fn window(&self) -> (String, usize) {
        const BEFORE: usize = 60;
        const WIDTH: usize = 100;
        let start = (self.column - 1).saturating_sub(BEFORE);
        let shown = self.text.chars().skip(start).take(WIDTH);
        let shown = shown.map(|c| if c.is_control() { ' ' } else { c });
        (shown.collect(), self.column - 1 - start)
    }
}

/// The message for an error, and the advice.
fn explain(error: &Error) -> (String, String) {
    match error {
        Error::WithSnippet { error, .. } | Error::AliasError { error, .. } => explain(error),
        Error::SerdeUnknownField {
            field, expected, ..
        } => (
            format!("unknown key `{}`", shorten(field)),
            suggest(field, expected),
        ),
        Error::SerdeUnknownVariant {
            variant, expected, ..
        } => (
            format!("unknown value `{}`", shorten(variant)),
            suggest(variant, expected),
        ),
        Error::SerdeMissingField { field, .. } => (
            format!("the key `{field}` is missing"),
            format!("add `{field}:` to this mapping; FORMAT.md lists the keys"),
        ),
        Error::DuplicateMappingKey { key, .. } => (
            key.as_ref().map_or_else(
                || "a key stands twice in this mapping".to_owned(),
                |key| format!("the key `{}` stands twice in this mapping", shorten(key)),
            ),
            "remove one of them".to_owned(),
        ),
        Error::Unexpected { expected, .. } => expectation(expected),
        Error::InvalidScalar { ty, .. } => (
            format!("not a valid {}", kind_of_number(ty)),
            "write a number that fits, without quotes".to_owned(),
        ),
        _ => explain_text(error),
    }
}

/// The message for errors that need a rule of YAML explained.
fn explain_text(error: &Error) -> (String, String) {
    let (message, help) = match error {
        Error::QuotingRequired { value, .. } => (
            format!("`{}` is not a text but another type", shorten(value)),
            "put it in quotes where a text is meant",
        ),
        Error::Eof { .. } => (
            "the text is empty or ends too early".to_owned(),
            "write the missing part; FORMAT.md lists the keys",
        ),
        Error::NullIntoString { .. } => (
            "a text is expected here, not null".to_owned(),
            "write \"\" for an empty text, and \"null\" for the word",
        ),
        Error::InvalidBooleanStrict { .. } => (
            "neither true nor false".to_owned(),
            "write `true` or `false`",
        ),
        Error::ExpectedMappingEndAfterEnumVariantValue { .. } => (
            "this mapping may have one key only".to_owned(),
            "keep one of its keys",
        ),
        Error::UnsupportedTag { .. } | Error::TaggedStructFieldName { .. } => (
            "tags (`!name`) are not used in this format".to_owned(),
            "write a variant with a value as a mapping with one key, such as `array: string`",
        ),
        Error::MergeKeyNotAllowed { .. } => (
            "merge keys (`<<`) are not used in this format".to_owned(),
            "write the keys out, or put `\"<<\"` in quotes where the text is meant",
        ),
        Error::MultipleDocuments { .. } => (
            "a second YAML document begins here".to_owned(),
            "keep one document in the file, without `---` between",
        ),
        Error::NonFiniteFloat { value, .. } => (
            format!("`{}` is no number of JSON", shorten(value)),
            "put it in quotes where a text is meant",
        ),
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. } => (
            "too many or too deeply nested values".to_owned(),
            "use fewer aliases and fewer levels: 160 are read",
        ),
        other => {
            let message = DefaultMessageFormatter.format_message(other);
            let message = message.lines().next().unwrap_or_default();
            (
                shorten(message),
                "see FORMAT.md for what may stand here; a text with special characters needs quotes",
            )
        }
    };
    (message, help.to_owned())
}

/// What the YAML crate expected, in the reader's words.
fn expectation(expected: &str) -> (String, String) {
    let (message, help) = match expected {
        "sequence start" => (
            "a list is expected here",
            "write the items below the key, each after `- `, or `[]` for none",
        ),
        "mapping start" => (
            "a mapping is expected here",
            "write `key: value` lines, or `{}` for none",
        ),
        "string scalar" => (
            "a text is expected here",
            "put the text in quotes, or indent it below `|-`",
        ),
        other => {
            return (
                format!("{} is expected here", shorten(other)),
                "see FORMAT.md for what may stand here".to_owned(),
            );
        }
    };
    (message.to_owned(), help.to_owned())
}

fn kind_of_number(ty: &str) -> &'static str {
    match ty {
        "u8" | "u16" | "u32" | "u64" | "u128" => "whole number from 0 upwards",
        "i8" | "i16" | "i32" | "i64" | "i128" => "whole number",
        "f32" | "f64" => "number",
        "bool" => "boolean",
        _ => "value",
    }
}

/// The known word that was probably meant, or all known ones.
fn suggest(found: &str, expected: &[&str]) -> String {
    let best = expected
        .iter()
        .map(|word| (distance(found, word), word))
        .min();
    match best {
        Some((distance, word)) if distance <= 1 + word.len() / 4 => {
            format!("did you mean `{word}`?")
        }
        _ => {
            let words: Vec<_> = expected.iter().map(|word| format!("`{word}`")).collect();
            format!("known here: {}", words.join(", "))
        }
    }
}

/// How many characters must be changed, added or removed to make one word of the other; words
/// of very different length are as far apart as possible.
fn distance(left: &str, right: &str) -> usize {
    if left.len() > 2 * right.len() {
        return usize::MAX;
    }
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, to) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

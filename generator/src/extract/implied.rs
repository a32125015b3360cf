//! The type that the words of a description imply, as data: one line and one test each.
//!
//! What comes in: a description in lower case. What goes out: a type, where words imply one.
//! Never looks at names.

use docbind_spec::Schema;

use super::lower::Lowered;

/// Words for either an identifier or a name.
const IDENTIFIER_OR_NAME: &[&str] = &["name or id", "path or id", "title or id", "slug or id"];

/// Words that imply the same at the beginning of a description.
const IDENTIFIER_OR_NAME_BEFORE: &[&str] = &["id or ", "id/", "id, or "];

/// Words that imply a whole number, at the beginning of a description.
const NUMBER_BEFORE: &[&str] = &[
    "id of ",
    "internal id of ",
    "number of ",
    "ids of ",
    "internal ids of ",
];

/// Words that imply a whole number, at the end of a description.
const NUMBER_AFTER: &[&str] = &["(numeric id)"];

/// Words that imply the content of a file, at the beginning of a description.
const FILE_BEFORE: &[&str] = &[
    "file to be uploaded",
    "file to upload",
    "file that is uploaded",
    "uploaded file",
];

/// Words that say that a file is meant by what its name or place is.
const ABOUT_A_FILE: &[&str] = &["name", "path", "url", "'s "];

/// Words that imply a point in time.
const TIMESTAMP: &[&str] = &[
    "iso 8601",
    "iso8601",
    "iso-8601",
    "rfc 3339",
    "rfc3339",
    "date time string",
    "date-time string",
    "datetime string",
];

/// Words for what the same standards write in other ways.
const NO_TIMESTAMP: &[&str] = &["duration", "interval", "time zone", "timezone"];

/// How the form of a calendar date is written.
const DAY: &[&str] = &["year-month-day", "yyyy-mm-dd"];

/// The type that the words of a description imply.
pub(super) fn implied(lower: Lowered<'_>) -> Option<Schema> {
    let lower = lower.part(lower.as_str().trim_end_matches('.').trim());
    let text = lower.as_str();
    let first = text.strip_prefix("the ").unwrap_or(text);
    let begins = |all: &[&str]| all.iter().any(|words| first.starts_with(words));
    if begins(IDENTIFIER_OR_NAME_BEFORE) || holds(lower, IDENTIFIER_OR_NAME) {
        Some(Schema::OneOf(vec![Schema::Integer, Schema::String]))
    } else if begins(NUMBER_BEFORE) || NUMBER_AFTER.iter().any(|words| text.ends_with(words)) {
        Some(Schema::Integer)
    } else if FILE_BEFORE.iter().any(|words| is_file(first, words)) {
        Some(Schema::File)
    } else {
        time(lower)
    }
}

/// A stated type in the light of what the words imply: many a document calls everything that is
/// sent as a text a text.
pub(crate) fn refined(stated: Schema, implied: Option<&Schema>) -> Schema {
    match (stated, implied) {
        (Schema::String, Some(finer @ (Schema::Timestamp | Schema::Date | Schema::File)))
        | (Schema::Any, Some(finer @ Schema::File)) => finer.clone(),
        (stated, _) => stated,
    }
}

/// Whether a text has one of these phrases, and no longer word where the phrase ends.
fn holds(lower: Lowered<'_>, phrases: &[&str]) -> bool {
    let text = lower.as_str();
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    phrases.iter().any(|phrase| {
        let mut places = lower.places(phrase);
        places.any(|at| ends(&text[at + phrase.len()..]))
    })
}

/// Whether a text begins with words for a file, and not with what belongs to one.
fn is_file(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| {
        let rest = rest.trim_start();
        !ABOUT_A_FILE.iter().any(|about| rest.starts_with(about))
    })
}

/// A calendar date where its form is shown, a point in time where it is named.
fn time(lower: Lowered<'_>) -> Option<Schema> {
    let named = lower.has_one_of(TIMESTAMP);
    if (named || lower.has_one_of(DAY)) && shows_day(lower) {
        Some(Schema::Date)
    } else {
        let other = lower.has_one_of(NO_TIMESTAMP);
        (named && !other).then_some(Schema::Timestamp)
    }
}

/// Whether a text shows a date, as a form or as an example, that no time of the day follows.
fn shows_day(lower: Lowered<'_>) -> bool {
    let mut words = lower
        .as_str()
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':')));
    holds(lower, DAY) || words.any(is_day)
}

/// Whether a word is a date such as `2001-02-03`.
fn is_day(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    matches!(parts.as_slice(), [year, month, day]
        if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lower::Lower;

    #[test]
    fn types_that_words_imply() {
        let either = Schema::OneOf(vec![Schema::Integer, Schema::String]);
        for (text, expected) in [
            ("the id of a book", Some(Schema::Integer)),
            ("internal id of the book", Some(Schema::Integer)),
            ("shelf (numeric id)", Some(Schema::Integer)),
            // What others call so may be any text.
            ("chat id", None),
            ("reader's user id", None),
            ("the id or path of a shelf", Some(either.clone())),
            ("the id or shelf/book of a book", Some(either.clone())),
            ("shelf name or id", Some(either.clone())),
            ("the username or id.", Some(either)),
            ("name or identity of the reader", None),
            ("the name of a book", None),
            ("external id or not: who knows", None),
            ("the file to be uploaded", Some(Schema::File)),
            ("file to upload, at most 5 pages", Some(Schema::File)),
            ("the uploaded file's name", None),
            ("the uploaded file name", None),
            ("file content", None),
            ("the name of the file to upload", None),
            (
                "when it was lent, in iso 8601 format",
                Some(Schema::Timestamp),
            ),
            (
                "date time string, e.g. ‹2001-02-03t04:05:06z›",
                Some(Schema::Timestamp),
            ),
            ("iso 8601: yyyy-mm-ddthh:mm:ssz", Some(Schema::Timestamp)),
            ("day in iso 8601 format: 2001-02-03", Some(Schema::Date)),
            (
                "date time string in the format year-month-day",
                Some(Schema::Date),
            ),
            ("the day (‹yyyy-mm-dd›)", Some(Schema::Date)),
            ("the edition of 2001-02-03", None),
            ("how long, as an iso 8601 duration", None),
        ] {
            assert_eq!(implied(Lower::of(text).all()), expected, "{text}");
        }
    }

    #[test]
    fn words_make_a_text_finer_and_nothing_else() {
        for (stated, implied, expected) in [
            (Schema::String, Some(Schema::Timestamp), Schema::Timestamp),
            (Schema::String, Some(Schema::File), Schema::File),
            (Schema::Any, Some(Schema::File), Schema::File),
            (Schema::Any, Some(Schema::Date), Schema::Any),
            (Schema::String, Some(Schema::Integer), Schema::String),
            (Schema::Integer, Some(Schema::Timestamp), Schema::Integer),
            (Schema::String, None, Schema::String),
        ] {
            assert_eq!(refined(stated, implied.as_ref()), expected);
        }
    }
}

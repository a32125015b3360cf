//! What texts say about all parameters of an operation at once.
//!
//! What comes in: a paragraph of an operation's section. What goes out: whether the body is a list
//! of what the section describes. Nothing here knows which parameters there are.

use super::sentences::{codes, marked, sentences};
use crate::markdown::Text;

/// Phrases that say that the body is a list, one line each.
const LISTS: &[&str] = &[
    "takes an array of",
    "takes a list of",
    "takes a json array",
    "accepts an array of",
    "accepts a list of",
    "accepts a json array",
    "expects an array of",
    "expects a list of",
    "expects a json array",
    "body is an array",
    "body is a list",
    "body is a json array",
    "body must be an array",
    "body must be a list",
    "body must be a json array",
    "body should be an array",
    "body should be a list",
    "body should be a json array",
    "body contains an array",
    "body contains a json array",
    "send an array of",
    "send a json array",
];

/// Whether a text says that the body is a list of what follows. A sentence that names something
/// speaks of that.
pub(super) fn sends_list(text: &Text) -> bool {
    let marked = marked(text);
    sentences(&marked).any(|sentence| {
        let lower = sentence.to_lowercase();
        codes(sentence).next().is_none() && LISTS.iter().any(|phrase| lower.contains(phrase))
    })
}

/// Whether words speak of values that come one after the other.
pub(super) fn speaks_of_stream(words: &str) -> bool {
    let lower = words.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        matches!(
            word,
            "stream" | "streams" | "streamed" | "streaming" | "ndjson"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::speaks_of_stream;

    #[test]
    fn streams_are_called_so() {
        assert!(speaks_of_stream("Answers a JSON stream:"));
        assert!(speaks_of_stream("Events are streamed"));
        assert!(!speaks_of_stream("Answers upstream books"));
    }
}

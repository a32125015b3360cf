//! What texts say about all parameters of an operation at once.
//!
//! What comes in: a paragraph of an operation's section. What goes out: whether the body is a list
//! of what the section describes, and which other operations' parameters it takes as well. Nothing
//! here knows which parameters there are.

use docbind_spec::Method;

use super::facts::{Reference, Target};
use super::sentences::{Marked, Said, Sentence, codes};
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
pub(super) fn sends_list(text: &Marked) -> bool {
    let mut sentences = text.sentences();
    sentences.any(|it| it.codes().next().is_none() && it.lower.has_one_of(LISTS))
}

/// Phrases after which another operation is named whose parameters are meant, one line each.
const SAME: &[&str] = &[
    "in addition to all parameters of",
    "in addition to the parameters of",
    "in addition to all parameters accepted by",
    "in addition to the parameters accepted by",
    "all parameters accepted by",
    "all the parameters accepted by",
    "all parameters of",
    "all the parameters of",
    "same parameters as",
    "same attributes as",
    "same arguments as",
    "same options as",
    "same fields as",
    "same body as",
    "same query parameters as",
    "same body parameters as",
    "parameters are the same as",
    "attributes are the same as",
    "the same as above",
];

/// The operations whose parameters a text says are taken as well.
pub(super) fn takes_from(said: &Said<'_>) -> Vec<Reference> {
    let found = said.marked.sentences().filter_map(|sentence| {
        let target = target(said.text, sentence)?;
        let range = said.text.range();
        Some(Reference { target, range })
    });
    found.collect()
}

/// The operation that a sentence names: by a link, by its request, by its heading, or as the one
/// above.
fn target(text: &Text, sentence: Sentence<'_>) -> Option<Target> {
    let lower = sentence.lower;
    let at = SAME
        .iter()
        .find_map(|phrase| Some(lower.find(phrase)? + phrase.len()))?;
    // Letters may have other lengths in small.
    let named = sentence.text.get(at..).unwrap_or_default();
    let mut links = text.pieces.iter().filter_map(|piece| {
        let link = piece.link.as_deref().filter(|link| link.contains('#'))?;
        named.contains(piece.text.trim()).then(|| link.to_owned())
    });
    if let Some(link) = links.next() {
        return Some(Target::Link(link));
    }
    let request = codes(named).find_map(|code| {
        let (method, path) = code.split_once(' ')?;
        Some((Method::parse(method)?, path.trim().to_owned()))
    });
    if let Some((method, path)) = request {
        return Some(Target::Request(method, path));
    }
    let words = named.trim().trim_end_matches(['.', ':', ';']);
    // "the same parameters as *Add a book*, and:"
    let words = words.strip_suffix(" and").unwrap_or(words);
    let words = words.trim_end_matches([',', ' ']);
    if words.is_empty() || words == "above" {
        return Some(Target::Above);
    }
    let quoted = words.trim_matches(['‹', '›', '"', '\'', '“', '”']);
    Some(Target::Heading(quoted.to_owned()))
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

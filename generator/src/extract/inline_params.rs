//! Parameters within a sentence: ``with `title` (required)``, ``Query: `page` (default 1)``,
//! ``requires `book` in the body``, ``The parameter `book` is required``.
//!
//! What comes in: running text. What goes out: parameters, each with what the sentence says of it.

use docbind_spec::{Presence, Witness};

use super::endpoint::plain_parameter;
use super::facts::{ParamFact, ParamPlace};
use super::markers::Markers;
use super::sentences::Said;
use super::words::Words;
use super::{param_name, presence, roles, shorthand};

/// Words before names that must be sent.
const REQUIRES: &[&str] = &["requires ", "it requires ", "expects "];

/// Reads a text.
pub(super) fn read(said: &Said<'_>, words: &Words) -> Vec<ParamFact> {
    let facts = said.marked.sentences().flat_map(|sentence| {
        let lower = sentence.lower.as_str().trim();
        let sentence = sentence.text.trim();
        let found = labelled(sentence, words)
            .or_else(|| required(sentence, lower, words))
            .or_else(|| stated(sentence));
        found.unwrap_or_else(|| grouped(sentence, words))
    });
    facts
        .map(|fact| ParamFact {
            range: said.text.range(),
            ..fact
        })
        .collect()
}

/// Names with a group each that says whether they must be sent, or what holds otherwise.
fn grouped(sentence: &str, words: &Words) -> Vec<ParamFact> {
    // What follows a colon or equals sign is a value.
    let is_value = |at: usize| sentence[..at].trim_end().ends_with([':', '=']);
    let codes = sentence.match_indices('‹');
    codes
        .filter(|(at, _)| !is_value(*at))
        .filter_map(|(at, _)| one(&sentence[at..], words))
        .filter(|(fact, _)| fact.presence != Presence::Unstated)
        .map(|(fact, _)| fact)
        .collect()
}

/// Names after a label that says where they are sent.
fn labelled(sentence: &str, words: &Words) -> Option<Vec<ParamFact>> {
    let (label, rest) = sentence.split_once(':')?;
    let place = roles::place(label, words)?;
    let code = rest.trim_start().strip_prefix('‹');
    let object = code.and_then(|code| shorthand::fields(code.split_once('›')?.0));
    let mut facts = object.unwrap_or_else(|| chain(rest, words).0);
    facts.iter_mut().for_each(|fact| fact.place = place);
    (!facts.is_empty()).then_some(facts)
}

/// Names that an operation requires in the query or body.
fn required(sentence: &str, lower: &str, words: &Words) -> Option<Vec<ParamFact>> {
    let phrase = REQUIRES.iter().find(|phrase| lower.starts_with(*phrase))?;
    let (mut facts, rest) = chain(sentence.get(phrase.len()..)?, words);
    let place = roles::place(
        rest.trim().trim_end_matches('.').strip_prefix("in ")?,
        words,
    )?;
    for fact in &mut facts {
        fact.place = place;
        fact.presence = Presence::Required;
    }
    (!facts.is_empty()).then_some(facts)
}

/// The parameter of which a sentence says whether it must be sent: `The page parameter is optional`.
fn stated(sentence: &str) -> Option<Vec<ParamFact>> {
    let rest = sentence.strip_prefix("The ")?;
    let (subject, rest) = rest.split_once(" is ")?;
    let name = subject
        .strip_prefix("parameter ")
        .or_else(|| subject.strip_suffix(" parameter"))?;
    let name = name.trim_start_matches('‹').trim_end_matches('›');
    let mut fact = plain_parameter(param_name::clean(name)?, Witness::Prose, 0..0);
    let word = rest.split([' ', ',', '.', ';']).next().unwrap_or_default();
    fact.presence = presence::marker(word)?;
    Some(vec![fact])
}

/// Names side by side, and what follows them.
fn chain<'a>(text: &'a str, words: &Words) -> (Vec<ParamFact>, &'a str) {
    let mut facts = Vec::new();
    let mut rest = text.trim_start();
    while let Some((fact, after)) = one(rest, words) {
        facts.push(fact);
        rest = after.trim_start_matches([',', ' ']);
        let joint = ["and ", "or "]
            .iter()
            .find_map(|word| rest.strip_prefix(word));
        rest = joint.unwrap_or(rest);
    }
    (facts, rest)
}

/// The name that a text begins with, its group, and what follows.
fn one<'a>(text: &'a str, words: &Words) -> Option<(ParamFact, &'a str)> {
    let (name, rest) = text.strip_prefix('‹')?.split_once('›')?;
    let mut fact = plain_parameter(param_name::clean(name)?, Witness::Prose, 0..0);
    let group = rest.trim_start().strip_prefix('(');
    let Some((group, after)) = group.and_then(|it| it.split_once(')')) else {
        return Some((fact, rest));
    };
    let mut found = Markers::default();
    if !found.group(group, words) {
        return Some((fact, rest));
    }
    let (presence, condition) = found.presence.unwrap_or((Presence::Unstated, None));
    fact.condition = condition;
    fact.presence = match found.default {
        Some(_) if presence == Presence::Unstated => Presence::Optional,
        _ => presence,
    };
    fact.values.default = found.default;
    fact.schema = found.schema;
    fact.place = found.place.unwrap_or(ParamPlace::Unsaid);
    Some((fact, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Piece, Style, Text};

    #[test]
    fn sentences_name_parameters() {
        for (text, expected) in [
            (
                "Send a form with `file` (required) and `note` (optional).",
                "file Required Unsaid; note Optional Unsaid",
            ),
            (
                "All books. Query: `page` (default 1), `limit`",
                "page Optional Query; limit Unstated Query",
            ),
            (
                "New loan; requires `book` and `reader` in the body",
                "book Required Body; reader Required Body",
            ),
            (
                r#"Adds a book. Body: `{ "title": "A", "pages": 9 }`"#,
                "title Unstated Body; pages Unstated Body",
            ),
            ("The parameter `page` is required.", "page Required Unsaid"),
            ("The page parameter is optional.", "page Optional Unsaid"),
            ("The list is optional.", ""),
            ("It requires `admin` rights", ""),
            ("Use `page` (see below).", ""),
            ("page: `two` (optional, string)", ""),
            ("Note: `page` is a number", ""),
        ] {
            let pieces = text.split('`').enumerate().map(|(at, part)| Piece {
                text: part.to_owned(),
                style: if at % 2 == 1 {
                    Style::Code
                } else {
                    Style::Plain
                },
                link: None,
                range: 0..0,
            });
            let text = Text {
                pieces: pieces.collect(),
            };
            let found = read(&Said::of(&text), &Words::default());
            let shown = found
                .iter()
                .map(|it| format!("{} {:?} {:?}", it.name, it.presence, it.place));
            assert_eq!(shown.collect::<Vec<_>>().join("; "), expected);
        }
    }
}

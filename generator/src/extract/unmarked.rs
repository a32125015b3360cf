//! Sentences about parameters without a marker: "all parameters are optional".
//!
//! What comes in: a paragraph. What goes out: whether parameters without a marker must be sent.
//! For which parameters that holds, the place of the paragraph decides, which is not known here.

use docbind_spec::Presence;
use memchr::{memchr2, memchr3};

use super::lower::{Lower, Lowered};
use super::sentences::{self, Said};
use super::{param_name, presence};
use crate::markdown::Text;

/// What the sentence is about, one line each.
const SUBJECTS: &[&str] = &[
    "parameter",
    "attribute",
    "argument",
    "field",
    "propert",
    "option",
    "param",
];

/// Words that make a sentence one about all of them.
const ALL: &[&str] = &["all ", "every ", "each ", "unless ", "by default"];

/// Words that make a sentence one about none of them.
const NONE: &[&str] = &["none of ", "no "];

/// Words that tell how some are marked.
const MARKED: &[&str] = &[
    "marked",
    "denoted",
    "indicated",
    "followed by",
    "suffixed",
    "flagged",
    "labelled",
    "labeled",
    "prefixed",
    "with an asterisk",
    "with a star",
    "with *",
];

/// Words that make a sentence one about those of which no default is stated. One with a default
/// need not be sent, whatever is said of the others.
const WITHOUT_DEFAULT: &[&str] = &[
    "without a default",
    "without default",
    "have no default",
    "has no default",
    "with no default",
    "not have a default",
];

/// Reads a paragraph.
pub(crate) fn of_text(text: &Text) -> Option<Presence> {
    of_plain(&Lower::from_text(text.plain()))
}

/// Reads what people see of a paragraph.
pub(crate) fn of_plain(plain: &Lower) -> Option<Presence> {
    // Hardly any text speaks of parameters as such or explains a sign.
    if !plain.all().has_one_of(SUBJECTS) && !may_have_sign(plain.as_str()) {
        return None;
    }
    plain
        .as_str()
        .split(['.', '\n', ';'])
        .find_map(|sentence| of_sentence(plain.part(sentence.trim())))
}

/// Whether a text has a byte with which one of the signs begins that [`sign`] reads.
fn may_have_sign(text: &str) -> bool {
    const DAGGER: u8 = "†".as_bytes()[0];
    let bytes = text.as_bytes();
    memchr3(b'*', b'?', b'+', bytes).is_some() || memchr2(b'!', DAGGER, bytes).is_some()
}

/// Words before the names that a sentence about all parameters leaves out.
const EXCEPTIONS: &[&str] = &[
    "except for ",
    "except ",
    "excluding ",
    "apart from ",
    "other than ",
];

/// The parameters that a text about all of them leaves out, and whether those must be sent.
pub(crate) fn exceptions(said: &Said<'_>) -> Option<(Presence, Vec<String>)> {
    let (marked, lower) = (said.marked.text(), said.marked.lower());
    let rest = EXCEPTIONS
        .iter()
        .find_map(|word| marked.get(lower.find(word)? + word.len()..))?;
    let presence = of_plain(&said.plain).map(opposite)?;
    let sentence = sentences::sentences(rest).next()?;
    let names = sentences::codes(sentence).filter_map(param_name::clean);
    Some((presence, names.collect()))
}

fn of_sentence(lower: Lowered<'_>) -> Option<Presence> {
    let sentence = lower.as_str();
    if let Some(presence) = sign(sentence) {
        return Some(opposite(presence));
    }
    if !lower.has_one_of(SUBJECTS) {
        return None;
    }
    let (main, conditional) = without_exception(sentence);
    if MARKED.iter().any(|word| main.contains(word)) {
        return said(main).map(opposite);
    }
    let has = |words: &[&str]| words.iter().any(|word| main.contains(word));
    let presence = ["are ", "is "]
        .iter()
        .filter_map(|verb| main.rsplit_once(verb))
        .find_map(|(before, after)| {
            SUBJECTS.iter().find(|subject| before.contains(**subject))?;
            said(after.split([',', '(']).next()?)
        })?;
    if NONE.iter().any(|word| main.starts_with(word)) {
        Some(opposite(presence))
    } else {
        (conditional || has(ALL) || has(WITHOUT_DEFAULT)).then_some(presence)
    }
}

/// A sentence without "unless stated otherwise", and whether it had that.
fn without_exception(sentence: &str) -> (&str, bool) {
    let words = ["unless", "except where", "if not stated"];
    let Some(at) = words.iter().find_map(|word| sentence.find(word)) else {
        return (sentence, false);
    };
    let main = if at == 0 {
        sentence.split_once(',').map_or("", |(_, main)| main)
    } else {
        &sentence[..at]
    };
    (main.trim(), true)
}

/// The one presence that words name.
fn said(words: &str) -> Option<Presence> {
    let mut found = words.split_whitespace().filter_map(presence::marker);
    let first = found.next()?;
    let negated = words.contains("not required") || words.contains("not mandatory");
    let first = if negated { Presence::Optional } else { first };
    found.next().is_none().then_some(first)
}

/// `* = required`, `? means optional`
fn sign(sentence: &str) -> Option<Presence> {
    let rest = sentence
        .trim_start_matches(['(', '"'])
        .strip_prefix(['*', '?', '†', '+', '!'])?;
    let rest = rest.trim_start_matches(['"', ')', ' ', ':', '=', '-', '–', '—']);
    let rest = ["means", "denotes", "indicates", "marks", "stands for"]
        .iter()
        .find_map(|verb| rest.strip_prefix(verb))
        .unwrap_or(rest);
    (rest.split_whitespace().count() <= 4)
        .then(|| said(rest))
        .flatten()
}

const fn opposite(presence: Presence) -> Presence {
    match presence {
        Presence::Required => Presence::Optional,
        Presence::Optional => Presence::Required,
        Presence::Unstated => Presence::Unstated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Presence::{Optional, Required};

    #[test]
    fn sentences_leave_names_out() {
        for (text, expected) in [
            (
                "all parameters are optional excluding 'title'",
                Some((Required, "title")),
            ),
            (
                "All fields except for \"a\" and \"b\" are required.",
                Some((Optional, "a b")),
            ),
            ("all parameters are optional", None),
        ] {
            let piece = crate::markdown::Piece {
                text: text.to_owned(),
                style: crate::markdown::Style::Plain,
                link: None,
                range: 0..0,
            };
            let paragraph = Text {
                pieces: vec![piece],
            };
            let found = exceptions(&Said::of(&paragraph));
            let found = found.map(|(presence, names)| (presence, names.join(" ")));
            let expected = expected.map(|(presence, names)| (presence, names.to_owned()));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn sentences_about_all_parameters() {
        for (text, expected) in [
            ("all parameters are optional", Some(Optional)),
            (
                "all of the following attributes are required",
                Some(Required),
            ),
            (
                "unless stated otherwise, all parameters are required",
                Some(Required),
            ),
            (
                "parameters are optional unless marked as required",
                Some(Optional),
            ),
            ("fields are required by default", Some(Required)),
            ("every parameter is optional", Some(Optional)),
            ("none of the parameters are required", Some(Optional)),
            ("all fields are not required", Some(Optional)),
            ("parameters marked with * are required", Some(Optional)),
            (
                "required parameters are marked with an asterisk",
                Some(Optional),
            ),
            ("optional parameters are marked with ?", Some(Required)),
            ("* = required", Some(Optional)),
            ("? means optional", Some(Required)),
            (
                "properties without a default value are required",
                Some(Required),
            ),
            ("fields that have no default are mandatory", Some(Required)),
            ("the parameter title is required", None),
            ("all books are required to have a title", None),
            ("some parameters are optional", None),
            ("required parameters come first", None),
        ] {
            assert_eq!(of_sentence(Lower::of(text).all()), expected, "{text}");
        }
    }
}

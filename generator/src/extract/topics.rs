//! What a heading or lead is about, where that is no role of a block: the one table of such words.
//!
//! What comes in: a text. What goes out: whether it is about a topic. Nothing here looks at a
//! page.

use super::lower::Lower;

/// What a section can be about, beside operations and their parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// What holds for all operations.
    Conventions,
    /// How to begin.
    Introduction,
    /// What goes wrong.
    Errors,
}

/// The words of each topic, in lower case; those of one phrase stand one after the other.
const WORDS: &[(Topic, &[&[&str]])] = &[
    (
        Topic::Conventions,
        &[
            &["authentication"],
            &["authorization"],
            &["sudo"],
            &["impersonation"],
            &["pagination"],
            &["paging"],
            &["prefix"],
            &["vs"],
            &["versus"],
        ],
    ),
    (
        Topic::Introduction,
        &[
            &["introduction"],
            &["overview"],
            &["quickstart"],
            &["getting", "started"],
            &["quick", "start"],
        ],
    ),
    (
        Topic::Errors,
        &[
            &["error"],
            &["errors"],
            &["failure"],
            &["failures"],
            &["4xx"],
            &["5xx"],
        ],
    ),
];

impl Topic {
    /// Whether words of this topic stand in a text.
    pub(super) fn is_of(self, text: &str) -> bool {
        let lower = Lower::of(text);
        let known = WORDS.iter().filter(|(topic, _)| *topic == self);
        let mut phrases = known.flat_map(|(_, all)| *all);
        phrases.any(|phrase| has_words(&lower, phrase))
    }
}

/// Whether these words stand in a text, one after the other.
fn has_words(lower: &Lower, phrase: &[&str]) -> bool {
    // Hardly any heading has any of them.
    if !phrase.iter().all(|word| lower.all().has(word)) {
        return false;
    }
    let words = lower.as_str().split(|c: char| !c.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty());
    loop {
        let mut here = words.clone();
        if phrase.iter().all(|word| here.next() == Some(*word)) {
            return true;
        }
        if words.next().is_none() {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Topic;

    #[test]
    fn words_stand_whole() {
        for (text, topic, expected) in [
            ("Errors and refusals", Topic::Errors, true),
            ("Terrors", Topic::Errors, false),
            ("Getting started", Topic::Introduction, true),
            ("Get started", Topic::Introduction, false),
            ("id vs. number", Topic::Conventions, true),
            ("", Topic::Conventions, false),
        ] {
            assert_eq!(topic.is_of(text), expected, "{text}");
        }
    }
}

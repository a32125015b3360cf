//! What a heading or lead is about, where that is no role of a block: the one table of such words.
//!
//! What comes in: a text. What goes out: whether it is about a topic. Nothing here looks at a
//! page.

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

/// The words of each topic, in lower case.
const WORDS: &[(Topic, &[&str])] = &[
    (
        Topic::Conventions,
        &[
            "authentication",
            "authorization",
            "sudo",
            "impersonation",
            "pagination",
            "paging",
            "prefix",
            "vs",
            "versus",
        ],
    ),
    (
        Topic::Introduction,
        &[
            "introduction",
            "overview",
            "quickstart",
            "getting started",
            "quick start",
        ],
    ),
    (
        Topic::Errors,
        &["error", "errors", "failure", "failures", "4xx", "5xx"],
    ),
];

impl Topic {
    /// Whether words of this topic stand in a text.
    pub(super) fn is_of(self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let known = WORDS.iter().filter(|(topic, _)| *topic == self);
        known.flat_map(|(_, all)| *all).any(|phrase| {
            let parts: Vec<&str> = phrase.split(' ').collect();
            words.windows(parts.len()).any(|window| window == parts)
        })
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

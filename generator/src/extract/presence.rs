//! Whether a parameter must be sent: words in a cell, or in parentheses after a name.

use docbind_spec::Presence;

/// Words and what they mean, one line each.
const WORDS: &[(&str, Presence)] = &[
    ("yes", Presence::Required),
    ("true", Presence::Required),
    ("y", Presence::Required),
    ("required", Presence::Required),
    ("requires", Presence::Required),
    ("require", Presence::Required),
    ("mandatory", Presence::Required),
    ("always", Presence::Required),
    ("no", Presence::Optional),
    ("false", Presence::Optional),
    ("n", Presence::Optional),
    ("not required", Presence::Optional),
    ("optional", Presence::Optional),
    ("option", Presence::Optional),
];

/// Words after which a condition follows.
const CONDITIONS: &[&str] = &[
    " if ",
    " unless ",
    " when ",
    " only ",
    " for ",
    " (",
    ", if ",
    ", unless ",
    ", when ",
];

/// Reads a cell or the words in parentheses: whether it must be sent, and the condition.
///
/// A condition makes the answer "unstated": yes in one case, no in another.
pub(crate) fn read(text: &str) -> Option<(Presence, Option<String>)> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = text.to_lowercase();
    if let Some((_, presence)) = WORDS.iter().find(|(word, _)| *word == lower) {
        return Some((*presence, None));
    }
    let conditional = lower == "conditional"
        || WORDS.iter().any(|(word, _)| {
            lower.strip_prefix(word).is_some_and(|rest| {
                CONDITIONS
                    .iter()
                    .any(|condition| rest.starts_with(condition))
            })
        });
    conditional.then_some((Presence::Unstated, Some(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_conditions() {
        for (text, expected) in [
            ("Yes", Some((Presence::Required, None))),
            ("requires", Some((Presence::Required, None))),
            ("optional", Some((Presence::Optional, None))),
            (
                "yes if `mark` is absent",
                Some((Presence::Unstated, Some("yes if `mark` is absent"))),
            ),
            (
                "required if mark missing",
                Some((Presence::Unstated, Some("required if mark missing"))),
            ),
            ("", None),
            (
                "yes, unless marked",
                Some((Presence::Unstated, Some("yes, unless marked"))),
            ),
            ("optional, default: 5", None),
            ("close|reopen", None),
            ("noteworthy", None),
        ] {
            let expected = expected.map(|(p, c): (_, Option<&str>)| (p, c.map(str::to_owned)));
            assert_eq!(read(text), expected, "{text}");
        }
    }
}

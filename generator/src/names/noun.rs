//! Nouns in the singular and in the plural, as far as plain endings tell.
//!
//! What comes in: a word, or several joined by `_`. What goes out: its singular, or whether it is
//! a plural. Nothing here knows what is named.

use std::borrow::Cow;

/// The singular of a noun, as far as plain endings tell.
///
/// ```
/// use docbind::names::mint::singular;
/// assert_eq!(singular("branches"), "branch");
/// assert_eq!(singular("statuses"), "status");
/// assert_eq!(singular("status"), "status");
/// assert_eq!(singular("shelves"), "shelf");
/// ```
pub fn singular(noun: &str) -> String {
    let lower = lower(noun);
    match ending(&lower) {
        Some((stem, single)) => {
            let mut out = String::with_capacity(lower.len());
            out.push_str(&lower[..stem]);
            out.push_str(single);
            out
        }
        None => lower.into_owned(),
    }
}

/// The endings of plurals, and what stands there in the singular.
const ENDINGS: &[(&str, &str)] = &[
    ("ies", "y"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("uses", "us"),
    ("lves", "lf"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
];

/// Where the ending of a plural begins, and what stands there in the singular.
fn ending(noun: &str) -> Option<(usize, &'static str)> {
    // All of them end so.
    if !noun.ends_with('s') {
        return None;
    }
    let (plural, single) = ENDINGS.iter().find(|(plural, _)| noun.ends_with(plural))?;
    let stem = noun.len().checked_sub(plural.len())?;
    (stem >= 2).then_some((stem, *single))
}

fn lower(noun: &str) -> Cow<'_, str> {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if noun.bytes().all(is_lower) {
        Cow::Borrowed(noun)
    } else {
        Cow::Owned(noun.to_lowercase())
    }
}

/// Whether a noun is the singular of a word.
pub(super) fn is_singular(word: &str, noun: &str) -> bool {
    let lower = lower(word);
    match ending(&lower) {
        Some((stem, single)) => {
            let rest = noun.strip_prefix(&lower[..stem]);
            rest == Some(single)
        }
        None => lower == noun,
    }
}

/// Whether a word, or the last one of several, is a plural as far as endings tell.
pub fn is_plural(word: &str) -> bool {
    let last = word.rsplit('_').next().unwrap_or(word);
    let lower = lower(last);
    lower != last || ending(&lower).is_some_and(|(stem, single)| &lower[stem..] != single)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_singulars_agree() {
        for word in [
            "books", "status", "Books", "branches", "is", "s", "lves", "news",
        ] {
            assert_eq!(is_plural(word), singular(word) != word, "{word}");
            assert!(is_singular(word, &singular(word)), "{word}");
            assert!(!is_singular(word, "shelf"), "{word}");
        }
    }
}

//! Running text as sentences in which values are marked.
//!
//! What comes in: text with its markup. What goes out: one string in which code, and single words
//! in quotes, stand between `‹` and `›`, so that phrases can be looked for in plain text.

use crate::markdown::{Style, Text};

/// The text with code between `‹` and `›`, quoted single words likewise, blanks single.
pub(crate) fn marked(text: &Text) -> String {
    let mut out = String::new();
    for piece in text.visible() {
        if piece.style == Style::Code {
            out.push('‹');
            out.push_str(piece.text.trim());
            out.push('›');
        } else {
            out.push_str(&mark_quotes(&piece.text));
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Single words in quotes are values as much as code is.
fn mark_quotes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '"']) {
        let quote = &rest[at..=at];
        let preceded = rest[..at]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        let word_end = rest[at + 1..].find(quote).map(|end| at + 1 + end);
        match word_end {
            Some(end) if !preceded && is_value(&rest[at + 1..end]) => {
                out.push_str(&rest[..at]);
                out.push('‹');
                out.push_str(&rest[at + 1..end]);
                out.push('›');
                rest = &rest[end + 1..];
            }
            _ => {
                out.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

pub(crate) fn is_value(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 60
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+'))
}

/// Sentences end at a full stop before a blank and a capital, or at a semicolon; not within code.
pub(crate) fn sentences(marked: &str) -> impl Iterator<Item = &str> {
    let mut cuts = vec![0];
    let mut inside = false;
    let bytes = marked.as_bytes();
    for (at, c) in marked.char_indices() {
        match c {
            '‹' => inside = true,
            '›' => inside = false,
            '.' if !inside && bytes.get(at + 1) == Some(&b' ') => {
                let next = marked[at + 2..].chars().next();
                if next.is_some_and(|c| c.is_uppercase() || c == '‹') {
                    cuts.push(at + 1);
                }
            }
            ';' if !inside => cuts.push(at + 1),
            _ => {}
        }
    }
    cuts.push(marked.len());
    cuts.windows(2)
        .map(|cut| &marked[cut[0]..cut[1]])
        .collect::<Vec<_>>()
        .into_iter()
}

pub(crate) fn codes(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split('‹')
        .skip(1)
        .filter_map(|part| part.split_once('›').map(|(code, _)| code))
}

//! Inline HTML as the style that it means.
//!
//! What comes in: running text with its tags. What goes out: the same text with `<code>`, `<b>`
//! and the like as styles, `<br>` as a line end, and `<required>` as the word that people mean.
//! Other tags stay what they are.

use std::borrow::Cow;

use crate::markdown::{Piece, Style, Text};

/// Tags that set what they hold apart, one line a style.
const STYLES: &[(&[&str], Style)] = &[
    (&["code", "tt", "kbd", "samp", "var"], Style::Code),
    (&["b", "strong", "em", "i"], Style::Strong),
];

/// Words that people put in angle brackets, which Markdown takes for tags.
const WORDS: &[&str] = &["required", "optional"];

/// Reads the tags of a text. Most have none.
pub(super) fn styled(text: &Text) -> Cow<'_, Text> {
    if text.pieces.iter().all(|piece| piece.style != Style::Html) {
        return Cow::Borrowed(text);
    }
    let mut style = None;
    let pieces = text.pieces.iter().map(|piece| {
        if piece.style != Style::Html {
            let set = style.filter(|_| piece.style != Style::Code);
            return Piece {
                style: set.unwrap_or(piece.style),
                ..piece.clone()
            };
        }
        let name = tag(&piece.text);
        if let Some(open) = name
            .strip_prefix('/')
            .is_none()
            .then(|| named(&name))
            .flatten()
        {
            style = Some(open);
        } else if name.strip_prefix('/').and_then(named).is_some() {
            style = None;
        }
        plain(piece, &name)
    });
    Cow::Owned(Text {
        pieces: pieces.collect(),
    })
}

/// The name of a tag in lower case, with the slash of a closing one.
fn tag(text: &str) -> String {
    let inner = text.trim().trim_start_matches('<').trim_end_matches('>');
    let inner = inner.trim_end_matches('/').trim();
    inner
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase()
}

fn named(name: &str) -> Option<Style> {
    let (_, style) = STYLES.iter().find(|(names, _)| names.contains(&name))?;
    Some(*style)
}

/// A tag that stands for text, as that text.
fn plain(piece: &Piece, name: &str) -> Piece {
    let text = match name {
        "br" => "\n".to_owned(),
        word if WORDS.contains(&word) => format!("({word})"),
        _ => return piece.clone(),
    };
    Piece {
        text,
        style: Style::Plain,
        ..piece.clone()
    }
}

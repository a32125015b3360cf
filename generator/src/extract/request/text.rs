//! Requests as running text: a paragraph that is one code span, or whose lines are requests.
//!
//! A code span that nothing closes is text, as Markdown reads it, and is read the same.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

use super::{Form, Found, RequestLine, line};
use crate::markdown::{Block, BlockKind, Piece, Style, Text};

/// The most words of a label such as `Request:`.
const MOST_IN_LABEL: usize = 4;

/// Reads a paragraph whose lines are requests, all of them or the first ones before a sentence
/// that begins a line.
pub(super) fn read(block: &Block) -> Option<Found> {
    let BlockKind::Paragraph(text) = &block.kind else {
        return None;
    };
    if !text.visible().any(|piece| may_have_address(&piece.text)) {
        return None;
    }
    let mut versioned = false;
    let mut requests = Vec::new();
    let mut more = false;
    for pieces in lines(text) {
        let plain = plain(&pieces);
        if plain.trim().is_empty() {
            continue;
        }
        let shown = if is_set_apart(&pieces) {
            line::without_note(&plain)
        } else {
            &plain
        };
        match labelled(shown) {
            Some(line) => {
                versioned |= line.versioned;
                requests.extend(placed(&pieces, line));
            }
            None if requests.is_empty() || continues(&plain) => return None,
            None => {
                more = true;
                break;
            }
        }
    }
    let form = match (versioned, more) {
        (true, _) => Form::Message,
        (false, true) => Form::WithBody,
        (false, false) => Form::Line,
    };
    (!requests.is_empty()).then_some(Found {
        lines: requests,
        form,
    })
}

/// Whether a text has what every address has: a slash, or the mark of a variable that stands for
/// the host.
fn may_have_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr3(b'/', b'{', b'<', bytes).is_some() || memchr(b'$', bytes).is_some()
}

/// Whether a line begins with code or something strong: what follows its request is a note.
fn is_set_apart(pieces: &[Piece]) -> bool {
    let mut visible = visible(pieces).filter(|piece| !piece.text.trim().is_empty());
    let first = visible.next().map(|piece| piece.style);
    matches!(first, Some(Style::Code | Style::Strong)) && visible.next().is_some()
}

/// Whether a line goes on with the sentence of the line before.
pub(crate) fn continues(plain: &str) -> bool {
    plain
        .trim_start()
        .starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ')' | ';' | '.'))
}

/// A request, perhaps after a label and within backticks that are no markup.
fn labelled(text: &str) -> Option<line::Line> {
    bare(text, 0).or_else(|| {
        let (label, rest) = text.split_once(':')?;
        let short = label.split_whitespace().count() <= MOST_IN_LABEL;
        bare(rest, label.len() + 1).filter(|_| short)
    })
}

fn bare(text: &str, offset: usize) -> Option<line::Line> {
    let inner = text.trim_start().trim_start_matches('`');
    let start = text.len() - inner.len();
    let inner = inner.trim_end().trim_end_matches(['`', '.', ',', ';', ':']);
    line::read(inner, offset + start)
}

/// The requests of a line with their place in the page.
pub(super) fn placed(pieces: &[Piece], line: line::Line) -> impl Iterator<Item = RequestLine> {
    let start = place(pieces, line.range.start);
    let last = place(pieces, line.range.end.saturating_sub(1));
    line.at(start..(last + 1).max(start))
}

/// The place in the page of a byte of the visible text.
fn place(pieces: &[Piece], at: usize) -> usize {
    let mut start = 0;
    for piece in visible(pieces) {
        let end = start + piece.text.len();
        if at < end {
            let markup = piece.range.len().saturating_sub(piece.text.len());
            let before = if piece.style == Style::Code {
                markup / 2
            } else {
                0
            };
            return (piece.range.start + before + at - start).min(piece.range.end);
        }
        start = end;
    }
    pieces.last().map_or(0, |piece| piece.range.end)
}

/// The text that people see of some pieces and that holds: what is struck out does not.
pub(crate) fn plain(pieces: &[Piece]) -> String {
    let length = visible(pieces).map(|piece| piece.text.len()).sum();
    let mut plain = String::with_capacity(length);
    plain.extend(visible(pieces).map(|piece| piece.text.as_str()));
    plain
}

fn visible(pieces: &[Piece]) -> impl Iterator<Item = &Piece> {
    pieces
        .iter()
        .filter(|piece| !matches!(piece.style, Style::Html | Style::Struck))
}

/// The lines of a text, each as its pieces. A piece of several lines may be longer on the page
/// than its text: the place of each line begins where it can at the earliest.
pub(crate) fn lines(text: &Text) -> Vec<Cow<'_, [Piece]>> {
    let ends = |piece: &Piece| piece.text.contains('\n') || is_line_end(piece);
    // Most texts are one line.
    if !text.pieces.iter().any(|it| it.text.is_empty() || ends(it)) {
        return vec![Cow::Borrowed(text.pieces.as_slice())];
    }
    let lines = split(text).into_iter();
    lines.map(Cow::Owned).collect()
}

fn split(text: &Text) -> Vec<Vec<Piece>> {
    let mut lines = vec![Vec::new()];
    for piece in &text.pieces {
        if is_line_end(piece) {
            lines.push(Vec::new());
            continue;
        }
        let mut start = piece.range.start;
        for (number, part) in piece.text.split('\n').enumerate() {
            if number > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push(Piece {
                    text: part.to_owned(),
                    style: piece.style,
                    link: piece.link.clone(),
                    range: start..piece.range.end,
                });
            }
            start = (start + part.len() + 1).min(piece.range.end);
        }
    }
    lines
}

fn is_line_end(piece: &Piece) -> bool {
    piece.style == Style::Html && piece.text.starts_with("<br")
}

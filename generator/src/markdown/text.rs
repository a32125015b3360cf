//! Running text with its markup.

use std::ops::Range;

/// Running text as pieces of one style each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The pieces in order.
    pub pieces: Vec<Piece>,
}

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, without markup.
    pub text: String,
    /// Its style.
    pub style: Style,
    /// Target of the link that it is part of.
    pub link: Option<String>,
    /// Its bytes in the page, markup included.
    pub range: Range<usize>,
}

/// How a stretch of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As everything around it.
    Plain,
    /// As code.
    Code,
    /// Strong or emphasised.
    Strong,
    /// Struck out, code as well.
    Struck,
    /// HTML, which people do not see.
    Html,
}

impl Text {
    /// The text that people see, without markup; line ends within are kept as `\n`.
    pub fn plain(&self) -> String {
        self.visible().map(|piece| piece.text.as_str()).collect()
    }

    /// The text as one line with code in backticks, as descriptions keep it.
    pub fn described(&self) -> String {
        let mut out = String::new();
        for piece in self.visible() {
            if piece.style == Style::Code {
                let ticks = if piece.text.contains('`') { "``" } else { "`" };
                out.push_str(ticks);
                out.push_str(&piece.text);
                out.push_str(ticks);
            } else {
                out.push_str(&piece.text);
            }
        }
        single_blanks(&out)
    }

    /// The pieces set as code.
    pub fn codes(&self) -> impl Iterator<Item = &Piece> {
        self.pieces
            .iter()
            .filter(|piece| piece.style == Style::Code)
    }

    /// The pieces that people see.
    pub fn visible(&self) -> impl Iterator<Item = &Piece> {
        self.pieces
            .iter()
            .filter(|piece| piece.style != Style::Html)
    }

    /// What follows the first `count` bytes of the visible text.
    pub fn after(&self, count: usize) -> Self {
        let mut skip = count;
        let mut pieces = Vec::new();
        for piece in self.visible() {
            if skip >= piece.text.len() {
                skip -= piece.text.len();
                continue;
            }
            let mut piece = piece.clone();
            if let Some(rest) = piece.text.get(skip..) {
                piece.text = rest.to_owned();
                if piece.style == Style::Plain {
                    piece.range.start = (piece.range.start + skip).min(piece.range.end);
                }
            }
            skip = 0;
            pieces.push(piece);
        }
        Self { pieces }
    }

    /// Whether people see nothing.
    pub fn is_blank(&self) -> bool {
        self.visible().all(|piece| piece.text.trim().is_empty())
    }

    /// The bytes of the page from the first piece to the last.
    pub fn range(&self) -> Range<usize> {
        let start = self.pieces.first().map_or(0, |piece| piece.range.start);
        let end = self.pieces.last().map_or(start, |piece| piece.range.end);
        start..end
    }
}

/// The words of a text with one blank between.
pub(crate) fn single_blanks(text: &str) -> String {
    let mut before = ' ';
    let single = text.chars().all(|c| {
        let kept = !c.is_whitespace() || c == ' ' && before != ' ';
        before = c;
        kept
    });
    if single && before != ' ' {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

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
        let mut out = String::with_capacity(self.length());
        out.extend(self.visible().map(|piece| piece.text.as_str()));
        out
    }

    /// How many bytes people see.
    fn length(&self) -> usize {
        self.visible().map(|piece| piece.text.len()).sum()
    }

    /// The text as one line with code in backticks, as descriptions keep it.
    pub fn described(&self) -> String {
        // Most code stands between one backtick on each side.
        let ticks = 2 * self.pieces.len();
        let mut out = String::with_capacity(self.length() + ticks);
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
        with_single_blanks(out)
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
    if has_single_blanks(text) {
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

/// The same of a text that nobody else needs; most have single blanks as they are.
pub(crate) fn with_single_blanks(text: String) -> String {
    if has_single_blanks(&text) {
        text
    } else {
        single_blanks(&text)
    }
}

/// Whether nothing but one blank stands between words, and none around them.
fn has_single_blanks(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        let doubled = byte == b' ' && before == b' ';
        if doubled || matches!(byte, b'\t'..=b'\r') {
            return false;
        }
        before = byte;
    }
    let other_blank = |c: char| c != ' ' && c.is_whitespace();
    before != b' ' && (text.is_ascii() || !text.contains(other_blank))
}

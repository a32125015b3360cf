//! Running text with its markup.

use std::borrow::Cow;
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

    /// The first `count` bytes of the visible text.
    pub(crate) fn before(&self, count: usize) -> Self {
        let mut left = count;
        let mut pieces = Vec::new();
        for piece in self.visible() {
            if left == 0 {
                break;
            }
            let mut piece = piece.clone();
            if let Some(start) = piece.text.get(..left) {
                piece.text = start.to_owned();
            }
            left = left.saturating_sub(piece.text.len());
            pieces.push(piece);
        }
        Self { pieces }
    }

    /// How many bytes of blanks people see first, and the character that follows them.
    pub(crate) fn first(&self) -> (usize, Option<char>) {
        let mut blanks = 0;
        for piece in self.visible() {
            let shown = piece.text.trim_start();
            blanks += piece.text.len() - shown.len();
            if let Some(first) = shown.chars().next() {
                return (blanks, Some(first));
            }
        }
        (blanks, None)
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
pub(crate) fn single_blanks(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    match Blanks::between(text) {
        Blanks::Single => Cow::Borrowed(text),
        Blanks::Lines => Cow::Owned(text.replace('\n', " ")),
        Blanks::Others => {
            let mut out = String::with_capacity(text.len());
            for word in text.split_whitespace() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
            }
            Cow::Owned(out)
        }
    }
}

/// The same of a text that nobody else needs; most have single blanks as they are.
pub(crate) fn with_single_blanks(text: String) -> String {
    match single_blanks(&text) {
        Cow::Borrowed(single) if single.len() == text.len() => text,
        single => single.into_owned(),
    }
}

/// What stands between the words of a text.
enum Blanks {
    /// One blank.
    Single,
    /// One blank or one line end, as in most paragraphs.
    Lines,
    /// Anything else.
    Others,
}

impl Blanks {
    /// Looks at a text without blanks around it: at all of its bytes, without an end before the
    /// last one, so that many are looked at at once.
    fn between(text: &str) -> Self {
        let bytes = text.as_bytes();
        let next = bytes.get(1..).unwrap_or_default();
        // Bytes and not booleans, so that many are looked at in one step.
        let is_blank = |byte: u8| u8::from(byte == b' ') | u8::from(byte == b'\n');
        let (mut lines, mut others) = (0, 0);
        for (byte, next) in bytes.iter().zip(next) {
            lines |= u8::from(*byte == b'\n');
            others |= is_blank(*byte) & is_blank(*next);
            others |= u8::from(byte.wrapping_sub(b'\t') < 5) & u8::from(*byte != b'\n');
        }
        let wide = |c: char| !c.is_ascii() && c.is_whitespace();
        if others != 0 || !text.is_ascii() && text.contains(wide) {
            Self::Others
        } else if lines != 0 {
            Self::Lines
        } else {
            Self::Single
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::single_blanks;

    #[test]
    fn words_have_one_blank_between() {
        for (text, expected) in [
            ("", ""),
            ("a", "a"),
            ("a b", "a b"),
            ("a\nb c", "a b c"),
            ("a \nb", "a b"),
            ("a\n\nb", "a b"),
            (" a", "a"),
            ("a\n", "a"),
            ("a\tb", "a b"),
            ("a\u{b}b", "a b"),
            ("a\r\nb", "a b"),
            ("ä\u{a0}b", "ä b"),
            ("ä\nb", "ä b"),
            ("\n", ""),
        ] {
            assert_eq!(single_blanks(text), expected, "{text:?}");
        }
        assert!(matches!(single_blanks("ä b"), Cow::Borrowed(_)));
    }
}

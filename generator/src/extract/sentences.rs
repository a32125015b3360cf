//! Running text as sentences in which values are marked.
//!
//! What comes in: text with its markup. What goes out: one string in which code, and single words
//! in quotes, stand between `‹` and `›`, so that phrases can be looked for in plain text. A text
//! that many rules look at is made such a string once, as [`Said`].

use std::ops::Range;

use memchr::{memchr2, memchr3_iter};

use super::lower::{Lower, Lowered};
use crate::markdown::{Style, Text, single_blanks, with_single_blanks};

/// A text in all the forms in which rules look for phrases.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    /// The text with its markup.
    pub(crate) text: &'a Text,
    /// Its sentences.
    pub(crate) marked: Marked,
    /// What people see of it.
    pub(crate) plain: Lower,
    /// The same with single blanks, where that is another text.
    flat: Option<Lower>,
}

/// A text as sentences in which values are marked.
#[derive(Debug)]
pub(crate) struct Marked {
    text: String,
    lower: Lower,
    /// Where each sentence stands, and where it stands in lower case.
    sentences: Vec<(Range<usize>, Range<usize>)>,
}

/// A sentence in which values are marked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence<'a> {
    /// The sentence.
    pub(crate) text: &'a str,
    /// The same in lower case.
    pub(crate) lower: Lowered<'a>,
}

impl<'a> Said<'a> {
    /// Looks at a text.
    pub(crate) fn of(text: &'a Text) -> Self {
        let plain = Lower::from_text(text.plain());
        let flat = single_blanks(plain.as_str());
        let flat = (flat != plain.as_str()).then(|| Lower::new(flat.into_owned()));
        Self {
            text,
            marked: Marked::of(text),
            plain,
            flat,
        }
    }

    /// What people see of it, with single blanks.
    pub(crate) fn flat(&self) -> &Lower {
        self.flat.as_ref().unwrap_or(&self.plain)
    }
}

impl Marked {
    /// Looks at a text.
    pub(crate) fn of(text: &Text) -> Self {
        let text = marked(text);
        let mut lower = String::with_capacity(text.len());
        let mut all = Vec::new();
        let mut start = 0;
        for sentence in sentences(&text) {
            let lower_start = lower.len();
            push_lower(sentence, &mut lower);
            let end = start + sentence.len();
            all.push((start..end, lower_start..lower.len()));
            start = end;
        }
        Self {
            text,
            lower: Lower::new(lower),
            sentences: all,
        }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The whole text in lower case.
    pub(crate) fn lower(&self) -> Lowered<'_> {
        self.lower.all()
    }

    /// The sentences in order.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.sentences.iter().map(|(text, lower)| Sentence {
            text: &self.text[text.clone()],
            lower: self.lower.part(&self.lower.as_str()[lower.clone()]),
        })
    }
}

impl<'a> Sentence<'a> {
    /// The values in it.
    pub(crate) fn codes(self) -> impl Iterator<Item = &'a str> {
        codes(self.text)
    }
}

/// Adds a sentence in lower case. The marks of values are no letters.
fn push_lower(sentence: &str, out: &mut String) {
    if is_lowered_as_ascii(sentence) {
        let start = out.len();
        out.push_str(sentence);
        out[start..].make_ascii_lowercase();
        return;
    }
    for part in sentence.split_inclusive(['‹', '›']) {
        out.push_str(&part.to_lowercase());
    }
}

/// Whether all that is no ASCII in a text are signs such as the marks of values, dashes and
/// quotes, which are the same in lower case: U+2000 to U+203F.
fn is_lowered_as_ascii(text: &str) -> bool {
    let bytes = text.as_bytes();
    let others = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let next = bytes.get(1..).unwrap_or_default();
    let begins = |(first, second): &(&u8, &u8)| (**first == 0xE2) & (**second == 0x80);
    others == 0 || others == 3 * bytes.iter().zip(next).filter(begins).count()
}

/// The text with code between `‹` and `›`, quoted single words likewise, blanks single.
pub(crate) fn marked(text: &Text) -> String {
    let length = text.visible().map(|it| it.text.len() + MARKS).sum();
    let mut out = String::with_capacity(length);
    for piece in text.visible() {
        if piece.style == Style::Code {
            out.push('‹');
            out.push_str(piece.text.trim());
            out.push('›');
        } else {
            mark_quotes(&piece.text, &mut out);
        }
    }
    with_single_blanks(out)
}

/// How many bytes the marks of a value take.
const MARKS: usize = '‹'.len_utf8() + '›'.len_utf8();

/// Single words in quotes are values as much as code is.
fn mark_quotes(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr2(b'\'', b'"', rest.as_bytes()) {
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
    let mut rest = Some(marked);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let Some(end) = sentence_end(text) else {
            return Some(text);
        };
        let (sentence, after) = text.split_at(end);
        rest = Some(after);
        Some(sentence)
    })
}

/// Whether a full stop behind a text is that of "e.g." or "i.e.", behind which a sentence goes on.
fn is_abbreviated(before: &str) -> bool {
    let last = before.get(before.len().saturating_sub(3)..);
    last.is_some_and(|last| {
        ["e.g", "i.e"]
            .iter()
            .any(|it| last.eq_ignore_ascii_case(it))
    })
}

/// Where the first sentence of a text ends, if another one follows.
fn sentence_end(text: &str) -> Option<usize> {
    /// The first byte of both marks.
    const MARK: u8 = "‹".as_bytes()[0];
    let mut inside = false;
    for at in memchr3_iter(b';', b'.', MARK, text.as_bytes()) {
        let rest = &text.as_bytes()[at..];
        match rest {
            [b';', ..] if !inside => return Some(at + 1),
            [b'.', b' ', ..] if !inside && !is_abbreviated(&text[..at]) => {
                let next = text[at + 2..].chars().next();
                if next.is_some_and(|c| c.is_uppercase() || c == '‹') {
                    return Some(at + 1);
                }
            }
            [MARK, ..] if rest.starts_with("‹".as_bytes()) => inside = true,
            [MARK, ..] if rest.starts_with("›".as_bytes()) => inside = false,
            _ => {}
        }
    }
    None
}

pub(crate) fn codes(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split('‹')
        .skip(1)
        .filter_map(|part| part.split_once('›').map(|(code, _)| code))
}

#[cfg(test)]
mod tests {
    use super::{push_lower, sentences};

    #[test]
    fn sentences_are_made_lower_case_between_the_marks_of_values() {
        for (text, expected) in [
            ("The ‹ID› – “One”", "the ‹id› – “one”"),
            ("ÄRGER ‹ID›", "ärger ‹id›"),
            ("ΟΔΟΣ‹X›", "οδος‹x›"),
            ("Ⅳ and \u{212a}", "ⅳ and k"),
            ("", ""),
        ] {
            let mut lower = String::new();
            push_lower(text, &mut lower);
            assert_eq!(lower, expected);
        }
    }

    #[test]
    fn sentences_end_outside_of_code() {
        for (text, expected) in [
            ("One. Two; three", &["One.", " Two;", " three"][..]),
            ("v1.2 and e.g. this. ‹a›", &["v1.2 and e.g. this.", " ‹a›"]),
            ("‹a; b. C› – it", &["‹a; b. C› – it"]),
            ("End.", &["End."]),
            ("It, e.g. ‹a› or i.e. B", &["It, e.g. ‹a› or i.e. B"]),
        ] {
            assert_eq!(sentences(text).collect::<Vec<_>>(), expected);
        }
    }
}

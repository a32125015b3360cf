//! Running text as sentences in which values are marked.
//!
//! What comes in: text with its markup. What goes out: one string in which code, and single words
//! in quotes, stand between `‹` and `›`, so that phrases can be looked for in plain text. A text
//! that many rules look at is made such a string once, as [`Said`].

use std::ops::Range;

use memchr::memchr2;

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
        let flat = (flat != plain.as_str()).then(|| Lower::new(flat));
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
    for part in sentence.split_inclusive(['‹', '›']) {
        let start = out.len();
        out.push_str(part);
        let letters = part.strip_suffix(['‹', '›']).unwrap_or(part);
        if letters.is_ascii() {
            out[start..].make_ascii_lowercase();
        } else {
            out.truncate(start);
            out.push_str(&part.to_lowercase());
        }
    }
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

/// Where the first sentence of a text ends, if another one follows.
fn sentence_end(text: &str) -> Option<usize> {
    let mut inside = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b';' if !inside => return Some(at + 1),
            b'.' if !inside => {
                let next = text[at + 1..].strip_prefix(' ');
                let next = next.and_then(|after| after.chars().next());
                if next.is_some_and(|c| c.is_uppercase() || c == '‹') {
                    return Some(at + 1);
                }
            }
            // The first byte of both marks.
            0xE2 if text[at..].starts_with('‹') => inside = true,
            0xE2 if text[at..].starts_with('›') => inside = false,
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

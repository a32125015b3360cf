//! Commands as a shell splits them.
//!
//! What comes in: the text of one command. What goes out: its words with their places, and what
//! is wrong with its quotes. Nothing is expanded.

use std::ops::Range;

/// A word of a command with its place.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) range: Range<usize>,
    pub(super) quoted: bool,
}

/// Splits a command as a shell would, forgiving what people forget.
pub(super) fn words(
    text: &str,
    range: Range<usize>,
    faults: &mut Vec<(Range<usize>, String)>,
) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    let mut quote: Option<(char, usize)> = None;
    let mut chars = text[range.clone()]
        .char_indices()
        .map(|(at, c)| (range.start + at, c))
        .peekable();
    while let Some((at, c)) = chars.next() {
        let after = at + c.len_utf8();
        match (quote, c) {
            (Some((q, _)), c) if c == q => quote = None,
            (None, '\'' | '"') => {
                quote = Some((c, at));
                word.get_or_insert_with(|| Word {
                    text: String::new(),
                    range: at..after,
                    quoted: true,
                })
                .quoted = true;
            }
            (None, ' ' | '\t' | '\n' | '\r') => words.extend(word.take()),
            (None | Some(('"', _)), '\\') => match chars.next() {
                Some((_, '\n')) | None => {}
                Some((_, next)) => {
                    let word = word.get_or_insert_with(|| Word {
                        text: String::new(),
                        range: at..after,
                        quoted: false,
                    });
                    if quote.is_some() && !matches!(next, '"' | '\\' | '$' | '`') {
                        word.text.push('\\');
                    }
                    word.text.push(next);
                }
            },
            _ => word
                .get_or_insert_with(|| Word {
                    text: String::new(),
                    range: at..after,
                    quoted: false,
                })
                .text
                .push(c),
        }
        if let Some(word) = &mut word {
            word.range.end = after;
        }
    }
    if let Some((_, at)) = quote {
        faults.push((
            at..range.end,
            "the quote that opens here is never closed".to_owned(),
        ));
        if let Some(word) = &mut word {
            word.text.truncate(word.text.trim_end().len());
        }
    }
    words.extend(word);
    words
}

//! Words and signs of generated code.
//!
//! What comes in: text that docbind wrote. What goes out: its tokens, each with its place in the
//! text. What docbind never writes, such as raw strings and block comments, is nothing.

use crate::code::{end_of_word, is_word};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Lifetime,
    /// A literal in double quotes.
    Text,
    Number,
    Char,
    Sign,
    Open,
    Close,
    /// A line of documentation of what follows.
    Doc,
    /// A line of documentation of what it stands in.
    InnerDoc,
    /// After the last token.
    End,
}

/// A token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    /// Its text; without the signs before it if it is documentation.
    pub text: &'a str,
    /// Where it begins.
    pub at: usize,
    /// The token that closes what this one opens.
    pub mate: usize,
}

/// The tokens of a text, the end of it included.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut scanner = Scanner {
        text,
        tokens: Vec::with_capacity(text.len() / 5 + 1),
        open: Vec::new(),
    };
    let mut at = 0;
    while let Some(first) = text.as_bytes().get(at) {
        at = match first {
            b' ' | b'\n' => at + 1,
            _ => scanner.token(at, *first)?,
        };
    }
    scanner.push(Kind::End, at, at);
    scanner.open.is_empty().then_some(scanner.tokens)
}

struct Scanner<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    open: Vec<usize>,
}

impl Scanner<'_> {
    /// Adds the token that begins here, and says where it ends.
    fn token(&mut self, at: usize, first: u8) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let (kind, end) = match first {
            b'(' | b'[' | b'{' => {
                self.open.push(self.tokens.len());
                (Kind::Open, at + 1)
            }
            b')' | b']' | b'}' => {
                let open = self.open.pop()?;
                self.tokens.get_mut(open)?.mate = self.tokens.len();
                (Kind::Close, at + 1)
            }
            b'"' => (Kind::Text, end_of_text(bytes, at)?),
            b'\'' => quoted(bytes, at)?,
            b'/' => return self.documentation(at),
            b'0'..=b'9' => (Kind::Number, end_of_number(bytes, at)),
            _ if is_word(first) => {
                let end = end_of_word(bytes, at);
                let is_prefix = matches!(bytes.get(end), Some(b'"' | b'\'' | b'#'));
                if is_prefix && matches!(first, b'r' | b'b' | b'c') {
                    return None;
                }
                (Kind::Word, end)
            }
            _ if first.is_ascii_punctuation() => {
                let width = 1 + usize::from(is_pair(first, bytes.get(at + 1)));
                (Kind::Sign, at + width)
            }
            _ => return None,
        };
        self.push(kind, at, end);
        Some(end)
    }

    fn push(&mut self, kind: Kind, at: usize, end: usize) {
        self.tokens.push(Token {
            kind,
            text: self.text.get(at..end).unwrap_or_default(),
            at,
            mate: 0,
        });
    }

    /// Adds a line of documentation.
    fn documentation(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let kind = match rest.get(..3)? {
            "///" => Kind::Doc,
            "//!" => Kind::InnerDoc,
            _ => return None,
        };
        let end = rest.find('\n').map_or(self.text.len(), |end| at + end);
        self.tokens.push(Token {
            kind,
            text: self.text.get(at + 3..end)?,
            at,
            mate: 0,
        });
        Some(end)
    }
}

/// Whether two characters are one sign.
fn is_pair(first: u8, next: Option<&u8>) -> bool {
    match first {
        b':' | b'&' | b'|' | b'.' => next == Some(&first),
        b'=' => matches!(next, Some(b'=' | b'>')),
        b'!' => next == Some(&b'='),
        b'-' => next == Some(&b'>'),
        _ => false,
    }
}

/// The end of a number; a dot belongs to it only before a digit.
fn end_of_number(bytes: &[u8], at: usize) -> usize {
    let end = end_of_word(bytes, at);
    match (bytes.get(end), bytes.get(end + 1)) {
        (Some(b'.'), Some(b'0'..=b'9')) => end_of_word(bytes, end + 1),
        _ => end,
    }
}

fn end_of_text(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at + 1;
    loop {
        match bytes.get(end)? {
            b'"' => return Some(end + 1),
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
}

/// A character or a lifetime.
fn quoted(bytes: &[u8], at: usize) -> Option<(Kind, usize)> {
    match (bytes.get(at + 1)?, bytes.get(at + 2)) {
        (b'\\', _) => None,
        (first, Some(b'\'')) if first.is_ascii() => Some((Kind::Char, at + 3)),
        (first, _) if is_word(*first) => Some((Kind::Lifetime, end_of_word(bytes, at + 1))),
        _ => None,
    }
}

//! Generated code, token by token, to a layout.
//!
//! What comes in: the tokens of a file. What goes out: the file, formatted as prettyplease does
//! it. It knows the shapes that docbind writes and no others: at any other it gives up, and the
//! caller asks prettyplease itself.

use super::items::Apart;
use super::layout::Layout;
use super::tokens::{Kind, Token};
use super::tree;

/// Nothing where the code has a shape that is not known here.
pub(super) type Known = Option<()>;

/// Reads tokens and writes a layout.
pub(super) struct Writer<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    end: usize,
    pub(super) layout: Layout,
}

impl<'a> Writer<'a> {
    pub(super) fn new(tokens: &'a [Token<'a>]) -> Self {
        Self {
            tokens,
            at: 0,
            end: tokens.len(),
            layout: Layout::default(),
        }
    }

    /// A writer of lines of its own, for what stands between the next brackets.
    pub(super) fn inside(&self) -> Option<Self> {
        let open = self.peek();
        (open.kind == Kind::Open).then(|| Self {
            at: self.at + 1,
            end: open.mate,
            ..Self::new(self.tokens)
        })
    }

    /// Goes behind a token that closes brackets.
    pub(super) fn go_behind(&mut self, mate: usize) {
        self.at = mate + 1;
    }

    /// Where the next token stands.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Token<'a> {
        self.look(0)
    }

    /// The token after some others.
    pub(super) fn look(&self, ahead: usize) -> Token<'a> {
        self.token(self.at + ahead)
    }

    fn token(&self, place: usize) -> Token<'a> {
        const END: Token<'static> = Token {
            kind: Kind::End,
            text: "",
            at: usize::MAX,
            mate: 0,
        };
        let tokens = self.tokens.get(..self.end).unwrap_or_default();
        tokens.get(place).copied().unwrap_or(END)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.peek().kind == Kind::End
    }

    /// Whether the next token is this word or sign.
    pub(super) fn is(&self, text: &str) -> bool {
        let next = self.peek();
        next.text == text && !matches!(next.kind, Kind::Doc | Kind::InnerDoc)
    }

    pub(super) fn next(&mut self) -> Token<'a> {
        let token = self.peek();
        self.at += 1;
        token
    }

    /// Takes the next token if it is this one.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let is_next = self.is(text);
        self.at += usize::from(is_next);
        is_next
    }

    /// Takes this token, which has to be the next one.
    pub(super) fn demand(&mut self, text: &str) -> Known {
        self.take(text).then_some(())
    }

    /// All of a file, of which this is the code.
    pub(super) fn file(mut self, code: &str) -> syn::Result<String> {
        if self.inner_attributes().is_none() {
            return tree::format_file(code);
        }
        let mut before = (self.at > 0).then_some(Apart::Block);
        while !self.is_at_end() {
            let next = self.apart();
            let is_joined = next != Apart::Block && before == Some(next);
            if before.is_some() && !is_joined {
                self.layout.empty_line();
            }
            self.item_or_more(code)?;
            before = Some(next);
        }
        Ok(self.layout.finish())
    }

    /// One item, whatever its shape.
    fn item_or_more(&mut self, code: &str) -> syn::Result<()> {
        let begin = self.at;
        let before = self.layout.length();
        if self.item().is_some() {
            return Ok(());
        }
        self.at = begin;
        self.skip_item();
        let range = self.token(begin).at..self.peek().at;
        let text = tree::format_one(code.get(range).unwrap_or_default())?;
        self.layout.replace(before, &text);
        Ok(())
    }

    /// Goes behind the item that comes next: it ends with a semicolon or a block.
    fn skip_item(&mut self) {
        while !self.is_at_end() {
            let token = self.peek();
            match token.kind {
                Kind::Open => self.at = token.mate + 1,
                _ => self.at += 1,
            }
            if matches!(token.text, ";" | "{") && token.kind != Kind::Doc {
                return;
            }
        }
    }

    /// Items with an empty line between each two.
    pub(super) fn items(mut self) -> Option<String> {
        let begin = self.at;
        while !self.is_at_end() {
            if self.at > begin {
                self.layout.empty_line();
            }
            self.item()?;
        }
        Some(self.layout.finish())
    }
}

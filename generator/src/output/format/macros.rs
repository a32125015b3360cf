//! Calls of macros.

use super::layout::{Breaks, INDENT};
use super::tokens::Kind;
use super::writer::{Known, Writer};
use super::{records, words};

/// What was written last in the input of a macro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Word,
    Brackets,
    Dot,
    Comma,
}

/// Words that have blanks around them wherever they stand.
const SPACED: &[&str] = &[
    "as", "async", "await", "box", "break", "const", "continue", "crate", "dyn", "else", "enum",
    "extern", "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "pub", "ref", "return", "static", "struct", "trait", "type", "unsafe", "use", "where",
    "while", "yield",
];

impl Writer<'_> {
    /// The call of a macro in place of items.
    pub(super) fn macro_item(&mut self) -> Known {
        let name = self.next().text;
        self.demand("!")?;
        let close = self.peek().mate;
        if self.is("{") {
            let lines = self.lines_of_macro(name, close)?;
            self.layout.word(name);
            self.layout.word("! {");
            self.layout.end_line();
            for line in &lines {
                self.layout.line(line);
            }
            self.layout.word("}");
            self.layout.end_line();
        } else {
            self.demand("(")?;
            let mut input = String::new();
            while self.place() < close {
                let token = self.next();
                words::add(&mut input, token)?;
            }
            for line in words::lines(name, &input) {
                self.layout.word(&line);
                self.layout.end_line();
            }
        }
        self.go_behind(close);
        if self.is(";") {
            self.next();
        }
        Some(())
    }

    /// What stands between braces, up to the one that closes them.
    fn lines_of_macro(&mut self, name: &str, close: usize) -> Option<Vec<String>> {
        if name == records::NAME {
            self.next();
            let inside = std::iter::from_fn(|| (self.place() < close).then(|| self.next()));
            return records::lines(inside);
        }
        let items = self.inside()?.items()?;
        Some(items.lines().map(str::to_owned).collect())
    }

    /// The call of a macro, from behind its name on.
    pub(super) fn macro_call(&mut self) -> Known {
        self.demand("!")?;
        self.layout.word("!");
        self.demand("(")?;
        self.layout.word("(");
        if !self.is(")") {
            self.layout.begin(INDENT, Breaks::Together);
            self.layout.gap();
            self.layout.begin(0, Breaks::Apart);
            self.macro_input()?;
            self.layout.end();
            self.layout.gap();
            self.layout.offset(-INDENT);
            self.layout.end();
        }
        self.demand(")")?;
        self.layout.word(")");
        Some(())
    }

    /// The input of a macro up to the bracket that closes it: values, fields and calls.
    fn macro_input(&mut self) -> Known {
        let mut last = Last::Nothing;
        while self.peek().kind != Kind::Close {
            last = self.macro_token(last)?;
        }
        Some(())
    }

    fn macro_token(&mut self, last: Last) -> Option<Last> {
        let token = self.next();
        match (token.kind, token.text) {
            (Kind::Word | Kind::Text | Kind::Number, text) if !SPACED.contains(&text) => {
                if !matches!(last, Last::Nothing | Last::Dot) {
                    self.layout.space();
                }
                self.layout.word(text);
                Some(Last::Word)
            }
            (Kind::Sign, ",") => {
                self.layout.word(",");
                Some(Last::Comma)
            }
            (Kind::Sign, ".") if matches!(last, Last::Word | Last::Brackets) => {
                self.layout.gap();
                self.layout.word(".");
                Some(Last::Dot)
            }
            (Kind::Open, "(") if last == Last::Word => {
                self.layout.word("(");
                self.macro_input()?;
                self.demand(")")?;
                self.layout.word(")");
                Some(Last::Brackets)
            }
            _ => None,
        }
    }
}

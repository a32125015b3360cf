//! Documentation and attributes.

use super::layout::{Breaks, INDENT};
use super::tokens::{Kind, Token};
use super::types::Place;
use super::writer::{Known, Writer};
use crate::output::examples;

/// What was written last in an attribute.
#[derive(PartialEq, Eq)]
enum Last {
    Word,
    Sign,
    Comma,
}

impl Writer<'_> {
    /// The attributes of what follows, each in lines of its own.
    pub(super) fn attribute_lines(&mut self) -> Known {
        while self.is_attribute() {
            if self.look(2).text == examples::NAME {
                self.example()?;
            } else {
                self.attribute()?;
                self.layout.end_line();
            }
        }
        Some(())
    }

    /// The attributes of an expression.
    pub(super) fn attributes(&mut self) -> Known {
        while self.is_attribute() {
            self.attribute()?;
            self.layout.space();
        }
        Some(())
    }

    /// The attributes of the whole file.
    pub(super) fn inner_attributes(&mut self) -> Known {
        loop {
            let next = self.peek();
            match next.kind {
                Kind::InnerDoc => self.documentation("//!", next),
                Kind::Sign if next.text == "#" && self.look(1).text == "!" => {
                    self.next();
                    self.next();
                    self.layout.word("#!");
                    self.meta()?;
                }
                _ => return Some(()),
            }
            self.layout.end_line();
        }
    }

    fn is_attribute(&self) -> bool {
        let next = self.peek();
        next.kind == Kind::Doc || (next.text == "#" && self.look(1).text == "[")
    }

    fn attribute(&mut self) -> Known {
        let next = self.peek();
        if next.kind == Kind::Doc {
            self.documentation("///", next);
            return Some(());
        }
        if self.look(2).text == "doc" && self.look(4).kind == Kind::Text {
            return self.written_out();
        }
        self.demand("#")?;
        self.layout.word("#");
        self.meta()
    }

    /// `#[doc = "…"]` with a text that is the same without quotes.
    fn written_out(&mut self) -> Known {
        let Token { text, .. } = self.look(4);
        let text = text.strip_prefix('"')?.strip_suffix('"')?;
        (self.look(5).kind == Kind::Close && !text.contains('\\')).then_some(())?;
        (!text.starts_with('/')).then_some(())?;
        self.layout.word("///");
        self.layout.word(text.trim_end_matches(' '));
        self.go_behind(self.look(1).mate);
        Some(())
    }

    fn documentation(&mut self, sign: &str, line: Token<'_>) {
        self.next();
        self.layout.word(sign);
        self.layout.word(line.text.trim_end_matches(' '));
    }

    /// `[name]`, `[name = value]` or `[name(…)]`
    fn meta(&mut self) -> Known {
        self.demand("[")?;
        self.layout.word("[");
        self.path(Place::Expression)?;
        if self.take("=") {
            self.layout.word(" = ");
            self.expression()?;
        } else if self.is("(") {
            self.meta_group()?;
        }
        self.demand("]")?;
        self.layout.word("]");
        Some(())
    }

    /// The list of an attribute.
    fn meta_group(&mut self) -> Known {
        self.demand("(")?;
        self.layout.word("(");
        self.layout.begin(INDENT, Breaks::Together);
        self.layout.gap();
        let mut last = Last::Sign;
        while !self.take(")") {
            last = self.meta_token(&last)?;
        }
        if last != Last::Comma {
            self.layout.gap();
        }
        self.layout.offset(-INDENT);
        self.layout.end();
        self.layout.word(")");
        Some(())
    }

    fn meta_token(&mut self, last: &Last) -> Option<Last> {
        let token = self.peek();
        match (token.kind, token.text) {
            (Kind::Open, "(") => {
                self.meta_group()?;
                return Some(Last::Sign);
            }
            (Kind::Word | Kind::Text | Kind::Number, text) => {
                if *last == Last::Word {
                    self.layout.space();
                }
                self.layout.word(text);
                self.next();
                return Some(Last::Word);
            }
            (Kind::Sign, ",") if self.look(1).kind == Kind::Close => {
                self.last_comma();
                self.next();
                return Some(Last::Comma);
            }
            (Kind::Sign, ",") => {
                self.layout.word(",");
                self.layout.space();
            }
            (Kind::Sign, "=") => {
                let equals = if *last == Last::Word { " = " } else { "= " };
                self.layout.word(equals);
            }
            (Kind::Sign, sign @ ("::" | "!")) => self.layout.word(sign),
            _ => return None,
        }
        self.next();
        Some(Last::Sign)
    }

    /// A function in an attribute, which becomes lines of documentation.
    fn example(&mut self) -> Known {
        // `#`, `[` and the name.
        let after = self.look(1).mate;
        self.next();
        self.next();
        self.next();
        let mut inner = self.inside()?;
        inner.item()?;
        inner.is_at_end().then_some(())?;
        let text = inner.layout.finish();
        for line in examples::documentation(&text)? {
            self.layout.word("///");
            self.layout.word(&line);
            self.layout.end_line();
        }
        self.go_behind(after);
        Some(())
    }
}

//! Statements.

use super::expressions::At;
use super::layout::Breaks;
use super::tokens::Kind;
use super::writer::{Known, Writer};

impl Writer<'_> {
    /// What stands in a function.
    pub(super) fn statement(&mut self) -> Known {
        match self.peek().text {
            "use" => return self.import(),
            "let" => self.binding()?,
            _ if self.peek().kind == Kind::Word && self.look(1).text == "!" => {
                self.macro_statement()?;
            }
            _ => {
                self.layout.begin(0, Breaks::Apart);
                self.expression_at(At::LineStart)?;
                if self.take(";") {
                    self.layout.word(";");
                } else {
                    self.is("}").then_some(())?;
                }
                self.layout.end();
            }
        }
        self.layout.end_line();
        Some(())
    }

    /// A macro that is a statement: it has no group of its own if it ends with a semicolon.
    fn macro_statement(&mut self) -> Known {
        let begin = self.layout.mark();
        self.name()?;
        self.macro_call()?;
        if self.take(";") {
            self.layout.word(";");
            return Some(());
        }
        self.layout.begin_at(begin, 0, Breaks::Apart);
        self.layout.end();
        self.is("}").then_some(())
    }

    fn binding(&mut self) -> Known {
        self.demand("let")?;
        self.layout.begin(0, Breaks::Apart);
        self.layout.word("let ");
        self.pattern()?;
        if self.take(":") {
            self.layout.word(": ");
            self.ty()?;
        }
        self.demand("=")?;
        self.layout.word(" = ");
        self.layout.never();
        self.expression_at(At::Elsewhere)?;
        self.layout.end();
        self.demand(";")?;
        self.layout.word(";");
        Some(())
    }
}

//! Values in brackets: structs, arrays and tuples.

use super::expressions::{At, Shape};
use super::layout::{Break, Breaks, INDENT, Mark};
use super::tokens::Kind;
use super::writer::Writer;

impl Writer<'_> {
    /// `A { b: c }`, whose path is written already.
    pub(super) fn literal(&mut self, begin: Mark) -> Option<Shape> {
        self.demand("{")?;
        // One without fields would be written in another way.
        (self.peek().kind == Kind::Word).then_some(())?;
        self.layout.end();
        self.layout.begin_at(begin, -INDENT, Breaks::Apart);
        self.layout.begin_at(begin, INDENT, Breaks::Together);
        self.layout.word(" {");
        self.layout.space();
        loop {
            self.name()?;
            if self.take(":") {
                self.layout.word(": ");
                self.layout.begin(0, Breaks::Apart);
                self.expression_at(At::Elsewhere)?;
                self.layout.end();
            }
            let goes_on = self.take(",");
            if !goes_on || self.is("}") {
                break;
            }
            self.layout.word(",");
            self.layout.space();
        }
        self.layout.may_break(Break {
            blank: true,
            before: Some(','),
            ..Break::default()
        });
        self.layout.offset(-INDENT);
        self.layout.end_within(34, begin);
        self.demand("}")?;
        self.layout.word("}");
        Some(Shape::Bracketed)
    }

    pub(super) fn array(&mut self) -> Option<Shape> {
        if self.has_only_numbers() {
            return self.numbers();
        }
        self.demand("[")?;
        self.layout.word("[");
        self.layout.begin(INDENT, Breaks::Together);
        self.layout.gap();
        self.list("]", |writer| writer.expression().map(drop))?;
        self.layout.offset(-INDENT);
        self.layout.end();
        self.layout.word("]");
        Some(Shape::Bracketed)
    }

    /// Whether the array that comes next has elements, all of them numbers and the like.
    fn has_only_numbers(&self) -> bool {
        let mut ahead = 1;
        loop {
            let token = self.look(ahead);
            let is_plain = match token.kind {
                Kind::Number => !token.text.contains('.'),
                Kind::Char => true,
                Kind::Word => matches!(token.text, "true" | "false"),
                Kind::Sign => token.text == ",",
                Kind::Close => return ahead > 1,
                _ => false,
            };
            if !is_plain {
                return false;
            }
            ahead += 1;
        }
    }

    /// An array that is filled line by line.
    fn numbers(&mut self) -> Option<Shape> {
        self.demand("[")?;
        self.layout.begin(INDENT, Breaks::Together);
        self.layout.word("[");
        self.layout.gap();
        self.layout.begin(0, Breaks::Apart);
        loop {
            let number = self.next().text;
            self.layout.word(number);
            if !self.take(",") || self.is("]") {
                break;
            }
            self.layout.word(",");
            self.layout.space();
        }
        self.layout.end();
        self.last_comma();
        self.layout.offset(-INDENT);
        self.layout.word("]");
        self.layout.end();
        self.demand("]")?;
        Some(Shape::Bracketed)
    }

    pub(super) fn tuple(&mut self) -> Option<Shape> {
        self.demand("(")?;
        self.layout.word("(");
        self.layout.begin(INDENT, Breaks::Together);
        self.layout.gap();
        let mut count = 0;
        self.list(")", |writer| {
            count += 1;
            writer.expression().map(drop)
        })?;
        self.layout.offset(-INDENT);
        self.layout.end();
        self.layout.word(")");
        // One expression alone is in brackets or followed by a comma.
        (count != 1).then_some(Shape::Bracketed)
    }
}

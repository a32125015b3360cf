//! Expressions.
//!
//! A group can be begun at an earlier place, so each expression is read once, from its first
//! token to its last.

use super::layout::{Break, Breaks, INDENT, Mark};
use super::tokens::Kind;
use super::types::Place;
use super::writer::{Known, Writer};

/// What an expression is, as far as those around it depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// In brackets of its own, so that it needs no lines of its own between those of a call.
    Bracketed,
    Call,
    Match,
    Return,
    /// A call of a macro.
    Macro,
    Other,
}

/// Where an expression stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Where a line begins: methods of a short name stand beside it.
    LineStart,
    /// Where a brace after a name begins a block.
    Head,
    Elsewhere,
}

/// The first part of an expression, before any dot.
struct Base {
    end: Mark,
    /// Whether it is a name that is no longer than the indentation.
    is_short: bool,
}

impl Writer<'_> {
    pub(super) fn expression(&mut self) -> Option<Shape> {
        self.attributes()?;
        self.expression_at(At::Elsewhere)
    }

    /// An expression without attributes.
    pub(super) fn expression_at(&mut self, place: At) -> Option<Shape> {
        let token = self.peek();
        let shape = match (token.kind, token.text) {
            (Kind::Sign, sign @ ("&" | "-" | "!")) => {
                self.next();
                self.layout.word(sign);
                if sign == "&" && self.take("mut") {
                    self.layout.word("mut ");
                }
                self.expression_at(At::Elsewhere)?;
                Shape::Other
            }
            (Kind::Sign, "|" | "||") => self.closure()?,
            (Kind::Word, "match") => self.matching()?,
            (Kind::Word, "return") => {
                self.next();
                self.layout.word("return");
                if !matches!(self.peek().text, ";" | "," | "}" | ")") {
                    self.layout.word(" ");
                    self.expression_at(At::Elsewhere)?;
                }
                Shape::Return
            }
            _ => self.with_methods(place)?,
        };
        // An operator or a brace: none of what is known here goes on like that.
        let next = self.peek();
        let ends = match next.kind {
            Kind::Close | Kind::End => true,
            Kind::Sign => matches!(next.text, "," | ";" | "=>"),
            Kind::Open => next.text == "{" && place == At::Head,
            _ => false,
        };
        ends.then_some(shape)
    }

    /// A value, and what is done with it: `a.b(c)?.d[e].await`
    fn with_methods(&mut self, place: At) -> Option<Shape> {
        let begin = self.layout.mark();
        let first = self.peek();
        let is_name = first.kind == Kind::Word && first.text.len() as isize <= INDENT;
        let from = self.place();
        let mut shape = self.base(place)?;
        let base = Base {
            end: self.layout.mark(),
            is_short: is_name && self.place() == from + 1,
        };
        let mut dots = 0;
        let mut last_dot: Option<Mark> = None;
        let mut arguments: Option<Mark> = None;
        let mut is_direct = base.is_short && place == At::LineStart;
        loop {
            match self.peek().text {
                "." => {
                    if dots == 0 {
                        self.layout.end_at(base.end);
                        self.layout.begin_at(begin, -INDENT, Breaks::Together);
                        self.layout.begin_at(begin, INDENT, Breaks::Together);
                    }
                    if dots > 0 || !is_direct {
                        self.layout.gap();
                    }
                    dots += 1;
                    arguments = self.after_dot()?;
                    last_dot = Some(self.layout.mark());
                    shape = Shape::Other;
                }
                "?" => {
                    self.next();
                    self.layout.word("?");
                    is_direct &= dots > 0;
                    shape = Shape::Other;
                }
                "(" => {
                    self.call()?;
                    is_direct &= dots > 0;
                    shape = Shape::Call;
                }
                "[" => {
                    self.next();
                    self.layout.word("[");
                    self.expression_at(At::Elsewhere)?;
                    self.demand("]")?;
                    self.layout.word("]");
                    is_direct &= dots > 0;
                    shape = Shape::Other;
                }
                _ => break,
            }
        }
        if let Some(mark) = last_dot {
            self.layout.end_at(mark);
        }
        if let (true, 1, Some(mark)) = (is_direct, dots, arguments) {
            self.layout.move_group(mark, -INDENT);
        }
        Some(shape)
    }

    /// `.await`, a field, or a method with its arguments, whose group begins where it is said.
    fn after_dot(&mut self) -> Option<Option<Mark>> {
        self.demand(".")?;
        self.layout.word(".");
        if self.peek().kind == Kind::Number {
            let number = self.next().text;
            self.layout.word(number);
            return Some(None);
        }
        self.name()?;
        if self.is("::") {
            self.next();
            self.layout.word("::");
            self.arguments()?;
        }
        if !self.is("(") {
            return Some(None);
        }
        let mark = self.layout.mark();
        self.layout.begin(0, Breaks::Together);
        self.call()?;
        self.layout.end();
        Some(Some(mark))
    }

    /// What stands before any method.
    fn base(&mut self, place: At) -> Option<Shape> {
        let token = self.peek();
        match (token.kind, token.text) {
            (Kind::Text | Kind::Number | Kind::Char, text) => {
                self.next();
                self.layout.word(text);
                Some(Shape::Other)
            }
            (Kind::Open, "[") => self.array(),
            (Kind::Open, "(") => self.tuple(),
            (Kind::Sign, "<") => self.of_type(),
            (Kind::Word, "if" | "for" | "while" | "loop" | "async" | "move" | "unsafe") => None,
            (Kind::Word, "let" | "break" | "continue" | "const" | "static" | "box") => None,
            (Kind::Word, _) | (Kind::Sign, "::") => {
                let begin = self.layout.mark();
                self.path(Place::Expression)?;
                match self.peek().text {
                    "!" => self.macro_call().map(|()| Shape::Macro),
                    "{" if place != At::Head => self.literal(begin),
                    _ => Some(Shape::Other),
                }
            }
            _ => None,
        }
    }

    /// `<A>::b`
    fn of_type(&mut self) -> Option<Shape> {
        self.demand("<")?;
        self.layout.word("<");
        self.ty()?;
        self.demand(">")?;
        self.layout.word(">");
        self.demand("::")?;
        self.layout.word("::");
        self.path(Place::Expression)?;
        Some(Shape::Other)
    }

    /// `(a, b)` behind what is called.
    fn call(&mut self) -> Known {
        self.demand("(")?;
        self.layout.word("(");
        if self.take(")") {
            self.layout.word(")");
            return Some(());
        }
        let begin = self.layout.mark();
        let first = self.expression()?;
        let goes_on = self.take(",");
        let is_alone = !goes_on || self.is(")");
        if !(is_alone && first == Shape::Bracketed) {
            self.layout.may_break_at(begin, Break::default());
            self.layout.begin_at(begin, INDENT, Breaks::Together);
            if is_alone {
                self.last_comma();
            } else {
                self.layout.word(",");
                self.layout.space();
                self.list(")", |writer| writer.expression().map(drop))?;
            }
            self.layout.offset(-INDENT);
            self.layout.end();
            if !is_alone {
                self.layout.word(")");
                return Some(());
            }
        }
        self.demand(")")?;
        self.layout.word(")");
        Some(())
    }

    /// `|a, b| c`
    fn closure(&mut self) -> Option<Shape> {
        self.layout.begin(0, Breaks::Apart);
        self.layout.begin(INDENT, Breaks::Together);
        self.demand("|")?;
        self.layout.word("|");
        self.layout.gap();
        loop {
            self.pattern()?;
            if !self.take(",") {
                break;
            }
            self.layout.word(",");
            self.layout.space();
        }
        self.demand("|")?;
        self.layout.word("|");
        self.layout.space();
        self.layout.offset(-INDENT);
        self.layout.end();
        self.layout.never();
        let begin = self.layout.mark();
        let body = self.expression_at(At::Elsewhere)?;
        if !matches!(body, Shape::Bracketed | Shape::Call | Shape::Match) {
            self.braced_at(begin, None, body);
        }
        self.layout.end();
        Some(Shape::Bracketed)
    }

    /// Puts an expression that is written already into braces if the line breaks before it.
    fn braced_at(&mut self, begin: Mark, instead: Option<char>, shape: Shape) {
        let open = Break {
            before: Some('{'),
            ..Break::default()
        };
        self.layout.may_break_at(begin, open);
        self.layout.begin_at(begin, INDENT, Breaks::Together);
        self.layout.may_break(Break {
            offset: -INDENT,
            before: (shape == Shape::Return).then_some(';'),
            after: Some('}'),
            instead,
            ..Break::default()
        });
        self.layout.end();
    }

    fn matching(&mut self) -> Option<Shape> {
        self.demand("match")?;
        self.layout.begin(0, Breaks::Apart);
        self.layout.word("match ");
        self.layout.begin(0, Breaks::Together);
        let from = self.place();
        self.expression_at(At::Head)?;
        // What is longer than a name may have to stand in lines of its own.
        (self.place() == from + 1).then_some(())?;
        self.layout.word(" ");
        self.layout.end();
        self.demand("{")?;
        self.layout.word("{");
        self.layout.never();
        self.layout.begin(INDENT, Breaks::Together);
        (!self.is("}")).then_some(())?;
        self.layout.always();
        while !self.take("}") {
            self.arm()?;
            self.layout.always();
        }
        self.layout.offset(-INDENT);
        self.layout.end();
        self.layout.word("}");
        self.layout.end();
        Some(Shape::Match)
    }

    fn arm(&mut self) -> Known {
        self.layout.begin(0, Breaks::Apart);
        self.pattern()?;
        self.demand("=>")?;
        self.layout.word(" => ");
        // Blocks and `()` are written in other ways.
        (!matches!(self.peek().text, "{" | "(" | "match")).then_some(())?;
        self.layout.never();
        let begin = self.layout.mark();
        let shape = self.expression_at(At::LineStart)?;
        self.braced_at(begin, Some(','), shape);
        self.layout.end();
        self.take(",");
        Some(())
    }
}

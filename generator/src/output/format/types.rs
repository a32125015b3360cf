//! Paths, types, generics and patterns.

use super::layout::{Break, Breaks, INDENT};
use super::tokens::Kind;
use super::writer::{Known, Writer};

/// Where a path stands, which decides how its arguments are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// `A<B>`
    Type,
    /// `A::<B>`
    Expression,
}

impl Writer<'_> {
    /// Takes a word that is a name.
    pub(super) fn name(&mut self) -> Known {
        let token = self.next();
        (token.kind == Kind::Word).then_some(())?;
        self.layout.word(token.text);
        Some(())
    }

    /// `a::b`, with arguments.
    pub(super) fn path(&mut self, place: Place) -> Known {
        if self.take("::") {
            self.layout.word("::");
        }
        loop {
            self.name()?;
            match place {
                Place::Type if self.is("<") => self.arguments()?,
                Place::Expression if self.is("::") && self.look(1).text == "<" => {
                    self.next();
                    self.layout.word("::");
                    self.arguments()?;
                }
                _ => {}
            }
            if !self.take("::") {
                return Some(());
            }
            self.layout.word("::");
        }
    }

    /// `<A, B>` behind a name.
    pub(super) fn arguments(&mut self) -> Known {
        self.demand("<")?;
        self.layout.word("<");
        self.layout.begin(INDENT, Breaks::Together);
        self.layout.gap();
        self.list(">", Self::argument)?;
        self.layout.offset(-INDENT);
        self.layout.end();
        self.layout.word(">");
        Some(())
    }

    fn argument(&mut self) -> Known {
        if self.look(1).text == "=" {
            self.name()?;
            self.demand("=")?;
            self.layout.word(" = ");
        }
        match self.peek().kind {
            Kind::Lifetime => {
                let lifetime = self.next().text;
                self.layout.word(lifetime);
                Some(())
            }
            _ => self.ty(),
        }
    }

    /// Elements up to a closing token, which is taken; each with a comma and a place to break
    /// after it. Empty lists have none.
    pub(super) fn list(
        &mut self,
        close: &str,
        mut element: impl FnMut(&mut Self) -> Known,
    ) -> Known {
        while !self.take(close) {
            element(self)?;
            let is_last = !self.take(",");
            if is_last || self.is(close) {
                self.last_comma();
            } else {
                self.layout.word(",");
                self.layout.space();
            }
            if is_last {
                return self.demand(close);
            }
        }
        Some(())
    }

    /// A comma if the line breaks here.
    pub(super) fn last_comma(&mut self) {
        self.layout.may_break(Break {
            before: Some(','),
            ..Break::default()
        });
    }

    pub(super) fn ty(&mut self) -> Known {
        let token = self.peek();
        match (token.kind, token.text) {
            (Kind::Sign, "&") => {
                self.next();
                self.layout.word("&");
                if self.peek().kind == Kind::Lifetime {
                    let lifetime = self.next().text;
                    self.layout.word(lifetime);
                    self.layout.word(" ");
                }
                if self.take("mut") {
                    self.layout.word("mut ");
                }
                self.ty()
            }
            (Kind::Open, "[") => self.slice(),
            (Kind::Open, "(") => self.tuple_type(),
            (Kind::Word, "impl") => {
                self.next();
                self.layout.word("impl ");
                self.bounds()
            }
            (Kind::Word, "dyn" | "fn" | "for" | "unsafe" | "extern" | "_") => None,
            (Kind::Word, _) | (Kind::Sign, "::") => self.path(Place::Type),
            _ => None,
        }
    }

    /// `[A]` or `[A; N]`
    fn slice(&mut self) -> Known {
        self.demand("[")?;
        self.layout.word("[");
        self.ty()?;
        if self.take(";") {
            self.layout.word("; ");
            self.name()?;
        }
        self.demand("]")?;
        self.layout.word("]");
        Some(())
    }

    fn tuple_type(&mut self) -> Known {
        self.demand("(")?;
        self.layout.word("(");
        self.layout.begin(INDENT, Breaks::Together);
        self.layout.gap();
        let mut count = 0;
        self.list(")", |writer| {
            count += 1;
            writer.ty()
        })?;
        self.layout.offset(-INDENT);
        self.layout.end();
        self.layout.word(")");
        // One type alone is in brackets or followed by a comma.
        (count != 1).then_some(())
    }

    /// `A + B` in a type.
    pub(super) fn bounds(&mut self) -> Known {
        self.bound()?;
        while self.take("+") {
            self.layout.word(" + ");
            self.bound()?;
        }
        Some(())
    }

    pub(super) fn bound(&mut self) -> Known {
        if self.peek().kind == Kind::Lifetime {
            let lifetime = self.next().text;
            self.layout.word(lifetime);
            return Some(());
        }
        self.path(Place::Type)
    }

    /// `<S: A, const N: usize>` behind the name of an item, if it has any.
    pub(super) fn generics(&mut self) -> Known {
        if !self.take("<") {
            return Some(());
        }
        self.layout.word("<");
        self.layout.begin(0, Breaks::Together);
        self.layout.gap();
        self.list(">", Self::generic)?;
        self.layout.offset(-INDENT);
        self.layout.end();
        self.layout.word(">");
        Some(())
    }

    fn generic(&mut self) -> Known {
        if self.take("const") {
            self.layout.word("const ");
            self.name()?;
            self.demand(":")?;
            self.layout.word(": ");
            return self.ty();
        }
        self.name()?;
        self.layout.begin(INDENT, Breaks::Apart);
        if self.take(":") {
            self.layout.word(": ");
            self.bound()?;
            while self.take("+") {
                self.layout.space();
                self.layout.word("+ ");
                self.bound()?;
            }
        }
        self.layout.end();
        Some(())
    }

    pub(super) fn pattern(&mut self) -> Known {
        let token = self.peek();
        match (token.kind, token.text) {
            (Kind::Word, "mut") => {
                self.next();
                self.layout.word("mut ");
                self.name()
            }
            (Kind::Word, "ref" | "box" | "const") => None,
            (Kind::Open, "(") => {
                let count = self.tuple_pattern()?;
                // One pattern alone is in brackets or followed by a comma.
                (count != 1).then_some(())
            }
            (Kind::Word, _) => {
                self.path(Place::Expression)?;
                match self.peek().text {
                    "(" => self.tuple_pattern().map(drop),
                    "{" | "@" | "|" | ".." => None,
                    _ => Some(()),
                }
            }
            _ => None,
        }
    }

    /// `(a, b)`, behind a name or alone; says how many there are.
    fn tuple_pattern(&mut self) -> Option<usize> {
        self.demand("(")?;
        self.layout.word("(");
        self.layout.begin(INDENT, Breaks::Together);
        self.layout.gap();
        let mut count = 0;
        self.list(")", |writer| {
            count += 1;
            writer.pattern()
        })?;
        self.layout.offset(-INDENT);
        self.layout.end();
        self.layout.word(")");
        Some(count)
    }
}

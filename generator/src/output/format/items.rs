//! Items.

use super::layout::{Breaks, INDENT};
use super::tokens::Kind;
use super::types::Place;
use super::writer::{Known, Writer};

/// How an item is set apart from its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Apart {
    Use,
    Mod,
    Block,
}

impl Writer<'_> {
    /// How the next item is set apart.
    pub(super) fn apart(&self) -> Apart {
        let mut ahead = 0;
        loop {
            let token = self.look(ahead);
            match (token.kind, token.text) {
                (Kind::Doc, _) => ahead += 1,
                (Kind::Sign, "#") => ahead += 2 + self.distance(ahead + 1),
                (Kind::Word, "pub") if self.look(ahead + 1).text == "(" => {
                    ahead += 2 + self.distance(ahead + 1);
                }
                (Kind::Word, "pub") => ahead += 1,
                (Kind::Word, "use") => return Apart::Use,
                (Kind::Word, "mod") if self.look(ahead + 2).text == ";" => return Apart::Mod,
                _ => return Apart::Block,
            }
        }
    }

    /// How many tokens stand up to the bracket that closes this one, which is a few ahead.
    fn distance(&self, ahead: usize) -> usize {
        self.look(ahead).mate.saturating_sub(self.place() + ahead)
    }

    /// One item with its attributes.
    pub(super) fn item(&mut self) -> Known {
        if self.look(1).text == "!" && self.peek().kind == Kind::Word {
            return self.macro_item();
        }
        self.attribute_lines()?;
        let offset = match self.keyword() {
            "use" => return self.import(),
            "impl" | "trait" => return self.block_of_items(),
            "const" | "static" => 0,
            _ => INDENT,
        };
        self.layout.begin(offset, Breaks::Together);
        self.visibility()?;
        let word = self.next().text;
        match word {
            "const" | "static" => self.constant(word)?,
            "type" => self.type_alias()?,
            "mod" => self.module()?,
            "struct" => self.structure()?,
            "enum" => self.enumeration()?,
            "fn" | "async" => self.function(word)?,
            _ => return None,
        }
        self.layout.end_line();
        Some(())
    }

    /// The word that says what kind of item comes next.
    fn keyword(&self) -> &str {
        let ahead = match (self.is("pub"), self.look(1).text) {
            (true, "(") => 2 + self.distance(1),
            (true, _) => 1,
            _ => 0,
        };
        self.look(ahead).text
    }

    fn visibility(&mut self) -> Known {
        if !self.take("pub") {
            return Some(());
        }
        self.layout.word("pub");
        if self.take("(") {
            let scope = self.next().text;
            self.layout.word("(");
            self.layout.word(scope);
            self.layout.word(")");
            self.demand(")")?;
        }
        self.layout.word(" ");
        Some(())
    }

    pub(super) fn import(&mut self) -> Known {
        self.visibility()?;
        self.demand("use")?;
        self.layout.word("use ");
        if self.take("::") {
            self.layout.word("::");
        }
        self.import_tree()?;
        self.demand(";")?;
        self.layout.word(";");
        self.layout.end_line();
        Some(())
    }

    fn import_tree(&mut self) -> Known {
        loop {
            if self.take("*") {
                self.layout.word("*");
                return Some(());
            }
            if self.is("{") {
                return self.import_group();
            }
            self.name()?;
            if self.take("as") {
                self.layout.word(" as ");
                return self.name();
            }
            if !self.take("::") {
                return Some(());
            }
            self.layout.word("::");
        }
    }

    /// `{a, b}` of names only, as nothing else is imported like that.
    fn import_group(&mut self) -> Known {
        self.demand("{")?;
        // One name alone stands without the braces.
        (self.look(1).text == ",").then_some(())?;
        (self.look(2).text != "}").then_some(())?;
        self.layout.begin(INDENT, Breaks::Together);
        self.layout.word("{");
        self.layout.gap();
        self.layout.begin(0, Breaks::Apart);
        loop {
            self.name()?;
            if !self.take(",") || self.is("}") {
                break;
            }
            self.layout.word(",");
            self.layout.space();
        }
        self.layout.end();
        self.last_comma();
        self.layout.offset(-INDENT);
        self.layout.word("}");
        self.layout.end();
        self.demand("}")
    }

    /// A constant, from behind its first word on.
    fn constant(&mut self, word: &str) -> Known {
        self.layout.word(word);
        self.layout.word(" ");
        self.name()?;
        self.demand(":")?;
        self.layout.word(": ");
        self.ty()?;
        self.demand("=")?;
        self.layout.word(" = ");
        self.layout.never();
        self.expression()?;
        self.demand(";")?;
        self.layout.word(";");
        self.layout.end();
        Some(())
    }

    fn type_alias(&mut self) -> Known {
        self.layout.word("type ");
        self.name()?;
        self.demand("=")?;
        self.layout.word(" = ");
        self.layout.never();
        self.layout.begin(-INDENT, Breaks::Apart);
        self.ty()?;
        self.layout.end();
        self.demand(";")?;
        self.layout.word(";");
        self.layout.end();
        Some(())
    }

    fn module(&mut self) -> Known {
        self.layout.word("mod ");
        self.name()?;
        if self.take(";") {
            self.layout.word(";");
            self.layout.end();
            return Some(());
        }
        self.layout.word(" ");
        self.block(Self::item)
    }

    fn structure(&mut self) -> Known {
        self.layout.word("struct ");
        self.name()?;
        self.generics()?;
        if self.take(";") {
            self.layout.word(";");
            self.layout.end();
            return Some(());
        }
        self.layout.word(" ");
        self.block(|writer| {
            writer.attribute_lines()?;
            writer.visibility()?;
            writer.name()?;
            writer.demand(":")?;
            writer.layout.word(": ");
            writer.ty()?;
            writer.end_of_element()
        })
    }

    fn enumeration(&mut self) -> Known {
        self.layout.word("enum ");
        self.name()?;
        self.generics()?;
        self.layout.word(" ");
        self.block(|writer| {
            writer.attribute_lines()?;
            writer.name()?;
            if writer.take("(") {
                writer.layout.begin(INDENT, Breaks::Together);
                writer.layout.word("(");
                writer.layout.gap();
                writer.list(")", Self::ty)?;
                writer.layout.offset(-INDENT);
                writer.layout.word(")");
                writer.layout.end();
            }
            if writer.take("=") {
                writer.layout.word(" = ");
                writer.expression()?;
            }
            writer.end_of_element()
        })
    }

    /// The comma after a field or variant, there or not.
    fn end_of_element(&mut self) -> Known {
        if !self.take(",") {
            self.is("}").then_some(())?;
        }
        self.layout.word(",");
        self.layout.end_line();
        Some(())
    }

    /// `{ … }`, each part of which ends its line; ends the group of the item.
    fn block(&mut self, mut part: impl FnMut(&mut Self) -> Known) -> Known {
        self.demand("{")?;
        self.layout.word("{");
        if !self.is("}") {
            self.layout.end_line();
            while !self.is("}") {
                part(self)?;
            }
            self.layout.offset(-INDENT);
        }
        self.layout.end();
        self.layout.word("}");
        self.demand("}")
    }

    /// An `impl` or a trait, with empty lines between its items.
    fn block_of_items(&mut self) -> Known {
        self.layout.begin(INDENT, Breaks::Together);
        self.visibility()?;
        if self.take("trait") {
            self.layout.word("trait ");
            self.name()?;
            self.generics()?;
            if self.take(":") {
                self.layout.word(": ");
                self.bounds()?;
            }
        } else {
            self.demand("impl")?;
            self.layout.begin(-INDENT, Breaks::Apart);
            self.layout.begin(INDENT, Breaks::Together);
            self.layout.word("impl");
            self.generics()?;
            self.layout.end();
            self.layout.word(" ");
            self.path(Place::Type)?;
            if self.take("for") {
                self.layout.space();
                self.layout.word("for ");
                self.ty()?;
            }
            self.layout.end();
        }
        self.layout.word(" ");
        let mut is_first = true;
        self.block(|writer| {
            if !is_first {
                writer.layout.empty_line();
            }
            is_first = false;
            writer.item()
        })?;
        self.layout.end_line();
        Some(())
    }

    /// A function, from behind `fn` or `async` on.
    fn function(&mut self, word: &str) -> Known {
        if word == "async" {
            self.layout.word("async ");
            self.demand("fn")?;
        }
        self.layout.word("fn ");
        self.name()?;
        self.generics()?;
        self.demand("(")?;
        self.layout.word("(");
        self.layout.never();
        self.layout.begin(0, Breaks::Together);
        self.layout.gap();
        self.list(")", Self::parameter)?;
        self.layout.offset(-INDENT);
        self.layout.end();
        self.layout.word(")");
        self.layout.begin(-INDENT, Breaks::Together);
        if self.take("->") {
            self.layout.word(" -> ");
            self.ty()?;
        }
        self.layout.end();
        if self.take(";") {
            self.layout.word(";");
            self.layout.end();
            return Some(());
        }
        self.layout.word(" ");
        self.block(Self::statement)
    }

    fn parameter(&mut self) -> Known {
        if self.take("&") {
            self.layout.word("&");
            self.demand("self")?;
            self.layout.word("self");
            return Some(());
        }
        self.pattern()?;
        if self.take(":") {
            self.layout.word(": ");
            self.ty()?;
        }
        Some(())
    }
}

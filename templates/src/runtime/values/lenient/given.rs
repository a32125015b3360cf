//! A value of an answer, from a tree or from a text, as serde reads it.
//!
//! In: a value. Out: what a type makes of it. There is one reader for both, because what types
//! make of values is compiled anew for every reader. What is decided, is decided outside of the
//! methods that have a type parameter, for the same reason.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error as _, Expected, Unexpected, Visitor};
use serde_json::{Error, Number, Value};

use super::answer::{Answer, QUOTED};
use super::inside::{Items, Pairs};
use super::node::Node;
use super::text::{Any, Next, Outcome, unlike};
use crate::runtime::values::open;

/// Why a value cannot be read.
pub(super) enum Refusal<'v> {
    /// It is not of the kind that was expected.
    Unlike(Unexpected<'v>),
    /// It has no sensible reading.
    Error(Error),
}

impl From<Error> for Refusal<'_> {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl Refusal<'_> {
    fn told(self, expected: &dyn Expected) -> Error {
        match self {
            Self::Unlike(kind) => Error::invalid_type(kind, expected),
            Self::Error(error) => error,
        }
    }
}

/// Which numbers are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Whole,
    Any,
}

/// A value of an answer.
pub(super) enum Given<'a, 'v> {
    Tree(Answer<'v>),
    Text(&'a mut dyn Next<'v>),
}

impl<'v> Given<'_, 'v> {
    fn any(self, read: &mut dyn FnMut(Any<'_, 'v>) -> Outcome) -> Outcome {
        match self {
            Self::Tree(answer) => read(answer.any()?),
            Self::Text(next) => next.any(read),
        }
    }

    fn boolean(self) -> Result<bool, Refusal<'v>> {
        match self {
            Self::Tree(answer) => answer.boolean(),
            Self::Text(next) => match next.node()? {
                Node::Bool(value) => Ok(value),
                _ => Err(Refusal::Error(unlike())),
            },
        }
    }

    fn number(self, wanted: Wanted) -> Result<Number, Refusal<'v>> {
        match self {
            Self::Tree(answer) => answer.number(wanted),
            Self::Text(next) => match next.node()? {
                Node::Number(number) => Ok(number),
                _ => Err(Refusal::Error(unlike())),
            },
        }
    }

    fn text(self) -> Result<Cow<'v, str>, Refusal<'v>> {
        match self {
            Self::Tree(answer) => answer.text(),
            Self::Text(next) => Ok(next.text()?),
        }
    }

    fn unit(self) -> Result<(), Refusal<'v>> {
        match self {
            Self::Tree(answer) => answer.unit(),
            Self::Text(next) => match next.node()? {
                Node::Null => Ok(()),
                _ => Err(Refusal::Error(unlike())),
            },
        }
    }

    fn option(self, read: &mut dyn FnMut(Option<Given<'_, 'v>>) -> Outcome) -> Outcome {
        match self {
            Self::Tree(answer) => answer.option(read),
            Self::Text(next) => next.option(read),
        }
    }

    fn items(self, read: &mut dyn FnMut(Items<'_, 'v>) -> Outcome) -> Result<(), Refusal<'v>> {
        match self {
            Self::Tree(answer) => Ok(read(answer.list()?)?),
            Self::Text(next) => Ok(next.any(&mut |any| match any {
                Any::Items(items) => read(items),
                _ => Err(unlike()),
            })?),
        }
    }

    fn pairs(self, read: &mut dyn FnMut(Pairs<'_, 'v>) -> Outcome) -> Result<(), Refusal<'v>> {
        match self {
            Self::Tree(answer) => Ok(read(answer.map()?)?),
            Self::Text(next) => Ok(next.any(&mut |any| match any {
                Any::Pairs(pairs) => read(pairs),
                _ => Err(unlike()),
            })?),
        }
    }

    fn fields(
        self,
        owner: &'static str,
        names: &'static [&'static str],
        read: &mut dyn FnMut(Pairs<'_, 'v>) -> Outcome,
    ) -> Result<(), Refusal<'v>> {
        match self {
            Self::Tree(answer) => Ok(read(answer.fields(owner, names)?)?),
            Self::Text(_) => self.pairs(&mut |pairs| read(pairs.with_some_of(names))),
        }
    }

    /// The value where any text will do.
    fn for_any_text(self) -> Self {
        match self {
            Self::Tree(answer) => Self::Tree(answer.with_empty_text()),
            Self::Text(next) => Self::Text(next),
        }
    }

    /// Whether it is a blank where one in quotes stands for nothing.
    fn is_blank_in_quotes(&self) -> bool {
        matches!(self, Self::Tree(answer) if answer.is_lenient() && answer.is_blank())
    }
}

/// What a visitor made of what it was given. One that is still there was given nothing.
fn made<'v, V: Visitor<'v>>(
    outcome: Result<(), Refusal<'v>>,
    visitor: Option<&V>,
    value: Option<V::Value>,
) -> Result<V::Value, Error> {
    let visitor = visitor.map(|visitor| visitor as &dyn Expected);
    if let Some(error) = failure(outcome, visitor) {
        return Err(error);
    }
    match value {
        Some(value) => Ok(value),
        None => Err(unlike()),
    }
}

fn failure(outcome: Result<(), Refusal<'_>>, visitor: Option<&dyn Expected>) -> Option<Error> {
    match (outcome.err()?, visitor) {
        (refusal, Some(expected)) => Some(refusal.told(expected)),
        (Refusal::Error(error), None) => Some(error),
        (Refusal::Unlike(_), None) => Some(unlike()),
    }
}

/// Lets a visitor visit a list or an object.
macro_rules! visit {
    ($visitor:ident.$visit:ident, $given:ident.$give:ident($($argument:expr),*)) => {{
        let (mut visitor, mut value) = (Some($visitor), None);
        let outcome = $given.$give($($argument,)* &mut |inside| {
            let Some(visitor) = visitor.take() else {
                return Ok(());
            };
            value = Some(visitor.$visit(inside)?);
            Ok(())
        });
        made(outcome, visitor.as_ref(), value)
    }};
}

macro_rules! numbers {
    ($($wanted:ident: $($method:ident)*;)*) => {$($(
        fn $method<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.number(Wanted::$wanted) {
                Ok(number) => number.$method(visitor),
                Err(refusal) => Err(refusal.told(&visitor)),
            }
        }
    )*)*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.text() {
                Ok(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
                Ok(Cow::Owned(text)) => visitor.visit_string(text),
                Err(refusal) => Err(refusal.told(&visitor)),
            }
        }
    )*};
}

macro_rules! bytes {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
            let (mut visitor, mut value) = (Some(visitor), None);
            let outcome = self.any(&mut |any| {
                let Some(visitor) = visitor.take() else {
                    return Ok(());
                };
                value = Some(match any {
                    Any::Items(items) => visitor.visit_seq(items)?,
                    Any::Scalar(Node::Text(text)) => visitor.visit_bytes(text.as_bytes())?,
                    _ => return Err(unlike()),
                });
                Ok(())
            });
            made(outcome.map_err(Refusal::Error), visitor.as_ref(), value)
        }
    )*};
}

impl<'v> Deserializer<'v> for Given<'_, 'v> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        let (mut visitor, mut value) = (Some(visitor), None);
        let outcome = self.any(&mut |any| {
            let Some(visitor) = visitor.take() else {
                return Ok(());
            };
            value = Some(match any {
                Any::Scalar(Node::Bool(value)) => visitor.visit_bool(value)?,
                Any::Scalar(Node::Number(number)) => number.deserialize_any(visitor)?,
                Any::Scalar(Node::Text(Cow::Borrowed(text))) => visitor.visit_borrowed_str(text)?,
                Any::Scalar(Node::Text(Cow::Owned(text))) => visitor.visit_string(text)?,
                Any::Scalar(_) => visitor.visit_unit()?,
                Any::Items(items) => visitor.visit_seq(items)?,
                Any::Pairs(pairs) => visitor.visit_map(pairs)?,
            });
            Ok(())
        });
        made(outcome.map_err(Refusal::Error), visitor.as_ref(), value)
    }

    fn deserialize_bool<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.boolean() {
            Ok(value) => visitor.visit_bool(value),
            Err(refusal) => Err(refusal.told(&visitor)),
        }
    }

    numbers! {
        Whole:
            deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
            deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128;
        Any: deserialize_f32 deserialize_f64;
    }

    texts! {
        deserialize_char deserialize_str deserialize_string deserialize_identifier
    }

    bytes! {
        deserialize_bytes deserialize_byte_buf
    }

    fn deserialize_option<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        let (mut visitor, mut value) = (Some(visitor), None);
        let outcome = self.option(&mut |some| {
            let Some(visitor) = visitor.take() else {
                return Ok(());
            };
            value = Some(match some {
                Some(given) => visitor.visit_some(given)?,
                None => visitor.visit_none()?,
            });
            Ok(())
        });
        made(outcome.map_err(Refusal::Error), visitor.as_ref(), value)
    }

    fn deserialize_unit<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.unit() {
            Ok(()) => visitor.visit_unit(),
            Err(refusal) => Err(refusal.told(&visitor)),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'v>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'v>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            QUOTED if self.is_blank_in_quotes() => visitor.visit_unit(),
            open::NAME => visitor.visit_newtype_struct(self.for_any_text()),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        visit!(visitor.visit_seq, self.items())
    }

    fn deserialize_tuple<V: Visitor<'v>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'v>>(
        self,
        _name: &'static str,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        visit!(visitor.visit_map, self.pairs())
    }

    fn deserialize_struct<V: Visitor<'v>>(
        self,
        name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visit!(visitor.visit_map, self.fields(name, names))
    }

    fn deserialize_enum<V: Visitor<'v>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        Value::deserialize(self)?.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        if let Self::Text(next) = self {
            next.skip()?;
        }
        visitor.visit_unit()
    }
}

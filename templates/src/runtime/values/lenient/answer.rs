//! What servers answer, as documented and otherwise than that.
//!
//! By the exact rules, a value is what its type says, and an object is a struct only if one of its
//! keys is a field of it, or if it has none. By the lenient rules, scalars may be of another type,
//! fields may be missing or null, a list may be one object and the other way round. Nothing is
//! made up of what says nothing: the answer itself and the items of lists have no default.
//!
//! This is the only reader of answers there is, and what it decides, it decides outside of the
//! methods that are compiled anew for every type.

use std::borrow::Cow;

use serde::de::{DeserializeOwned, Deserializer, Error as _, Expected, Visitor};
use serde::{Deserialize, de};
use serde_json::{Error, Value};

use super::inside::{Items, Pairs};
use super::node::{Node, Pair};
#[cfg(feature = "client")]
use super::reading::Misfit;
use super::reading::{self, Reading, Rules, Slot};
use super::scalars;
use crate::runtime::values::open;

/// The name under which [`quoted`](crate::runtime::values::quoted) reads.
pub(crate) const QUOTED: &str = "quoted";

static EMPTY: Node<'static> = Node::Text(Cow::Borrowed(""));

/// Reads an answer.
#[cfg(feature = "client")]
pub(crate) fn read_answer<T: DeserializeOwned>(node: &Node<'_>, rules: Rules) -> Result<T, Misfit> {
    reading::read(node, Place::Root, rules)
}

/// Reads a value in which numbers and booleans may be quoted. Blanks are none of either.
pub(crate) fn read_quoted<T: DeserializeOwned>(node: &Node<'_>) -> Result<T, Error> {
    reading::read(node, Place::Item, Rules::Lenient).map_err(|misfit| misfit.error)
}

/// What stands for a blank in a field of this type: nothing, or the default.
pub(crate) fn read_blank<T: DeserializeOwned>() -> Result<T, Error> {
    reading::read(&Node::Null, Place::Field, Rules::Lenient).map_err(|misfit| misfit.error)
}

/// Where a value stands.
#[allow(dead_code, reason = "servers read no answers, quoted values aside")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the answer.
    Root,
    /// It is an item of a list.
    Item,
    /// It is an object that stands for a list of it.
    Lone,
    /// It belongs to a field, or to a key of a map.
    Field,
}

impl Place {
    const fn blank(self) -> Blank {
        match self {
            Self::Field => Blank::Default,
            Self::Root | Self::Item | Self::Lone => Blank::Refused,
        }
    }
}

/// What null stands for, and an empty text where none is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blank {
    /// The default of the type.
    Default,
    /// Nothing.
    Refused,
}

/// A value of an answer.
#[derive(Clone, Copy)]
pub(super) struct Answer<'v> {
    node: &'v Node<'v>,
    place: Place,
    blank: Blank,
    slot: Slot<'v>,
    pub(super) reading: &'v Reading<'v>,
}

impl<'v> Answer<'v> {
    pub(super) fn new(node: &'v Node<'v>, place: Place, reading: &'v Reading<'v>) -> Self {
        Self {
            node,
            place,
            blank: place.blank(),
            slot: Slot::default(),
            reading,
        }
    }

    /// A value in this one.
    pub(super) fn inner(self, node: &'v Node<'v>, place: Place, slot: Slot<'v>) -> Self {
        Self {
            node,
            place,
            blank: place.blank(),
            slot,
            reading: self.reading,
        }
    }

    /// The slot of what is in this value without a name of its own.
    pub(super) fn deeper(self) -> Slot<'v> {
        Slot {
            depth: self.slot.depth + 1,
            ..self.slot
        }
    }

    fn is_lenient(self) -> bool {
        self.reading.is_lenient()
    }

    fn is_null(self) -> bool {
        self.node.is_null() && self.blank == Blank::Default
    }

    /// Whether the default of a number or boolean is meant, which an empty text says as well.
    fn is_blank(self) -> bool {
        (self.node.is_null() || self.node.is_empty_text()) && self.blank == Blank::Default
    }

    fn refused(self, wanted: &str) -> Error {
        Error::custom(format_args!("{} is not {wanted}", self.node.kind()))
    }

    /// What does not fit, in the words of serde.
    fn unlike(self, expected: &dyn Expected) -> Error {
        de::Error::invalid_type(self.node.unexpected(), expected)
    }

    fn number(self) -> Result<Value, Error> {
        match self.node {
            Node::Number(number) => Ok(Value::Number(number.clone())),
            _ if self.is_blank() => Ok(Value::from(0)),
            Node::Text(text) => scalars::number(text).ok_or_else(|| self.refused("a number")),
            _ => Err(self.refused("a number")),
        }
    }

    /// A number without a fraction, however it is written.
    fn whole(self) -> Result<Value, Error> {
        let number = self.number()?;
        match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 => {
                Ok(scalars::number(&format!("{float:.0}")).unwrap_or(number))
            }
            _ => Ok(number),
        }
    }

    fn boolean(self) -> Result<bool, Error> {
        match scalars::boolean(&self.scalar()) {
            Some(value) => Ok(value),
            None if self.is_blank() => Ok(false),
            None => Err(self.refused("a boolean")),
        }
    }

    fn text(self) -> Result<Cow<'v, str>, Error> {
        match self.node {
            Node::Text(text) => Ok(Cow::Borrowed(text)),
            _ if self.is_null() => Ok(Cow::Borrowed("")),
            _ => match scalars::text(&self.scalar()) {
                Some(text) => Ok(Cow::Owned(text.into_owned())),
                None => Err(self.refused("a text")),
            },
        }
    }

    /// The value, if it is a scalar; null else.
    fn scalar(self) -> Value {
        match self.node {
            Node::Bool(value) => Value::Bool(*value),
            Node::Number(number) => Value::Number(number.clone()),
            Node::Text(text) => Value::from(text.as_ref()),
            Node::Null | Node::List(_) | Node::Object(_) => Value::Null,
        }
    }

    fn list(self, expected: &dyn Expected) -> Result<Items<'v>, Error> {
        let lenient = self.is_lenient();
        let (items, place): (&[Node<'v>], Place) = match self.node {
            Node::List(items) if self.place != Place::Lone => (items, Place::Item),
            _ if !lenient => return Err(self.unlike(expected)),
            Node::Object(_) if self.place == Place::Lone => return Err(self.refused("a list")),
            Node::Object(pairs) if pairs.is_empty() => (&[], Place::Item),
            Node::Object(_) => (std::slice::from_ref(self.node), Place::Lone),
            Node::Null if self.is_null() || self.place == Place::Root => (&[], Place::Item),
            _ => return Err(self.refused("a list")),
        };
        Ok(Items {
            list: self,
            items: items.iter(),
            place,
            index: 0,
        })
    }

    fn pairs(self, pairs: &'v [Pair<'v>]) -> Pairs<'v> {
        Pairs {
            object: self,
            owner: None,
            pairs,
            others: None,
            next: 0,
            current: None,
        }
    }

    fn map(self, expected: &dyn Expected) -> Result<Pairs<'v>, Error> {
        match self.node {
            Node::Object(pairs) if self.place != Place::Lone => Ok(self.pairs(pairs)),
            _ if !self.is_lenient() => Err(self.unlike(expected)),
            Node::List(items) if items.is_empty() => Ok(self.pairs(&[])),
            Node::Null if self.is_null() => Ok(self.pairs(&[])),
            _ => Err(self.refused("an object")),
        }
    }

    /// The object that stands for a struct, if one does.
    fn object(self) -> Option<&'v [Pair<'v>]> {
        match self.node {
            Node::Object(pairs) => Some(pairs),
            Node::List(items) => match items.as_slice() {
                [Node::Object(pairs)] => Some(pairs),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether nothing is said about a struct in a field, so that its fields have their defaults.
    fn is_empty_struct(self) -> bool {
        self.blank == Blank::Default && (self.node.is_null() || self.node.is_empty())
    }

    fn fields(
        self,
        owner: &'static str,
        names: &'static [&'static str],
        expected: &dyn Expected,
    ) -> Result<Pairs<'v>, Error> {
        let is_own = |pairs: &&[Pair<'v>]| pairs.iter().any(|(key, _)| names.contains(&&**key));
        let nothing_of = || {
            let message = format_args!("an object with none of the fields of `{owner}`");
            Err(Error::custom(message))
        };
        let with_owner = |pairs| Pairs {
            owner: Some(owner),
            ..self.pairs(pairs)
        };
        if !self.is_lenient() {
            return match self.node {
                Node::Object(pairs) if pairs.is_empty() || is_own(&pairs.as_slice()) => {
                    Ok(with_owner(pairs))
                }
                Node::Object(_) => nothing_of(),
                _ => Err(self.unlike(expected)),
            };
        }
        let matching = self.object().filter(is_own);
        if matching.is_some() || self.is_empty_struct() {
            return Ok(Pairs {
                others: Some(names.iter()),
                ..with_owner(matching.unwrap_or_default())
            });
        }
        match (self.node, self.place) {
            // All fields may be optional.
            (Node::Object(pairs), Place::Field) => Ok(with_owner(pairs)),
            (Node::Object(_), _) => nothing_of(),
            _ => Err(self.refused(&format!("a `{owner}`"))),
        }
    }

    /// Whether an optional value is none; else whether it may turn out to be.
    fn option(self) -> Optional {
        let blank = self.is_lenient() && (self.node.is_empty_text() || self.node.is_empty());
        match blank {
            _ if self.node.is_null() => Optional::None,
            true if self.reading.is_none(self.slot, self.node) => Optional::None,
            true => Optional::Perhaps,
            false => Optional::Some,
        }
    }
}

/// What an optional value is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Optional {
    None,
    Some,
    /// Some, unless that cannot be read.
    Perhaps,
}

macro_rules! numbers {
    ($($read:ident: $($method:ident)*;)*) => {$($(
        fn $method<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.node {
                Node::Number(number) if !self.is_lenient() => number.$method(visitor),
                _ if !self.is_lenient() => Err(self.unlike(&visitor)),
                _ => self.$read()?.$method(visitor),
            }
        }
    )*)*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.node {
                Node::Text(text) => visitor.visit_borrowed_str(text),
                _ if !self.is_lenient() => Err(self.unlike(&visitor)),
                _ => visitor.visit_str(&self.text()?),
            }
        }
    )*};
}

macro_rules! bytes {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.node {
                Node::List(_) => self.deserialize_seq(visitor),
                _ => visitor.visit_bytes(self.text()?.as_bytes()),
            }
        }
    )*};
}

impl<'v> Deserializer<'v> for Answer<'v> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.place == Place::Lone {
            return Err(self.refused("a list"));
        }
        match self.node {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Number(number) => number.deserialize_any(visitor),
            Node::Text(text) => visitor.visit_borrowed_str(text),
            Node::List(_) => self.deserialize_seq(visitor),
            Node::Object(pairs) => visitor.visit_map(self.pairs(pairs)),
        }
    }

    fn deserialize_bool<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node {
            Node::Bool(value) => visitor.visit_bool(*value),
            _ if !self.is_lenient() => Err(self.unlike(&visitor)),
            _ => visitor.visit_bool(self.boolean()?),
        }
    }

    numbers! {
        whole:
            deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
            deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128;
        number: deserialize_f32 deserialize_f64;
    }

    texts! {
        deserialize_char deserialize_str deserialize_string deserialize_identifier
    }

    bytes! {
        deserialize_bytes deserialize_byte_buf
    }

    fn deserialize_option<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        let optional = self.option();
        if optional == Optional::None {
            return visitor.visit_none();
        }
        let some = visitor.visit_some(Self {
            blank: Blank::Refused,
            ..self
        });
        if some.is_err() && optional == Optional::Perhaps {
            self.reading.add_none(self.slot, self.node);
        }
        some
    }

    fn deserialize_unit<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node {
            Node::Null => visitor.visit_unit(),
            _ if !self.is_lenient() => Err(self.unlike(&visitor)),
            _ => visitor.visit_unit(),
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
            QUOTED if self.is_lenient() && self.is_blank() => visitor.visit_unit(),
            open::NAME if self.is_lenient() && self.is_null() => {
                visitor.visit_newtype_struct(Self {
                    node: &EMPTY,
                    ..self
                })
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        let items = self.list(&visitor)?;
        visitor.visit_seq(items)
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
        let pairs = self.map(&visitor)?;
        visitor.visit_map(pairs)
    }

    fn deserialize_struct<V: Visitor<'v>>(
        self,
        name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let fields = self.fields(name, names, &visitor)?;
        visitor.visit_map(fields)
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
        visitor.visit_unit()
    }
}

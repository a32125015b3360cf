//! What servers answer otherwise than their documents show.
//!
//! Scalars may be of another type, fields may be missing or null, a list may be one object and the
//! other way round. Nothing is made up of what says nothing: an object fills a struct only if one
//! of its keys is a field of it, and the answer itself and the items of lists have no default.

use std::borrow::Cow;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde_json::{Error, Map, Value};

use super::blanks::{Blanks, Slot};
use super::scalars;
use crate::runtime::values::open;

/// The name under which [`quoted`](crate::runtime::values::quoted) reads.
pub(crate) const QUOTED: &str = "quoted";

static NULL: Value = Value::Null;
static EMPTY: Value = Value::String(String::new());

/// Reads an answer. `attempt` gets what is to be deserialized, more than once if need be.
#[cfg(feature = "client")]
pub(crate) fn read_answer<T, E>(
    value: &Value,
    attempt: impl Fn(Answer<'_>) -> Result<T, E>,
) -> Result<T, E> {
    read(value, Place::Root, attempt)
}

/// Reads a value in which numbers and booleans may be quoted. Blanks are none of either.
pub(crate) fn read_quoted<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    read(value, Place::Item, |answer| T::deserialize(answer))
}

/// What stands for a blank in a field of this type: nothing, or the default.
pub(crate) fn read_blank<T: DeserializeOwned>() -> Result<T, Error> {
    read(&NULL, Place::Field, |answer| T::deserialize(answer))
}

/// Once for each kind of optional value that turns out to be none where it is blank.
fn read<T, E>(
    value: &Value,
    place: Place,
    attempt: impl Fn(Answer<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let blanks = Blanks::default();
    loop {
        let result = attempt(Answer {
            value,
            place,
            blank: place.blank(),
            slot: Slot::default(),
            blanks: &blanks,
        });
        if result.is_ok() || !blanks.were_found() {
            return result;
        }
    }
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
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
pub(crate) struct Answer<'v> {
    value: &'v Value,
    place: Place,
    blank: Blank,
    slot: Slot<'v>,
    blanks: &'v Blanks,
}

impl<'v> Answer<'v> {
    fn is_null(self) -> bool {
        self.value.is_null() && self.blank == Blank::Default
    }

    /// Whether the default of a number or boolean is meant, which an empty text says as well.
    fn is_blank(self) -> bool {
        (self.value.is_null() || self.value == "") && self.blank == Blank::Default
    }

    fn refused<T>(self, wanted: &str) -> Result<T, Error> {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(text) if text.is_empty() => "an empty text",
            Value::String(_) => "another text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        Err(Error::custom(format_args!("{found} is not {wanted}")))
    }

    fn number(self) -> Result<Cow<'v, Value>, Error> {
        match self.value {
            _ if self.is_blank() => Ok(Cow::Owned(Value::from(0))),
            Value::Number(_) => Ok(Cow::Borrowed(self.value)),
            Value::String(text) => match scalars::number(text) {
                Some(number) => Ok(Cow::Owned(number)),
                None => self.refused("a number"),
            },
            _ => self.refused("a number"),
        }
    }

    /// A number without a fraction, however it is written.
    fn whole(self) -> Result<Cow<'v, Value>, Error> {
        let number = self.number()?;
        match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 => {
                Ok(scalars::number(&format!("{float:.0}")).map_or(number, Cow::Owned))
            }
            _ => Ok(number),
        }
    }

    fn text(self) -> Result<Cow<'v, str>, Error> {
        match scalars::text(self.value) {
            Some(text) => Ok(text),
            None if self.is_null() => Ok(Cow::Borrowed("")),
            None => self.refused("a text"),
        }
    }

    fn items(self) -> Result<(&'v [Value], Place), Error> {
        match self.value {
            Value::Array(items) if self.place != Place::Lone => Ok((items, Place::Item)),
            Value::Object(_) if self.place == Place::Lone => self.refused("a list"),
            Value::Object(fields) if fields.is_empty() => Ok((&[], Place::Item)),
            Value::Object(_) => Ok((std::slice::from_ref(self.value), Place::Lone)),
            Value::Null if self.is_null() || self.place == Place::Root => Ok((&[], Place::Item)),
            _ => self.refused("a list"),
        }
    }

    /// The object that stands for a map or struct, if one does.
    fn object(self) -> Option<&'v Map<String, Value>> {
        match self.value {
            Value::Object(fields) => Some(fields),
            Value::Array(items) => match items.as_slice() {
                [Value::Object(fields)] => Some(fields),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether nothing is said about a struct in a field, so that its fields have their defaults.
    fn is_empty_struct(self) -> bool {
        self.blank == Blank::Default && (self.value.is_null() || is_empty(self.value))
    }

    /// A value in this one.
    fn inner(self, value: &'v Value, place: Place, slot: Slot<'v>) -> Self {
        Self {
            value,
            place,
            blank: place.blank(),
            slot,
            blanks: self.blanks,
        }
    }

    /// The slot of what is in this value without a name of its own.
    fn deeper(self) -> Slot<'v> {
        Slot {
            depth: self.slot.depth + 1,
            ..self.slot
        }
    }

    fn visit_fields<V: Visitor<'v>>(
        self,
        owner: &'static str,
        fields: impl Iterator<Item = (&'v str, &'v Value)>,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(MapDeserializer::new(fields.map(|(field, value)| {
            let slot = Slot {
                owner,
                field,
                depth: 0,
            };
            (field, self.inner(value, Place::Field, slot))
        })))
    }
}

/// Whether it is an empty list or object.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

fn pairs(fields: &Map<String, Value>) -> impl Iterator<Item = (&str, &Value)> {
    fields.iter().map(|(key, value)| (key.as_str(), value))
}

impl<'v> IntoDeserializer<'v, Error> for Answer<'v> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($($read:ident: $($method:ident)*;)*) => {$($(
        fn $method<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.$read()? {
                Cow::Borrowed(number) => number.$method(visitor),
                Cow::Owned(number) => number.$method(visitor),
            }
        }
    )*)*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.text()? {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            }
        }
    )*};
}

impl<'v> Deserializer<'v> for Answer<'v> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.place {
            Place::Lone => self.refused("a list"),
            Place::Root | Place::Item | Place::Field => self.value.deserialize_any(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        match scalars::boolean(self.value) {
            Some(value) => visitor.visit_bool(value),
            None if self.is_blank() => visitor.visit_bool(false),
            None => self.refused("a boolean"),
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
        deserialize_bytes deserialize_byte_buf
    }

    fn deserialize_option<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        let is_blank = self.value == "" || is_empty(self.value);
        if self.value.is_null() || is_blank && self.blanks.has(self.slot, self.value) {
            return visitor.visit_none();
        }
        let some = visitor.visit_some(Self {
            blank: Blank::Refused,
            ..self
        });
        if some.is_err() && is_blank {
            self.blanks.add(self.slot, self.value);
        }
        some
    }

    fn deserialize_unit<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'v>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'v>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            QUOTED if self.is_blank() => visitor.visit_unit(),
            open::NAME if self.is_null() => visitor.visit_newtype_struct(Self {
                value: &EMPTY,
                ..self
            }),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        let (items, place) = self.items()?;
        let slot = self.deeper();
        let items = items.iter().map(|item| self.inner(item, place, slot));
        visitor.visit_seq(SeqDeserializer::new(items))
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
        let slot = self.deeper();
        let fields = match self.value {
            Value::Object(fields) if self.place != Place::Lone => Some(fields),
            Value::Array(items) if items.is_empty() => None,
            Value::Null if self.is_null() => None,
            _ => return self.refused("an object"),
        };
        let fields = fields.into_iter().flatten();
        visitor.visit_map(MapDeserializer::new(fields.map(|(key, value)| {
            (key.as_str(), self.inner(value, Place::Field, slot))
        })))
    }

    fn deserialize_struct<V: Visitor<'v>>(
        self,
        name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let object = self.object();
        let matching = object.filter(|object| names.iter().any(|name| object.contains_key(*name)));
        if matching.is_some() || self.is_empty_struct() {
            let has = |name: &str| matching.is_some_and(|object| object.contains_key(name));
            let missing = names.iter().filter(|name| !has(name));
            let missing = missing.map(|name| (*name, &NULL));
            let fields = matching.into_iter().flat_map(pairs).chain(missing);
            return self.visit_fields(name, fields, visitor);
        }
        match (self.value, self.place) {
            // All fields may be optional.
            (Value::Object(fields), Place::Field) => {
                self.visit_fields(name, pairs(fields), visitor)
            }
            (Value::Object(_), _) => Err(Error::custom(format_args!(
                "an object with none of the fields of `{name}`"
            ))),
            _ => self.refused(&format!("a `{name}`")),
        }
    }

    fn deserialize_enum<V: Visitor<'v>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.value.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

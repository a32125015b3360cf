//! The text of an answer, read value by value.
//!
//! In: a text that is JSON. Out: what stands next in it, as it is asked for; no tree is made of
//! it. What reads the text is behind traits without type parameters, so that it is compiled once
//! and not for every type. What does not fit is an error without a reason: whoever wants to know
//! why, or reads leniently, makes a tree of the text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess};
use serde::{Deserialize, de};
use serde_json::{Error, Number};

use super::given::Given;
use super::inside::{Items, Pairs};
use super::node::{Name, Node, number};

/// Whether something was read.
pub(super) type Outcome = Result<(), Error>;

/// What a value is.
pub(super) enum Any<'a, 'v> {
    Scalar(Node<'v>),
    Items(Items<'a, 'v>),
    Pairs(Pairs<'a, 'v>),
}

/// The value that stands next; it is read once.
pub(super) trait Next<'v> {
    /// Reads it, whatever it is.
    fn any(&mut self, read: &mut dyn FnMut(Any<'_, 'v>) -> Outcome) -> Outcome;

    /// Reads what should be a scalar: of anything else, a tree would be made.
    fn node(&mut self) -> Result<Node<'v>, Error>;

    /// Reads what should be a text, as most scalars are.
    fn text(&mut self) -> Result<Cow<'v, str>, Error>;

    /// Reads it, if it is not null.
    fn option(&mut self, read: &mut dyn FnMut(Option<Given<'_, 'v>>) -> Outcome) -> Outcome;

    /// Reads over it.
    fn skip(&mut self) -> Outcome;
}

/// The items of a list, one after the other.
pub(super) trait NextItems<'v> {
    /// Reads the next one, if there is one.
    fn next(&mut self, read: &mut dyn FnMut(Given<'_, 'v>) -> Outcome) -> Outcome;
}

/// The pairs of an object, one after the other.
pub(super) trait NextPairs<'v> {
    /// The next key; nothing after the last.
    fn key(&mut self) -> Result<Option<Cow<'v, str>>, Error>;

    /// Reads the value of that key.
    fn value(&mut self, read: &mut dyn FnMut(Given<'_, 'v>) -> Outcome) -> Outcome;
}

/// Reads a whole text.
#[cfg(feature = "client")]
pub(super) fn read(text: &str, read: &mut dyn FnMut(Given<'_, '_>) -> Outcome) -> Outcome {
    let mut from = serde_json::Deserializer::from_str(text);
    read(Given::Text(&mut Value(Some(&mut from))))?;
    from.end()
}

/// What says that a text does not fit.
pub(super) fn unlike<E: de::Error>() -> E {
    E::custom("not what was expected")
}

/// A value, before it is read.
struct Value<D>(Option<D>);

impl<'v, D: Deserializer<'v>> Next<'v> for Value<D> {
    fn any(&mut self, read: &mut dyn FnMut(Any<'_, 'v>) -> Outcome) -> Outcome {
        let from = self.0.take().ok_or_else(unlike::<Error>)?;
        from.deserialize_any(Anything(read)).map_err(|_| unlike())
    }

    fn node(&mut self) -> Result<Node<'v>, Error> {
        let from = self.0.take().ok_or_else(unlike::<Error>)?;
        Node::deserialize(from).map_err(|_| unlike())
    }

    fn text(&mut self) -> Result<Cow<'v, str>, Error> {
        let from = self.0.take().ok_or_else(unlike::<Error>)?;
        let text = Name::deserialize(from);
        text.map(|Name(text)| text).map_err(|_| unlike())
    }

    fn option(&mut self, read: &mut dyn FnMut(Option<Given<'_, 'v>>) -> Outcome) -> Outcome {
        let from = self.0.take().ok_or_else(unlike::<Error>)?;
        from.deserialize_option(Perhaps(read)).map_err(|_| unlike())
    }

    fn skip(&mut self) -> Outcome {
        let from = self.0.take().ok_or_else(unlike::<Error>)?;
        IgnoredAny::deserialize(from).map_err(|_| unlike())?;
        Ok(())
    }
}

impl<'v, A: SeqAccess<'v>> NextItems<'v> for A {
    fn next(&mut self, read: &mut dyn FnMut(Given<'_, 'v>) -> Outcome) -> Outcome {
        let item = self.next_element_seed(Inside(read));
        item.map(drop).map_err(|_| unlike())
    }
}

/// The pairs of an object whose first key is read already.
struct Keyed<'v, A> {
    first: Option<Cow<'v, str>>,
    pairs: A,
}

impl<'v, A: MapAccess<'v>> NextPairs<'v> for Keyed<'v, A> {
    fn key(&mut self) -> Result<Option<Cow<'v, str>>, Error> {
        if self.first.is_some() {
            return Ok(self.first.take());
        }
        let key = self.pairs.next_key::<Name<'v>>();
        key.map(|key| key.map(|name| name.0)).map_err(|_| unlike())
    }

    fn value(&mut self, read: &mut dyn FnMut(Given<'_, 'v>) -> Outcome) -> Outcome {
        self.pairs
            .next_value_seed(Inside(read))
            .map_err(|_| unlike())
    }
}

/// Reads what is in a list or an object.
struct Inside<'r, 'v>(&'r mut dyn FnMut(Given<'_, 'v>) -> Outcome);

impl<'v> DeserializeSeed<'v> for Inside<'_, 'v> {
    type Value = ();

    fn deserialize<D: Deserializer<'v>>(self, from: D) -> Result<(), D::Error> {
        (self.0)(Given::Text(&mut Value(Some(from)))).map_err(|_| unlike())
    }
}

/// Takes a value, if there is one.
struct Perhaps<'r, 'v>(&'r mut dyn FnMut(Option<Given<'_, 'v>>) -> Outcome);

impl<'v> de::Visitor<'v> for Perhaps<'_, 'v> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        (self.0)(None).map_err(|_| unlike())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'v>>(self, from: D) -> Result<(), D::Error> {
        (self.0)(Some(Given::Text(&mut Value(Some(from))))).map_err(|_| unlike())
    }
}

/// Takes whatever there is.
struct Anything<'r, 'v>(&'r mut dyn FnMut(Any<'_, 'v>) -> Outcome);

impl<'v> Anything<'_, 'v> {
    fn scalar<E: de::Error>(self, node: Node<'v>) -> Result<(), E> {
        (self.0)(Any::Scalar(node)).map_err(|_| unlike())
    }
}

impl<'v> de::Visitor<'v> for Anything<'_, 'v> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.scalar(Node::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.scalar(Node::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.scalar(Node::Number(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.scalar(Node::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        self.scalar(Node::Number(
            Number::from_f64(value).ok_or_else(unlike::<E>)?,
        ))
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'v str) -> Result<(), E> {
        self.scalar(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.scalar(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'v>>(self, mut items: A) -> Result<(), A::Error> {
        (self.0)(Any::Items(Items::Text(&mut items))).map_err(|_| unlike())
    }

    fn visit_map<A: MapAccess<'v>>(self, mut pairs: A) -> Result<(), A::Error> {
        let first = pairs.next_key::<Name<'v>>()?.map(|name| name.0);
        let number = match &first {
            Some(key) => number(key, &mut pairs)?,
            None => None,
        };
        if let Some(number) = number {
            return self.scalar(number);
        }
        let mut pairs = Keyed { first, pairs };
        (self.0)(Any::Pairs(Pairs::of_text(&mut pairs))).map_err(|_| unlike())
    }
}

//! What is in a list or an object of an answer, one after the other.

use std::slice;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Error;

use super::answer::{Answer, Place};
use super::node::{Node, Pair};
use super::reading::{Slot, Step};

/// The items of a list.
pub(super) struct Items<'v> {
    pub(super) list: Answer<'v>,
    pub(super) items: slice::Iter<'v, Node<'v>>,
    pub(super) place: Place,
    pub(super) index: usize,
}

impl<'v> SeqAccess<'v> for Items<'v> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'v>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let depth = self.list.reading.enter(Step::Index(self.index));
        self.index += 1;
        let answer = self.list.inner(item, self.place, self.list.deeper());
        let value = seed.deserialize(answer)?;
        self.list.reading.leave(depth);
        Ok(Some(value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The fields of a struct or the pairs of a map.
pub(super) struct Pairs<'v> {
    pub(super) object: Answer<'v>,
    /// The name of the struct; a map has none.
    pub(super) owner: Option<&'static str>,
    pub(super) pairs: &'v [Pair<'v>],
    /// Fields that are null unless they are among the pairs; of repeated keys, the last counts.
    pub(super) others: Option<slice::Iter<'static, &'static str>>,
    pub(super) next: usize,
    pub(super) current: Option<(&'v str, &'v Node<'v>)>,
}

static NULL: Node<'static> = Node::Null;

impl<'v> Pairs<'v> {
    fn advance(&mut self) -> Option<&'v str> {
        self.current = self.next_pair();
        self.current.map(|(key, _)| key)
    }

    fn next_pair(&mut self) -> Option<(&'v str, &'v Node<'v>)> {
        while let Some((key, node)) = self.pairs.get(self.next) {
            self.next += 1;
            let is_repeated = || {
                self.pairs[self.next..]
                    .iter()
                    .any(|(later, _)| later == key)
            };
            if !self.object.reading.is_lenient() || !is_repeated() {
                return Some((key, node));
            }
        }
        let pairs = self.pairs;
        let others = self.others.as_mut()?;
        let missing = others.find(|name| pairs.iter().all(|(key, _)| key != *name))?;
        Some((missing, &NULL))
    }

    /// The value of the key that was asked for last.
    fn value(&mut self) -> (Answer<'v>, usize) {
        let (field, node) = self.current.take().unwrap_or(("", &NULL));
        let slot = match self.owner {
            Some(owner) => Slot {
                owner,
                field,
                depth: 0,
            },
            None => self.object.deeper(),
        };
        let depth = self.object.reading.enter(Step::Key(field));
        (self.object.inner(node, Place::Field, slot), depth)
    }
}

impl<'v> MapAccess<'v> for Pairs<'v> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'v>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        match self.advance() {
            Some(key) => seed.deserialize(Key(key)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'v>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let (answer, depth) = self.value();
        let value = seed.deserialize(answer)?;
        self.object.reading.leave(depth);
        Ok(value)
    }
}

/// A key. It may be a number in a map of the user's own.
struct Key<'v>(&'v str);

macro_rules! numbers {
    ($($method:ident $visit:ident;)*) => {$(
        fn $method<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.0.parse() {
                Ok(number) => visitor.$visit(number),
                Err(_) => visitor.visit_borrowed_str(self.0),
            }
        }
    )*};
}

impl<'v> Deserializer<'v> for Key<'v> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_option<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'v>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'v>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(serde::de::value::BorrowedStrDeserializer::new(self.0))
    }

    numbers! {
        deserialize_i8 visit_i8; deserialize_i16 visit_i16; deserialize_i32 visit_i32;
        deserialize_i64 visit_i64; deserialize_i128 visit_i128;
        deserialize_u8 visit_u8; deserialize_u16 visit_u16; deserialize_u32 visit_u32;
        deserialize_u64 visit_u64; deserialize_u128 visit_u128;
        deserialize_f32 visit_f32; deserialize_f64 visit_f64; deserialize_bool visit_bool;
    }

    forward_to_deserialize_any! {
        <V: Visitor<'v>>
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

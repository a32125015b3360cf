//! What is in a list or an object of an answer, one after the other.

use std::borrow::Cow;
use std::slice;

use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Error;

use super::answer::{Answer, Place};
use super::given::Given;
use super::node::{Node, Pair};
use super::reading::{Slot, Step};
use super::text::{NextItems, NextPairs, Outcome, unlike};

/// The items of a list.
pub(super) enum Items<'a, 'v> {
    Tree(TreeItems<'v>),
    Text(&'a mut dyn NextItems<'v>),
}

impl<'v> Items<'_, 'v> {
    fn next(&mut self, read: &mut dyn FnMut(Given<'_, 'v>) -> Outcome) -> Outcome {
        match self {
            Self::Tree(items) => items.next(read),
            Self::Text(items) => items.next(read),
        }
    }
}

impl<'v> SeqAccess<'v> for Items<'_, 'v> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'v>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let (mut seed, mut value) = (Some(seed), None);
        self.next(&mut |given| {
            let Some(seed) = seed.take() else {
                return Ok(());
            };
            value = Some(seed.deserialize(given)?);
            Ok(())
        })?;
        Ok(value)
    }

    fn size_hint(&self) -> Option<usize> {
        match self {
            Self::Tree(items) => Some(items.items.len()),
            Self::Text(_) => None,
        }
    }
}

/// The items of a list in a tree.
pub(super) struct TreeItems<'v> {
    pub(super) list: Answer<'v>,
    pub(super) items: slice::Iter<'v, Node<'v>>,
    pub(super) place: Place,
    pub(super) index: usize,
}

impl<'v> TreeItems<'v> {
    fn next(&mut self, read: &mut dyn FnMut(Given<'_, 'v>) -> Outcome) -> Outcome {
        let Some(item) = self.items.next() else {
            return Ok(());
        };
        let depth = self.list.reading.enter(Step::Index(self.index));
        self.index += 1;
        let answer = self.list.inner(item, self.place, self.list.deeper());
        read(Given::Tree(answer))?;
        self.list.reading.leave(depth);
        Ok(())
    }
}

/// The fields of a struct or the pairs of a map.
pub(super) enum Pairs<'a, 'v> {
    Tree(TreePairs<'v>),
    Text(TextPairs<'a, 'v>),
}

impl<'a, 'v> Pairs<'a, 'v> {
    /// Those of an object in a text.
    pub(super) fn of_text(pairs: &'a mut dyn NextPairs<'v>) -> Self {
        let own = Own::Seen;
        Self::Text(TextPairs { pairs, own })
    }

    /// The same, if one of these keys is among them or there are none.
    pub(super) fn with_some_of(self, names: &'static [&'static str]) -> Self {
        match self {
            Self::Tree(pairs) => Self::Tree(pairs),
            Self::Text(TextPairs { pairs, .. }) => Self::Text(TextPairs {
                pairs,
                own: Own::NoKey(names),
            }),
        }
    }

    #[inline]
    fn key(&mut self) -> Result<Option<Cow<'v, str>>, Error> {
        match self {
            Self::Tree(pairs) => Ok(pairs.advance().map(Cow::Borrowed)),
            Self::Text(pairs) => pairs.key(),
        }
    }

    fn value(&mut self, read: &mut dyn FnMut(Given<'_, 'v>) -> Outcome) -> Outcome {
        match self {
            Self::Tree(pairs) => pairs.value(read),
            Self::Text(TextPairs { pairs, .. }) => pairs.value(read),
        }
    }
}

impl<'v> MapAccess<'v> for Pairs<'_, 'v> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'v>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        match self.key()? {
            Some(key) => seed.deserialize(Key(key)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'v>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let (mut seed, mut value) = (Some(seed), None);
        self.value(&mut |given| {
            let Some(seed) = seed.take() else {
                return Ok(());
            };
            value = Some(seed.deserialize(given)?);
            Ok(())
        })?;
        value.ok_or_else(unlike)
    }
}

/// The pairs of an object in a text.
pub(super) struct TextPairs<'a, 'v> {
    pairs: &'a mut dyn NextPairs<'v>,
    own: Own,
}

/// Whether an object has one of the keys that it should have.
#[derive(Clone, Copy)]
enum Own {
    /// It has, or need not.
    Seen,
    /// No key was read until now.
    NoKey(&'static [&'static str]),
    /// Only others were.
    Others(&'static [&'static str]),
}

impl<'v> TextPairs<'_, 'v> {
    #[inline]
    fn key(&mut self) -> Result<Option<Cow<'v, str>>, Error> {
        match self.own {
            Own::Seen => self.pairs.key(),
            Own::NoKey(names) | Own::Others(names) => self.key_among(names),
        }
    }

    /// The next key, while none of these was there.
    fn key_among(&mut self, names: &'static [&'static str]) -> Result<Option<Cow<'v, str>>, Error> {
        let key = self.pairs.key()?;
        self.own = match (&key, self.own) {
            (Some(key), _) if names.contains(&&**key) => Own::Seen,
            (Some(_), _) => Own::Others(names),
            (None, Own::Others(_)) => return Err(unlike()),
            (None, own) => own,
        };
        Ok(key)
    }
}

/// The pairs of an object in a tree.
pub(super) struct TreePairs<'v> {
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

impl<'v> TreePairs<'v> {
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

    /// Reads the value of the key that was asked for last.
    fn value(&mut self, read: &mut dyn FnMut(Given<'_, 'v>) -> Outcome) -> Outcome {
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
        let answer = self.object.inner(node, Place::Field, slot);
        read(Given::Tree(answer))?;
        self.object.reading.leave(depth);
        Ok(())
    }
}

/// A key. It may be a number in a map of the user's own.
struct Key<'v>(Cow<'v, str>);

macro_rules! numbers {
    ($($method:ident $visit:ident;)*) => {$(
        fn $method<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.0.parse() {
                Ok(number) => visitor.$visit(number),
                Err(_) => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'v> Deserializer<'v> for Key<'v> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
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
        visitor.visit_enum(self.0.into_deserializer())
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

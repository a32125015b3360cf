//! Structs out of objects.
//!
//! In: the reader of an object. Out: the struct, filled field by field as the keys come. Of what
//! serde's derive writes out for every struct and every reader, only what differs from struct to
//! struct is left: which field a key is, and what is read into it. That makes most of what users
//! wait for when they compile a client.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor,
};

use super::Record;
use crate::runtime::values;

/// Reads a struct. For the macro.
pub(crate) fn read<'de, T: Record, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_struct(T::NAME, T::FIELDS, Whole(PhantomData))
}

/// Reads a field as its type says. For the macro.
pub(crate) fn plain<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    slot: &mut T,
    value: D,
) -> Result<(), D::Error> {
    *slot = T::deserialize(value)?;
    Ok(())
}

#[allow(unused_imports, reason = "an API may have no such field")]
pub(crate) use self::{plain as needed, plain as optional, plain as raw};

/// Reads a list or map, for which null is an empty one. For the macro.
pub(crate) fn nullable<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    slot: &mut T,
    value: D,
) -> Result<(), D::Error> {
    *slot = Option::deserialize(value)?.unwrap_or_default();
    Ok(())
}

/// Reads a number or boolean that may stand in quotes. For the macro.
pub(crate) fn quoted<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    slot: &mut T,
    value: D,
) -> Result<(), D::Error> {
    *slot = values::quoted(value)?;
    Ok(())
}

#[allow(unused_imports, reason = "an API may have no such field")]
pub(crate) use self::quoted as optional_quoted;

/// Reads over a value. For the macro.
pub(crate) fn ignored<'de, D: Deserializer<'de>>(value: D) -> Result<(), D::Error> {
    IgnoredAny::deserialize(value).map(drop)
}

/// The whole of a struct.
struct Whole<T>(PhantomData<T>);

impl<'de, T: Record> Visitor<'de> for Whole<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<T, A::Error> {
        let mut record = T::default();
        let mut seen = Seen::none_of(T::FIELDS.len());
        let names = Names {
            fields: T::FIELDS,
            keeps: T::KEEPS,
        };
        while let Some(key) = pairs.next_key_seed(names)? {
            seen.add(&key, T::FIELDS)?;
            pairs.next_value_seed(Slot {
                record: &mut record,
                key,
            })?;
        }
        seen.check(T::NEEDED, T::FIELDS)?;
        Ok(record)
    }
}

/// Which fields have been read, a bit each.
struct Seen {
    first: u64,
    /// What does not fit there.
    others: Vec<u64>,
}

impl Seen {
    fn none_of(fields: usize) -> Self {
        Self {
            first: 0,
            others: vec![0; fields.div_ceil(64).saturating_sub(1)],
        }
    }

    /// Notes a field; says whether it was noted before.
    fn note(&mut self, field: usize) -> bool {
        let bits = match field / 64 {
            0 => &mut self.first,
            other => &mut self.others[other - 1],
        };
        let bit = 1 << (field % 64);
        let before = *bits & bit != 0;
        *bits |= bit;
        before
    }

    fn add<E: Error>(&mut self, key: &Key, names: &[&'static str]) -> Result<(), E> {
        match *key {
            Key::Field(field) if self.note(field) => Err(E::duplicate_field(names[field])),
            Key::Field(_) | Key::Other(_) => Ok(()),
        }
    }

    fn check<E: Error>(mut self, needed: &[bool], names: &[&'static str]) -> Result<(), E> {
        let mut fields = needed.iter().enumerate();
        match fields.find(|(field, needed)| **needed && !self.note(*field)) {
            Some((field, _)) => Err(E::missing_field(names[field])),
            None => Ok(()),
        }
    }
}

/// A key of an object.
enum Key {
    /// That of a field.
    Field(usize),
    /// Another one; its name where it is kept.
    Other(String),
}

/// Finds the field of a key.
#[derive(Clone, Copy)]
struct Names {
    fields: &'static [&'static str],
    keeps: bool,
}

impl<'de> DeserializeSeed<'de> for Names {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<Key, D::Error> {
        key.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Names {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        let field = self.fields.iter().position(|field| *field == name);
        Ok(match field {
            Some(field) => Key::Field(field),
            None if self.keeps => Key::Other(name.to_owned()),
            None => Key::Other(String::new()),
        })
    }
}

/// Where a value goes.
struct Slot<'r, T> {
    record: &'r mut T,
    key: Key,
}

impl<'de, T: Record> DeserializeSeed<'de> for Slot<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        match self.key {
            Key::Field(field) => self.record.set(field, value),
            Key::Other(name) => self.record.keep(name, value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn fields_beyond_the_first_are_counted_as_well() {
        let mut seen = Seen::none_of(200);
        for field in [0, 63, 64, 127, 128, 199] {
            assert!(!seen.note(field) && seen.note(field), "{field}");
        }
        assert!(!seen.note(1) && !seen.note(65));
        let names = ["a"; 65];
        let mut needed = [false; 65];
        needed[64] = true;
        let missing = Seen::none_of(65).check::<serde_json::Error>(&needed, &names);
        assert!(missing.unwrap_err().to_string().contains("missing field"));
    }
}

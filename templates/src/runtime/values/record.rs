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

/// A struct whose fields are read one by one into its default; made by the macro.
pub(crate) trait Record: Default {
    /// Its name.
    const NAME: &'static str;
    /// The keys of its fields.
    const FIELDS: &'static [&'static str];
    /// Which of them have to be there.
    const NEEDED: &'static [bool];
    /// Whether the keys that are no fields are kept.
    const KEEPS: bool;

    /// Reads a field.
    fn set<'de, D: Deserializer<'de>>(&mut self, field: usize, value: D) -> Result<(), D::Error>;

    /// Reads what is no field.
    fn keep<'de, D: Deserializer<'de>>(&mut self, key: String, value: D) -> Result<(), D::Error>;
}

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

/// Reads a field that has to be there. For the macro.
#[allow(unused_imports, reason = "an API may need no field")]
pub(crate) use self::plain as needed;

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
    *slot = super::quoted(value)?;
    Ok(())
}

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

/// Lets a struct be read from an object:
/// `record! { Book { 0: title from "title" needed, 1: pages from "pages" plain, ..others } }`.
///
/// Each field has its number, its name, its key and how it is read: `plain` is as its type says
/// and its default where the key is missing, `needed` the same, but the key has to be there; of a
/// list or map that is `nullable`, null is an empty one; a number or boolean that is `quoted` may
/// stand in quotes. A map after `..` keeps the keys that are no fields.
///
/// All names are whole paths, because it stands among types of any name, such as `Result`.
#[allow(unused_macros, reason = "an API may have no structs")]
macro_rules! record {
    (
        $name:ident {
            $($index:literal: $field:ident from $key:literal $how:ident,)*
            $(..$rest:ident)?
        }
    ) => {
        impl $crate::runtime::values::record::Record for $name {
            const NAME: &'static str = ::std::stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($key),*];
            const NEEDED: &'static [bool] =
                &[$($crate::runtime::values::record::record!(@needs $how)),*];
            const KEEPS: bool = $crate::runtime::values::record::record!(@keeps $($rest)?);

            fn set<'de, D: ::serde::Deserializer<'de>>(
                &mut self,
                field: usize,
                value: D,
            ) -> ::std::result::Result<(), D::Error> {
                match field {
                    $($index => $crate::runtime::values::record::$how(&mut self.$field, value),)*
                    _ => $crate::runtime::values::record::ignored(value),
                }
            }

            fn keep<'de, D: ::serde::Deserializer<'de>>(
                &mut self,
                _key: ::std::string::String,
                value: D,
            ) -> ::std::result::Result<(), D::Error> {
                $crate::runtime::values::record::record!(@keep self, _key, value, $($rest)?)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                from: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::values::record::read(from)
            }
        }
    };
    (@needs needed) => { true };
    (@needs $other:ident) => { false };
    (@keeps) => { false };
    (@keeps $rest:ident) => { true };
    (@keep $self:ident, $key:ident, $value:ident,) => {
        $crate::runtime::values::record::ignored($value)
    };
    (@keep $self:ident, $key:ident, $value:ident, $rest:ident) => {{
        let mut kept = ::serde_json::Value::Null;
        $crate::runtime::values::record::plain(&mut kept, $value)?;
        $self.$rest.insert($key, kept);
        ::std::result::Result::Ok(())
    }};
}

#[allow(unused_imports, reason = "an API may have no structs")]
pub(crate) use record;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::Seen;

    #[derive(Debug, PartialEq, Default)]
    struct Book {
        title: String,
        pages: Option<i64>,
        tags: Vec<String>,
        lent: Option<bool>,
    }

    record! {
        Book {
            0: title from "title" needed,
            1: pages from "pages" plain,
            2: tags from "tags" nullable,
            3: lent from "is-lent" quoted,
        }
    }

    #[derive(Debug, PartialEq, Default)]
    struct Open {
        r#type: Option<String>,
        others: BTreeMap<String, Value>,
    }

    record! {
        Open {
            0: r#type from "type" plain,
            ..others
        }
    }

    #[derive(Debug, PartialEq, Default)]
    struct Nothing {}

    record! {
        Nothing {
        }
    }

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

    fn error(text: &str) -> String {
        serde_json::from_str::<Book>(text).unwrap_err().to_string()
    }

    #[test]
    fn fields_are_read_in_any_order() {
        let text = r#"{"is-lent": "true", "x": [1], "tags": null, "title": "\u0041"}"#;
        let book = Book {
            title: "A".to_owned(),
            lent: Some(true),
            ..Book::default()
        };
        assert_eq!(serde_json::from_str::<Book>(text).unwrap(), book);
        let value = json!({"title": "A", "pages": null, "is-lent": true, "tags": []});
        assert_eq!(serde_json::from_value::<Book>(value).unwrap(), book);
        assert_eq!(serde_json::from_str::<Nothing>("{}").unwrap(), Nothing {});
    }

    #[test]
    fn what_has_to_be_there_is_missed() {
        assert!(error("{}").starts_with("missing field `title`"));
        assert!(error(r#"{"title": null}"#).starts_with("invalid type: null"));
        assert!(error(r#"{"title": "a", "title": "b"}"#).starts_with("duplicate field `title`"));
        assert!(error("7").starts_with("invalid type: integer `7`, expected struct Book"));
        assert!(error(r#"["A"]"#).contains("expected struct Book"));
    }

    #[test]
    fn keys_that_are_no_fields_are_kept_where_there_is_a_place() {
        let open: Open = serde_json::from_value(json!({"a": 1, "type": "b"})).unwrap();
        assert_eq!(open.r#type.as_deref(), Some("b"));
        assert_eq!(open.others, BTreeMap::from([("a".to_owned(), json!(1))]));
    }
}

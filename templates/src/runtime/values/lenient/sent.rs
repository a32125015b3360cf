//! What clients send as text, and in other forms that forms and queries have.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde_json::{Error, Map, Value};

use super::scalars;

/// Reads what a client sent: texts as numbers and booleans, comma-joined texts as lists, numbers
/// as texts.
pub(crate) fn read_sent<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    T::deserialize(Sent { value })
}

#[derive(Clone, Copy)]
struct Sent<'v> {
    value: &'v Value,
}

impl<'v> Sent<'v> {
    /// The value where one scalar is wanted: the last one of a repeated parameter.
    fn single(self) -> &'v Value {
        match self.value {
            Value::Array(items) => items.last().unwrap_or(self.value),
            value => value,
        }
    }

    /// The number that a text holds, as a value.
    fn number(self) -> Result<Value, Error> {
        let number = match self.single() {
            Value::Number(number) => Some(Value::Number(number.clone())),
            Value::String(text) => scalars::number(text),
            _ => None,
        };
        number.ok_or_else(|| Error::custom("is not a number"))
    }

    fn boolean(self) -> Result<bool, Error> {
        scalars::boolean(self.single()).ok_or_else(|| Error::custom("is not a boolean"))
    }

    /// A list that stands for a text is one with commas between.
    fn text(self) -> Result<String, Error> {
        let text = |value| scalars::text(value).ok_or_else(|| Error::custom("is not a text"));
        match self.value {
            Value::Array(_) | Value::Object(_) if self.value != &Value::Object(Map::new()) => {
                let items = self.list()?;
                let texts = items.iter().map(text).collect::<Result<Vec<_>, _>>();
                Ok(texts?.join(","))
            }
            value => text(value).map(Into::into),
        }
    }

    /// The items of what is a list, also if it is written `a[0]=x&a[1]=y`.
    fn list(self) -> Result<Vec<Value>, Error> {
        match self.value {
            Value::Array(items) => Ok(items.clone()),
            Value::Object(fields) if fields.keys().all(|key| key.parse::<u32>().is_ok()) => {
                Ok(fields.values().cloned().collect())
            }
            _ => Err(Error::custom("is not a list")),
        }
    }

    fn items(self) -> Vec<Value> {
        match self.value {
            Value::Array(items) => items.clone(),
            Value::Null => Vec::new(),
            Value::String(text) => {
                let json = text.trim_start().starts_with('[');
                let parsed = json.then(|| serde_json::from_str(text).ok()).flatten();
                parsed.unwrap_or_else(|| {
                    let items = text
                        .split(',')
                        .map(str::trim)
                        .filter(|item| !item.is_empty());
                    items.map(Value::from).collect()
                })
            }
            value => self.list().unwrap_or_else(|_| vec![value.clone()]),
        }
    }

    fn fields(self) -> Result<Map<String, Value>, Error> {
        match self.single() {
            Value::Object(fields) => Ok(fields.clone()),
            Value::String(text) => {
                serde_json::from_str(text).map_err(|_| Error::custom("is not an object"))
            }
            _ => Err(Error::custom("is not an object")),
        }
    }
}

/// An item or field, which owns its value.
struct Owned(Value);

impl<'de> IntoDeserializer<'de, Error> for Owned {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.number()?.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Sent<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => number.deserialize_any(visitor),
            Value::String(text) => visitor.visit_str(text),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.boolean()?)
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_byte_buf(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_byte_buf(self.text()?.into_bytes())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let items = self.items().into_iter();
        visitor.visit_seq(SeqDeserializer::new(items.map(Owned)))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let fields = self.fields()?.into_iter();
        visitor.visit_map(MapDeserializer::new(
            fields.map(|(name, value)| (name, Owned(value))),
        ))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let value = self.value.clone();
        value.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

macro_rules! forward {
    ($($method:ident($($name:ident: $ty:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(
            self,
            $($name: $ty,)*
            visitor: V,
        ) -> Result<V::Value, Error> {
            Sent { value: &self.0 }.$method($($name,)* visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Owned {
    type Error = Error;

    forward! {
        deserialize_any() deserialize_bool() deserialize_i8() deserialize_i16()
        deserialize_i32() deserialize_i64() deserialize_i128() deserialize_u8()
        deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128()
        deserialize_f32() deserialize_f64() deserialize_char() deserialize_str()
        deserialize_string() deserialize_bytes() deserialize_byte_buf()
        deserialize_option() deserialize_unit() deserialize_seq() deserialize_map()
        deserialize_identifier() deserialize_ignored_any()
        deserialize_unit_struct(name: &'static str)
        deserialize_newtype_struct(name: &'static str)
        deserialize_tuple(length: usize)
        deserialize_tuple_struct(name: &'static str, length: usize)
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }
}

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro defines public types")]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    use serde::Deserialize;
    use serde_json::json;

    use super::*;
    use crate::runtime::values::{Change, Id, IdOrPath, Iid, Open, Timestamp, listed_enum};

    #[track_caller]
    #[allow(clippy::needless_pass_by_value)]
    fn check<T: DeserializeOwned + PartialEq + Debug>(value: Value, expected: T) {
        assert_eq!(read_sent::<T>(&value).unwrap(), expected, "{value}");
    }

    listed_enum! {
        /// How a lamp shines.
        pub enum Lamp {
            /// At level 2.
            Two = "2",
        }
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Line {
        book: i64,
        gift: Option<bool>,
    }

    #[test]
    fn scalars() {
        for text in ["true", "True", "1", "on"] {
            check(json!(text), true);
        }
        check(json!(0), false);
        check(json!("42"), 42_i64);
        check(json!(" 42 "), 42_u8);
        check(json!("1.5"), 1.5);
        check(json!(7), "7".to_owned());
        check(json!(true), "true".to_owned());
        check(json!(["1", "2"]), 2_i64);
        check(json!(["a", 1]), "a,1".to_owned());
        check(json!([]), String::new());
        check(json!({"0": "a", "1": "b"}), "a,b".to_owned());
        check(json!("x"), Some("x".to_owned()));
        check(json!(null), None::<String>);
        check(json!("soon"), Timestamp::from("soon"));
        check(json!("7"), Id(7));
        check(json!("7,8"), vec![Iid(7), Iid(8)]);
        check(json!(7), IdOrPath::Number(7));
        check(json!("a/b"), IdOrPath::from("a/b"));
    }

    #[test]
    fn lists_and_objects() {
        let texts = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        check(json!("a, b,"), texts(&["a", "b"]));
        check(json!(""), texts(&[]));
        check(json!(["a", 1]), texts(&["a", "1"]));
        check(json!({"0": "a", "1": "b"}), texts(&["a", "b"]));
        check(json!("1,2"), vec![1, 2]);
        check(json!("[1,2]"), vec![1, 2]);
        let line = |book, gift| Line { book, gift };
        check(json!([{"book": "7"}]), vec![line(7, None)]);
        check(
            json!({"book": 7, "gift": "yes", "x": 1}),
            line(7, Some(true)),
        );
        check(json!("{\"book\": 7}"), line(7, None));
        let map = BTreeMap::from([("a".to_owned(), "1".to_owned())]);
        check(json!({"a": 1}), map);
    }

    #[test]
    fn enumerations_and_changes() {
        check(json!(2), Lamp::Two);
        check(json!("2,2"), vec![Lamp::Two, Lamp::Two]);
        check(json!(2), Open::from(Lamp::Two));
        check(json!(true), Open::<Lamp>::Other("true".to_owned()));
        check(json!(null), Change::<Id>::Null);
        check(json!("7"), Change::Value(Id(7)));
        check(
            json!("a,b"),
            Change::Value(vec!["a".to_owned(), "b".to_owned()]),
        );
        assert!(read_sent::<Lamp>(&json!("3")).is_err());
        assert!(read_sent::<Change<Lamp>>(&json!("3")).is_err());
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(read_sent::<i64>(&json!("x")).is_err());
        assert!(read_sent::<i64>(&json!("NaN")).is_err());
        assert!(read_sent::<u8>(&json!("300")).is_err());
        assert!(read_sent::<bool>(&json!("maybe")).is_err());
        assert!(read_sent::<String>(&json!({})).is_err());
        assert!(read_sent::<String>(&json!({"a": 1})).is_err());
        assert!(read_sent::<String>(&json!([["a"]])).is_err());
        assert!(read_sent::<Line>(&json!("x")).is_err());
    }
}

//! Listed values, and whatever else a server may know.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Listed;
use super::listed::find;

/// The name under which they are read: as texts, although any scalar will do.
pub(super) const NAME: &str = "open";

/// A value that the documents list, or another text, which is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Open<E> {
    /// A listed value.
    Known(E),
    /// A text that the documents do not list. A listed one is made by `from`, which never puts it
    /// here.
    Other(String),
}

impl<E: Listed> Open<E> {
    /// The value as it is sent.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(value) => value.as_str(),
            Self::Other(text) => text,
        }
    }

    /// The listed value, if it is one.
    pub fn known(&self) -> Option<E> {
        match self {
            Self::Known(value) => Some(*value),
            Self::Other(_) => None,
        }
    }
}

impl<E: PartialEq> PartialEq<E> for Open<E> {
    fn eq(&self, value: &E) -> bool {
        matches!(self, Self::Known(known) if known == value)
    }
}

impl<E: Listed> From<E> for Open<E> {
    fn from(value: E) -> Self {
        Self::Known(value)
    }
}

impl<E: Listed> From<&str> for Open<E> {
    fn from(text: &str) -> Self {
        find(text).map_or_else(|| Self::Other(text.to_owned()), Self::Known)
    }
}

impl<E: Listed> From<String> for Open<E> {
    fn from(text: String) -> Self {
        find(&text).map_or(Self::Other(text), Self::Known)
    }
}

impl<E: Listed> fmt::Display for Open<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<E: Listed> Serialize for Open<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, E: Listed> Deserialize<'de> for Open<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserializer.deserialize_newtype_struct(NAME, AnyText)?;
        Ok(Self::from(text))
    }
}

/// Reads every scalar as its text.
struct AnyText;

macro_rules! texts {
    ($($method:ident($ty:ty))*) => {$(
        fn $method<E: Error>(self, value: $ty) -> Result<String, E> {
            Ok(value.to_string())
        }
    )*};
}

impl<'de> Visitor<'de> for AnyText {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    texts! {
        visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_str(&str)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<String, E> {
        // As it stands in JSON: `1.0`, not `1`.
        Ok(serde_json::Value::from(value).to_string())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<String, D::Error> {
        inner.deserialize_any(self)
    }
}

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro defines public types")]
mod tests {
    use super::super::listed::listed_enum;
    use super::*;

    listed_enum! {
        /// How a lamp shines.
        pub enum Lamp {
            /// Brightly.
            Bright = "bright",
            /// At level 2.
            Two = "2",
        }
    }

    #[test]
    fn every_text_round_trips() {
        for (json, known) in [
            ("\"bright\"", Some(Lamp::Bright)),
            ("\"2\"", Some(Lamp::Two)),
            ("\"Bright\"", None),
            ("\"\"", None),
        ] {
            let lamp: Open<Lamp> = serde_json::from_str(json).unwrap();
            assert_eq!(lamp.known(), known);
            assert_eq!(serde_json::to_string(&lamp).unwrap(), json);
            assert_eq!(lamp, Open::from(lamp.as_str()));
            assert_eq!(lamp, Open::from(lamp.to_string()));
        }
        assert_eq!(Open::from("bright"), Lamp::Bright);
        assert!(Open::from("dim") != Lamp::Bright);
        assert_eq!(Open::from(Lamp::Two).as_str(), "2");
    }

    #[test]
    fn other_scalars_are_their_texts() {
        for (json, text) in [("2", "2"), ("true", "true"), ("1.0", "1.0"), ("-1", "-1")] {
            let lamp: Open<Lamp> = serde_json::from_str(json).unwrap();
            assert_eq!(lamp.as_str(), text);
        }
        assert_eq!(serde_json::from_str::<Open<Lamp>>("2").unwrap(), Lamp::Two);
        let lamps: Vec<Option<Open<Lamp>>> = serde_json::from_str("[null, \"x\"]").unwrap();
        assert_eq!(lamps, [None, Some(Open::Other("x".to_owned()))]);
        for other in ["[]", "null"] {
            assert!(
                serde_json::from_str::<Open<Lamp>>(other).is_err(),
                "{other}"
            );
        }
    }
}

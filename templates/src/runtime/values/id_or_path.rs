//! Identifiers that are a number or a text.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::Id;

/// A thing addressed by its number, or by its name or path.
///
/// It holds the plain text, never a percent-encoded one: the client encodes it exactly once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(untagged)]
pub enum IdOrPath {
    /// The number.
    Number(i64),
    /// The name or path.
    Text(String),
}

impl IdOrPath {
    /// The number; `None` where it is a name or path.
    pub const fn number(&self) -> Option<Id> {
        match self {
            Self::Number(number) => Some(Id(*number)),
            Self::Text(_) => None,
        }
    }

    /// The name or path; `None` where it is a number.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Number(_) => None,
            Self::Text(text) => Some(text),
        }
    }
}

impl<'de> Deserialize<'de> for IdOrPath {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Either)
    }
}

/// Reads a whole number or a text.
struct Either;

impl Visitor<'_> for Either {
    type Value = IdOrPath;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number or a text")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<IdOrPath, E> {
        Ok(IdOrPath::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<IdOrPath, E> {
        let fits = i64::try_from(number);
        fits.map(IdOrPath::Number)
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<IdOrPath, E> {
        Ok(IdOrPath::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<IdOrPath, E> {
        Ok(IdOrPath::Text(text))
    }
}

impl PartialEq<Id> for IdOrPath {
    fn eq(&self, other: &Id) -> bool {
        self.number() == Some(*other)
    }
}

impl PartialEq<str> for IdOrPath {
    fn eq(&self, other: &str) -> bool {
        self.text() == Some(other)
    }
}

impl fmt::Display for IdOrPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl From<i32> for IdOrPath {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u32> for IdOrPath {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for IdOrPath {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Id> for IdOrPath {
    fn from(id: Id) -> Self {
        Self::Number(id.get())
    }
}

impl From<&Id> for IdOrPath {
    fn from(id: &Id) -> Self {
        Self::from(*id)
    }
}

impl From<u64> for IdOrPath {
    /// A number that is too large for the variant is kept as its text, which looks the same on
    /// the wire.
    fn from(number: u64) -> Self {
        i64::try_from(number).map_or_else(|_| Self::Text(number.to_string()), Self::Number)
    }
}

impl From<&str> for IdOrPath {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for IdOrPath {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for IdOrPath {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&IdOrPath> for IdOrPath {
    fn from(id: &IdOrPath) -> Self {
        id.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_keep_their_json() {
        for text in ["7", "\"7\"", "\"a/b\""] {
            let id: IdOrPath = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&id).unwrap(), text);
        }
        for text in ["null", "true", "7.5", "[7]", "18446744073709551615"] {
            assert!(serde_json::from_str::<IdOrPath>(text).is_err(), "{text}");
        }
        assert_eq!(IdOrPath::from(42), IdOrPath::Number(42));
        assert_eq!(IdOrPath::from(Id(42)), IdOrPath::Number(42));
        assert_eq!(IdOrPath::from(u64::MAX).to_string(), u64::MAX.to_string());
    }

    #[test]
    fn either_form_can_be_asked_for() {
        let (number, text) = (IdOrPath::from(&Id(42)), IdOrPath::from("a/b"));
        assert_eq!((number.number(), number.text()), (Some(Id(42)), None));
        assert_eq!((text.number(), text.text()), (None, Some("a/b")));
        assert!(number == Id(42) && number != Id(7) && text != Id(42));
        assert!(text == *"a/b" && number != *"42");
    }
}

//! Kinds of values.

use serde_json::Value;

use super::observed::{Quoted, quoted};

/// Which kinds of values were seen in one place. Null and an empty text are of every kind, and
/// what is quoted is of the kind of what is in the quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kinds(u8);

impl Kinds {
    const BOOLEAN: u8 = 1;
    const NUMBER: u8 = 2;
    const TEXT: u8 = 4;
    const LIST: u8 = 8;
    const OBJECT: u8 = 16;

    /// Notes the kind of a value.
    pub(super) fn note(&mut self, value: &Value) {
        self.0 |= match value {
            Value::Null => 0,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(_) => Self::NUMBER,
            Value::String(text) => match quoted(text) {
                Some(Quoted::Nothing) => 0,
                Some(Quoted::Boolean) => Self::BOOLEAN,
                Some(Quoted::Integer) => Self::NUMBER,
                None => Self::TEXT,
            },
            Value::Array(_) => Self::LIST,
            Value::Object(_) => Self::OBJECT,
        };
    }

    /// Adds other kinds.
    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether one has a kind that the other lacks, and both have some.
    pub(super) fn differ(self, other: Self) -> bool {
        self.0 != 0 && other.0 != 0 && self.0 != other.0
    }
}

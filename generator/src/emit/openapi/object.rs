//! JSON objects whose keys keep the order in which they are written.

use serde_json::{Map, Value};

/// An object in the making.
#[derive(Debug, Default)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    /// An object without keys.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// With this key.
    pub(super) fn set(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// With this key where there is a value.
    pub(super) fn set_some(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.set(key, value),
            None => self,
        }
    }

    /// With this key where the list or object has content.
    pub(super) fn set_filled(self, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let empty = match &value {
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => false,
        };
        if empty { self } else { self.set(key, value) }
    }

    /// With this key as `true` where the flag holds.
    pub(super) fn flag(self, key: &str, holds: bool) -> Self {
        if holds { self.set(key, true) } else { self }
    }

    /// With all keys of another object.
    pub(super) fn merge(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether it has the key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The value under a key, an empty object where there was none.
    pub(super) fn entry(&mut self, key: &str) -> &mut Value {
        self.0
            .entry(key)
            .or_insert_with(|| Value::Object(Map::new()))
    }

    /// Whether it has no keys.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Value::Object(object.0)
    }
}

impl FromIterator<(String, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(members: I) -> Self {
        Self(members.into_iter().collect())
    }
}

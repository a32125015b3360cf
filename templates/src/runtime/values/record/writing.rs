//! Objects out of structs.
//!
//! In: a struct whose macro tells its fields one by one. Out: the object. Says the same as serde's
//! derive, which writes out for each field what the compiler then has to read.

use std::convert::Infallible;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};
use serde_json::Value;

use super::Record;

/// Takes the fields of a struct.
pub(crate) trait Fields {
    /// What may go wrong.
    type Error;

    /// Takes a field.
    fn field<T: Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), Self::Error>;

    /// Is told of a field that is not written.
    fn skip(&mut self, key: &'static str) -> Result<(), Self::Error>;
}

/// Writes a struct that has nothing but fields. For the macro.
pub(crate) fn fields<T: Record, S: Serializer>(record: &T, to: S) -> Result<S::Ok, S::Error> {
    let mut count = Count(0);
    let Ok(()) = record.write(&mut count);
    let mut fields = InStruct(to.serialize_struct(T::NAME, count.0)?);
    record.write(&mut fields)?;
    fields.0.end()
}

/// Writes a struct that keeps keys besides its fields. For the macro.
pub(crate) fn pairs<T: Record, S: Serializer>(record: &T, to: S) -> Result<S::Ok, S::Error> {
    let mut pairs = InMap(to.serialize_map(None)?);
    record.write(&mut pairs)?;
    for (key, value) in record.kept().into_iter().flatten() {
        pairs.0.serialize_entry(key, value)?;
    }
    pairs.0.end()
}

/// Writes a field whatever it holds. For the macro.
pub(crate) fn needed<T: Serialize, F: Fields>(
    to: &mut F,
    key: &'static str,
    value: &T,
) -> Result<(), F::Error> {
    to.field(key, value)
}

#[allow(unused_imports, reason = "an API may have no such field")]
pub(crate) use self::{needed as nullable, needed as quoted};

/// Writes a field unless it holds nothing. For the macro.
pub(crate) fn optional<T: Serialize, F: Fields>(
    to: &mut F,
    key: &'static str,
    value: &Option<T>,
) -> Result<(), F::Error> {
    match value {
        Some(_) => to.field(key, value),
        None => to.skip(key),
    }
}

#[allow(unused_imports, reason = "an API may have no such field")]
pub(crate) use self::optional as optional_quoted;

/// Writes a field unless it holds null. For the macro.
pub(crate) fn raw<F: Fields>(to: &mut F, key: &'static str, value: &Value) -> Result<(), F::Error> {
    match value {
        Value::Null => to.skip(key),
        _ => to.field(key, value),
    }
}

/// Counts the fields that are written.
struct Count(usize);

impl Fields for Count {
    type Error = Infallible;

    fn field<T: Serialize>(&mut self, _key: &'static str, _value: &T) -> Result<(), Infallible> {
        self.0 += 1;
        Ok(())
    }

    fn skip(&mut self, _key: &'static str) -> Result<(), Infallible> {
        Ok(())
    }
}

/// Writes fields as those of a struct.
struct InStruct<S>(S);

impl<S: SerializeStruct> Fields for InStruct<S> {
    type Error = S::Error;

    fn field<T: Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_field(key, value)
    }

    fn skip(&mut self, key: &'static str) -> Result<(), S::Error> {
        self.0.skip_field(key)
    }
}

/// Writes fields as the pairs of a map.
struct InMap<S>(S);

impl<S: SerializeMap> Fields for InMap<S> {
    type Error = S::Error;

    fn field<T: Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_entry(key, value)
    }

    fn skip(&mut self, _key: &'static str) -> Result<(), S::Error> {
        Ok(())
    }
}

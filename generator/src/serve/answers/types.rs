//! The types of a spec, and whether a value is one of them.

use std::collections::BTreeMap;

use docbind_spec::{Field, Schema, TypeDef};
use serde_json::Value;

use super::moment::{is_day, is_moment};

/// The fields of all types, by the names of the types.
#[derive(Debug, Default)]
pub(super) struct Types {
    fields: BTreeMap<String, Vec<Field>>,
}

impl Types {
    pub(super) fn of(types: &[TypeDef]) -> Self {
        let types = types.iter();
        Self {
            fields: types
                .map(|known| (known.name.clone(), known.fields.clone()))
                .collect(),
        }
    }

    /// The fields of a type; none of one that there is not.
    pub(super) fn fields(&self, name: &str) -> &[Field] {
        self.fields.get(name).map_or(&[], Vec::as_slice)
    }

    /// A field of a type.
    pub(super) fn field(&self, name: &str, key: &str) -> Option<&Field> {
        self.fields(name).iter().find(|field| field.name == key)
    }

    /// Whether a value is of a type without being mended. Null is a value of every type, an
    /// enumeration may grow, and objects may have more keys than the type.
    pub(super) fn fits(&self, value: &Value, schema: &Schema) -> bool {
        match (schema, value) {
            (_, Value::Null) | (Schema::Any, _) => true,
            (Schema::Boolean, _) => value.is_boolean(),
            (Schema::Integer, _) => value.is_i64() || value.is_u64(),
            (Schema::Number, _) => value.is_number(),
            (Schema::String | Schema::Enum(_) | Schema::File, _) => value.is_string(),
            (Schema::Timestamp, Value::String(text)) => is_moment(text),
            (Schema::Date, Value::String(text)) => is_day(text),
            (Schema::Array(inner), Value::Array(items)) => {
                items.iter().all(|item| self.fits(item, inner))
            }
            (Schema::Map(inner), Value::Object(map)) => {
                map.values().all(|value| self.fits(value, inner))
            }
            (Schema::Ref(name), Value::Object(map)) => map.iter().all(|(key, value)| {
                let field = self.field(name, key);
                field.is_none_or(|field| self.fits(value, &field.schema))
            }),
            (Schema::OneOf(variants), _) => variants.iter().any(|it| self.fits(value, it)),
            _ => false,
        }
    }
}

/// The type of one item where the schema is a list of a named type, or the named type itself.
pub(super) fn named(schema: &Schema) -> Option<&str> {
    match schema {
        Schema::Ref(name) => Some(name),
        Schema::Array(inner) => match &**inner {
            Schema::Ref(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

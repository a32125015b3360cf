//! What values the fields of objects take, and what was sent as such a value.

use std::collections::HashMap;

use docbind_spec::{ApiSpec, FieldPresence, Schema};
use docbind_templates::runtime::values::{Date, Timestamp};
use serde_json::{Map, Value};

/// The documented types by name.
#[derive(Debug, Default)]
pub(super) struct Types {
    by_name: HashMap<String, HashMap<String, Field>>,
}

/// A field of a type.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) schema: Schema,
    /// Whether it may be null.
    pub(super) nullable: bool,
}

/// How deep sent values are read.
const DEPTH: usize = 8;

impl Types {
    pub(super) fn of(spec: &ApiSpec) -> Self {
        let fields = |fields: &[docbind_spec::Field]| {
            let field = |field: &docbind_spec::Field| {
                let optional = field.presence == Some(FieldPresence::Optional);
                let known = Field {
                    schema: field.schema.clone(),
                    nullable: field.null > 0 || optional,
                };
                (field.name.clone(), known)
            };
            fields.iter().map(field).collect()
        };
        let types = spec.types.iter();
        Self {
            by_name: types
                .map(|it| (it.name.clone(), fields(&it.fields)))
                .collect(),
        }
    }

    /// The field of one of these types.
    pub(super) fn field<'t>(
        &'t self,
        types: impl IntoIterator<Item = &'t String>,
        name: &str,
    ) -> Option<&'t Field> {
        let mut types = types.into_iter();
        types.find_map(|ty| self.by_name.get(ty)?.get(name))
    }

    /// What was sent as a value of this field; none where it is of another type. An object that
    /// was sent changes the current one.
    pub(super) fn read(
        &self,
        field: &Field,
        current: Option<&Value>,
        sent: &Value,
    ) -> Option<Value> {
        self.read_at(field, current, sent, DEPTH)
    }

    fn read_at(
        &self,
        field: &Field,
        current: Option<&Value>,
        sent: &Value,
        depth: usize,
    ) -> Option<Value> {
        let nothing = sent.is_null() || sent == "" && !takes_texts(&field.schema);
        if nothing {
            let nullable = field.nullable || current.is_some_and(Value::is_null);
            return nullable.then_some(Value::Null);
        }
        self.typed(&field.schema, current, sent, depth.checked_sub(1)?)
    }

    fn typed(
        &self,
        schema: &Schema,
        current: Option<&Value>,
        sent: &Value,
        depth: usize,
    ) -> Option<Value> {
        match schema {
            Schema::Any => Some(sent.clone()),
            Schema::Boolean => boolean(sent).map(Value::Bool),
            Schema::Integer => number(sent).filter(|it| it.is_i64() || it.is_u64()),
            Schema::Number => number(sent),
            Schema::String | Schema::File | Schema::Enum(_) => text(sent).map(Value::String),
            Schema::Timestamp => text(sent)
                .filter(|it| Timestamp::from(it.as_str()).unix_millis().is_some())
                .map(Value::String),
            Schema::Date => text(sent)
                .filter(|it| Date::from(it.as_str()).unix_days().is_some())
                .map(Value::String),
            Schema::Array(inner) => self.list(inner, sent, depth),
            Schema::Map(inner) => {
                let fields = sent.as_object()?.iter().map(|(name, sent)| {
                    let read = self.typed(inner, None, sent, depth.checked_sub(1)?)?;
                    Some((name.clone(), read))
                });
                fields.collect::<Option<Map<_, _>>>().map(Value::Object)
            }
            Schema::Ref(name) => self.object(name, current, sent, depth),
            Schema::OneOf(all) => {
                let depth = depth.checked_sub(1)?;
                let mut read = all.iter().map(|one| self.typed(one, current, sent, depth));
                read.find_map(|it| it)
            }
        }
    }

    /// A list, also where it was sent as a text with commas.
    fn list(&self, inner: &Schema, sent: &Value, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        let item = |sent: &Value| self.typed(inner, None, sent, depth);
        match sent {
            Value::Array(items) => items.iter().map(item).collect(),
            Value::Object(_) => None,
            scalar => {
                let text = text(scalar)?;
                let items = text.split(',').map(str::trim);
                let items = items.filter(|it| !it.is_empty());
                items.map(|it| item(&Value::from(it))).collect()
            }
        }
    }

    fn object(
        &self,
        name: &str,
        current: Option<&Value>,
        sent: &Value,
        depth: usize,
    ) -> Option<Value> {
        let fields = self.by_name.get(name)?;
        let mut object = current.and_then(Value::as_object).cloned()?;
        for (name, sent) in sent.as_object()? {
            let read = fields
                .get(name)
                .and_then(|field| self.read_at(field, object.get(name), sent, depth));
            if let Some(read) = read {
                object.insert(name.clone(), read);
            }
        }
        Some(Value::Object(object))
    }
}

impl Field {
    /// The field that shows this value, where no type tells of it.
    pub(super) fn showing(value: &Value) -> Self {
        let schema = match value {
            Value::Array(items) => {
                let first = items.first().map(Self::showing);
                Schema::Array(Box::new(first.map_or(Schema::String, |it| it.schema)))
            }
            // Nothing tells which fields the object takes.
            Value::Object(_) => Schema::OneOf(Vec::new()),
            _ => Schema::of_plain(value).unwrap_or(Schema::Any),
        };
        Self {
            schema,
            nullable: value.is_null(),
        }
    }
}

/// Whether an empty text is a value of its own.
fn takes_texts(schema: &Schema) -> bool {
    match schema {
        Schema::Any | Schema::String | Schema::File | Schema::Array(_) => true,
        Schema::OneOf(all) => all.iter().any(takes_texts),
        _ => false,
    }
}

/// The boolean that a scalar means, as forms and queries write it.
pub(super) fn boolean(value: &Value) -> Option<bool> {
    match text(value)?.trim().to_ascii_lowercase().as_str() {
        "true" | "t" | "1" | "yes" | "on" => Some(true),
        "false" | "f" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// The number that a scalar is.
pub(super) fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => {
            let text = text.trim();
            let whole = text.parse::<i64>().map(Value::from).ok();
            whole
                .or_else(|| text.parse::<f64>().map(Value::from).ok())
                .filter(Value::is_number)
        }
        _ => None,
    }
}

/// The text of a scalar.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What is read where it is no value of the field.
    const NONE: Value = Value::Null;

    #[track_caller]
    fn check(schema: Schema, sent: &Value, expected: &Value) {
        let field = Field {
            schema,
            nullable: false,
        };
        let read = Types::default().read(&field, None, sent);
        assert_eq!(read.unwrap_or_default(), *expected, "{sent}");
    }

    #[test]
    fn texts_become_what_the_field_is() {
        check(Schema::Integer, &json!("5"), &json!(5));
        check(Schema::Integer, &json!("x"), &NONE);
        check(Schema::Integer, &json!(1.5), &NONE);
        check(Schema::Boolean, &json!("True"), &json!(true));
        check(Schema::Boolean, &json!(0), &json!(false));
        check(Schema::String, &json!(5), &json!("5"));
        check(Schema::String, &json!(""), &json!(""));
        check(Schema::String, &json!({}), &NONE);
        let texts = || Schema::Array(Box::new(Schema::String));
        check(texts(), &json!("a, b,"), &json!(["a", "b"]));
        check(texts(), &json!(""), &json!([]));
        check(texts(), &json!([{}]), &NONE);
        check(Schema::Timestamp, &json!("yesterday"), &NONE);
        check(Schema::Date, &json!("2016-02-30x"), &NONE);
        let day = json!("2016-02-28");
        check(Schema::Date, &day, &day);
    }

    #[test]
    fn null_is_for_what_may_be_null() {
        check(Schema::Integer, &Value::Null, &NONE);
        check(Schema::Integer, &json!(""), &NONE);
        let field = Field {
            schema: Schema::Integer,
            nullable: true,
        };
        let read = |sent| Types::default().read(&field, None, &sent);
        assert_eq!(read(Value::Null), Some(Value::Null));
        assert_eq!(read(json!("")), Some(Value::Null));
    }
}

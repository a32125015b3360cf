//! Types and single words in the words of people.

use docbind_spec::Schema;
use serde::Serialize;

/// What stands where there is nothing.
pub(super) const NONE: &str = "none";

/// A type, the values of enumerations aside.
pub(super) fn shape(schema: &Schema) -> String {
    match schema {
        Schema::Any => "any".to_owned(),
        Schema::Boolean => "boolean".to_owned(),
        Schema::Integer => "integer".to_owned(),
        Schema::Number => "number".to_owned(),
        Schema::String => "string".to_owned(),
        Schema::Timestamp => "timestamp".to_owned(),
        Schema::Date => "date".to_owned(),
        Schema::File => "file".to_owned(),
        Schema::Enum(_) => "enumeration".to_owned(),
        Schema::Array(items) => format!("list of {}", shape(items)),
        Schema::Map(values) => format!("map of {}", shape(values)),
        Schema::Ref(name) => name.clone(),
        Schema::OneOf(schemas) => schemas.iter().map(shape).collect::<Vec<_>>().join(" or "),
    }
}

/// The values of the enumerations in a type.
fn values(schema: &Schema) -> String {
    let mut all = Vec::new();
    collect(schema, &mut all);
    list(all)
}

fn collect<'a>(schema: &'a Schema, all: &mut Vec<&'a str>) {
    match schema {
        Schema::Enum(values) => all.extend(values.iter().map(String::as_str)),
        Schema::Array(inner) | Schema::Map(inner) => collect(inner, all),
        Schema::OneOf(schemas) => schemas.iter().for_each(|inner| collect(inner, all)),
        _ => {}
    }
}

/// The values that enumerations gained and lost.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Values {
    pub(super) added: Vec<String>,
    pub(super) removed: Vec<String>,
}

impl Values {
    pub(super) fn of(older: &Schema, newer: &Schema) -> Self {
        let (mut old, mut new) = (Vec::new(), Vec::new());
        collect(older, &mut old);
        collect(newer, &mut new);
        let lacking = |some: &[&str], others: &[&str]| -> Vec<String> {
            let some = some.iter().filter(|value| !others.contains(value));
            some.map(|value| format!("`{value}`")).collect()
        };
        Self {
            added: lacking(&new, &old),
            removed: lacking(&old, &new),
        }
    }
}

/// A type with its values.
pub(super) fn whole(schema: &Schema) -> String {
    let values = values(schema);
    if values == NONE {
        shape(schema)
    } else {
        format!("{} ({values})", shape(schema))
    }
}

/// Several names with commas between, or a word for none.
pub(super) fn list<T: ToString>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    if names.is_empty() {
        NONE.to_owned()
    } else {
        names.join(", ")
    }
}

/// The text, or a word for none.
pub(super) fn or_none<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| value.to_string())
}

/// A value of an enumeration of the model, as it stands in YAML.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

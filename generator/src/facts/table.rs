//! One table of placeholders for a whole spec.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{ApiSpec, Schema};
use serde_json::Value;

use super::class::{Class, status_end};

/// The placeholders given so far, numbered by class in the order of first occurrence.
#[derive(Debug)]
pub(super) struct Table {
    enumerations: BTreeMap<String, BTreeSet<String>>,
    given: BTreeMap<String, String>,
    numbers: BTreeMap<Class, usize>,
}

impl Table {
    /// An empty table that knows the values which parameters enumerate.
    pub(super) fn new(spec: &ApiSpec) -> Self {
        let mut enumerations: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for parameter in spec.operations.iter().flat_map(|one| &one.parameters) {
            collect(
                &parameter.schema,
                enumerations.entry(parameter.name.clone()).or_default(),
            );
        }
        for definition in &spec.types {
            for field in &definition.fields {
                collect(
                    &field.schema,
                    enumerations.entry(field.name.clone()).or_default(),
                );
            }
        }
        Self {
            enumerations,
            given: BTreeMap::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// The text for a text that stands under a key.
    pub(super) fn text(&mut self, key: &str, text: &str) -> String {
        let known = self.enumerations.get(key.trim_end_matches("[]"));
        if known.is_some_and(|values| values.contains(text)) {
            return text.to_owned();
        }
        match Class::of(text) {
            Class::Plain | Class::Template => text.to_owned(),
            Class::List => {
                let parts: Vec<String> = text.split(',').map(|part| self.text(key, part)).collect();
                parts.join(",")
            }
            Class::Status => {
                let (status, words) = text.split_at(status_end(text).unwrap_or(text.len()));
                match words {
                    "" => status.to_owned(),
                    words => format!("{status}{}", self.text(key, words)),
                }
            }
            class => self.numbered(class, key, text),
        }
    }

    fn numbered(&mut self, class: Class, key: &str, text: &str) -> String {
        if let Some(given) = self.given.get(text) {
            return given.clone();
        }
        let number = self.numbers.entry(class).or_insert(0);
        *number += 1;
        let placeholder = class.placeholder(text, key, *number);
        self.given.insert(text.to_owned(), placeholder.clone());
        placeholder
    }

    /// The value with every text in it replaced; keys, numbers, booleans and null stay.
    pub(super) fn value(&mut self, key: &str, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(key, text)),
            Value::Array(items) => {
                Value::Array(items.iter().map(|item| self.value(key, item)).collect())
            }
            Value::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(key, value)| (key.clone(), self.value(key, value)))
                    .collect(),
            ),
            other => other.clone(),
        }
    }
}

fn collect(schema: &Schema, values: &mut BTreeSet<String>) {
    match schema {
        Schema::Enum(listed) => values.extend(listed.iter().cloned()),
        Schema::Array(inner) | Schema::Map(inner) => collect(inner, values),
        Schema::OneOf(options) => options.iter().for_each(|option| collect(option, values)),
        _ => {}
    }
}

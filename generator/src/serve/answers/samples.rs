//! Values that the documents show, by the types and fields that they are values of.

use std::collections::BTreeMap;

use docbind_spec::{ApiSpec, Schema};
use serde_json::Value;

use super::types::Types;

/// How many values of one field, and objects of one type, are kept.
const MOST: usize = 4;

/// Documented values. Those of fields are sound; objects are as they are printed.
#[derive(Debug, Default)]
pub(super) struct Samples {
    /// By type and key.
    fields: BTreeMap<(String, String), Vec<Value>>,
    objects: BTreeMap<String, Vec<Value>>,
}

impl Samples {
    /// Gathers what all answers show.
    pub(super) fn of(spec: &ApiSpec, types: &Types) -> Self {
        let mut samples = Self::default();
        let responses = spec.operations.iter().flat_map(|it| &it.responses);
        for response in responses {
            let Some(schema) = &response.schema else {
                continue;
            };
            for value in response.examples.iter().filter_map(|it| it.body.value()) {
                samples.gather(value, schema, types);
            }
        }
        samples
    }

    /// A sound value of a field.
    pub(super) fn field(&self, name: &str, key: &str) -> Option<&Value> {
        let key = (name.to_owned(), key.to_owned());
        self.fields.get(&key)?.first()
    }

    /// An object of a type, as it is printed.
    pub(super) fn object(&self, name: &str) -> Option<&Value> {
        let objects = self.objects.get(name)?;
        objects
            .iter()
            .max_by_key(|it| it.as_object().map(serde_json::Map::len))
    }

    fn gather(&mut self, value: &Value, schema: &Schema, types: &Types) {
        match (schema, value) {
            (Schema::Array(inner), Value::Array(items)) => {
                for item in items {
                    self.gather(item, inner, types);
                }
            }
            (Schema::Map(inner), Value::Object(map)) => {
                for value in map.values() {
                    self.gather(value, inner, types);
                }
            }
            (Schema::Ref(name), Value::Object(map)) => {
                keep(self.objects.entry(name.clone()).or_default(), value);
                for (key, value) in map {
                    let Some(field) = types.field(name, key) else {
                        continue;
                    };
                    if !value.is_null() && types.fits(value, &field.schema) {
                        let values = self.fields.entry((name.clone(), key.clone()));
                        keep(values.or_default(), value);
                    }
                    self.gather(value, &field.schema, types);
                }
            }
            _ => {}
        }
    }
}

fn keep(values: &mut Vec<Value>, value: &Value) {
    if values.len() < MOST {
        values.push(value.clone());
    }
}

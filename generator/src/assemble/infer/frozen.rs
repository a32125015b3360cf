//! What an earlier spec calls the types of the same places.

use std::collections::BTreeMap;

use docbind_spec::{ApiSpec, Operation, PathTemplate, Schema};

use super::slots::{ENTRY, Slots};

/// For each slot the name of its type in an earlier spec, where that has the place.
pub(super) fn names<'a>(
    slots: &Slots<'_>,
    operations: &[Operation],
    earlier: Option<&'a ApiSpec>,
) -> Vec<Option<&'a str>> {
    let Some(earlier) = earlier else {
        return vec![None; slots.all.len()];
    };
    let answers = answers(earlier);
    let fields: BTreeMap<&str, BTreeMap<&str, &Schema>> = earlier
        .types
        .iter()
        .map(|definition| {
            let fields = definition.fields.iter();
            let fields = fields.map(|field| (field.name.as_str(), &field.schema));
            (definition.name.as_str(), fields.collect())
        })
        .collect();
    let mut schemas: Vec<Option<&Schema>> = Vec::with_capacity(slots.all.len());
    for slot in &slots.all {
        let schema = match slot.parent {
            None => {
                let operation = operations.get(slot.root.0);
                operation.and_then(|operation| {
                    let status = operation.responses.get(slot.root.1)?.status;
                    answers.get(&(key(operation), status)).copied()
                })
            }
            Some((parent, name)) => {
                let around = schemas.get(parent).copied().flatten().map(innermost);
                around.and_then(|schema| match schema {
                    Schema::Ref(around) => fields.get(around.as_str())?.get(name).copied(),
                    Schema::Map(inner) if name == ENTRY => Some(&**inner),
                    _ => None,
                })
            }
        };
        schemas.push(schema);
    }
    schemas
        .into_iter()
        .map(|schema| match innermost(schema?) {
            Schema::Ref(name) => Some(name.as_str()),
            _ => None,
        })
        .collect()
}

type Key = (docbind_spec::Method, String);

fn key(operation: &Operation) -> Key {
    let path = PathTemplate::parse(&operation.path);
    (operation.method, path.anonymous())
}

fn answers(spec: &ApiSpec) -> BTreeMap<(Key, u16), &Schema> {
    let mut answers = BTreeMap::new();
    for operation in &spec.operations {
        for response in &operation.responses {
            if let Some(schema) = &response.schema {
                answers.insert((key(operation), response.status), schema);
            }
        }
    }
    answers
}

/// What stands in lists of lists.
fn innermost(schema: &Schema) -> &Schema {
    match schema {
        Schema::Array(inner) => innermost(inner),
        other => other,
    }
}

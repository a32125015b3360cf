//! What an earlier spec calls the types of the same places.

use std::collections::BTreeMap;

use docbind_spec::{Operation, Schema};

use super::slots::{ENTRY, Slots};
use crate::assemble::earlier::Earlier;

/// For each slot the name of its type in an earlier spec, where that has the place.
pub(super) fn names<'a>(
    slots: &Slots<'_>,
    operations: &[Operation],
    earlier: &Earlier<'a>,
) -> Vec<Option<&'a str>> {
    let fields: BTreeMap<&str, BTreeMap<&str, &Schema>> = earlier
        .types()
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
            None => answer(slot.root, operations, earlier),
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

/// What an operation answered with the status of one of its responses.
fn answer<'a>(
    (number, response): (usize, usize),
    operations: &[Operation],
    earlier: &Earlier<'a>,
) -> Option<&'a Schema> {
    let status = operations.get(number)?.responses.get(response)?.status;
    let known = &earlier.operation(number)?.responses;
    let same = known.iter().find(|response| response.status == status)?;
    same.schema.as_ref()
}

/// What stands in lists of lists.
pub(super) fn innermost(schema: &Schema) -> &Schema {
    match schema {
        Schema::Array(inner) => innermost(inner),
        other => other,
    }
}

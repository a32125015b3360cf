//! Places in documented bodies: from a value to where it is printed.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;

use crate::extract::facts::ExampleFact;
use crate::extract::json_example::{self, Member, step};

/// One scalar of a body.
pub(super) struct Leaf<'a> {
    /// Where it is, as a JSON pointer.
    pub(super) pointer: String,
    /// The key that it stands under, lists between them left out; empty for none.
    pub(super) key: &'a str,
    /// The value.
    pub(super) value: &'a Value,
}

/// Every scalar of a value, in order.
pub(super) fn leaves(value: &Value) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    walk(value, "", &mut String::new(), &mut found);
    found
}

fn walk<'a>(value: &'a Value, key: &'a str, pointer: &mut String, found: &mut Vec<Leaf<'a>>) {
    let before = pointer.len();
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                pointer.push('/');
                pointer.push_str(&step(key));
                walk(value, key, pointer, found);
                pointer.truncate(before);
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                pointer.push('/');
                pointer.push_str(&number.to_string());
                walk(item, key, pointer, found);
                pointer.truncate(before);
            }
        }
        scalar => found.push(Leaf {
            pointer: pointer.clone(),
            key,
            value: scalar,
        }),
    }
}

/// Where in the page a member of a body stands.
pub(super) struct Place {
    /// Its key; the value where it has none.
    pub(super) key: Range<usize>,
    /// Its value.
    pub(super) value: Range<usize>,
}

/// The places of these members, in their order; the whole body for those that are not found.
pub(super) fn places(example: &ExampleFact, pointers: &[String]) -> Vec<Place> {
    let text = example.shown.text();
    let members = json_example::members(text);
    // Of a key that stands twice, the last one holds.
    let members: BTreeMap<&str, &Member> = { &members }
        .iter()
        .map(|member| (member.pointer.as_str(), member))
        .collect();
    let whole = text.len() - text.trim_start().len()..text.trim_end().len();
    pointers
        .iter()
        .map(|pointer| {
            let member = members.get(pointer.as_str());
            let (key, value) =
                member.map_or((&whole, &whole), |member| (&member.key, &member.value));
            Place {
                key: example.shown.range(key),
                value: example.shown.range(value),
            }
        })
        .collect()
}

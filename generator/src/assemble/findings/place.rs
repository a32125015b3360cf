//! Places in documented bodies: from a value to where it is printed.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;

use crate::extract::facts::ExampleFact;
use crate::extract::json_example::{self, Member, step};

/// One scalar of a body.
pub(super) struct Leaf<'a> {
    /// Its number among all scalars of the body.
    pub(super) number: usize,
    /// The key that it stands under, lists between them left out; empty for none.
    pub(super) key: &'a str,
    /// The value.
    pub(super) value: &'a Value,
    /// Whether it stands in a field whose object has nothing but texts, as maps of texts do.
    pub(super) in_map: bool,
}

/// The scalars of a documented body of which there is something to say, in order, with what that
/// is; none where it is not JSON.
pub(super) fn leaves<'a, T>(
    example: &'a ExampleFact,
    said: impl Fn(&Leaf<'a>) -> Option<T>,
) -> Vec<(Leaf<'a>, T)> {
    let mut found = Vec::new();
    let mut count = 0;
    if let Some(value) = example.body.value() {
        walk(value, Around::default(), &mut |key, value, in_map| {
            let leaf = Leaf {
                number: count,
                key,
                value,
                in_map,
            };
            count += 1;
            let said = said(&leaf);
            found.extend(said.map(|said| (leaf, said)));
        });
    }
    found
}

/// The places of some of the scalars of a body.
pub(super) fn of_leaves<T>(example: &ExampleFact, leaves: &[(Leaf<'_>, T)]) -> Vec<Place> {
    let all = example.body.value().map(pointers).unwrap_or_default();
    let pointers: Vec<String> = leaves
        .iter()
        .filter_map(|(leaf, _)| all.get(leaf.number).cloned())
        .collect();
    places(example, &pointers)
}

/// Where every scalar of a value is, as JSON pointers, in order.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    point(value, &mut String::new(), &mut found);
    found
}

fn point(value: &Value, pointer: &mut String, found: &mut Vec<String>) {
    let before = pointer.len();
    let mut inner = |step: &str, value: &Value| {
        pointer.push('/');
        pointer.push_str(step);
        point(value, pointer, found);
        pointer.truncate(before);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| inner(&step(key), value)),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(number, item)| inner(&number.to_string(), item));
        }
        _ => found.push(pointer.clone()),
    }
}

/// What a value stands in.
#[derive(Clone, Copy, Default)]
struct Around<'a> {
    /// The nearest key; empty for none.
    key: &'a str,
    in_map: bool,
}

/// Shows every scalar of a value with its key, and whether it is in a map.
fn walk<'a>(value: &'a Value, around: Around<'a>, see: &mut impl FnMut(&'a str, &'a Value, bool)) {
    match value {
        Value::Object(map) => {
            let in_map = !around.key.is_empty() && map.values().all(Value::is_string);
            for (key, value) in map {
                walk(value, Around { key, in_map }, see);
            }
        }
        Value::Array(items) => {
            for item in items {
                walk(item, around, see);
            }
        }
        scalar => see(around.key, scalar, around.in_map),
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
    let members: BTreeMap<&str, &Member> = members
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

//! Places in documented bodies: from a value to where it is printed.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;

use super::Picture;
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
    /// Whether it stands in a field whose object has nothing but texts, as maps of texts do.
    pub(super) in_map: bool,
}

/// A documented body with its scalars.
pub(super) struct Body<'a> {
    /// Number of the page.
    pub(super) page: usize,
    /// The example.
    pub(super) example: &'a ExampleFact,
    /// The scalars; none where it is not JSON.
    pub(super) leaves: Vec<Leaf<'a>>,
}

/// Every documented body, in order.
pub(super) fn bodies<'a>(picture: &Picture<'a>) -> Vec<Body<'a>> {
    let body = |(page, example): (usize, &'a ExampleFact)| Body {
        page,
        example,
        leaves: example.body.value().map(leaves).unwrap_or_default(),
    };
    picture.examples().map(body).collect()
}

/// Every scalar of a value, in order.
fn leaves(value: &Value) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    let around = Around::default();
    walk(value, around, &mut String::new(), &mut found);
    found
}

/// What a value stands in.
#[derive(Clone, Copy, Default)]
struct Around<'a> {
    /// The nearest key; empty for none.
    key: &'a str,
    in_map: bool,
}

fn walk<'a>(value: &'a Value, around: Around<'a>, pointer: &mut String, found: &mut Vec<Leaf<'a>>) {
    let before = pointer.len();
    match value {
        Value::Object(map) => {
            let in_map = !around.key.is_empty() && map.values().all(Value::is_string);
            for (key, value) in map {
                pointer.push('/');
                pointer.push_str(&step(key));
                walk(value, Around { key, in_map }, pointer, found);
                pointer.truncate(before);
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                pointer.push('/');
                pointer.push_str(&number.to_string());
                walk(item, around, pointer, found);
                pointer.truncate(before);
            }
        }
        scalar => found.push(Leaf {
            pointer: pointer.clone(),
            key: around.key,
            value: scalar,
            in_map: around.in_map,
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

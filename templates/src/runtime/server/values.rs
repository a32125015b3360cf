//! Named values from text: queries, forms and the text parts of multipart bodies.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use crate::runtime::encoding::decode_pairs;

/// How deep `a[b][c]…` may nest; deeper names are taken as they are.
const DEPTH: usize = 16;

/// How many values are looked at one by one.
const FEW: usize = 8;

/// The pairs of a query or form as one object.
pub(super) fn from_pairs(text: &str) -> Map<String, Value> {
    let mut values = Map::new();
    for (name, text) in decode_pairs(text) {
        add(&mut values, name, text);
    }
    values
}

/// Adds a value to an object: `a[b]=1` nests, `a[]=1` and repeated names make lists.
pub(super) fn add(values: &mut Map<String, Value>, name: Cow<'_, str>, text: Cow<'_, str>) {
    if name.contains('[') {
        let (base, keys) = split(&name);
        let slot = values.entry(base).or_insert(Value::Null);
        insert(slot, &keys, scalar(text));
    } else {
        let slot = values.entry(name).or_insert(Value::Null);
        insert(slot, &[], scalar(text));
    }
}

/// The value of this name. Requests hold few values, and a look at each of them takes less than
/// the hash of a name, which maps need where a crate has switched on the feature `preserve_order`
/// of `serde_json`.
pub(super) fn value_of<'v>(values: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    if values.len() > FEW {
        return values.get(name);
    }
    let mut pairs = values.iter();
    pairs.find(|(other, _)| *other == name).map(|(_, it)| it)
}

/// The decoded values of the placeholders of a path. There are few, and they are hardly ever
/// asked for all at once, so that they become a map only then.
#[derive(Clone)]
pub(super) struct PathValues {
    pairs: Vec<(&'static str, Value)>,
    map: OnceLock<Map<String, Value>>,
}

impl PathValues {
    pub(super) fn new(pairs: Vec<(&'static str, Value)>) -> Self {
        Self {
            pairs,
            map: OnceLock::new(),
        }
    }

    /// The value of this name; of several, the last.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let mut pairs = self.pairs.iter().rev();
        pairs.find(|(other, _)| *other == name).map(|(_, it)| it)
    }

    /// All of them by their names.
    pub(super) fn map(&self) -> &Map<String, Value> {
        self.map.get_or_init(|| {
            let pairs = self.pairs.iter();
            pairs
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect()
        })
    }
}

/// A text as a value. A whole number in its shortest form becomes a number, so that a parameter
/// that may be a number or a text is read as the former; as a text it looks the same.
pub(super) fn scalar(text: Cow<'_, str>) -> Value {
    match text.parse::<i64>() {
        Ok(number) if is_shortest(&text) => number.into(),
        _ => Value::String(text.into_owned()),
    }
}

/// Whether the text of a whole number is the one that the number is written as.
fn is_shortest(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    text == "0" || digits.starts_with(|first: char| first.is_ascii_digit() && first != '0')
}

/// `a[b][]` as `a` and `b`, ``.
fn split(name: &str) -> (String, Vec<&str>) {
    let whole = || (name.to_owned(), Vec::new());
    let Some((base, rest)) = name.split_once('[') else {
        return whole();
    };
    let Some(rest) = rest.strip_suffix(']') else {
        return whole();
    };
    let keys: Vec<&str> = rest.split("][").collect();
    let odd = keys.iter().any(|key| key.contains(['[', ']']));
    if base.is_empty() || odd || keys.len() > DEPTH {
        return whole();
    }
    (base.to_owned(), keys)
}

fn insert(slot: &mut Value, keys: &[&str], value: Value) {
    match keys.split_first() {
        None => match slot {
            Value::Null => *slot = value,
            Value::Array(items) => items.push(value),
            _ => *slot = Value::Array(vec![slot.take(), value]),
        },
        Some((&"", keys)) => {
            if !slot.is_array() {
                *slot = Value::Array(Vec::new());
            }
            if let Value::Array(items) = slot {
                // `a[][b]=1&a[][c]=2` are two keys of one object, `a[][b]=1&a[][b]=2` two objects.
                let goes_on = match (items.last(), keys.first()) {
                    (Some(Value::Object(last)), Some(key)) => !last.contains_key(*key),
                    _ => false,
                };
                if !goes_on {
                    items.push(Value::Null);
                }
                if let Some(last) = items.last_mut() {
                    insert(last, keys, value);
                }
            }
        }
        Some((key, keys)) => {
            if !slot.is_object() {
                *slot = Value::Object(Map::new());
            }
            if let Value::Object(fields) = slot {
                insert(fields.entry(*key).or_insert(Value::Null), keys, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(query: &str, expected: &Value) {
        let values = Value::Object(from_pairs(query));
        assert_eq!(values, *expected, "{query}");
    }

    #[test]
    fn pairs_nest() {
        check("a=1&b=x&c=007", &json!({"a": 1, "b": "x", "c": "007"}));
        check(
            "a=0&b=-7&c=-0&d=00",
            &json!({"a": 0, "b": -7, "c": "-0", "d": "00"}),
        );
        check(
            "a=%2B7&b=7.0&c=-",
            &json!({"a": "+7", "b": "7.0", "c": "-"}),
        );
        check("a=1&a=2", &json!({"a": [1, 2]}));
        check("a[]=x", &json!({"a": ["x"]}));
        check("a[b]=1&a[c][d]=2", &json!({"a": {"b": 1, "c": {"d": 2}}}));
        check(
            "a[][b]=1&a[][c]=2&a[][b]=3",
            &json!({"a": [{"b": 1, "c": 2}, {"b": 3}]}),
        );
    }

    #[test]
    fn values_are_found_among_few_and_many() {
        for count in [0, 1, FEW, FEW + 1, 3 * FEW] {
            let numbers = 0..count;
            let values: Map<String, Value> =
                numbers.map(|it| (it.to_string(), json!(it))).collect();
            for it in 0..count {
                assert_eq!(value_of(&values, &it.to_string()), Some(&json!(it)));
            }
            assert_eq!(value_of(&values, "other"), None);
        }
    }

    #[test]
    fn values_of_a_path_have_their_names() {
        let pairs = [("id", "7"), ("name", "7a"), ("id", "8")];
        let path = PathValues::new(pairs.map(|(name, it)| (name, scalar(it.into()))).into());
        assert_eq!(path.get("id"), Some(&json!(8)));
        assert_eq!(path.get("other"), None);
        let map = Value::Object(path.map().clone());
        assert_eq!(map, json!({"id": 8, "name": "7a"}));
    }

    #[test]
    fn odd_names_stay_whole() {
        check("a[=1&[b]=2&a]=3", &json!({"a[": 1, "[b]": 2, "a]": 3}));
        let deep = format!("a{}=1", "[b]".repeat(20_000));
        let values = from_pairs(&deep);
        assert_eq!(values.len(), 1);
        check("a=1&a[b]=2", &json!({"a": {"b": 2}}));
    }
}

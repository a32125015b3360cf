//! Whether the keys of objects are data, such as names of variables, instead of fields.

use std::collections::BTreeMap;

use serde_json::Value;

use super::slots::Seen;

/// Objects that must differ in their keys before their keys alone are evidence.
const DIFFERENT: usize = 3;

/// Whether the objects of one place are maps: all values are of one kind, and the keys are none
/// that a field would have, or differ from object to object.
pub(super) fn keys_are_data(objects: &[Seen<'_>]) -> bool {
    let keys: Vec<&str> = objects
        .iter()
        .flat_map(|seen| seen.map.keys().map(String::as_str))
        .collect();
    if keys.is_empty() || !one_kind(objects) {
        return false;
    }
    keys.iter().all(|key| !names_a_field(key)) || all_differ(objects)
}

/// Whether no two values are of different kinds, null aside.
fn one_kind(objects: &[Seen<'_>]) -> bool {
    let mut kinds = objects
        .iter()
        .flat_map(|seen| seen.map.values())
        .filter(|value| !value.is_null())
        .map(std::mem::discriminant);
    match kinds.next() {
        Some(first) => kinds.all(|kind| kind == first),
        None => false,
    }
}

/// Whether a key could be the name of a field: words of letters, digits and the signs that
/// languages have in names, not all in capitals, none of them a mere number.
fn names_a_field(key: &str) -> bool {
    let sign = |c: char| matches!(c, '_' | '-' | '$' | '?' | '!');
    let plain = key.chars().all(|c| c.is_alphanumeric() || sign(c));
    let begins = key.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$'));
    let shouts = key.len() > 2 && !key.contains(char::is_lowercase) && key.contains('_');
    let hash = key.len() >= 20 && key.chars().all(|c| c.is_ascii_hexdigit());
    plain && begins && !shouts && !hash
}

/// Whether several objects have no key in common at all.
fn all_differ(objects: &[Seen<'_>]) -> bool {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    let mut filled = 0;
    for seen in objects.iter().filter(|seen| !seen.map.is_empty()) {
        filled += 1;
        for key in seen.map.keys() {
            *uses.entry(key).or_default() += 1;
        }
    }
    let scalar = |value: &Value| !value.is_object() && !value.is_array();
    filled >= DIFFERENT
        && uses.values().all(|count| *count == 1)
        && objects.iter().all(|seen| seen.map.values().all(scalar))
}

#[cfg(test)]
mod tests {
    use docbind_spec::Source;
    use serde_json::{Map, Value, json};

    use super::*;

    #[track_caller]
    fn check(objects: &Value, expected: bool) {
        let source = Source("a.md".to_owned());
        let maps: Vec<Map<String, Value>> = serde_json::from_value(objects.clone()).unwrap();
        let seen: Vec<Seen<'_>> = maps
            .iter()
            .map(|map| Seen {
                map,
                source: &source,
            })
            .collect();
        assert_eq!(keys_are_data(&seen), expected, "{objects}");
    }

    #[test]
    fn keys_that_no_field_has_are_data() {
        check(&json!([{"2020-01-02": 3, "2020-01-03": 4}]), true);
        check(&json!([{"src/main.rs": {"size": 1}}]), true);
        check(&json!([{"HOME_DIR": "/", "NO_COLOUR": "1"}]), true);
        check(&json!([{"7": "a", "12": "b"}]), true);
        check(&json!([{"7": "a", "12": 1}]), false);
        check(&json!([{"id": 1, "size": 2}]), false);
        check(&json!([{"public?": true}]), false);
        check(&json!([{"ID": 7}]), false);
        check(&json!([{}]), false);
    }

    #[test]
    fn objects_without_a_common_key_are_maps() {
        check(
            &json!([{"red": 1}, {"green": 2, "blue": 3}, {"pink": 4}]),
            true,
        );
        check(&json!([{"red": 1}, {"green": 2}]), false);
        check(&json!([{"red": 1}, {"red": 2}, {"blue": 3}]), false);
        check(&json!([{"a": {}}, {"b": {}}, {"c": {}}]), false);
    }
}

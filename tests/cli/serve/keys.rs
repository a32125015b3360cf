//! Whether an answer has what a documented example shows.

use serde_json::{Map, Value};

/// What the example shows and the answer has not, as JSON paths.
///
/// Every key of an object, and of the items of a list every key that all documented items have. A
/// documented value that is no object and no list may be any other such value.
pub(super) fn missing(example: &Value, answer: &Value) -> Vec<String> {
    let mut missing = Vec::new();
    compare(example, answer, "$", &mut missing);
    missing
}

fn compare(example: &Value, answer: &Value, at: &str, missing: &mut Vec<String>) {
    match (example, answer) {
        (Value::Object(example), Value::Object(answer)) => {
            for (key, shown) in example {
                let at = format!("{at}.{key}");
                match answer.get(key) {
                    Some(value) => compare(shown, value, &at, missing),
                    None => missing.push(at),
                }
            }
        }
        (Value::Array(shown), Value::Array(items)) => {
            if items.is_empty() && !shown.is_empty() {
                missing.push(format!("{at}[0]"));
            }
            if let Some(common) = common(shown) {
                for (index, item) in items.iter().enumerate() {
                    compare(&common, item, &format!("{at}[{index}]"), missing);
                }
            }
        }
        (Value::Null, _) => {}
        (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => {
            missing.push(format!("{at} as {}", kind(example)));
        }
        _ => {}
    }
}

/// What all these objects have in common; `None` where they are no objects.
fn common(items: &[Value]) -> Option<Value> {
    let (first, rest) = items.split_first()?;
    rest.iter().try_fold(first.clone(), |common, item| {
        let (common, item) = (common.as_object()?, item.as_object()?);
        let both = |(key, value): (&String, &Value)| {
            let other = item.get(key)?;
            let value = match (value, other) {
                (Value::Object(one), Value::Object(other)) => Value::Object(shared(one, other)),
                (Value::Object(_), _) | (_, Value::Object(_)) => Value::Null,
                _ => value.clone(),
            };
            Some((key.clone(), value))
        };
        Some(Value::Object(common.iter().filter_map(both).collect()))
    })
}

fn shared(one: &Map<String, Value>, other: &Map<String, Value>) -> Map<String, Value> {
    let both = one.iter().filter(|(key, _)| other.contains_key(*key));
    both.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[test]
fn what_an_answer_lacks_is_named() {
    let example =
        serde_json::json!({"id": 1, "by": {"name": "Ann"}, "tags": [{"a": 1}, {"a": 2, "b": 3}]});
    let missing = |answer| missing(&example, &answer);
    let same = example.clone();
    assert_eq!(missing(same), Vec::<String>::new());
    let less = serde_json::json!({"id": null, "by": {}, "tags": [{"b": 1}], "more": true});
    assert_eq!(missing(less), ["$.by.name", "$.tags[0].a"]);
    let other = serde_json::json!({"id": 1, "by": "Ann", "tags": []});
    assert_eq!(missing(other), ["$.by as an object", "$.tags[0]"]);
    assert_eq!(missing(serde_json::json!([])), ["$ as an object"]);
}

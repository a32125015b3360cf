//! What the tests of the generated crates need of their own comparison.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::keys;

/// The answer has every object and every list of the documented example. Texts, numbers and
/// booleans may be `null` in an object that other examples show, and the types leave that out.
#[track_caller]
pub(crate) fn same(answer: &Value, data: &str, operation: &str, status: u16) {
    let data: Value = serde_json::from_str(data).unwrap();
    let examples = data[operation]["examples"].as_array().unwrap();
    let shown = examples.iter().find(|example| example["status"] == status);
    let shown = structure(&shown.unwrap()["body"]);
    let missing = keys::missing(&shown, answer);
    std::assert!(
        missing.is_empty(),
        "{operation} lacks {missing:?}: {answer}"
    );
}

/// For the stubs, which nobody calls here.
pub(crate) fn decoded<T: DeserializeOwned>(_: &str, operation: &str, _: u16) -> T {
    panic!("the stub of {operation} was called")
}

/// A value without the fields that are no objects and no lists.
fn structure(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter();
            let kept = kept.filter(|(_, value)| value.is_object() || value.is_array());
            let kept = kept.map(|(name, value)| (name.clone(), structure(value)));
            Value::Object(kept.collect())
        }
        Value::Array(items) => items.iter().map(structure).collect(),
        other => other.clone(),
    }
}

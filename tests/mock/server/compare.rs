//! What the tests of the generated crates need of their own comparison.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::keys;

/// The answer has every key of the documented example. The types leave out what is `null`.
#[track_caller]
pub(crate) fn same(answer: &Value, data: &str, operation: &str, status: u16) {
    let data: Value = serde_json::from_str(data).unwrap();
    let examples = data[operation]["examples"].as_array().unwrap();
    let shown = examples.iter().find(|example| example["status"] == status);
    let mut shown = shown.unwrap()["body"].clone();
    without_nulls(&mut shown);
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

fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(without_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

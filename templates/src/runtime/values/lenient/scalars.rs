//! What scalars may stand for, whoever wrote them.

use std::borrow::Cow;

use serde_json::Value;

/// The number that a text holds, as a value.
pub(super) fn number(text: &str) -> Option<Value> {
    let text = text.trim();
    let whole = text.parse::<i64>().map(Value::from).ok();
    whole
        .or_else(|| text.parse::<u64>().map(Value::from).ok())
        .or_else(|| text.parse::<f64>().map(Value::from).ok())
        .filter(Value::is_number)
}

/// The boolean that a scalar means.
pub(super) fn boolean(value: &Value) -> Option<bool> {
    let text = match value {
        Value::Bool(value) => return Some(*value),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_ascii_lowercase(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    match text.as_str() {
        "true" | "t" | "1" | "yes" | "on" => Some(true),
        "false" | "f" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// The text of a scalar.
pub(super) fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(value) => Some(Cow::Owned(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

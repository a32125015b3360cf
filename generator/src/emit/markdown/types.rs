//! Types, defaults and limits in words that are read back without loss.

use docbind_spec::{Limits, Schema};
use serde_json::Value;

use super::text::code;

/// The type as it stands in a table.
pub(super) fn type_words(schema: &Schema) -> String {
    match schema {
        Schema::Any => "any".to_owned(),
        Schema::Boolean => "boolean".to_owned(),
        Schema::Integer => "integer".to_owned(),
        Schema::Number => "number".to_owned(),
        Schema::String | Schema::Enum(_) => "string".to_owned(),
        Schema::Timestamp => "timestamp".to_owned(),
        Schema::Date => "date".to_owned(),
        Schema::File => "file".to_owned(),
        Schema::Array(items) if **items == Schema::Any => "array".to_owned(),
        Schema::Array(items) => format!("array of {}", plural(items)),
        Schema::Map(values) if **values == Schema::Any => "hash".to_owned(),
        Schema::Map(values) => format!("hash of {}", plural(values)),
        Schema::Ref(_) => "hash".to_owned(),
        Schema::OneOf(options) => {
            let mut words: Vec<String> = Vec::new();
            for option in options {
                let word = type_words(option);
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            words.join(" or ")
        }
    }
}

fn plural(schema: &Schema) -> String {
    match schema {
        Schema::Any => "any".to_owned(),
        Schema::Array(_) | Schema::Map(_) | Schema::OneOf(_) => type_words(schema),
        _ => format!("{}s", type_words(schema).replace("hash", "hashe")),
    }
}

/// The values of the enumeration in a type, empty where it has none.
pub(super) fn values(schema: &Schema) -> &[String] {
    match schema {
        Schema::Enum(values) => values,
        Schema::Array(inner) | Schema::Map(inner) => values(inner),
        Schema::OneOf(options) => options
            .iter()
            .map(values)
            .find(|values| !values.is_empty())
            .unwrap_or_default(),
        _ => &[],
    }
}

/// Limits as sentences.
pub(super) fn limits(limits: &Limits) -> String {
    let sentences = [
        limits.min.map(|min| format!("Minimum: {min}.")),
        limits.max.map(|max| format!("Maximum: {max}.")),
        limits
            .max_length
            .map(|length| format!("Maximum: {length} characters.")),
    ];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A default as it stands in a table's cell; what would read as no default there, such as
/// `none`, as a sentence instead.
pub(super) fn default(value: &Value) -> (String, String) {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let as_nothing = matches!(
        text.to_lowercase().as_str(),
        "" | "-" | "–" | "—" | "none" | "n/a" | "null" | "nil"
    );
    if as_nothing {
        (String::new(), format!("Default is {}.", code(&text)))
    } else {
        (code(&text), String::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_words() {
        let array = |inner| Schema::Array(Box::new(inner));
        for (schema, words) in [
            (Schema::Integer, "integer"),
            (array(Schema::String), "array of strings"),
            (array(Schema::Any), "array"),
            (
                Schema::OneOf(vec![Schema::String, array(Schema::String)]),
                "string or array of strings",
            ),
            (Schema::Map(Box::new(Schema::Any)), "hash"),
            (Schema::Map(Box::new(Schema::Integer)), "hash of integers"),
            (
                array(Schema::Enum(vec!["a".to_owned()])),
                "array of strings",
            ),
        ] {
            assert_eq!(type_words(&schema), words);
        }
    }

    #[test]
    fn limits_and_odd_defaults_are_sentences() {
        let bounds = Limits {
            min: Some(1),
            max: Some(9),
            max_length: None,
        };
        assert_eq!(limits(&bounds), "Minimum: 1. Maximum: 9.");
        let text = |value: Value| default(&value);
        assert_eq!(text(20.into()), ("`20`".to_owned(), String::new()));
        assert_eq!(
            text("none".into()),
            (String::new(), "Default is `none`.".to_owned())
        );
    }
}

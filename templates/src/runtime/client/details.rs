//! What the body of a refusal says.

use std::fmt;

use serde_json::{Map, Value};

/// The keys that may hold the error, in the order in which they are looked for.
const KEYS: [&str; 3] = ["message", "error", "error_description"];

/// The content of an error body in one form: a text, or messages per field, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErrorDetails {
    /// The text, if the body holds one.
    pub text: Option<String>,
    /// The messages per field, in the order of the body.
    pub fields: Vec<FieldError>,
}

/// The messages about one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field, after those of the entities that it stands in.
    pub path: Vec<String>,
    /// What is wrong with it.
    pub messages: Vec<String>,
}

impl ErrorDetails {
    /// Reads an error body. One without any of the known keys, or that is no JSON, has no
    /// details; one that is a JSON text is that text.
    pub fn parse(body: &[u8]) -> Self {
        let mut details = Self::default();
        match serde_json::from_slice(body) {
            Ok(Value::Object(object)) => details.read(&object),
            Ok(Value::String(text)) => details.text = Some(text),
            _ => {}
        }
        details
    }

    /// The messages about the field of this name, `entity.field` for one inside an entity.
    pub fn field(&self, name: &str) -> &[String] {
        self.fields
            .iter()
            .find(|field| field.path.join(".") == name)
            .map_or(&[], |field| &field.messages)
    }

    fn read(&mut self, object: &Map<String, Value>) {
        let mut texts = Vec::new();
        for key in KEYS {
            match object.get(key) {
                Some(Value::Object(fields)) => self.read_fields(&[], fields),
                Some(Value::Array(items)) => texts.extend(items.iter().map(text)),
                Some(Value::Null) | None => {}
                Some(value) => texts.push(text(value)),
            }
        }
        if !texts.is_empty() {
            self.text = Some(texts.join(": "));
        }
    }

    fn read_fields(&mut self, path: &[String], fields: &Map<String, Value>) {
        for (name, value) in fields {
            let mut path = path.to_vec();
            path.push(name.clone());
            let messages = match value {
                Value::Object(entity) => {
                    self.read_fields(&path, entity);
                    continue;
                }
                Value::Array(items) => items.iter().map(text).collect(),
                value => vec![text(value)],
            };
            self.fields.push(FieldError { path, messages });
        }
    }
}

/// One line: the text, then the fields.
impl fmt::Display for ErrorDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        if let Some(text) = &self.text {
            f.write_str(text)?;
            separator = "; ";
        }
        for field in &self.fields {
            let (path, messages) = (field.path.join("."), field.messages.join(", "));
            write!(f, "{separator}{path} {messages}")?;
            separator = "; ";
        }
        Ok(())
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        assert_eq!(ErrorDetails::parse(body.as_bytes()).to_string(), expected);
    }

    #[test]
    fn fields_are_found_by_name() {
        let body = br#"{"message": {"name": ["is taken"], "author": {"name": ["is long"]}}}"#;
        let details = ErrorDetails::parse(body);
        assert_eq!(details.field("name"), ["is taken"]);
        assert_eq!(details.field("author.name"), ["is long"]);
        assert!(details.field("title").is_empty());
    }

    #[test]
    fn every_shape_reads() {
        check(r#"{"message": "404 Not Found"}"#, "404 Not Found");
        check(
            r#"{"error": "invalid_grant", "error_description": "too late"}"#,
            "invalid_grant: too late",
        );
        check(r#"{"message": ["a", "b"]}"#, "a: b");
        check(r#"{"message": {"title": "is odd"}}"#, "title is odd");
        check(
            r#"{"message": {"author": {"name": ["is long"]}, "year": ["is past", 3]}}"#,
            "author.name is long; year is past, 3",
        );
        check(r#""gone""#, "gone");
        for none in ["", "<html>", "[1]", "{}", r#"{"message": null}"#] {
            check(none, "");
        }
    }
}

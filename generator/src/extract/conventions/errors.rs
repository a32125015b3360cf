//! The shapes of error bodies.

use docbind_spec::ErrorKind;
use serde_json::Value;

use super::{ConventionFacts, ErrorFact, Part, body_of};
use crate::extract::{http_message, json_example, status_codes};
use crate::markdown::{BlockKind, Code};

/// Keys under which errors stand.
const KEYS: &[&str] = &["message", "error", "errors", "error_description", "detail"];

/// Whether errors stand under this key.
pub(crate) fn is_error_key(key: &str) -> bool {
    KEYS.contains(&key)
}

/// Reads a section.
pub(super) fn read(part: &Part<'_>, facts: &mut ConventionFacts) {
    let mut lead = String::new();
    for placed in &part.blocks {
        match &placed.block.kind {
            BlockKind::Paragraph(text) => lead = text.described(),
            BlockKind::Code(code) => facts.errors.extend(error(part.number, code, &lead)),
            _ => {}
        }
    }
}

fn error(section: usize, code: &Code, lead: &str) -> Option<ErrorFact> {
    let body = body_of(code);
    if !json_example::looks_like_json(body) {
        return None;
    }
    let example = json_example::read(body).body;
    let Value::Object(map) = example.value()? else {
        return None;
    };
    let (key, value) = map
        .iter()
        .next()
        .filter(|(key, _)| map.len() == 1 && is_error_key(key))?;
    let status = http_message::read_response(&code.text)
        .map(|message| message.status)
        .or_else(|| status_codes::from_text_str(lead))
        .filter(|status| *status >= 400);
    let kind = match value {
        Value::Object(fields) if fields.values().any(Value::is_object) => ErrorKind::Entities,
        Value::Object(_) => ErrorKind::Fields,
        _ => ErrorKind::Text,
    };
    Some(ErrorFact {
        section,
        key: key.clone(),
        kind,
        status,
        example,
    })
}

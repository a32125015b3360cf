//! Fields of a body as code within a text: `{ "title": "Milk" }`, `{ title, pages? }`,
//! `{ title: string }`; and cells that name what is sent.
//!
//! What comes in: code, or a cell of a table. What goes out: parameters. Never looks at what
//! stands around them.

use docbind_spec::{ExampleBody, Presence, Schema, Witness};
use serde_json::Value;

use super::endpoint::plain_parameter;
use super::facts::{ParamFact, ParamPlace};
use super::{json_example, param_name, type_text};
use crate::markdown::{Style, Text};

/// The fields of an object; `None` where the code is none.
pub(super) fn fields(code: &str) -> Option<Vec<ParamFact>> {
    let inner = code.trim().strip_prefix('{')?.strip_suffix('}')?;
    shown(code).or_else(|| named(inner))
}

/// What a cell says is sent: the fields of an object, or names side by side; nothing where it
/// says anything else.
pub(super) fn cell(cell: &Text, place: ParamPlace) -> Vec<ParamFact> {
    let mut found = Vec::new();
    for piece in cell.visible() {
        let read = match piece.style {
            Style::Code => fields(&piece.text).or_else(|| named(&piece.text)),
            _ if piece.text.trim_matches([' ', ',', ';']).is_empty() => Some(Vec::new()),
            _ => fields(&piece.text).or_else(|| named(&piece.text)),
        };
        let Some(read) = read else { return Vec::new() };
        found.extend(read.into_iter().map(|fact| ParamFact {
            place,
            range: piece.range.clone(),
            ..fact
        }));
    }
    found
}

/// The members of a JSON object, known from this example only.
fn shown(code: &str) -> Option<Vec<ParamFact>> {
    if !json_example::looks_like_json(code) {
        return None;
    }
    let body: ExampleBody = json_example::read(code).body;
    let members = body.value()?.as_object()?;
    let fact = |(name, value): (&String, &Value)| {
        let name = param_name::clean(name)?;
        let mut fact = plain_parameter(name, Witness::Example, 0..0);
        fact.schema = schema(value);
        Some(fact)
    };
    members.iter().map(fact).collect()
}

/// The type of a value, as far as one value tells.
fn schema(value: &Value) -> Option<Schema> {
    match value {
        Value::Array(_) => Some(Schema::Array(Box::new(Schema::Any))),
        Value::Object(_) => Some(Schema::Map(Box::new(Schema::Any))),
        _ => Schema::of_plain(value),
    }
}

/// Names side by side, each perhaps with a question mark and a type.
fn named(list: &str) -> Option<Vec<ParamFact>> {
    let parts = list.split(',').map(str::trim);
    let parts = parts.filter(|part| !matches!(*part, "" | "..." | "…"));
    let fact = |part: &str| {
        let (name, kind) = match part.split_once(':') {
            Some((name, kind)) => (name, Some(type_text::read(kind)?)),
            None => (part, None),
        };
        let optional = name.trim_end().ends_with('?');
        let mut fact = plain_parameter(param_name::clean(name)?, Witness::List, 0..0);
        fact.schema = kind;
        if optional {
            fact.presence = Presence::Optional;
        }
        Some(fact)
    };
    let facts: Option<Vec<ParamFact>> = parts.map(fact).collect();
    facts.filter(|facts| !facts.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_in_code_name_what_is_sent() {
        for (code, expected) in [
            (
                r#"{ "title": "Milk", "done": false }"#,
                "title String Example; done Boolean Example",
            ),
            ("{ title, pages? }", "title - List; pages - List"),
            (
                "{ title: string, pages?: int, ... }",
                "title String List; pages Integer List",
            ),
            ("{ }", ""),
            ("{title} of the book", ""),
            ("title", ""),
            ("{ let x = 3; }", ""),
        ] {
            let found = fields(code).unwrap_or_default();
            let shown = found.iter().map(|it| {
                let kind = it.schema.as_ref().map(|kind| format!("{kind:?}"));
                let kind = kind.unwrap_or_else(|| "-".to_owned());
                format!("{} {kind} {:?}", it.name, it.witness)
            });
            assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{code}");
        }
        let optional = fields("{ title, pages? }").unwrap_or_default();
        assert_eq!(optional[0].presence, Presence::Unstated);
        assert_eq!(optional[1].presence, Presence::Optional);
    }
}

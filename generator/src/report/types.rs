//! Types: in a word or two where they are used, with their fields at the end of each API.

use docbind_spec::{Schema, TypeDef};
use serde_json::Value;

use super::model::ApiView;
use crate::html::Html;

/// More keys than this tell a reviewer nothing more.
const MOST_KEYS: usize = 40;

/// More places than this would hide the fields.
const MOST_SOURCES: usize = 3;

/// A type; the names of object types lead to their fields.
pub(super) fn schema(html: &mut Html, view: &ApiView<'_>, schema: &Schema) {
    let word = match schema {
        Schema::Any => "any",
        Schema::Boolean => "boolean",
        Schema::Integer => "integer",
        Schema::Number => "number",
        Schema::String => "string",
        Schema::Timestamp => "timestamp",
        Schema::Date => "date",
        Schema::File => "file",
        Schema::Enum(_) => "one of",
        Schema::Array(items) => return inside(html, view, "list of ", items),
        Schema::Map(values) => return inside(html, view, "map of ", values),
        Schema::Ref(name) => return html.link("type", &view.type_address(name), name),
        Schema::OneOf(schemas) => {
            for (number, option) in schemas.iter().enumerate() {
                html.markup(if number > 0 { " or " } else { "" });
                self::schema(html, view, option);
            }
            return;
        }
    };
    html.markup(word);
    if let Schema::Enum(values) = schema {
        for value in values {
            html.markup(" ");
            html.element("code", &[("class", "value")], value);
        }
    }
}

fn inside(html: &mut Html, view: &ApiView<'_>, words: &'static str, schema: &Schema) {
    html.markup(words);
    self::schema(html, view, schema);
}

/// The keys of an example: enough to recognise it by.
pub(super) fn keys(html: &mut Html, value: &Value) {
    let (value, count) = match value {
        Value::Array(items) => match items.iter().find(|item| item.is_object()) {
            Some(object) => (object, Some(items.len())),
            None => (value, Some(items.len())),
        },
        other => (other, None),
    };
    html.markup("<code class=\"keys\">");
    if count.is_some() {
        html.markup("[");
    }
    match value {
        Value::Object(members) => {
            html.markup("{ ");
            let shown: Vec<&str> = members.keys().map(String::as_str).take(MOST_KEYS).collect();
            html.text(&shown.join(", "));
            if members.len() > MOST_KEYS {
                html.text(&format!(", … {} more", members.len() - MOST_KEYS));
            }
            html.markup(" }");
        }
        Value::Array(_) => {}
        Value::String(_) => html.markup("text"),
        Value::Null => html.markup("null"),
        Value::Bool(_) => html.markup("boolean"),
        Value::Number(_) => html.markup("number"),
    }
    if let Some(count) = count {
        html.markup("]");
        html.text(&format!(" × {count}"));
    }
    html.markup("</code>");
}

/// All object types of an API.
pub(super) fn section(html: &mut Html, view: &ApiView<'_>) {
    let types = &view.api.spec.types;
    if types.is_empty() {
        return;
    }
    html.markup("<section class=\"types\"><h3>Types <small>");
    html.number(types.len());
    html.markup(" made from examples</small></h3>\n<div class=\"grid\">\n");
    for definition in types {
        one(html, view, definition);
    }
    html.markup("</div></section>\n");
}

fn one(html: &mut Html, view: &ApiView<'_>, definition: &TypeDef) {
    let id = view.type_address(&definition.name);
    html.open("article", &[("class", "typedef"), ("id", &id)]);
    html.element("h4", &[], &definition.name);
    sources(html, view, definition);
    html.markup("<table>");
    for field in &definition.fields {
        html.markup("<tr><th scope=\"row\">");
        html.text(&field.name);
        html.markup("</th><td>");
        schema(html, view, &field.schema);
        html.markup("</td><td class=\"note\">");
        let counts = [(field.absent, "absent"), (field.null, "null")];
        let counts: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{word} {count} ×"))
            .collect();
        html.text(&counts.join(", "));
        html.markup("</td></tr>");
    }
    html.markup("</table></article>\n");
}

/// Where a type was seen; many places are folded away.
fn sources(html: &mut Html, view: &ApiView<'_>, definition: &TypeDef) {
    let folded = definition.sources.len() > MOST_SOURCES;
    html.markup(if folded {
        "<details class=\"note\"><summary>"
    } else {
        "<p class=\"note\">"
    });
    html.text(&format!("seen {} × in", definition.seen));
    if folded {
        html.text(&format!(" {} sections", definition.sources.len()));
        html.markup("</summary>");
    }
    for source in &definition.sources {
        html.markup(" ");
        html.link("source", &view.address_of(source), &source.0);
    }
    html.markup(if folded { "</details>" } else { "</p>" });
}

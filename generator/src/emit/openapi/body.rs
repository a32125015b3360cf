//! Request bodies, responses and their examples.

use std::collections::BTreeMap;

use docbind_spec::{
    ApiSpec, Example, ExampleBody, Location, Operation, Parameter, Presence, Response, Schema,
};
use serde_json::{Value, json};

use super::OpenApiVersion;
use super::component;
use super::object::Object;
use super::parameter::property;
use super::schema::schema;
use crate::status::standard_phrase;

const JSON: &str = "application/json";
const FORM: &str = "multipart/form-data";
const BYTES: &str = "application/octet-stream";

/// The request body of an operation that takes one.
pub(super) fn request_body(operation: &Operation, version: OpenApiVersion) -> Option<Object> {
    let fields: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location == Location::Body)
        .collect();
    let documented = operation.request_body.as_ref();
    if fields.is_empty() && documented.is_none() {
        return None;
    }
    let raw = documented.is_some_and(|body| body.raw);
    let mut media_types: Vec<&str> = documented
        .map(|body| body.media_types.iter().map(String::as_str).collect())
        .unwrap_or_default();
    if media_types.is_empty() {
        let uploads = fields.iter().any(|field| field.schema == Schema::File);
        media_types.push(match (raw, uploads) {
            (true, _) => BYTES,
            (false, true) => FORM,
            (false, false) => JSON,
        });
    }
    let whole = documented.and_then(|body| body.schema.as_ref());
    let shape = if let Some(whole) = whole {
        schema(whole, version).into()
    } else if raw {
        schema(&Schema::File, version).into()
    } else {
        Value::from(fields_schema(&fields, version))
    };
    let examples: &[Example] = documented.map_or(&[], |body| &body.examples);
    let content: Object = media_types
        .iter()
        .map(|media_type| {
            let shown: Vec<&Example> = examples
                .iter()
                .filter(|example| home(example, &media_types) == Some(*media_type))
                .collect();
            let media = Object::new().set("schema", shape.clone());
            (
                (*media_type).to_owned(),
                media.merge(shown_examples(&shown)).into(),
            )
        })
        .collect();
    let required = raw
        || whole.is_some()
        || fields
            .iter()
            .any(|field| field.presence == Presence::Required);
    Some(
        Object::new()
            .flag("required", required)
            .set("content", content),
    )
}

/// The media type under which an example is shown: the first of the kind of its content.
fn home<'a>(example: &Example, media_types: &[&'a str]) -> Option<&'a str> {
    let json = !matches!(*example.body, ExampleBody::Text(_));
    media_types
        .iter()
        .find(|media_type| media_type.contains("json") == json)
        .or_else(|| media_types.first())
        .copied()
}

fn fields_schema(fields: &[&Parameter], version: OpenApiVersion) -> Object {
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .map(|field| field.name.as_str())
        .collect();
    let properties: Object = fields
        .iter()
        .map(|field| (field.name.clone(), property(field, version).into()))
        .collect();
    Object::new()
        .set("type", "object")
        .set_filled("required", required)
        .set("properties", properties)
}

/// The responses of an operation by status, the API's documented errors included.
pub(super) fn responses(spec: &ApiSpec, operation: &Operation, version: OpenApiVersion) -> Object {
    let mut by_status: BTreeMap<u16, Vec<&Response>> = BTreeMap::new();
    for response in &operation.responses {
        by_status.entry(response.status).or_default().push(response);
    }
    let mut all: BTreeMap<u16, Value> = by_status
        .iter()
        .map(|(status, group)| {
            let one = response(spec, operation, *status, group, version);
            (*status, one.into())
        })
        .collect();
    for code in component::error_statuses(spec) {
        all.entry(code.status)
            .or_insert_with(|| component::error_reference(code.status).into());
    }
    if all.is_empty() {
        return Object::new().set("default", json!({ "description": "Not documented" }));
    }
    all.into_iter()
        .map(|(status, response)| (status.to_string(), response))
        .collect()
}

fn response(
    spec: &ApiSpec,
    operation: &Operation,
    status: u16,
    group: &[&Response],
    version: OpenApiVersion,
) -> Object {
    let words: Vec<&str> = group
        .iter()
        .filter_map(|response| response.description.as_deref())
        .collect();
    let description = if words.is_empty() {
        phrase(spec, status)
    } else {
        words.join("\n\n")
    };
    let mut headers: Object = group
        .iter()
        .flat_map(|response| &response.headers)
        .map(|header| (header.name.clone(), component::header(header).into()))
        .collect();
    let paged = component::is_list(operation) && (200..300).contains(&status);
    if paged {
        headers = headers.merge(component::paging_header_references(spec));
    }
    Object::new()
        .set("description", description)
        .set_filled("headers", headers)
        .set_filled("content", content(spec, status, group, version))
}

/// The API's own words beside a status, the standard's where it has none.
pub(super) fn phrase(spec: &ApiSpec, status: u16) -> String {
    let own = spec.api.statuses.iter().find(|code| code.status == status);
    match own.map_or_else(|| standard_phrase(status), |code| code.phrase.as_str()) {
        "" => format!("Status {status}"),
        phrase => phrase.to_owned(),
    }
}

fn content(spec: &ApiSpec, status: u16, group: &[&Response], version: OpenApiVersion) -> Object {
    let mut by_type: Vec<(&str, Vec<&Response>)> = Vec::new();
    for response in group {
        let shows = response.media_type.is_some()
            || response.schema.is_some()
            || !response.examples.is_empty();
        if !shows {
            continue;
        }
        let media_type = response.media_type.as_deref().unwrap_or(JSON);
        match by_type.iter_mut().find(|(known, _)| *known == media_type) {
            Some((_, same)) => same.push(response),
            None => by_type.push((media_type, vec![response])),
        }
    }
    if by_type.is_empty() && status >= 400 {
        return component::error_content(spec, status);
    }
    by_type
        .into_iter()
        .map(|(media_type, same)| {
            let shape = same
                .iter()
                .find_map(|response| response.schema.as_ref())
                .map(|shape| schema(shape, version));
            let shown: Vec<&Example> = same
                .iter()
                .flat_map(|response| &response.examples)
                .collect();
            let media = Object::new().set_some("schema", shape);
            (
                media_type.to_owned(),
                media.merge(shown_examples(&shown)).into(),
            )
        })
        .collect()
}

/// `example` for one, `examples` for several.
fn shown_examples(examples: &[&Example]) -> Object {
    match examples {
        [] => Object::new(),
        [one] => Object::new().set("example", shown(&one.body)),
        several => {
            let named: Object = several
                .iter()
                .enumerate()
                .map(|(number, example)| {
                    let value = Object::new()
                        .set("value", shown(&example.body))
                        .set("x-source", json!([example.source.0]));
                    (format!("example-{}", number + 1), value.into())
                })
                .collect();
            Object::new().set("examples", named)
        }
    }
}

/// The value, repaired where there is one certain repair, else the text as printed.
pub(super) fn shown(body: &ExampleBody) -> Value {
    match (body, body.value()) {
        (_, Some(value)) => value.clone(),
        (ExampleBody::Invalid(invalid), None) => json!(invalid.text),
        (ExampleBody::Text(text), None) => json!(text),
        (ExampleBody::Json(value), None) => value.clone(),
    }
}

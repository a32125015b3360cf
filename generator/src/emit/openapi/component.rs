//! What all operations share: error responses, paging and `sudo` parameters, paging headers.

use docbind_spec::{
    ApiSpec, ErrorKind, ErrorShape, Header, Location, Method, Operation, Paging, PagingParameter,
    Schema, StatusCode, Sudo,
};
use serde_json::{Value, json};

use super::OpenApiVersion;
use super::body::{phrase, shown};
use super::object::Object;
use super::schema::{Use, component, reference};
use super::security;

/// The components of the document.
pub(super) fn components(spec: &ApiSpec, version: OpenApiVersion) -> Object {
    let (sent, answered) = (spec.sent_types(), spec.answered_types());
    let types = spec
        .types
        .iter()
        .map(|definition| {
            let name = definition.name.as_str();
            let used = if sent.contains(name) && !answered.contains(name) {
                Use::Sent
            } else {
                Use::Answered
            };
            let component = component(definition, used, version);
            (definition.name.clone(), Value::from(component))
        })
        .collect::<Object>();
    let mut errors = Object::new();
    for (name, shapes) in by_name(error_schemas(spec)) {
        errors = errors.set(&name, error_schema(&shapes, version));
    }
    let responses: Object = error_statuses(spec)
        .map(|code| {
            let response = Object::new()
                .set("description", phrase(spec, code.status))
                .set_filled("content", error_content(spec, code.status))
                .set("x-source", json!([code.source.0]));
            (error_name(code.status), response.into())
        })
        .collect();
    let headers: Object = paging_headers(spec)
        .into_iter()
        .map(|header| (header.name.clone(), self::header(&header).into()))
        .collect();
    Object::new()
        .set_filled("schemas", types.merge(errors))
        .set_filled("responses", responses)
        .set_filled("parameters", parameters(spec))
        .set_filled("headers", headers)
        .set_filled("securitySchemes", security::components(spec))
}

/// Whether an operation answers a list, which is then paged.
pub(super) fn is_list(operation: &Operation) -> bool {
    operation.method == Method::Get
        && operation.responses.iter().any(|response| {
            (200..300).contains(&response.status)
                && matches!(response.schema, Some(Schema::Array(_)))
        })
}

/// References to the paging parameters that the operation does not list itself.
pub(super) fn paging_references(spec: &ApiSpec, operation: &Operation) -> Vec<Value> {
    let Some(paging) = spec.api.paging.as_ref().filter(|_| is_list(operation)) else {
        return Vec::new();
    };
    [(&paging.page, PAGE), (&paging.per_page, PER_PAGE)]
        .into_iter()
        .filter(|(parameter, _)| !lists(operation, &parameter.name))
        .map(|(_, name)| reference(&format!("parameters/{name}")).into())
        .collect()
}

/// A reference to `sudo` for all operations of a path that do not list it themselves. One place
/// of the two is enough; the other stays a component.
pub(super) fn sudo_reference(spec: &ApiSpec, operation: &Operation) -> Option<Value> {
    let sudo = spec.api.sudo.as_ref()?;
    let (documented, component) = match (&sudo.query, &sudo.header) {
        (Some(query), _) => (query, SUDO_QUERY),
        (None, Some(header)) => (header, SUDO_HEADER),
        (None, None) => return None,
    };
    (!lists(operation, documented)).then(|| reference(&format!("parameters/{component}")).into())
}

/// The statuses of errors that any operation may answer.
pub(super) fn error_statuses(spec: &ApiSpec) -> impl Iterator<Item = &StatusCode> {
    spec.api.statuses.iter().filter(|code| code.status >= 400)
}

/// A reference to the response of an error.
pub(super) fn error_reference(status: u16) -> Object {
    reference(&format!("responses/{}", error_name(status)))
}

/// The documented shapes of an error's body: those of its status, else all.
pub(super) fn error_content(spec: &ApiSpec, status: u16) -> Object {
    let schemas = error_schemas(spec);
    let of_status: Vec<&(String, &ErrorShape)> = schemas
        .iter()
        .filter(|(_, shape)| shape.status == Some(status))
        .collect();
    let chosen = if of_status.is_empty() {
        schemas.iter().collect()
    } else {
        of_status
    };
    let mut options: Vec<Value> = Vec::new();
    for (name, _) in chosen {
        let option = reference(&format!("schemas/{name}")).into();
        if !options.contains(&option) {
            options.push(option);
        }
    }
    let schema = match options.as_slice() {
        [] => return Object::new(),
        [one] => one.clone(),
        _ => json!({ "anyOf": options }),
    };
    Object::new().set("application/json", json!({ "schema": schema }))
}

/// A response header.
pub(super) fn header(header: &Header) -> Object {
    Object::new()
        .set_some("description", header.description.clone())
        .set("schema", json!({ "type": "string" }))
}

/// References to the headers by which lists are paged.
pub(super) fn paging_header_references(spec: &ApiSpec) -> Object {
    paging_headers(spec)
        .into_iter()
        .map(|header| {
            let target = reference(&format!("headers/{}", header.name));
            (header.name, target.into())
        })
        .collect()
}

const PAGE: &str = "Page";
const PER_PAGE: &str = "PerPage";
const SUDO_QUERY: &str = "Sudo";
const SUDO_HEADER: &str = "SudoHeader";

fn lists(operation: &Operation, name: &str) -> bool {
    operation
        .parameters
        .iter()
        .any(|parameter| parameter.name == name && parameter.location != Location::Path)
}

fn parameters(spec: &ApiSpec) -> Object {
    let paging = spec.api.paging.as_ref().map_or_else(Object::new, |paging| {
        Object::new()
            .set(PAGE, paging_parameter(&paging.page, paging))
            .set(PER_PAGE, paging_parameter(&paging.per_page, paging))
    });
    let sudo = spec.api.sudo.as_ref();
    let place = |name: &String, place: &str, sudo: &Sudo| {
        json!({
            "name": name,
            "in": place,
            "required": false,
            "schema": { "type": "string" },
            "x-source": [sudo.source.0],
        })
    };
    let query = sudo.and_then(|sudo| Some(place(sudo.query.as_ref()?, "query", sudo)));
    let header = sudo.and_then(|sudo| Some(place(sudo.header.as_ref()?, "header", sudo)));
    paging
        .set_some(SUDO_QUERY, query)
        .set_some(SUDO_HEADER, header)
}

fn paging_parameter(parameter: &PagingParameter, paging: &Paging) -> Object {
    let schema = Object::new()
        .set("type", "integer")
        .set("minimum", 1)
        .set_some("maximum", parameter.max)
        .set_some("default", parameter.default);
    Object::new()
        .set("name", parameter.name.clone())
        .set("in", "query")
        .set("required", false)
        .set("schema", schema)
        .set("x-source", json!([paging.source.0]))
}

fn paging_headers(spec: &ApiSpec) -> Vec<Header> {
    let Some(paging) = &spec.api.paging else {
        return Vec::new();
    };
    let listed = |name: &str| {
        paging
            .headers
            .iter()
            .any(|header| header.name.eq_ignore_ascii_case(name))
    };
    let mut headers = Vec::new();
    if paging.link_header && !listed("Link") {
        headers.push(Header {
            name: "Link".to_owned(),
            description: None,
        });
    }
    headers.extend(paging.headers.iter().cloned());
    headers
}

fn error_name(status: u16) -> String {
    format!("Status{status}")
}

/// The schemas of error bodies: one per kind and key, with a name that no type has.
fn error_schemas(spec: &ApiSpec) -> Vec<(String, &ErrorShape)> {
    let mut schemas: Vec<(String, &ErrorShape)> = Vec::new();
    for shape in &spec.api.errors {
        let kind = match shape.kind {
            ErrorKind::Text => "Text",
            ErrorKind::Fields => "Fields",
            ErrorKind::Entities => "Entities",
        };
        let key: String = shape
            .key
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        let mut name = format!("Error.{kind}.{key}");
        while spec.types.iter().any(|definition| definition.name == name) {
            name.push('_');
        }
        schemas.push((name, shape));
    }
    schemas
}

/// The shapes of each name, in order.
fn by_name(schemas: Vec<(String, &ErrorShape)>) -> Vec<(String, Vec<&ErrorShape>)> {
    let mut grouped: Vec<(String, Vec<&ErrorShape>)> = Vec::new();
    for (name, shape) in schemas {
        match grouped.iter_mut().find(|(known, _)| *known == name) {
            Some((_, same)) => same.push(shape),
            None => grouped.push((name, vec![shape])),
        }
    }
    grouped
}

/// The schema of shapes that differ in nothing but status and example.
fn error_schema(shapes: &[&ErrorShape], version: OpenApiVersion) -> Object {
    let Some(shape) = shapes.first() else {
        return Object::new();
    };
    let messages = json!({ "type": "array", "items": { "type": "string" } });
    let under_key = match shape.kind {
        ErrorKind::Text => json!({ "type": "string" }),
        ErrorKind::Fields => json!({ "type": "object", "additionalProperties": messages }),
        ErrorKind::Entities => json!({
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    messages,
                    { "type": "object", "additionalProperties": messages },
                ],
            },
        }),
    };
    let properties = Object::new().set(&shape.key, under_key);
    let schema = Object::new()
        .set("type", "object")
        .set("required", json!([shape.key]))
        .set("properties", properties);
    let mut sources: Vec<&str> = Vec::new();
    let mut examples: Vec<Value> = Vec::new();
    for shape in shapes {
        if !sources.contains(&shape.source.0.as_str()) {
            sources.push(&shape.source.0);
        }
        examples.push(shown(&shape.example));
    }
    match version {
        OpenApiVersion::V3_0_3 => schema.set("example", examples.swap_remove(0)),
        OpenApiVersion::V3_1 => schema.set("examples", examples),
    }
    .set("x-source", sources)
}

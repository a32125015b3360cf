//! Parameters: those of the request line and headers, and those of bodies as properties.

use docbind_spec::{ArrayStyle, Location, Parameter, Presence, Schema};
use serde_json::Value;

use super::OpenApiVersion;
use super::object::Object;
use super::path::Template;
use super::schema::{annotated, conforms, schema};

/// The parameters of path, query and headers, path parameters first and in the path's order.
pub(super) fn parameters(
    parameters: &[Parameter],
    template: &Template,
    version: OpenApiVersion,
) -> Vec<Value> {
    let of_path = template
        .names
        .iter()
        .map(|(own, name)| path_parameter(parameters, own, name, version).into());
    let others = parameters
        .iter()
        .filter(|parameter| matches!(parameter.location, Location::Query | Location::Header))
        .map(|parameter| other_parameter(parameter, version).into());
    of_path.chain(others).collect()
}

/// A parameter as a property of a body.
pub(super) fn property(parameter: &Parameter, version: OpenApiVersion) -> Object {
    let notes = Object::new()
        .set_some("description", parameter.description.clone())
        .merge(limits(parameter))
        .merge(default(parameter))
        .merge(evidence(parameter));
    annotated(schema(&parameter.schema, version), notes)
}

fn path_parameter(
    parameters: &[Parameter],
    own: &str,
    name: &str,
    version: OpenApiVersion,
) -> Object {
    let documented = parameters
        .iter()
        .find(|parameter| parameter.location == Location::Path && parameter.name == own);
    let renamed = (own != name).then(|| own.to_owned());
    let head = Object::new()
        .set("name", name)
        .set("in", "path")
        .set("required", true);
    match documented {
        Some(parameter) => head
            .set_some("description", parameter.description.clone())
            .set("schema", value_schema(parameter, version)),
        None => head.set("schema", schema(&Schema::String, version)),
    }
    .set_some("x-documented-name", renamed)
}

fn other_parameter(parameter: &Parameter, version: OpenApiVersion) -> Object {
    let in_query = parameter.location == Location::Query;
    let brackets = in_query
        && parameter.array_style == Some(ArrayStyle::Brackets)
        && matches!(parameter.schema, Schema::Array(_));
    let name = if brackets {
        format!("{}[]", parameter.name)
    } else {
        parameter.name.clone()
    };
    let explode = match parameter.array_style {
        Some(ArrayStyle::Commas) if in_query => Some(false),
        Some(ArrayStyle::Repeat | ArrayStyle::Brackets) if in_query => Some(true),
        _ => None,
    };
    Object::new()
        .set("name", name)
        .set("in", if in_query { "query" } else { "header" })
        .set("required", parameter.presence == Presence::Required)
        .set_some("description", parameter.description.clone())
        .set_some("style", explode.map(|_| "form"))
        .set_some("explode", explode)
        .set("schema", value_schema(parameter, version))
        .merge(evidence(parameter))
}

fn value_schema(parameter: &Parameter, version: OpenApiVersion) -> Object {
    let notes = limits(parameter).merge(default(parameter));
    annotated(schema(&parameter.schema, version), notes)
}

fn limits(parameter: &Parameter) -> Object {
    let limits = parameter.limits.unwrap_or_default();
    Object::new()
        .set_some("minimum", limits.min)
        .set_some("maximum", limits.max)
        .set_some("maxLength", limits.max_length)
}

/// The default, aside where it contradicts the type: validators take such a schema for broken.
fn default(parameter: &Parameter) -> Object {
    let Some(value) = &parameter.default else {
        return Object::new();
    };
    let key = if conforms(value, &parameter.schema) {
        "default"
    } else {
        "x-default"
    };
    Object::new().set(key, value.clone())
}

fn evidence(parameter: &Parameter) -> Object {
    let unstated = parameter.presence == Presence::Unstated;
    Object::new()
        .set_some("x-presence", unstated.then_some("unstated"))
        .set_some("x-condition", parameter.condition.clone())
        .set_some("x-evidence", parameter.is_only_shown().then_some("example"))
}

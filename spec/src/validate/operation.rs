//! One operation.
//!
//! What comes in: an operation, its place, and what it may refer to. What goes out: violations.
//! Clashes between operations are not looked for here.

use std::collections::BTreeSet;

use super::types::check_schema;
use super::{Findings, Known};
use crate::text::shorten;
use crate::{
    ArrayStyle, Location, Operation, Parameter, PathTemplate, RequestBody, Response, Schema,
};

pub(super) fn check(
    place: &str,
    operation: &Operation,
    known: &Known<'_>,
    findings: &mut Findings,
) {
    findings.snake(&format!("{place}: id"), &operation.id);
    findings.snake(&format!("{place}: resource"), &operation.resource);
    check_path(place, operation, findings);
    check_aliases(place, operation, known, findings);
    if operation.sections.is_empty() {
        findings.add(
            place,
            "no section describes it",
            "list at least the section that has its request line",
        );
    }
    for (index, section) in operation.sections.iter().enumerate() {
        findings.source(&format!("{place}: sections[{index}]"), &section.source);
    }
    for scheme in operation.security.iter().flatten() {
        if !known.schemes.contains(scheme.as_str()) {
            findings.add(
                &format!("{place}: security"),
                format!("there is no security scheme `{}`", shorten(scheme)),
                "add it to `security` of `api`, or write the name of one that is there",
            );
        }
    }
    check_parameters(place, &operation.parameters, known, findings);
    check_body(place, operation, known, findings);
    check_responses(place, &operation.responses, known, findings);
}

/// The path itself, and the path parameters, which are its placeholders.
fn check_path(place: &str, operation: &Operation, findings: &mut Findings) {
    let path = &operation.path;
    findings.path(&format!("{place}: path"), path);
    let template = PathTemplate::parse(path);
    let mut seen = BTreeSet::new();
    for name in template.placeholders() {
        if !seen.insert(name) {
            findings.add(
                &format!("{place}: path"),
                format!("the placeholder `{name}` stands twice"),
                "give one of them another name by an override with `set: {path: …}`",
            );
        }
    }
    let is_path = |parameter: &&Parameter| parameter.location == Location::Path;
    let parameters = operation.parameters.iter().filter(is_path);
    let parameters: Vec<&str> = parameters
        .map(|parameter| parameter.name.as_str())
        .collect();
    let placeholders: Vec<&str> = template.placeholders().collect();
    if parameters != placeholders {
        findings.add(
            &format!("{place}: parameters"),
            format!(
                "the path parameters are [{}], but the placeholders of the path are [{}]",
                shorten(&parameters.join(", ")),
                shorten(&placeholders.join(", "))
            ),
            "list one parameter with location `path` for each placeholder, in the same order",
        );
    }
    let leading = operation.parameters.iter().take_while(is_path).count();
    if leading != parameters.len() {
        findings.add(
            &format!("{place}: parameters"),
            "a path parameter stands behind others",
            "list the path parameters first",
        );
    }
}

/// The aliases, which stand where the path stands but for their text.
fn check_aliases(place: &str, operation: &Operation, known: &Known<'_>, findings: &mut Findings) {
    let placeholders = |path: &str| -> Vec<String> {
        let template = PathTemplate::parse(path);
        let mut names: Vec<String> = template.placeholders().map(str::to_owned).collect();
        names.sort_unstable();
        names
    };
    let own = placeholders(&operation.path);
    for (index, alias) in operation.aliases.iter().enumerate() {
        let place = format!("{place}: aliases[{index}]");
        findings.path(&place, alias);
        let others = placeholders(alias);
        if others != own {
            findings.add(
                &place,
                format!(
                    "the placeholders of `{}` are [{}], but those of the path are [{}]",
                    shorten(alias),
                    shorten(&others.join(", ")),
                    shorten(&own.join(", "))
                ),
                "write the same placeholders, under the same names",
            );
        }
        if known.conventions.is_rooted(alias) != known.conventions.is_rooted(&operation.path) {
            findings.add(
                &place,
                format!(
                    "`{}` stands below another root than the path",
                    shorten(alias)
                ),
                "write an alias below the base path where the path is, and below one of \
                 `other_roots` where that is",
            );
        }
    }
}

fn check_parameters(
    place: &str,
    parameters: &[Parameter],
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let mut seen = BTreeSet::new();
    for (index, parameter) in parameters.iter().enumerate() {
        let place = format!("{place}: parameters[{index}] {}", shorten(&parameter.name));
        if !seen.insert((parameter.name.as_str(), parameter.location)) {
            findings.add(
                &place,
                "another parameter has the same name and location",
                "merge the two",
            );
        }
        if parameter.location == Location::Header {
            findings.header(&place, &parameter.name);
        } else {
            findings.sent_name(&place, &parameter.name);
        }
        check_schema(&place, &parameter.schema, known, findings);
        let joined =
            parameter.schema == Schema::String && parameter.array_style == Some(ArrayStyle::Commas);
        if parameter.array_style.is_some() && !has_array(&parameter.schema) && !joined {
            findings.add(
                &place,
                "array_style without an array",
                "remove `array_style`, or make the type an array; a text can have `commas`",
            );
        }
        if let Some(limits) = &parameter.limits
            && let (Some(min), Some(max)) = (limits.min, limits.max)
            && min > max
        {
            findings.add(
                &place,
                format!("the smallest value {min} is above the largest, {max}"),
                "correct `min` or `max`",
            );
        }
        for evidence in &parameter.evidence {
            findings.source(&place, &evidence.source);
        }
    }
}

fn has_array(schema: &Schema) -> bool {
    match schema {
        Schema::Array(_) => true,
        Schema::OneOf(alternatives) => alternatives.iter().any(has_array),
        _ => false,
    }
}

fn check_body(place: &str, operation: &Operation, known: &Known<'_>, findings: &mut Findings) {
    let has_fields = operation
        .parameters
        .iter()
        .any(|parameter| parameter.location == Location::Body);
    let place = format!("{place}: request_body");
    let Some(body) = &operation.request_body else {
        if has_fields {
            findings.add(
                &place,
                "missing, although there are parameters in the body",
                "add `request_body` with its media types",
            );
        }
        return;
    };
    check_media_types(&place, body, findings);
    if body.schema.is_some() && (body.raw || has_fields) {
        findings.add(
            &place,
            "a type of the whole body, although it is raw or has parameters",
            "remove `schema`, or write `raw: false` and put the parameters into the type",
        );
    }
    if let Some(schema) = &body.schema {
        check_schema(&place, schema, known, findings);
    }
    if body.raw && has_fields {
        findings.add(
            &place,
            "raw, although there are parameters in the body",
            "write `raw: false`, or another location for these parameters",
        );
    }
    for example in &body.examples {
        findings.source(&place, &example.source);
    }
}

fn check_media_types(place: &str, body: &RequestBody, findings: &mut Findings) {
    if body.media_types.is_empty() {
        findings.add(
            place,
            "no media type",
            "list at least one, such as `application/json`",
        );
    }
    let mut seen = BTreeSet::new();
    for media_type in &body.media_types {
        findings.media_type(place, media_type);
        if !seen.insert(media_type) {
            findings.add(
                place,
                format!("the media type `{}` stands twice", shorten(media_type)),
                "remove one of them",
            );
        }
    }
}

fn check_responses(
    place: &str,
    responses: &[Response],
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let mut seen = BTreeSet::new();
    for (index, response) in responses.iter().enumerate() {
        let place = format!("{place}: responses[{index}] {}", response.status);
        findings.status(&place, response.status);
        if !seen.insert((response.status, &response.media_type)) {
            findings.add(
                &place,
                "another response has the same status and media type",
                "merge the two, with the examples of both",
            );
        }
        for header in &response.headers {
            findings.header(&place, &header.name);
        }
        if let Some(media_type) = &response.media_type {
            findings.media_type(&place, media_type);
        }
        if let Some(schema) = &response.schema {
            check_schema(&place, schema, known, findings);
        }
        if let Some(like) = &response.like {
            findings.source(&format!("{place}: like"), like);
        }
        for example in &response.examples {
            findings.source(&place, &example.source);
        }
    }
}

//! Operations of the spec to methods, calls and parameters.

use std::collections::BTreeMap;

use docbind_spec::{
    ApiSpec, Location, Method, Operation as SpecOperation, PathTemplate, Piece, Schema,
};

use super::answers;
use super::params::{arguments, in_json, params};
use super::types::{Types, documented_at};
use super::{Answer, BodyKind, LowerError, Operation, Param, Refusal, Resource, Type};
use crate::names::{EnumOwner, Names, OperationNames};

/// The resources of a spec with their operations, in order.
pub(super) fn resources(
    spec: &ApiSpec,
    names: &Names,
    types: &Types<'_>,
) -> Result<Vec<Resource>, LowerError> {
    let mut resources: Vec<Resource> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (operation, idents) in spec.operations.iter().zip(&names.operations) {
        let key = operation.resource.as_str();
        let resource_names = names
            .resources
            .get(key)
            .ok_or_else(|| LowerError::Unnamed {
                at: format!("the resource `{key}`"),
            })?;
        let place = *places.entry(key).or_insert_with(|| {
            resources.push(Resource {
                module: resource_names.module.clone(),
                handle: resource_names.handle.clone(),
                title: resource_title(operation),
                operations: Vec::new(),
            });
            resources.len() - 1
        });
        let lowered = lower_operation(spec, operation, idents, types)?;
        if let Some(resource) = resources.get_mut(place) {
            resource.operations.push(lowered);
        }
    }
    Ok(resources)
}

/// What the operations of a resource have in common: the page on which the first is documented.
fn resource_title(operation: &SpecOperation) -> String {
    match operation.sections.first() {
        Some(section) => format!("The operations of `{}`", section.source.page()),
        None => format!("The operations of `{}`", operation.resource),
    }
}

fn lower_operation(
    spec: &ApiSpec,
    operation: &SpecOperation,
    idents: &OperationNames,
    types: &Types<'_>,
) -> Result<Operation, LowerError> {
    let answer = answer(spec, operation, types)?;
    let status = success_status(spec, operation);
    let refusals = refusals(spec, operation);
    let mut answers = answers::answers(operation, (status, &answer), &idents.answers, types)?;
    for variant in answers.iter_mut().flat_map(|it| &mut it.variants) {
        let refusal = refusals.iter().find(|it| it.status == variant.status);
        variant.doc = refusal.map_or(variant.doc.take(), |it| it.description.clone());
    }
    let params = params(spec, operation, idents, types, &answer)?;
    let doc = operation
        .sections
        .iter()
        .filter_map(|section| section.description.clone())
        .collect();
    Ok(Operation {
        ident: idents.method.clone(),
        call: idents.call.clone(),
        constant: idents.constant.clone(),
        id: format!("{}.{}", operation.resource, operation.id),
        method: operation.method,
        path: operation.path.clone(),
        template: template(&operation.path),
        aliases: operation
            .aliases
            .iter()
            .map(|path| template(path))
            .collect(),
        rooted: spec.api.is_rooted(&operation.path),
        status,
        body: body_kind(operation, &params),
        security: operation.security.clone(),
        arguments: arguments(operation, &params),
        params,
        answer,
        answers,
        refusals,
        deprecated: operation.deprecated,
        doc,
        sources: documented_at(
            operation
                .sections
                .iter()
                .map(|section| section.source.0.as_str()),
        )
        .into_iter()
        .collect(),
    })
}

/// The statuses other than success. What the operation does not say about one, the list of the
/// API does.
fn refusals(spec: &ApiSpec, operation: &SpecOperation) -> Vec<Refusal> {
    let refused = operation
        .responses
        .iter()
        .filter(|response| !is_success(response.status));
    refused
        .map(|response| {
            let mut list = spec.api.statuses.iter();
            let known = list.find(|known| known.status == response.status);
            let told = known.and_then(|known| known.description.clone());
            Refusal {
                status: response.status,
                phrase: known.map(|known| known.phrase.clone()),
                description: response.description.clone().or(told),
            }
        })
        .collect()
}

/// The path with `*name` as `:name`: the runtime knows from the parameter that it may span
/// segments.
fn template(path: &str) -> String {
    let parsed = PathTemplate::parse(path);
    let mut out = String::new();
    for (number, segment) in parsed.segments().iter().enumerate() {
        if number > 0 || path.starts_with('/') {
            out.push('/');
        }
        for piece in segment.pieces() {
            match piece {
                Piece::Literal(text) => out.push_str(text),
                Piece::Placeholder(name) | Piece::Wildcard(name) => {
                    out.push(':');
                    out.push_str(name);
                }
            }
        }
    }
    out
}

/// Whether a status is one of success.
pub(super) fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// The successful response that shows what is answered: the first with a body, else the first.
fn success(operation: &SpecOperation) -> Option<&docbind_spec::Response> {
    let mut successes = operation
        .responses
        .iter()
        .filter(|response| is_success(response.status));
    let first = successes.clone().next();
    successes
        .find(|response| response.schema.is_some() || response.media_type.is_some())
        .or(first)
}

fn success_status(spec: &ApiSpec, operation: &SpecOperation) -> u16 {
    let rule = || {
        let mut rules = spec.api.success.iter();
        rules.find(|rule| rule.method == operation.method)
    };
    success(operation)
        .map(|response| response.status)
        .or_else(|| rule().map(|rule| rule.status))
        .unwrap_or(200)
}

/// What a successful answer holds. Where the documents show no body, a `DELETE` and the statuses
/// without content answer nothing; everything else may answer any JSON.
fn answer(
    spec: &ApiSpec,
    operation: &SpecOperation,
    types: &Types<'_>,
) -> Result<Answer, LowerError> {
    let answer = match success(operation) {
        Some(response) => answer_of(operation, response, types)?,
        None => without_body(operation),
    };
    Ok(match answer {
        Answer::List(item) if spec.api.paging.is_some() => Answer::Page(item),
        answer => answer,
    })
}

/// What a response holds.
pub(super) fn answer_of(
    operation: &SpecOperation,
    response: &docbind_spec::Response,
    types: &Types<'_>,
) -> Result<Answer, LowerError> {
    if operation.method == Method::Head || matches!(response.status, 204 | 205) {
        return Ok(Answer::Empty);
    }
    // Values that come one after the other are no one value: they are read as they come.
    if response.stream {
        return Ok(Answer::Bytes);
    }
    if let Some(media_type) = &response.media_type
        && !is_json(media_type)
    {
        let text = media_type.starts_with("text/") && response.schema != Some(Schema::File);
        return Ok(if text { Answer::Text } else { Answer::Bytes });
    }
    let at = || format!("the response of `{}.{}`", operation.resource, operation.id);
    let owner = EnumOwner::Answer {
        resource: operation.resource.clone(),
    };
    Ok(match &response.schema {
        None => without_body(operation),
        Some(Schema::File) => Answer::Bytes,
        Some(Schema::Array(item)) if operation.method == Method::Get => {
            Answer::List(in_json(types.rust(item, &owner, &at)?))
        }
        Some(schema) => Answer::Json(in_json(types.rust(schema, &owner, &at)?)),
    })
}

fn without_body(operation: &SpecOperation) -> Answer {
    match operation.method {
        Method::Delete | Method::Head => Answer::Empty,
        _ => Answer::Json(Type::Value),
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}

/// What an enumeration in a parameter of an operation belongs to.
pub(super) fn owner(operation: &SpecOperation, name: &str) -> EnumOwner {
    EnumOwner::Parameter {
        resource: operation.resource.clone(),
        name: name.to_owned(),
    }
}

fn body_kind(operation: &SpecOperation, params: &[Param]) -> BodyKind {
    let body = operation.request_body.as_ref();
    if let Some(body) = body.filter(|body| body.raw) {
        let media_type = body.media_types.first().cloned();
        return BodyKind::Raw(media_type.unwrap_or_else(|| "application/octet-stream".to_owned()));
    }
    if body.is_some_and(|body| body.schema.is_some()) {
        return BodyKind::Whole;
    }
    let mut fields = params
        .iter()
        .filter(|param| param.location == Location::Body)
        .peekable();
    if fields.peek().is_none() {
        return BodyKind::None;
    }
    if fields.any(|param| param.ty == Type::File) {
        return BodyKind::Multipart;
    }
    let media_types = body
        .map(|body| body.media_types.as_slice())
        .unwrap_or_default();
    let kind = media_types.iter().find_map(|media_type| {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        match essence {
            "application/x-www-form-urlencoded" => Some(BodyKind::Form),
            "multipart/form-data" => Some(BodyKind::Multipart),
            essence if is_json(essence) => Some(BodyKind::Json),
            _ => None,
        }
    });
    kind.unwrap_or(BodyKind::Json)
}

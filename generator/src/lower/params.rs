//! Parameters of operations: which there are, of which type, in which order.

use docbind_spec::{
    ApiSpec, ArrayStyle, Credential, Location, Method, Operation as SpecOperation, Parameter,
    PathTemplate, Piece, Presence, Schema,
};
use serde_json::Value;

use super::operations::owner;
use super::secrets::is_secret;
use super::types::Types;
use super::{Answer, LowerError, Param, Type};
use crate::names::{OperationNames, RAW_BODY, one_or_many, values_of};

/// The parameters of an operation, without those that the runtime knows.
pub(super) fn params(
    spec: &ApiSpec,
    operation: &SpecOperation,
    idents: &OperationNames,
    types: &Types<'_>,
    answer: &Answer,
) -> Result<Vec<Param>, LowerError> {
    let path = PathTemplate::parse(&operation.path);
    let wildcards: Vec<&str> = path
        .segments()
        .iter()
        .flat_map(docbind_spec::Segment::pieces)
        .filter_map(|piece| match piece {
            Piece::Wildcard(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    // A body that is taken as it is has no fields.
    let raw = operation.request_body.as_ref().is_some_and(|body| body.raw);
    let mut params: Vec<Param> = operation
        .parameters
        .iter()
        .zip(&idents.parameters)
        .filter(|(parameter, _)| !is_known_to_runtime(spec, parameter, answer))
        .filter(|(parameter, _)| !(raw && parameter.location == Location::Body))
        .map(|(parameter, ident)| {
            let sent = param_type(operation, parameter, types)?;
            let ty = sent.clone().closed();
            let change = |ty| match ty {
                Type::File => Type::File,
                ty if may_change(operation, parameter) => Type::Change(Box::new(ty)),
                ty => ty,
            };
            let in_path = parameter.location == Location::Path;
            let wildcard = wildcards.contains(&parameter.name.as_str());
            let text = ty == Type::String
                && parameter.schema == Schema::String
                && parameter.typed_by.is_some();
            Ok(Param {
                ident: ident.clone(),
                wire: parameter.name.clone(),
                location: parameter.location,
                required: in_path || parameter.presence == Presence::Required,
                secret: is_secret(&parameter.name, &ty),
                style: parameter
                    .array_style
                    .filter(|_| matches!(ty, Type::List(_))),
                allowed: values_of(one_or_many(&parameter.schema).unwrap_or(&parameter.schema))
                    .filter(|_| matches!(ty, Type::Enum(_) | Type::List(_)))
                    .map(<[String]>::to_vec)
                    .unwrap_or_default(),
                free_text: in_path && (wildcard || text),
                listed: alternatives(&parameter.schema)
                    .filter(|_| !matches!(ty, Type::Enum(_) | Type::List(_)))
                    .map(<[String]>::to_vec)
                    .unwrap_or_default(),
                default: parameter.default.as_ref().map(|value| match value {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                }),
                limits: limits(parameter),
                ty: change(ty),
                sent: change(sent),
                doc: parameter.description.clone(),
            })
        })
        .collect::<Result<_, _>>()?;
    params.extend(whole_body(operation, types)?);
    Ok(params)
}

/// The body of an operation that takes one value as a whole.
fn whole_body(operation: &SpecOperation, types: &Types<'_>) -> Result<Option<Param>, LowerError> {
    let body = operation.request_body.as_ref();
    let Some(schema) = body.and_then(|body| body.schema.as_ref()) else {
        return Ok(None);
    };
    let at = || format!("the body of `{}.{}`", operation.resource, operation.id);
    let sent = in_json(types.rust(schema, &owner(operation, RAW_BODY), &at)?);
    Ok(Some(Param {
        ident: RAW_BODY.to_owned(),
        wire: RAW_BODY.to_owned(),
        location: Location::Body,
        required: true,
        secret: false,
        style: None,
        allowed: Vec::new(),
        free_text: false,
        ty: sent.clone().closed(),
        sent,
        doc: None,
        listed: Vec::new(),
        default: None,
        limits: Vec::new(),
    }))
}

/// Whether a parameter says what becomes of a value that is already there.
fn may_change(operation: &SpecOperation, parameter: &Parameter) -> bool {
    matches!(operation.method, Method::Put | Method::Patch)
        && parameter.location == Location::Body
        && parameter.presence != Presence::Required
}

/// Bounds of the value, in words.
fn limits(parameter: &Parameter) -> Vec<String> {
    let limits = parameter.limits.unwrap_or_default();
    let bounds = [
        limits.min.map(|min| format!("at least {min}")),
        limits.max.map(|max| format!("at most {max}")),
        limits
            .max_length
            .map(|length| format!("at most {length} characters")),
    ];
    bounds.into_iter().flatten().collect()
}

/// The values of a type, or of the first of several that lists some.
fn alternatives(schema: &Schema) -> Option<&[String]> {
    match schema {
        Schema::OneOf(variants) => variants.iter().find_map(values_of),
        other => values_of(other),
    }
}

/// Whether the runtime sends a parameter on its own: the paging of pages, `sudo`, credentials.
fn is_known_to_runtime(spec: &ApiSpec, parameter: &Parameter, answer: &Answer) -> bool {
    let is = |name: &str| parameter.name == name;
    let query = parameter.location == Location::Query;
    let header = parameter.location == Location::Header;
    let same_header = |name: &str| header && parameter.name.eq_ignore_ascii_case(name);
    let paging = spec.api.paging.as_ref().is_some_and(|paging| {
        let named = is(&paging.page.name) || is(&paging.per_page.name);
        matches!(answer, Answer::Page(_)) && query && named
    });
    let sudo = spec.api.sudo.as_ref().is_some_and(|sudo| {
        sudo.query.as_deref().is_some_and(|name| query && is(name))
            || sudo.header.as_deref().is_some_and(same_header)
    });
    let mut places = spec
        .api
        .security
        .iter()
        .flat_map(|scheme| &scheme.credentials);
    let credential = places.any(|place| match place {
        Credential::Header(name) => same_header(name),
        Credential::Query(name) => query && is(name),
        Credential::Bearer => same_header("authorization"),
        Credential::Parameter(_) => false,
    });
    paging || sudo || credential
}

fn param_type(
    operation: &SpecOperation,
    parameter: &Parameter,
    types: &Types<'_>,
) -> Result<Type, LowerError> {
    let at = || {
        let id = format!("{}.{}", operation.resource, operation.id);
        format!("the parameter `{}` of `{id}`", parameter.name)
    };
    let owner = owner(operation, &parameter.name);
    let ty = match (&parameter.schema, parameter.array_style) {
        // A text that holds several values is a list to whoever calls.
        (Schema::String, Some(ArrayStyle::Commas)) => Type::List(Box::new(Type::String)),
        // One value is a list of it, so that whoever calls sees what may be sent.
        (schema, _) => match one_or_many(schema) {
            Some(item) => types.rust(&Schema::Array(Box::new(item.clone())), &owner, &at)?,
            None => types.rust(schema, &owner, &at)?,
        },
    };
    let in_path = parameter.location == Location::Path;
    if in_path
        && types
            .ids()
            .takes_texts(&operation.path, &parameter.name, &ty)
    {
        return Ok(Type::IdOrPath);
    }
    Ok(match parameter.location {
        // What has no text of its own goes as text here.
        Location::Path | Location::Header => match ty {
            Type::Value | Type::File | Type::Struct(_) | Type::List(_) | Type::Map(_) => {
                Type::String
            }
            ty => ty,
        },
        Location::Query => in_json(ty),
        Location::Body => match ty {
            Type::File => Type::File,
            Type::List(inner) if *inner == Type::File => Type::File,
            ty => in_json(ty),
        },
    })
}

/// The type where a file cannot stand: its content as text.
pub(super) fn in_json(ty: Type) -> Type {
    match ty {
        Type::File => Type::String,
        Type::List(inner) => Type::List(Box::new(in_json(*inner))),
        Type::Map(inner) => Type::Map(Box::new(in_json(*inner))),
        Type::Boxed(inner) => Type::Boxed(Box::new(in_json(*inner))),
        ty => ty,
    }
}

/// The places of the required parameters: those of the path in its order, then as documented.
pub(super) fn arguments(operation: &SpecOperation, params: &[Param]) -> Vec<usize> {
    let path = PathTemplate::parse(&operation.path);
    let order: Vec<&str> = path.placeholders().collect();
    let mut places: Vec<usize> = (0..params.len())
        .filter(|&place| params.get(place).is_some_and(|param| param.required))
        .collect();
    places.sort_by_key(|&place| {
        let param = params.get(place);
        let in_path = param.filter(|param| param.location == Location::Path);
        in_path.map_or(usize::MAX, |param| {
            let position = order.iter().position(|name| *name == param.wire);
            position.unwrap_or(order.len())
        })
    });
    places
}

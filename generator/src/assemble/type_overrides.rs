//! Human decisions about types; what the examples say stays beside each.

use docbind_spec::{
    Correction, Field, FieldChange, Operation, Schema, Source, TypeChange, TypeDef, TypeOverride,
};
use serde_json::{Value, json};

use crate::diag::{Diagnostic, Rule};
use crate::source::{FileId, Span};

/// Applies the decisions. One that matches nothing is a finding.
pub(super) fn apply(
    decisions: &[TypeOverride],
    types: &mut [TypeDef],
    operations: &mut [Operation],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for decision in decisions {
        let done = match &decision.set {
            TypeChange::Name(name) => rename(decision, name, types, operations),
            TypeChange::Field(change) => field(decision, change, types),
        };
        if !done {
            diagnostics.push(unused(decision));
        }
    }
}

/// Renames a type and all that refers to it. One that an earlier spec calls so already is fine.
fn rename(
    decision: &TypeOverride,
    name: &str,
    types: &mut [TypeDef],
    operations: &mut [Operation],
) -> bool {
    let named = |wanted: &str| {
        types
            .iter()
            .position(|definition| definition.name == wanted)
    };
    let Some(at) = named(name).or_else(|| named(&decision.name)) else {
        return false;
    };
    types[at].name = name.to_owned();
    let documented = json!(decision.name);
    let correction = correction(&types[at], "name", documented, &decision.reason);
    types[at].corrections.push(correction);
    for operation in operations {
        let parameters = operation.parameters.iter_mut().map(|it| &mut it.schema);
        let body = operation.request_body.iter_mut();
        let body = body.filter_map(|body| body.schema.as_mut());
        let responses = operation.responses.iter_mut();
        let responses = responses.filter_map(|response| response.schema.as_mut());
        for schema in parameters.chain(body).chain(responses) {
            refer(schema, &decision.name, name);
        }
    }
    for field in types
        .iter_mut()
        .flat_map(|definition| &mut definition.fields)
    {
        refer(&mut field.schema, &decision.name, name);
    }
    true
}

fn refer(schema: &mut Schema, from: &str, to: &str) {
    match schema {
        Schema::Ref(name) if name == from => to.clone_into(name),
        Schema::Array(inner) | Schema::Map(inner) => refer(inner, from, to),
        Schema::OneOf(all) => all.iter_mut().for_each(|one| refer(one, from, to)),
        _ => {}
    }
}

/// Changes a field, or adds one that has a type.
fn field(decision: &TypeOverride, change: &FieldChange, types: &mut [TypeDef]) -> bool {
    let Some(definition) = types
        .iter_mut()
        .find(|definition| definition.name == decision.name)
    else {
        return false;
    };
    let at = definition
        .fields
        .iter()
        .position(|field| field.name == change.name);
    let documented = at.map_or(Value::Null, |at| json!(definition.fields[at].schema));
    match (at, &change.schema) {
        (Some(at), schema) => {
            let field = &mut definition.fields[at];
            field.presence = change.presence.or(field.presence);
            if let Some(schema) = schema {
                field.schema = schema.clone();
            }
        }
        (None, Some(schema)) => definition.fields.push(Field {
            name: change.name.clone(),
            schema: schema.clone(),
            seen: 0,
            absent: definition.seen,
            null: 0,
            quoted: 0,
            presence: change.presence,
            default: None,
            description: None,
            evidence: Vec::new(),
        }),
        (None, None) => return false,
    }
    let subject = format!("field {}", change.name);
    let correction = correction(definition, &subject, documented, &decision.reason);
    definition.corrections.push(correction);
    true
}

fn correction(definition: &TypeDef, subject: &str, documented: Value, reason: &str) -> Correction {
    Correction {
        source: definition
            .sources
            .first()
            .cloned()
            .unwrap_or_else(|| Source(String::new())),
        subject: subject.to_owned(),
        documented,
        reason: reason.to_owned(),
    }
}

fn unused(decision: &TypeOverride) -> Diagnostic {
    let what = match &decision.set {
        TypeChange::Name(_) => format!("type `{}`", decision.name),
        TypeChange::Field(change) => format!("field `{}` of type `{}`", change.name, decision.name),
    };
    let span = Span {
        file: FileId(0),
        range: 0..0,
    };
    Diagnostic::new(
        Rule::UnusedOverride,
        span,
        format!("override for the {what} matches nothing"),
    )
    .help("no example gives such a type or field; correct the name, give the field a `schema`, or remove the override")
}

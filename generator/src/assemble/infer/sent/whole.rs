//! Bodies that are lists: the fields that texts list are those of each item.

use std::sync::Arc;

use docbind_spec::{
    Evidence, Example, Field, FieldPresence, Location, Operation, Parameter, Presence, RequestBody,
    Schema, TypeDef, Witness,
};

use super::place::{Place, Shown};
use super::{Maker, shape};
use crate::assemble::operation::Merged;
use crate::assemble::parameters;
use crate::extract::facts::BodyRole;

/// Whether the body of an operation is a list: where a text says so and no example shows an
/// object, or where all examples show lists.
pub(super) fn is_list(merged: &Merged<'_>, bodies: &[Shown<'_>]) -> bool {
    let mut endpoints = merged.sections.iter().map(|section| section.endpoint);
    let raw = endpoints.clone().any(|endpoint| endpoint.raw_body);
    let stated = endpoints.any(|endpoint| endpoint.sends_list);
    let lists = bodies.iter().all(|body| body.value.is_array());
    !raw && lists && (stated || !bodies.is_empty())
}

/// The items of bodies that are lists.
pub(super) fn items<'a>(bodies: &[Shown<'a>]) -> Vec<Shown<'a>> {
    let items = bodies.iter().filter_map(|body| {
        let items = body.value.as_array()?.iter();
        let source = body.source;
        Some(items.map(move |value| Shown { value, source }))
    });
    items.flatten().collect()
}

/// Makes a list the body of an operation, of what its parameters in the body and `items` say of
/// each item.
pub(super) fn set(
    operation: &mut Operation,
    merged: &Merged<'_>,
    items: &[Shown<'_>],
    before: Option<&Operation>,
    maker: &mut Maker<'_>,
) {
    let all = std::mem::take(&mut operation.parameters);
    let (fields, others): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|parameter| parameter.location == Location::Body);
    operation.parameters = others;
    let known = before.and_then(|it| it.request_body.as_ref()?.schema.as_ref());
    let place = Place {
        words: vec![
            operation.resource.clone(),
            operation.id.clone(),
            "item".to_owned(),
        ],
        said: Vec::new(),
        shown: items.to_vec(),
        frozen: known,
    };
    let item = if fields.is_empty() && place.objects().is_empty() {
        maker.schema(&place)
    } else {
        Schema::Ref(item_type(&place, &fields, maker))
    };
    let body = operation.request_body.get_or_insert_with(|| RequestBody {
        media_types: vec![parameters::JSON.to_owned()],
        raw: false,
        schema: None,
        examples: examples(merged),
    });
    body.schema = Some(Schema::Array(Box::new(item)));
}

/// The type of an item with fields.
fn item_type(place: &Place<'_>, parameters: &[Parameter], maker: &mut Maker<'_>) -> String {
    let objects = place.objects();
    let name = maker.name(place);
    let mut fields: Vec<Field> = Vec::new();
    for parameter in parameters {
        let values = objects.iter().map(|seen| seen.map.get(&parameter.name));
        let seen = values.clone().flatten().count();
        let nulls = values.flatten().filter(|value| value.is_null());
        fields.push(Field {
            seen: shape::count(seen),
            absent: shape::count(objects.len() - seen),
            null: shape::count(nulls.count()),
            ..field(parameter)
        });
    }
    for place in place.fields(&objects) {
        let new = |name: &String| !parameters.iter().any(|it| it.name == *name);
        if place.words.last().is_some_and(new) {
            fields.push(maker.field(&place, &name, objects.len()));
        }
    }
    let evidence = parameters.iter().flat_map(|it| &it.evidence);
    let mut sources = place.sources(&objects);
    for Evidence { source, .. } in evidence {
        if !sources.contains(source) {
            sources.push(source.clone());
        }
    }
    maker.made.push(TypeDef {
        name: name.clone(),
        seen: shape::count(objects.len()),
        fields,
        sources,
        corrections: Vec::new(),
    });
    name
}

/// A parameter as a field of each item.
fn field(parameter: &Parameter) -> Field {
    let evidence = parameter.evidence.iter();
    let texts = evidence.filter(|it| it.witness != Witness::Example);
    Field {
        name: parameter.name.clone(),
        schema: parameter.schema.clone(),
        seen: 0,
        absent: 0,
        null: 0,
        quoted: 0,
        presence: match parameter.presence {
            Presence::Required => Some(FieldPresence::Required),
            Presence::Optional => Some(FieldPresence::Optional),
            Presence::Unstated => None,
        },
        default: parameter.default.clone(),
        description: parameter.description.clone(),
        evidence: texts.cloned().collect(),
    }
}

/// The documented bodies of an operation without parameters in the body.
fn examples(merged: &Merged<'_>) -> Vec<Example> {
    let sections = merged.sections.iter();
    let examples = sections.flat_map(|section| {
        let examples = section.endpoint.examples.iter();
        let sent = examples.filter(|example| example.role == BodyRole::Request);
        sent.map(|example| Example {
            source: section.source.clone(),
            body: Arc::clone(&example.body),
        })
    });
    examples.collect()
}

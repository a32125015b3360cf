//! Types: of parameters from what is stated and sent, of bodies from all examples.

mod alike;
mod called;
mod clusters;
mod described;
mod frozen;
mod keys;
mod kinds;
mod maps;
mod naming;
mod objects;
mod observed;
pub(super) mod placeholders;
mod sent;
mod shown;
mod siblings;
mod slots;
pub(super) mod stated;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use docbind_spec::{Conventions, Location, Operation, Parameter, Schema, TypeDef, Witness};

use super::definitions::Definitions;
use super::earlier::Earlier;
use super::operation::Merged;
use crate::names::mint;
use docbind_spec::PathTemplate;

/// Infers the types of all bodies, sets the schemas of parameters, bodies and responses, and
/// answers the named types, which keep the names that an earlier spec gives them.
pub(super) fn types(
    operations: &mut [Operation],
    merged: &[Merged<'_>],
    definitions: &Definitions<'_>,
    api: &Conventions,
    earlier: &Earlier<'_>,
) -> Vec<TypeDef> {
    let paths: Vec<&PathTemplate> = merged.iter().map(|merged| &merged.path).collect();
    let mut types = objects::infer(operations, &paths, earlier);
    described::answers(operations, merged, definitions, &mut types);
    sent::infer(operations, merged, api, earlier, &mut types);
    objects::in_order_of_mention(operations, types)
}

/// Types the parameters of which nothing states the type: by other operations below the same
/// path, by the field of the same name in what the operation answers, by the conventions, by
/// parameters of the same name. A number that words imply is none where the answer shows a text.
pub(super) fn parameters(operations: &mut [Operation], types: &[TypeDef], api: &Conventions) {
    let fields = alike::fields(types);
    by_operation(operations, types, &fields, api);
    alike::parameters(operations, &fields);
    alike::times(operations, &fields);
}

fn by_operation(
    operations: &mut [Operation],
    types: &[TypeDef],
    fields: &alike::Fields<'_>,
    api: &Conventions,
) {
    let answered = answered_types(operations, types);
    unimplied(operations, &answered, fields);
    shown_as_texts(operations);
    let known = placeholders::known(operations);
    for (operation, answered) in operations.iter_mut().zip(answered) {
        let path = operation.path.clone();
        for parameter in &mut operation.parameters {
            if parameter.typed_by.is_some() {
                continue;
            }
            let found = placeholders::lookup(&known, &path, parameter)
                .map(|schema| (schema, Witness::RequestLine))
                .or_else(|| paging(&parameter.name, api).map(|schema| (schema, Witness::Prose)))
                .or_else(|| {
                    field(&parameter.name, answered).map(|schema| (schema, Witness::Example))
                })
                .or_else(|| {
                    let found = by_name_or_default(parameter)?;
                    Some(if is_text(parameter, answered, fields) {
                        (Schema::String, Witness::Example)
                    } else {
                        found
                    })
                });
            if let Some((schema, witness)) = found {
                parameter.default = parameter
                    .default
                    .take()
                    .map(|value| stated::retyped(value, &schema));
                parameter.schema = schema;
                parameter.typed_by = Some(witness);
            }
        }
    }
}

/// Numbers that only words imply are texts where examples show texts.
fn unimplied(
    operations: &mut [Operation],
    answered: &[Option<&TypeDef>],
    fields: &alike::Fields<'_>,
) {
    for (operation, answered) in operations.iter_mut().zip(answered) {
        for parameter in &mut operation.parameters {
            let is_implied =
                parameter.typed_by == Some(Witness::Prose) && parameter.schema == Schema::Integer;
            if is_implied && is_text(parameter, *answered, fields) {
                parameter.schema = Schema::String;
                parameter.typed_by = Some(Witness::Example);
            }
        }
        for number in texts_in_calls(operation, |parameter| {
            parameter.typed_by == Some(Witness::Prose) && parameter.schema == Schema::Integer
        }) {
            shown_as_text(operation, number);
        }
    }
}

/// Placeholders that nothing but their name makes numbers are texts where calls show texts; not
/// where other operations below the same path state their type.
fn shown_as_texts(operations: &mut [Operation]) {
    let mut known = None;
    for at in 0..operations.len() {
        let Some(operation) = operations.get(at) else {
            continue;
        };
        let open = |parameter: &Parameter| {
            parameter.typed_by.is_none() && is_counted(&parameter.name.to_lowercase())
        };
        let found = texts_in_calls(operation, open);
        if found.is_empty() {
            continue;
        }
        let known = known.get_or_insert_with(|| placeholders::known(operations));
        let stated = |number: &usize| {
            let parameter = operation.parameters.get(*number);
            parameter.is_some_and(|it| placeholders::lookup(known, &operation.path, it).is_some())
        };
        let unstated: Vec<usize> = found.into_iter().filter(|it| !stated(it)).collect();
        if let Some(operation) = operations.get_mut(at) {
            for number in unstated {
                shown_as_text(operation, number);
            }
        }
    }
}

/// The numbers of those of some parameters for which calls show texts.
fn texts_in_calls(operation: &Operation, of: impl Fn(&Parameter) -> bool) -> Vec<usize> {
    let all = operation.parameters.iter().enumerate();
    all.filter(|(_, parameter)| of(parameter) && shown::is_text(operation, parameter))
        .map(|(number, _)| number)
        .collect()
}

/// Makes a parameter the text that calls show.
fn shown_as_text(operation: &mut Operation, number: usize) {
    if let Some(parameter) = operation.parameters.get_mut(number) {
        parameter.schema = Schema::String;
        parameter.typed_by = Some(Witness::Curl);
    }
}

/// Whether examples show a text under the name of a parameter: those of the operation, or all
/// where the name is that of one thing, as `shelf_id`.
fn is_text(parameter: &Parameter, answered: Option<&TypeDef>, fields: &alike::Fields<'_>) -> bool {
    let of_one_thing = parameter.name.to_lowercase().ends_with("_id");
    shows_text(parameter, answered)
        || of_one_thing && fields.of(&parameter.name) == Some(&Schema::String)
}

/// The type that each operation with parameters answers, or that others on the same noun do.
fn answered_types<'a>(operations: &[Operation], types: &'a [TypeDef]) -> Vec<Option<&'a TypeDef>> {
    let mut by_name: BTreeMap<&str, &TypeDef> = BTreeMap::new();
    for definition in types {
        by_name.entry(&definition.name).or_insert(definition);
    }
    let answered = |operation: &Operation| {
        if operation.parameters.is_empty() {
            return None;
        }
        match own_type(operation) {
            Some(name) => by_name.get(name.as_str()).copied(),
            None => by_name.get(type_of_noun(operation).as_str()).copied(),
        }
    };
    operations.iter().map(answered).collect()
}

/// The name of the type that an operation is known to answer.
fn own_type(operation: &Operation) -> Option<&String> {
    let mut responses = operation.responses.iter();
    match responses.find_map(|response| response.schema.as_ref())? {
        Schema::Ref(name) => Some(name),
        Schema::Array(inner) => match &**inner {
            Schema::Ref(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// The name of the type that is called like the noun that an operation is about.
fn type_of_noun(operation: &Operation) -> String {
    let path = PathTemplate::parse(&operation.path);
    let noun = mint::answer_noun(operation.method, &path, &operation.resource);
    mint::type_name(&[&noun])
}

/// A whole number by the name that people give to nothing else, or by the default; a text where
/// the name promises a number and what is sent is none.
fn by_name_or_default(parameter: &Parameter) -> Option<(Schema, Witness)> {
    let name = parameter.name.to_lowercase();
    let counts = is_counted(&name);
    // A number that was sent is known by now; what else was sent is no number.
    let sent = is_sent(parameter);
    let default = parameter.default.as_ref().and_then(|value| value.as_str());
    let number = default.is_some_and(|text| text.parse::<i64>().is_ok());
    if number || counts && !sent {
        return Some((Schema::Integer, Witness::Prose));
    }
    counts.then_some((Schema::String, Witness::Curl))
}

/// Whether people give a name, in small letters, to nothing but whole numbers.
fn is_counted(name: &str) -> bool {
    matches!(
        name,
        "id" | "iid" | "page" | "per_page" | "limit" | "offset"
    ) || name.ends_with("_id")
}

/// Whether documents show that something is sent for a parameter; in a path that is a matter of
/// course.
fn is_sent(parameter: &Parameter) -> bool {
    parameter.location != Location::Path
        && parameter.evidence.iter().any(|evidence| {
            matches!(
                evidence.witness,
                Witness::RequestLine | Witness::Curl | Witness::Example
            )
        })
}

fn paging(name: &str, api: &Conventions) -> Option<Schema> {
    let paging = api.paging.as_ref()?;
    (paging.page.name == name || paging.per_page.name == name).then_some(Schema::Integer)
}

/// The type of a field, where it is a plain one and says more than "text".
fn field(name: &str, answered: Option<&TypeDef>) -> Option<Schema> {
    let field = answered?.fields.iter().find(|field| field.name == name)?;
    let plain = matches!(
        field.schema,
        Schema::Boolean | Schema::Integer | Schema::Number | Schema::Timestamp | Schema::Date
    );
    plain.then(|| field.schema.clone())
}

/// Whether what is answered shows a text for the value that a parameter sends; a placeholder
/// often has the name of another field.
fn shows_text(parameter: &Parameter, answered: Option<&TypeDef>) -> bool {
    parameter.location != Location::Path
        && answered.is_some_and(|definition| {
            let mut fields = definition.fields.iter();
            fields.any(|field| field.name == parameter.name && field.schema == Schema::String)
        })
}

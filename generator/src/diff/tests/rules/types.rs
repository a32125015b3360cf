//! Types and their fields.

use super::api::field;
use super::*;

/// Types: the first is answered, the last is sent.
pub(super) const TYPES: &[Case] = &[
    (
        (Rule::TypeRenamed, BreaksBoth),
        (Rule::TypeRenamed, BreaksBoth),
        |it| {
            *it = pairs::with_names(it, &[("Book".to_owned(), "Tome".to_owned())]);
        },
    ),
    (
        (Rule::TypeAdded, Safe),
        (Rule::TypeRemoved, BreaksBoth),
        |it| {
            let mut more = it.types[0].clone();
            more.name = "Other".to_owned();
            it.types.push(more);
        },
    ),
    (
        (Rule::ResponseFieldAdded, BreaksServer),
        (Rule::ResponseFieldRemoved, BreaksBoth),
        |it| {
            it.types[0].fields.push(field("cover", Schema::String));
        },
    ),
    (
        (Rule::ResponseFieldRenamed, BreaksBoth),
        (Rule::ResponseFieldRenamed, BreaksBoth),
        |it| {
            it.types[0].fields[1].name = "page".to_owned();
        },
    ),
    (
        (Rule::ResponseFieldTypeChanged, BreaksBoth),
        (Rule::ResponseFieldTypeChanged, BreaksBoth),
        |it| it.types[0].fields[1].schema = Schema::String,
    ),
    (
        (Rule::ResponseFieldPresenceChanged, BreaksBoth),
        (Rule::ResponseFieldPresenceChanged, BreaksBoth),
        |it| it.types[0].fields[1].presence = Some(FieldPresence::Optional),
    ),
    (
        (Rule::ResponseFieldCodeChanged, BreaksBoth),
        (Rule::ResponseFieldCodeChanged, BreaksBoth),
        |it| it.types[0].fields[1].seen = 1,
    ),
    (
        (Rule::RequestFieldAdded, BreaksClient),
        (Rule::RequestFieldRemoved, BreaksBoth),
        |it| {
            it.types
                .last_mut()
                .unwrap()
                .fields
                .push(field("wall", Schema::String));
        },
    ),
    (
        (Rule::RequestFieldRenamed, BreaksBoth),
        (Rule::RequestFieldRenamed, BreaksBoth),
        |it| {
            it.types.last_mut().unwrap().fields[0].name = "line".to_owned();
        },
    ),
    (
        (Rule::RequestFieldTypeChanged, BreaksBoth),
        (Rule::RequestFieldTypeChanged, BreaksBoth),
        |it| it.types.last_mut().unwrap().fields[0].schema = Schema::String,
    ),
    (
        (Rule::RequestFieldPresenceChanged, BreaksBoth),
        (Rule::RequestFieldPresenceChanged, BreaksBoth),
        |it| it.types.last_mut().unwrap().fields[0].presence = Some(FieldPresence::Optional),
    ),
    (
        (Rule::RequestFieldCodeChanged, BreaksBoth),
        (Rule::RequestFieldCodeChanged, BreaksBoth),
        // What is answered as well is read as answers are.
        |it| it.operations[2].responses[0].schema = Some(Schema::Ref("Place".to_owned())),
    ),
    (
        (Rule::TypeEvidenceChanged, Prose),
        (Rule::TypeEvidenceChanged, Prose),
        |it| {
            it.types[0].seen += 1;
        },
    ),
    (
        (Rule::TypeDetailsChanged, Prose),
        (Rule::TypeDetailsChanged, Prose),
        |it| {
            it.types[0].sources.clear();
        },
    ),
];

/// Enumerations in fields, which documents of answers never have but decisions may.
pub(super) const VALUES: &[Case] = &[
    (
        (Rule::ResponseFieldValueAdded, BreaksClient),
        (Rule::ResponseFieldValueRemoved, BreaksBoth),
        |it| it.types[0].fields[1].schema = values(&["thin", "thick", "huge"]),
    ),
    (
        (Rule::RequestFieldValueAdded, BreaksServer),
        (Rule::RequestFieldValueRemoved, BreaksBoth),
        |it| it.types.last_mut().unwrap().fields[0].schema = values(&["thin", "thick", "huge"]),
    ),
];

pub(super) fn values(names: &[&str]) -> Schema {
    Schema::Enum(names.iter().map(|name| (*name).to_owned()).collect())
}

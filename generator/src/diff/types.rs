//! Types and their fields.

use docbind_spec::{Field, TypeDef};

use super::schema::{list, shape, values, whole};
use super::{Aspect, Found, Kind, Subject};

const ASPECTS: &[Aspect<Field>] = &[
    (Kind::FieldType, |field| shape(&field.schema)),
    (Kind::FieldValues, |field| values(&field.schema)),
    (Kind::FieldPresence, presence),
];

pub(super) fn compare(older: &[TypeDef], newer: &[TypeDef], found: &mut Found) {
    for def in newer {
        let subject = Subject::Type(def.name.clone());
        match older.iter().find(|old| old.name == def.name) {
            Some(old) => both(&subject, old, def, found),
            None => {
                let fields = list(def.fields.iter().map(|field| &field.name));
                found.add(&subject, Kind::TypeAdded, "", "", &fields);
            }
        }
    }
    for def in older {
        if !newer.iter().any(|new| new.name == def.name) {
            let subject = Subject::Type(def.name.clone());
            found.add(&subject, Kind::TypeRemoved, "", "", "");
        }
    }
    let stayed = |some: &[TypeDef], others: &[TypeDef]| -> Vec<String> {
        some.iter()
            .map(|def| def.name.clone())
            .filter(|name| others.iter().any(|other| other.name == *name))
            .collect()
    };
    if stayed(older, newer) != stayed(newer, older) {
        found.add(&Subject::Api, Kind::TypesReordered, "", "", "");
    }
}

fn both(subject: &Subject, older: &TypeDef, newer: &TypeDef, found: &mut Found) {
    let before = found.all.len();
    for field in &newer.fields {
        let part = format!("`{}`", field.name);
        match older.fields.iter().find(|old| old.name == field.name) {
            Some(old) => found.aspects(subject, &part, old, field, ASPECTS),
            None => found.add(subject, Kind::FieldAdded, &part, "", &whole(&field.schema)),
        }
    }
    for field in &older.fields {
        if !newer.fields.iter().any(|new| new.name == field.name) {
            let part = format!("`{}`", field.name);
            found.add(
                subject,
                Kind::FieldRemoved,
                &part,
                &whole(&field.schema),
                "",
            );
        }
    }
    if older.seen != newer.seen {
        let (from, to) = (older.seen.to_string(), newer.seen.to_string());
        found.add(subject, Kind::TypeEvidence, "", &from, &to);
    }
    if found.all.len() == before && older != newer {
        found.add(subject, Kind::TypeDetails, "", "", "");
    }
}

/// How often the examples show the field.
fn presence(field: &Field) -> String {
    match (field.absent > 0, field.null > 0) {
        (false, false) => "always there",
        (true, false) => "sometimes missing",
        (false, true) => "sometimes null",
        (true, true) => "sometimes missing or null",
    }
    .to_owned()
}

//! Named types, and types wherever they stand.
//!
//! What comes in: types. What goes out: violations. A type may refer to itself.

use std::collections::BTreeSet;

use super::{Findings, Known, names};
use crate::text::shorten;
use crate::{Field, Schema, TypeDef};

pub(super) fn check(types: &[TypeDef], known: &Known<'_>, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (index, def) in types.iter().enumerate() {
        let place = format!("types[{index}] {}", shorten(&def.name));
        if !names::is_upper_camel(&def.name) {
            findings.add(
                &place,
                format!("`{}` is not UpperCamelCase", shorten(&def.name)),
                "write letters and digits without blanks, each word with a capital first",
            );
        }
        if !seen.insert(def.name.as_str()) {
            findings.add(
                &place,
                "another type has the same name",
                "give one of them another name, also where it is referred to",
            );
        }
        for (source, text) in def.sources.iter().enumerate() {
            findings.source(&format!("{place}: sources[{source}]"), text);
        }
        let mut fields = BTreeSet::new();
        for (index, field) in def.fields.iter().enumerate() {
            let place = format!("{place}: fields[{index}] {}", shorten(&field.name));
            if !fields.insert(field.name.as_str()) {
                findings.add(
                    &place,
                    "another field has the same name",
                    "keep one of them",
                );
            }
            check_counts(&place, field, def.seen, findings);
            check_schema(&place, &field.schema, known, findings);
            for evidence in &field.evidence {
                findings.source(&place, &evidence.source);
            }
        }
    }
}

/// Checks a type and everything in it.
pub(super) fn check_schema(
    place: &str,
    schema: &Schema,
    known: &Known<'_>,
    findings: &mut Findings,
) {
    match schema {
        Schema::Ref(name) if !known.types.contains(name.as_str()) => findings.add(
            place,
            format!("there is no type `{}`", shorten(name)),
            "add it to `types`, or write the name of one that is there",
        ),
        Schema::Enum(values) => check_enum(place, values, findings),
        Schema::Array(inner) | Schema::Map(inner) => check_schema(place, inner, known, findings),
        Schema::OneOf(alternatives) => {
            check_alternatives(place, alternatives, findings);
            for alternative in alternatives {
                check_schema(place, alternative, known, findings);
            }
        }
        Schema::Ref(_)
        | Schema::Any
        | Schema::Boolean
        | Schema::Integer
        | Schema::Number
        | Schema::String
        | Schema::Timestamp
        | Schema::Date
        | Schema::File => {}
    }
}

/// Checks the values of an enum against each other.
pub(super) fn check_enum(place: &str, values: &[String], findings: &mut Findings) {
    if values.is_empty() {
        findings.add(
            place,
            "an enum without values",
            "list its values, or write `string`",
        );
    }
    let mut seen = BTreeSet::new();
    for value in values {
        if value.is_empty() {
            findings.add(place, "an enum with an empty value", "remove that value");
        } else if !seen.insert(value) {
            findings.add(
                place,
                format!("the enum lists `{}` twice", shorten(value)),
                "remove one of them",
            );
        }
    }
}

/// Checks the alternatives of a `one_of` against each other.
pub(super) fn check_alternatives(place: &str, alternatives: &[Schema], findings: &mut Findings) {
    if alternatives.len() < 2 {
        findings.add(
            place,
            "one_of with less than two alternatives",
            "write the one type itself, or `any` for none",
        );
    }
    for (index, alternative) in alternatives.iter().enumerate() {
        if alternatives[..index].contains(alternative) {
            findings.add(place, "one_of lists a type twice", "remove one of the two");
        }
        if matches!(alternative, Schema::OneOf(_)) {
            findings.add(
                place,
                "one_of directly inside of one_of",
                "list all alternatives in one place",
            );
        }
    }
}

fn check_counts(place: &str, field: &Field, objects: u32, findings: &mut Findings) {
    let total = u64::from(field.seen) + u64::from(field.absent);
    if total != u64::from(objects) {
        findings.add(
            place,
            format!(
                "{} seen and {} absent do not make the {objects} objects of the type",
                field.seen, field.absent
            ),
            "correct `seen` or `absent`",
        );
    }
    if field.null > field.seen {
        findings.add(
            place,
            format!("{} null of only {} seen", field.null, field.seen),
            "correct `nulls`, which counts those of `seen` that are null",
        );
    }
}

//! Parameters: added, removed, and what differs in those that stayed.

use docbind_spec::{Limits, Parameter};

use super::schema::{NONE, list, or_none, shape, values, whole, word};
use super::{Aspect, Found, Kind, Subject};

const ASPECTS: &[Aspect<Parameter>] = &[
    (Kind::ParameterLocation, |parameter| {
        word(&parameter.location)
    }),
    (Kind::ParameterPresence, |parameter| {
        word(&parameter.presence)
    }),
    (Kind::ParameterCondition, |parameter| {
        or_none(parameter.condition.as_ref())
    }),
    (Kind::ParameterType, |parameter| shape(&parameter.schema)),
    (Kind::ParameterValues, |parameter| values(&parameter.schema)),
    (Kind::ParameterDefault, |parameter| {
        or_none(parameter.default.as_ref())
    }),
    (Kind::ParameterLimits, |parameter| limits(parameter.limits)),
    (Kind::ParameterArrayStyle, |parameter| {
        parameter
            .array_style
            .map_or_else(|| NONE.to_owned(), |style| word(&style))
    }),
];

pub(super) fn compare(
    subject: &Subject,
    older: &[Parameter],
    newer: &[Parameter],
    found: &mut Found,
) {
    let mut left: Vec<&Parameter> = older.iter().collect();
    for parameter in newer {
        let stayed = |old: &&Parameter| {
            old.name == parameter.name
                && (old.location == parameter.location || moved(old, parameter, older, newer))
        };
        match left.iter().position(stayed) {
            Some(index) => both(subject, left.remove(index), parameter, found),
            None => {
                let words = all(parameter);
                found.add(subject, Kind::ParameterAdded, &named(parameter), "", &words);
            }
        }
    }
    for parameter in left {
        let words = all(parameter);
        found.add(
            subject,
            Kind::ParameterRemoved,
            &named(parameter),
            &words,
            "",
        );
    }
}

/// Whether a parameter is sent somewhere else now: neither side has another of its name there.
fn moved(old: &Parameter, new: &Parameter, older: &[Parameter], newer: &[Parameter]) -> bool {
    let has = |all: &[Parameter], like: &Parameter| {
        all.iter()
            .any(|one| one.name == like.name && one.location == like.location)
    };
    !has(newer, old) && !has(older, new)
}

fn both(subject: &Subject, older: &Parameter, newer: &Parameter, found: &mut Found) {
    let part = named(newer);
    found.aspects(subject, &part, older, newer, ASPECTS);
    if older.description != newer.description {
        found.add(subject, Kind::ParameterWording, &part, "", "");
    }
}

fn named(parameter: &Parameter) -> String {
    format!("`{}`", parameter.name)
}

/// Everything about a parameter that came or went.
fn all(parameter: &Parameter) -> String {
    let mut words = vec![
        word(&parameter.location),
        word(&parameter.presence),
        whole(&parameter.schema),
    ];
    words.extend(
        parameter
            .default
            .iter()
            .map(|value| format!("default {value}")),
    );
    words.join(", ")
}

fn limits(limits: Option<Limits>) -> String {
    let limits = limits.unwrap_or_default();
    let min = limits.min.map(|min| format!("at least {min}"));
    let max = limits.max.map(|max| format!("at most {max}"));
    let length = limits
        .max_length
        .map(|length| format!("at most {length} characters"));
    list([min, max, length].into_iter().flatten())
}

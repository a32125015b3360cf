//! Operations: added, removed, renamed, and what differs in those that stayed.

use docbind_spec::{Method, Operation, PathTemplate, RequestBody};

use super::schema::{NONE, list, or_none};
use super::{Aspect, Found, Kind, Subject, examples, parameters, responses};

const ASPECTS: &[Aspect<Operation>] = &[
    (Kind::OperationRenamed, name),
    (Kind::OperationRequest, request),
    (Kind::OperationDeprecated, |operation| {
        if operation.deprecated { "yes" } else { "no" }.to_owned()
    }),
    (Kind::OperationSecurity, |operation| {
        operation
            .security
            .as_ref()
            .map_or_else(|| "those of the API".to_owned(), list)
    }),
    (Kind::OperationBody, |operation| {
        body(operation.request_body.as_ref())
    }),
    (Kind::OperationSections, |operation| {
        list(operation.sections.iter().map(|section| &section.source))
    }),
];

pub(super) fn compare(older: &[Operation], newer: &[Operation], found: &mut Found) {
    let pairs = pairs(older, newer);
    for (index, operation) in newer.iter().enumerate() {
        match pairs.iter().find(|(_, new)| *new == index) {
            Some((old, _)) => {
                if let Some(old) = older.get(*old) {
                    both(old, operation, found);
                }
            }
            None => found.add(&subject(operation), Kind::OperationAdded, "", "", ""),
        }
    }
    for (index, operation) in older.iter().enumerate() {
        if !pairs.iter().any(|(old, _)| *old == index) {
            found.add(&subject(operation), Kind::OperationRemoved, "", "", "");
        }
    }
    let mut order: Vec<(usize, usize)> = pairs;
    order.sort_by_key(|(_, new)| *new);
    if !order.is_sorted_by_key(|(old, _)| *old) {
        found.add(&Subject::Api, Kind::OperationsReordered, "", "", "");
    }
}

/// The numbers of operations that are the same: by request, then by name.
fn pairs(older: &[Operation], newer: &[Operation]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut pair = |same: &dyn Fn(&Operation, &Operation) -> bool| {
        for (new, operation) in newer.iter().enumerate() {
            if pairs.iter().any(|(_, paired)| *paired == new) {
                continue;
            }
            let old = older.iter().enumerate().position(|(old, candidate)| {
                same(candidate, operation) && !pairs.iter().any(|(paired, _)| *paired == old)
            });
            pairs.extend(old.map(|old| (old, new)));
        }
    };
    pair(&|old, new| key(old) == key(new));
    pair(&|old, new| name(old) == name(new));
    pairs
}

fn both(older: &Operation, newer: &Operation, found: &mut Found) {
    let before = found.all.len();
    let subject = subject(newer);
    found.aspects(&subject, "", older, newer, ASPECTS);
    let wording = |operation: &Operation| -> Vec<(String, Option<String>)> {
        let sections = operation.sections.iter();
        sections
            .map(|section| (section.title.clone(), section.description.clone()))
            .collect()
    };
    if wording(older) != wording(newer) {
        found.add(&subject, Kind::OperationWording, "", "", "");
    }
    parameters::compare(&subject, &older.parameters, &newer.parameters, found);
    responses::compare(&subject, &older.responses, &newer.responses, found);
    let shown = |operation: &Operation| -> Vec<_> {
        let bodies = operation.request_body.iter();
        bodies
            .flat_map(|body| body.examples.iter().map(|example| example.body.clone()))
            .collect()
    };
    let count = examples::changed(&shown(older), &shown(newer));
    if count > 0 {
        let count = count.to_string();
        found.add(&subject, Kind::OperationExamples, "", "", &count);
    }
    let calls = examples::changed(&older.calls, &newer.calls);
    if calls > 0 {
        found.add(&subject, Kind::OperationCalls, "", "", &calls.to_string());
    }
    if found.all.len() == before && older != newer {
        found.add(&subject, Kind::OperationDetails, "", "", "");
    }
}

fn subject(operation: &Operation) -> Subject {
    Subject::Operation {
        request: request(operation),
        name: name(operation),
    }
}

fn key(operation: &Operation) -> (Method, String) {
    let path = PathTemplate::parse(&operation.path);
    (operation.method, path.anonymous())
}

fn name(operation: &Operation) -> String {
    format!("{}.{}", operation.resource, operation.id)
}

fn request(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn body(body: Option<&RequestBody>) -> String {
    or_none(body.map(|body| {
        let kind = if body.raw { "raw" } else { "fields" };
        match list(&body.media_types) {
            none if none == NONE => kind.to_owned(),
            types => format!("{kind} as {types}"),
        }
    }))
}

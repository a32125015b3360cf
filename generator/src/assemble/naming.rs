//! Names of operations: those of an earlier spec stay, new ones are minted.

use std::collections::BTreeMap;

use docbind_spec::{ApiSpec, Change, Operation, PathTemplate};
use serde_json::Value;

use super::operation::Merged;
use crate::diag::{Diagnostic, Rule};
use crate::names::mint::{self, Answer, OperationNames};
use crate::source::{FileId, Span};

/// Gives every operation its name.
pub(super) fn operations(
    operations: &mut [Operation],
    merged: &[Merged<'_>],
    frozen: Option<&ApiSpec>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut minted: Vec<OperationNames> = Vec::new();
    let mut fixed: Vec<Option<String>> = Vec::new();
    for (operation, merged) in operations.iter().zip(merged) {
        let path = PathTemplate::parse(&operation.path);
        minted.push(mint::operation(
            operation.method,
            &path,
            &operation.resource,
            answer(operation),
        ));
        fixed.push(decided(merged).or_else(|| frozen.and_then(|spec| kept(operation, spec))));
    }
    let mut uses: BTreeMap<(String, String), usize> = BTreeMap::new();
    for ((operation, names), fixed) in operations.iter().zip(&minted).zip(&fixed) {
        let name = fixed.as_ref().unwrap_or(&names.plain);
        *uses
            .entry((operation.resource.clone(), name.clone()))
            .or_default() += 1;
    }
    for ((operation, names), fixed) in operations.iter_mut().zip(minted).zip(fixed) {
        let key = (operation.resource.clone(), names.plain.clone());
        let alone = uses.get(&key).is_some_and(|count| *count == 1);
        operation.id = match fixed {
            Some(name) => name,
            None if alone => names.plain,
            None => names.qualified,
        };
    }
    report_namesakes(operations, merged, diagnostics);
}

/// The name that an override gives.
fn decided(merged: &Merged<'_>) -> Option<String> {
    let changes = merged.sections.iter().flat_map(|section| &section.changes);
    changes
        .filter_map(|(change, _)| match change {
            Change::Id(id) => Some(id.clone()),
            _ => None,
        })
        .next()
}

/// The name in an earlier spec.
fn kept(operation: &Operation, spec: &ApiSpec) -> Option<String> {
    let path = PathTemplate::parse(&operation.path).anonymous();
    let same = |known: &&Operation| {
        known.method == operation.method
            && known.resource == operation.resource
            && PathTemplate::parse(&known.path).anonymous() == path
    };
    spec.operations
        .iter()
        .find(same)
        .map(|known| known.id.clone())
}

/// What the documented answer of success is.
fn answer(operation: &Operation) -> Answer {
    let success = operation
        .responses
        .iter()
        .filter(|response| (200..300).contains(&response.status));
    let shown = success
        .flat_map(|response| &response.examples)
        .filter_map(|example| example.body.value())
        .next();
    match shown {
        Some(Value::Array(_)) => Answer::List,
        Some(_) => Answer::Single,
        None => Answer::Unknown,
    }
}

fn report_namesakes(
    operations: &[Operation],
    merged: &[Merged<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (number, operation) in operations.iter().enumerate() {
        let Some(first) = seen.insert((&operation.resource, &operation.id), number) else {
            continue;
        };
        let message = format!(
            "`{} {}` and `{} {}` would both be called `{}`",
            operations[first].method,
            operations[first].path,
            operation.method,
            operation.path,
            operation.id,
        );
        let help = format!(
            "give one of them a name in overrides.yaml: at: {}, set: {{ id: … }}",
            operation
                .sections
                .first()
                .map(|section| section.source.0.as_str())
                .unwrap_or_default(),
        );
        let place = |number: usize| {
            let section = merged
                .get(number)
                .and_then(|merged| merged.sections.first());
            let request = section
                .and_then(|section| Some((section.page, section.requests.first()?.range.clone())));
            let (page, range) = request.unwrap_or_default();
            Span {
                file: FileId(page),
                range,
            }
        };
        diagnostics.push(
            Diagnostic::new(Rule::AmbiguousName, place(number), message)
                .related(place(first), "the other one")
                .help(help),
        );
    }
}

//! Names of operations: those of an earlier spec stay, new ones are minted.

use std::collections::BTreeMap;

use docbind_spec::{ApiSpec, Change, ExampleBody, Operation, PathTemplate};

use super::operation::Merged;
use crate::diag::{Diagnostic, Rule};
use crate::names::mint::{self, Answer};
use crate::source::{FileId, Span};

/// Gives every operation its name.
pub(super) fn operations(
    operations: &mut [Operation],
    merged: &[Merged<'_>],
    frozen: Option<&ApiSpec>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let candidates: Vec<Vec<String>> = operations
        .iter()
        .zip(merged)
        .map(|(operation, merged)| {
            let path = PathTemplate::parse(&operation.path);
            let fixed = decided(merged).or_else(|| frozen.and_then(|spec| kept(operation, spec)));
            let minted = || {
                mint::operation(
                    operation.method,
                    &path,
                    &operation.resource,
                    answer(operation),
                )
            };
            fixed.map_or_else(minted, |name| vec![name])
        })
        .collect();
    let resources: Vec<String> = operations
        .iter()
        .map(|operation| operation.resource.clone())
        .collect();
    for (operation, name) in operations
        .iter_mut()
        .zip(told_apart(&resources, &candidates))
    {
        operation.id = name;
    }
    report_namesakes(operations, merged, diagnostics);
}

/// Takes the first candidate of each; those that share a name take their next ones together, so
/// that the order of operations is of no consequence.
fn told_apart(resources: &[String], candidates: &[Vec<String>]) -> Vec<String> {
    let mut levels = vec![0; candidates.len()];
    loop {
        let name = |number: usize| (&resources[number], &candidates[number][levels[number]]);
        let mut uses: BTreeMap<_, usize> = BTreeMap::new();
        for number in 0..candidates.len() {
            *uses.entry(name(number)).or_default() += 1;
        }
        let shares = |number: &usize| {
            uses.get(&name(*number)).is_some_and(|count| *count > 1)
                && levels[*number] + 1 < candidates[*number].len()
        };
        let next: Vec<usize> = (0..candidates.len()).filter(shares).collect();
        if next.is_empty() {
            return candidates
                .iter()
                .zip(&levels)
                .map(|(names, level)| names[*level].clone())
                .collect();
        }
        next.into_iter().for_each(|number| levels[number] += 1);
    }
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
    let success = || {
        operation
            .responses
            .iter()
            .filter(|response| (200..300).contains(&response.status))
    };
    let shown = success()
        .flat_map(|response| &response.examples)
        .map(|example| match &example.body {
            ExampleBody::Json(value) => value.is_array(),
            ExampleBody::Invalid(invalid) => invalid.text.trim_start().starts_with('['),
            ExampleBody::Text(_) => false,
        });
    match { shown }.next() {
        Some(true) => Answer::List,
        Some(false) => Answer::Single,
        None if success().any(|response| response.media_type.is_some()) => Answer::Single,
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

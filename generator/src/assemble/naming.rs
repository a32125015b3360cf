//! Names of operations: those of an earlier spec stay, new ones are minted.

use std::collections::{BTreeMap, HashMap};

use docbind_spec::{Change, ExampleBody, Operation};

use super::earlier::Earlier;
use super::operation::Merged;
use crate::diag::{Diagnostic, Rule};
use crate::names::mint::{self, Answer};
use crate::source::{FileId, Span};
use crate::threads;

/// Gives every operation its name.
pub(super) fn operations(
    operations: &mut [Operation],
    merged: &[Merged<'_>],
    earlier: &Earlier<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let fixed: Vec<Option<String>> = operations
        .iter()
        .zip(merged)
        .enumerate()
        .map(|(number, (operation, merged))| {
            decided(merged).or_else(|| kept(operation, earlier.operation(number)?))
        })
        .collect();
    // A name that is fixed is at home wherever its operation stands: a new one makes way.
    let at_home: Vec<bool> = at_home(operations, merged)
        .into_iter()
        .zip(&fixed)
        .map(|(at_home, fixed)| at_home || fixed.is_some())
        .collect();
    let all: Vec<_> = operations.iter().zip(merged).zip(fixed).collect();
    let candidates = threads::each_of_many(&all, |((operation, merged), fixed)| match fixed {
        Some(name) => vec![name.clone()],
        None => mint::operation(
            operation.method,
            &merged.path,
            &operation.resource,
            answer(operation),
        ),
    });
    let names = told_apart(operations, candidates, &at_home);
    for (operation, name) in operations.iter_mut().zip(names) {
        operation.id = name;
    }
    report_namesakes(operations, merged, diagnostics);
}

/// Which operations stand where most of their resource's do: below `/shops/:id/books`, not below
/// `/readers/:id/books`. Where two places have as many, none do.
fn at_home(operations: &[Operation], merged: &[Merged<'_>]) -> Vec<bool> {
    let all: Vec<_> = operations.iter().zip(merged).collect();
    let places = threads::each_of_many(&all, |(operation, merged)| {
        mint::collection(&merged.path, &operation.resource)
    });
    let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (operation, place) in operations.iter().zip(&places) {
        let resource = counts.entry(operation.resource.as_str()).or_default();
        *resource.entry(place).or_default() += 1;
    }
    let is_home = |resource: &str, place: &str| {
        let Some(counts) = counts.get(resource) else {
            return false;
        };
        let own = counts.get(place).copied().unwrap_or_default();
        let mut others = counts.iter().filter(|(other, _)| **other != place);
        others.all(|(_, count)| *count < own)
    };
    operations
        .iter()
        .zip(&places)
        .map(|(operation, place)| is_home(&operation.resource, place))
        .collect()
}

/// Takes the first candidate of each; those that share a name take their next ones together, so
/// that the order of operations is of no consequence. Only one that stands alone where its
/// resource is at home keeps the name.
fn told_apart(
    operations: &[Operation],
    candidates: Vec<Vec<String>>,
    at_home: &[bool],
) -> Vec<String> {
    let mut levels = vec![0; candidates.len()];
    let name = |number: usize, levels: &[usize]| {
        let resource = operations[number].resource.as_str();
        (resource, candidates[number][levels[number]].as_str())
    };
    let mut uses: HashMap<(&str, &str), Uses> = HashMap::with_capacity(candidates.len());
    let one = |number: usize| Uses {
        all: 1,
        at_home: usize::from(at_home[number]),
    };
    for number in 0..candidates.len() {
        let uses = uses.entry(name(number, &levels)).or_default();
        uses.add(one(number));
    }
    loop {
        let shares = |number: &usize| {
            let uses = uses.get(&name(*number, &levels)).copied();
            uses.is_some_and(|uses| uses.all > 1 && !(at_home[*number] && uses.at_home == 1))
        };
        let has_more = |number: &usize| levels[*number] + 1 < candidates[*number].len();
        let numbers = 0..candidates.len();
        let next: Vec<usize> = numbers.filter(has_more).filter(shares).collect();
        if next.is_empty() {
            break;
        }
        for number in next {
            let before = uses.entry(name(number, &levels)).or_default();
            before.remove(one(number));
            levels[number] += 1;
            let after = uses.entry(name(number, &levels)).or_default();
            after.add(one(number));
        }
    }
    let names = candidates.into_iter().zip(levels);
    names
        .map(|(mut names, level)| names.swap_remove(level))
        .collect()
}

/// How many operations have a name, and how many of them stand at home.
#[derive(Clone, Copy, Default)]
struct Uses {
    all: usize,
    at_home: usize,
}

impl Uses {
    fn add(&mut self, other: Self) {
        self.all += other.all;
        self.at_home += other.at_home;
    }

    fn remove(&mut self, other: Self) {
        self.all -= other.all;
        self.at_home -= other.at_home;
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

/// The name in an earlier spec, unless an override has put the operation into another resource.
fn kept(operation: &Operation, known: &Operation) -> Option<String> {
    (known.resource == operation.resource).then(|| known.id.clone())
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
        .map(|example| match &*example.body {
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

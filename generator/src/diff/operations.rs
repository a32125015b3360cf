//! Operations: added, removed, renamed, moved, and what differs in those that stayed.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{Operation, PathTemplate, RequestBody};

use super::code::Effect;
use super::pairs::Pair;
use super::schema::{NONE, list, whole};
use super::{
    Aspect, Change, Found, Item, Level, Place, Rule, Subject, examples, parameters, responses,
    security,
};

const ASPECTS: &[Aspect<Operation>] = &[
    (Rule::OperationRenamed, name),
    (Rule::OperationSectionsChanged, |operation| {
        list(operation.sections.iter().map(|section| &section.source))
    }),
];

pub(super) fn compare(older: &[Operation], newer: &[Operation], pairs: &[Pair], found: &mut Found) {
    let olds: BTreeSet<usize> = pairs.iter().map(|(old, _)| *old).collect();
    let news: BTreeMap<usize, usize> = pairs.iter().map(|(old, new)| (*new, *old)).collect();
    for (index, operation) in newer.iter().enumerate() {
        match news.get(&index).and_then(|old| older.get(*old)) {
            Some(old) => both(old, operation, found),
            None => found.add(
                Change::new(Rule::OperationAdded, &subject(operation))
                    .contents(contents(operation))
                    .places(None, place(operation)),
            ),
        }
    }
    for (index, operation) in older.iter().enumerate() {
        if !olds.contains(&index) {
            found.add(
                Change::new(Rule::OperationRemoved, &subject(operation))
                    .contents(contents(operation))
                    .places(place(operation), None),
            );
        }
    }
    if !pairs.is_sorted_by_key(|(old, _)| *old) {
        found.add(Change::new(Rule::OperationsReordered, &Subject::Api));
    }
}

/// An operation on both sides.
#[derive(Clone, Copy)]
pub(super) struct Both<'a> {
    pub(super) old: &'a Operation,
    pub(super) new: &'a Operation,
}

impl Both<'_> {
    pub(super) fn subject(&self) -> Subject {
        subject(self.new)
    }

    /// A change of the operation as a whole.
    pub(super) fn change(&self, rule: Rule) -> Change {
        Change::new(rule, &self.subject()).places(place(self.old), place(self.new))
    }

    /// The names of the operation on both sides.
    pub(super) fn names(&self) -> (String, String) {
        (name(self.old), name(self.new))
    }
}

fn both(older: &Operation, newer: &Operation, found: &mut Found) {
    let before = found.all.len();
    let both = Both {
        old: older,
        new: newer,
    };
    request(&both, found);
    for (rule, words) in ASPECTS {
        let (from, to) = (words(older), words(newer));
        if from != to {
            found.add(both.change(*rule).from(from).to(to));
        }
    }
    security::operation(&both, found);
    body(&both, found);
    if wording(older) != wording(newer) {
        found.add(both.change(Rule::OperationWordingChanged));
    }
    parameters::compare(&both, found);
    responses::compare(&both, found);
    shown(&both, found);
    rest(&both, before, found);
    if found.all.len() == before && older != newer {
        found.add(both.change(Rule::OperationDetailsChanged));
    }
}

fn request(both: &Both<'_>, found: &mut Found) {
    if both.old.anonymous_request() != both.new.anonymous_request() {
        let (from, to) = (self::requested(both.old), self::requested(both.new));
        let mut change = both.change(Rule::OperationMoved).from(from).to(to);
        if both.old.method == both.new.method && is_answered(both.new, &both.old.path) {
            change = change.level(Level::Safe);
        }
        found.add(change);
    }
    aliases(both, found);
    match (both.old.deprecated, both.new.deprecated) {
        (false, true) => found.add(both.change(Rule::DeprecationAdded)),
        (true, false) => found.add(both.change(Rule::DeprecationRemoved)),
        _ => {}
    }
}

/// Paths that come and go beside the one that the client calls.
fn aliases(both: &Both<'_>, found: &mut Found) {
    let Both { old, new } = both;
    for alias in new.aliases.iter().filter(|alias| !is_answered(old, alias)) {
        found.add(both.change(Rule::OperationAliasAdded).to(alias));
    }
    for alias in old.aliases.iter().filter(|alias| !is_answered(new, alias)) {
        found.add(both.change(Rule::OperationAliasRemoved).from(alias));
    }
}

/// Whether a request for this path, names of placeholders aside, gets to the operation.
fn is_answered(operation: &Operation, path: &str) -> bool {
    let anonymous = |path: &str| PathTemplate::parse(path).anonymous();
    let wanted = anonymous(path);
    operation.paths().any(|own| anonymous(own) == wanted)
}

/// How the body is sent.
fn body(both: &Both<'_>, found: &mut Found) {
    let form = |body: Option<&RequestBody>| match body {
        None => NONE.to_owned(),
        Some(body) if body.raw => "as it is".to_owned(),
        Some(body) => body.schema.as_ref().map_or("fields".to_owned(), whole),
    };
    let (old, new) = (
        both.old.request_body.as_ref(),
        both.new.request_body.as_ref(),
    );
    let (from, to) = (form(old), form(new));
    if from != to {
        let mut change = both.change(Rule::RequestBodyChanged).from(&from).to(&to);
        // Fields that come or go are told one by one.
        if from == NONE && to == "fields" || to == NONE && from == "fields" {
            change = change.level(Level::Safe);
        }
        found.add(change);
    }
    let types = |body: Option<&RequestBody>| body.map(|it| it.media_types.clone());
    let (Some(old), Some(new)) = (types(old), types(new)) else {
        return;
    };
    for media_type in new.iter().filter(|it| !old.contains(it)) {
        found.add(both.change(Rule::RequestMediaTypeAdded).to(media_type));
    }
    for media_type in old.iter().filter(|it| !new.contains(it)) {
        found.add(both.change(Rule::RequestMediaTypeRemoved).from(media_type));
    }
}

fn wording(operation: &Operation) -> Vec<(&str, Option<&str>)> {
    let sections = operation.sections.iter();
    sections
        .map(|section| (section.title.as_str(), section.description.as_deref()))
        .collect()
}

/// Examples of bodies and documented calls.
fn shown(both: &Both<'_>, found: &mut Found) {
    let bodies = |operation: &Operation| -> Vec<_> {
        let bodies = operation.request_body.iter();
        bodies
            .flat_map(|body| body.examples.iter().map(|example| example.body.clone()))
            .collect()
    };
    let count = examples::changed(&bodies(both.old), &bodies(both.new));
    if count > 0 {
        let change = both.change(Rule::RequestExamplesChanged);
        found.add(change.to(count.to_string()));
    }
    let calls = examples::changed(&both.old.calls, &both.new.calls);
    if calls > 0 {
        found.add(both.change(Rule::CallsChanged).to(calls.to_string()));
    }
}

/// What differs in the code of the whole operation and follows from no change told so far.
fn rest(both: &Both<'_>, before: usize, found: &mut Found) {
    let (old, new) = both.names();
    let code = found.code();
    let told = |level: fn(Level) -> bool| {
        let changes = found.all.get(before..).unwrap_or_default();
        changes.iter().any(|change| {
            let about = matches!(
                change.rule,
                Rule::ResponseTypeChanged | Rule::ResponseMediaTypeChanged
            );
            about && level(change.level)
        })
    };
    let answer = code.answer(&old, &new);
    let answer = (!told(Level::breaks)).then_some(("answer", answer));
    let arguments = ("arguments", code.arguments(&old, &new));
    let untold: Vec<(&str, Effect)> = answer.into_iter().chain([arguments]).collect();
    for (part, effect) in untold {
        if let Effect::Differs { level, from, to } = effect {
            let change = both.change(Rule::OperationCodeChanged).part(part);
            found.add(change.level(level).from(from).to(to));
        }
    }
}

pub(super) fn subject(operation: &Operation) -> Subject {
    Subject::Operation {
        request: requested(operation),
        name: name(operation),
    }
}

fn contents(operation: &Operation) -> impl Iterator<Item = Item> {
    operation.parameters.iter().map(|parameter| Item {
        name: parameter.name.clone(),
        location: Some(parameter.location),
    })
}

/// Where an operation is documented.
pub(super) fn place(operation: &Operation) -> Option<Place> {
    let section = operation.sections.first();
    section.map(|section| Place::section(&section.source))
}

fn name(operation: &Operation) -> String {
    format!("{}.{}", operation.resource, operation.id)
}

fn requested(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

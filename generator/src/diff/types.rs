//! Types: added, removed, renamed, and what differs in those that stayed.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{ApiSpec, TypeDef};

use super::objects::Objects;
use super::{Change, Found, Item, Place, Rule, Subject, fields};

/// Where values of a type go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// From callers to servers.
    Request,
    /// From servers to callers.
    Response,
}

/// Compares the types of two specs, of which the older has the names of the newer.
pub(super) fn compare(
    older: &ApiSpec,
    newer: &ApiSpec,
    renamed: &[(String, String)],
    found: &mut Found,
) {
    let shown = [Objects::of(older), Objects::of(newer)];
    let sent = [older.sent_types(), newer.sent_types()];
    let answered = [older.answered_types(), newer.answered_types()];
    let directions = |name: &str| -> Vec<Direction> {
        let is = |sets: &[BTreeSet<&str>]| sets.iter().any(|names| names.contains(name));
        let mut all = Vec::new();
        if is(&sent) {
            all.push(Direction::Request);
        }
        // What stands nowhere is taken for an answer.
        if is(&answered) || !is(&sent) {
            all.push(Direction::Response);
        }
        all
    };
    let (olds, news) = (by_name(older), by_name(newer));
    for def in &newer.types {
        match olds.get(def.name.as_str()).copied() {
            Some(old) => both(old, def, &directions(&def.name), renamed, &shown, found),
            None => {
                let change = Change::new(Rule::TypeAdded, &subject(def));
                found.add(change.contents(contents(def)).places(None, place(def)));
            }
        }
    }
    for def in &older.types {
        if !news.contains_key(def.name.as_str()) {
            let change = Change::new(Rule::TypeRemoved, &subject(def));
            found.add(change.contents(contents(def)).places(place(def), None));
        }
    }
    let common = |spec: &ApiSpec, other: &BTreeMap<&str, &TypeDef>| -> Vec<String> {
        let names = spec.types.iter().map(|def| def.name.clone());
        names
            .filter(|name| other.contains_key(name.as_str()))
            .collect()
    };
    if common(older, &news) != common(newer, &olds) {
        found.add(Change::new(Rule::TypesReordered, &Subject::Api));
    }
}

fn by_name(spec: &ApiSpec) -> BTreeMap<&str, &TypeDef> {
    let types = spec.types.iter();
    types.map(|def| (def.name.as_str(), def)).collect()
}

fn both(
    older: &TypeDef,
    newer: &TypeDef,
    directions: &[Direction],
    renamed: &[(String, String)],
    shown: &[Objects<'_>; 2],
    found: &mut Found,
) {
    let before = found.all.len();
    let subject = subject(newer);
    let change = |rule| Change::new(rule, &subject).places(place(older), place(newer));
    if let Some((old, new)) = renamed.iter().find(|(_, new)| *new == newer.name) {
        found.add(change(Rule::TypeRenamed).from(old).to(new));
    }
    fields::compare(older, newer, directions, shown, found);
    if older.seen != newer.seen {
        let (from, to) = (older.seen.to_string(), newer.seen.to_string());
        found.add(change(Rule::TypeEvidenceChanged).from(from).to(to));
    }
    if found.all.len() == before && older != newer {
        found.add(change(Rule::TypeDetailsChanged));
    }
}

pub(super) fn subject(def: &TypeDef) -> Subject {
    Subject::Type(def.name.clone())
}

fn contents(def: &TypeDef) -> impl Iterator<Item = Item> {
    def.fields.iter().map(|field| Item {
        name: field.name.clone(),
        location: None,
    })
}

/// Where a type is shown first.
pub(super) fn place(def: &TypeDef) -> Option<Place> {
    def.sources.first().map(Place::section)
}

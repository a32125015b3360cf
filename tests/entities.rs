//! Are the types of 2016 the ones that the server has? Compared with what careful readers found
//! its entities to be.
//!
//! Needs `../shared` beside the repository.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and say what they measure or why they skip"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use docbind_spec::ApiSpec;
use serde_json::Value;

/// How many types the documents may give at most.
const MOST_TYPES: usize = 90;
/// How many of the shown entities must have exactly one counterpart, in percent.
const LEAST_MATCHED: usize = 85;

type Keys = BTreeSet<String>;

/// Whether more than half of all keys are shared.
fn alike(one: &Keys, other: &Keys) -> bool {
    one.intersection(other).count() * 2 > one.union(other).count()
}

fn likeness(one: &Keys, other: &Keys) -> usize {
    one.intersection(other).count() * 10_000 / one.union(other).count().max(1)
}

#[test]
fn types_are_entities() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let Ok(page) = fs::read_to_string(root.join("../shared/gold/gitlab-v3-2016.entities.md"))
    else {
        println!("skipped: there is no ../shared beside the repository");
        return;
    };
    let text = fs::read_to_string(root.join("spec/apis/gitlab-v3-2016/spec.yaml")).unwrap();
    let spec = docbind_spec::yaml::read_spec(&text, "spec.yaml").unwrap();
    let entities = entities(&page);
    let types: BTreeMap<&str, Keys> = spec
        .types
        .iter()
        .map(|one| {
            let keys = one.fields.iter().map(|field| field.name.clone());
            (one.name.as_str(), keys.collect())
        })
        .collect();
    let objects = objects(&spec);
    let shown: Vec<(&String, &Keys)> = entities
        .iter()
        .filter(|(_, keys)| objects.iter().any(|object| alike(object, keys)))
        .collect();
    let mut matched = 0;
    for (name, keys) in &shown {
        let found = counterparts(keys, &types, &entities);
        println!("{name}: {}", found.join(", "));
        matched += usize::from(found.len() == 1);
    }
    println!(
        "{} types; {matched} of {} shown entities ({} in all) have exactly one counterpart",
        types.len(),
        shown.len(),
        entities.len()
    );
    assert!(types.len() <= MOST_TYPES);
    assert!(matched * 100 >= LEAST_MATCHED * shown.len());
}

/// The types that are an entity: those that are like no other entity more than like this one.
/// Where there is none, the entity is a view of what the likest type is.
fn counterparts<'t>(
    keys: &Keys,
    types: &BTreeMap<&'t str, Keys>,
    entities: &BTreeMap<String, Keys>,
) -> Vec<&'t str> {
    let like: Vec<(&'t str, usize)> = types
        .iter()
        .filter(|(_, fields)| alike(keys, fields))
        .map(|(name, fields)| (*name, likeness(keys, fields)))
        .collect();
    let best = |name: &str| {
        let all = entities.values();
        all.map(|keys| likeness(keys, &types[name])).max()
    };
    let own: Vec<&str> = like
        .iter()
        .filter(|(name, share)| best(name) == Some(*share))
        .map(|(name, _)| *name)
        .collect();
    if !own.is_empty() {
        return own;
    }
    let likest = like.iter().max_by_key(|(_, share)| *share);
    likest.map(|(name, _)| *name).into_iter().collect()
}

/// The entities with their keys from the table of the page.
fn entities(page: &str) -> BTreeMap<String, Keys> {
    let rows = page.lines().filter(|line| line.starts_with('|'));
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [name, _, keys] = cells[..] else {
            return None;
        };
        let keys: Keys = keys
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        (!keys.is_empty()).then(|| (name.to_owned(), keys))
    })
    .collect()
}

/// The keys of every object in the documented answers.
fn objects(spec: &ApiSpec) -> BTreeSet<Keys> {
    let examples = spec.operations.iter().flat_map(|operation| {
        let responses = operation.responses.iter();
        responses.flat_map(|response| &response.examples)
    });
    let mut open: Vec<&Value> = examples.filter_map(|one| one.body.value()).collect();
    let mut objects = BTreeSet::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                objects.insert(map.keys().cloned().collect());
                open.extend(map.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    objects
}

//! The answers of one resource, beside each other.
//!
//! What comes in: the success examples of all operations. What goes out: [`Answer`]s with the
//! noun that each is about, which the rules of [`super::shapes`], [`super::foreign`] and
//! [`super::keys`] compare.

use std::collections::BTreeSet;

use docbind_spec::{Method, PathTemplate};
use serde_json::{Map, Value};

use super::Picture;
use super::place::places;
use crate::extract::facts::ExampleFact;
use crate::names::mint;
use crate::source::Span;

/// A documented answer of success: an object, or a list of objects.
pub(super) struct Answer<'a> {
    /// The number of its operation.
    pub(super) operation: usize,
    /// The number of its page.
    pub(super) page: usize,
    /// The example.
    pub(super) example: &'a ExampleFact,
    /// The resource of the operation.
    pub(super) resource: String,
    /// What the operation is about.
    pub(super) noun: String,
    /// The collection that its path names or has one thing of, where the documents have both.
    pub(super) collection: Option<String>,
    /// The method.
    pub(super) method: Method,
    /// The path without names.
    pub(super) path: String,
    /// Whether it is a list.
    pub(super) is_list: bool,
    /// The object, or those of the list.
    pub(super) objects: Vec<&'a Map<String, Value>>,
    /// The keys of all of them.
    pub(super) keys: BTreeSet<&'a str>,
}

/// All answers in the order of the operations.
pub(super) fn answers<'a>(picture: &Picture<'a>) -> Vec<Answer<'a>> {
    let paths = picture.merged.iter().map(|merged| &merged.path);
    let items: BTreeSet<String> = paths.filter_map(collection_of_item).collect();
    let mut all = Vec::new();
    for (number, (merged, operation)) in picture
        .merged
        .iter()
        .zip(&picture.spec.operations)
        .enumerate()
    {
        let mut sections = merged.sections.iter();
        if sections.all(|section| section.endpoint.examples.is_empty()) {
            continue;
        }
        let path = &merged.path;
        let noun = mint::answer_noun(operation.method, path, &operation.resource);
        for section in &merged.sections {
            for example in section.answers().filter(|example| example.is_success()) {
                let Some((is_list, objects)) = example.body.value().and_then(objects) else {
                    continue;
                };
                let keys = objects
                    .iter()
                    .flat_map(|map| map.keys())
                    .map(String::as_str);
                all.push(Answer {
                    operation: number,
                    page: section.page,
                    example,
                    resource: operation.resource.clone(),
                    noun: mint::singular(&noun),
                    collection: collection(path, &items),
                    method: operation.method,
                    path: path.anonymous(),
                    is_list,
                    keys: keys.collect(),
                    objects,
                });
            }
        }
    }
    all
}

/// The path of the collection of which a path has one thing.
fn collection_of_item(path: &PathTemplate) -> Option<String> {
    let [.., before, last] = path.segments() else {
        return None;
    };
    let is_item = before.as_literal().is_some() && last.as_literal().is_none();
    let (collection, _) = path.as_str().rsplit_once('/')?;
    is_item.then(|| PathTemplate::parse(collection).anonymous())
}

/// The name of the collection that a path is or has one thing of.
fn collection(path: &PathTemplate, items: &BTreeSet<String>) -> Option<String> {
    let [.., before, last] = path.segments() else {
        return path.segments().first()?.as_literal().map(str::to_owned);
    };
    match last.as_literal() {
        Some(name) => items.contains(&path.anonymous()).then_some(name),
        None => before.as_literal(),
    }
    .map(str::to_owned)
}

/// The objects of a body, and whether it is a list; nothing for empty lists and other values.
fn objects(value: &Value) -> Option<(bool, Vec<&Map<String, Value>>)> {
    match value {
        Value::Object(map) => Some((false, vec![map])),
        Value::Array(items) => {
            let objects: Vec<_> = items.iter().filter_map(Value::as_object).collect();
            (!objects.is_empty()).then_some((true, objects))
        }
        _ => None,
    }
}

impl Answer<'_> {
    /// The first line of the example.
    pub(super) fn first_line(&self, picture: &Picture<'_>) -> Option<Span> {
        let place = places(self.example, &[String::new()]).pop()?;
        let text = picture.text(self.page).get(place.value.clone())?;
        let length = text.lines().next().map_or(0, str::len);
        picture.span(self.page, place.value.start..place.value.start + length)
    }

    /// Shared keys in percent of the smaller set's.
    pub(super) fn shared_with(&self, other: &Self) -> usize {
        let smaller = self.keys.len().min(other.keys.len());
        (self.common(other) * 100).checked_div(smaller).unwrap_or(0)
    }

    /// Shared keys in percent of all.
    pub(super) fn alike(&self, other: &Self) -> usize {
        let common = self.common(other);
        let all = self.keys.len() + other.keys.len() - common;
        (common * 100).checked_div(all).unwrap_or(0)
    }

    fn common(&self, other: &Self) -> usize {
        self.keys.intersection(&other.keys).count()
    }
}

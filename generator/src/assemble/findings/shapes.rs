//! A list shown where one thing is answered, and one thing where a list is.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::Method;
use serde_json::Value;

use super::Picture;
use super::siblings::Answer;
use crate::assemble::operation::Merged;
use crate::diag::{Diagnostic, Rule};
use crate::extract::facts::BodyRole;

/// Shared keys in percent from which two answers are about one thing.
const SAME_THING: usize = 60;

/// What GET answers, by the path of the collection.
#[derive(Default)]
struct Shown<'a> {
    lists: BTreeMap<&'a str, Vec<&'a Answer<'a>>>,
    things: BTreeMap<&'a str, Vec<&'a Answer<'a>>>,
    /// Paths of one thing that can be changed or removed: others, such as the books of a day,
    /// may well be lists.
    changed: BTreeSet<String>,
}

/// Compares the answers of `…/books` and `…/books/:id`.
pub(super) fn report(picture: &Picture<'_>, answers: &[Answer<'_>], found: &mut Vec<Diagnostic>) {
    let mut shown = Shown {
        changed: changed(picture),
        ..Shown::default()
    };
    for answer in answers.iter().filter(|answer| answer.method == Method::Get) {
        match collection_of(&answer.path) {
            Some(path) if !answer.is_list => shown.things.entry(path).or_default().push(answer),
            None if answer.is_list => shown.lists.entry(&answer.path).or_default().push(answer),
            _ => {}
        }
    }
    for answer in answers {
        if answer.is_list && sends_list(picture, answer) {
            continue;
        }
        let same_thing = |other: &&&Answer<'_>| answer.shared_with(other) >= SAME_THING;
        let mut others = shown.against(answer).into_iter().flatten();
        let contradicting = others.find(same_thing);
        found.extend(contradicting.and_then(|other| finding(picture, answer, other)));
    }
}

impl<'a> Shown<'a> {
    /// The answers that show an answer's shape to be wrong, if they are about the same thing.
    fn against(&self, answer: &Answer<'_>) -> Option<&Vec<&'a Answer<'a>>> {
        match (answer.method, collection_of(&answer.path)) {
            // One of a collection, read or changed.
            (Method::Get | Method::Put | Method::Patch, Some(path))
                if answer.is_list && self.changed.contains(answer.path.as_str()) =>
            {
                self.lists.get(path)
            }
            // Created in a collection.
            (Method::Post, _) if answer.is_list => self.lists.get(answer.path.as_str()),
            // The collection itself.
            (Method::Get, None) if !answer.is_list => self.things.get(answer.path.as_str()),
            _ => None,
        }
    }
}

fn changed(picture: &Picture<'_>) -> BTreeSet<String> {
    let changing = |merged: &&Merged<'_>| {
        matches!(merged.method, Method::Put | Method::Patch | Method::Delete)
    };
    let changing = picture.merged.iter().filter(changing);
    changing.map(|merged| merged.path.anonymous()).collect()
}

/// Whether several things are sent, so that several may be answered.
fn sends_list(picture: &Picture<'_>, answer: &Answer<'_>) -> bool {
    let sections = picture
        .merged
        .get(answer.operation)
        .map(|merged| &merged.sections);
    let mut examples = sections
        .into_iter()
        .flatten()
        .flat_map(|section| &section.endpoint.examples);
    examples.any(|example| {
        example.role == BodyRole::Request && example.body.value().is_some_and(Value::is_array)
    })
}

/// The path of the collection of which a path has one thing.
fn collection_of(path: &str) -> Option<&str> {
    let (collection, last) = path.rsplit_once('/')?;
    last.contains(['{', ':', '*']).then_some(collection)
}

fn finding(picture: &Picture<'_>, answer: &Answer<'_>, other: &Answer<'_>) -> Option<Diagnostic> {
    let message = if answer.is_list {
        "the example is a list, the operation answers one thing"
    } else {
        "the example is one thing, the operation answers a list"
    };
    let finding = Diagnostic::new(Rule::ShapeMismatch, answer.first_line(picture)?, message);
    let label = if other.is_list {
        "the list is shown here"
    } else {
        "one of the list is shown here"
    };
    let finding = match other.first_line(picture) {
        Some(span) => finding.related(span, label),
        None => finding,
    };
    Some(finding.help("show what the server answers; the return type is taken from the example"))
}

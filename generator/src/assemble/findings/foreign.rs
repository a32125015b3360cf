//! An example of another resource: a track shown for an album.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Picture;
use super::siblings::Answer;
use crate::diag::{Diagnostic, Rule};

/// Below this share of telling keys, two answers are about different things.
const OTHER_THING: f64 = 0.6;
/// From these shared keys on, in percent of all, they are about the same.
const SAME_THING: usize = 70;
/// Fewer keys may be alike by chance.
const MIN_KEYS: usize = 4;

/// With how many others of its collection an answer is compared: all say the same, mostly.
const MOST_OTHERS: usize = 50;

/// Reports answers that are unlike all others of their collection and like those of another one.
pub(super) fn report(picture: &Picture<'_>, answers: &[Answer<'_>], found: &mut Vec<Diagnostic>) {
    let mut collections: BTreeMap<&str, Vec<&Answer<'_>>> = BTreeMap::new();
    for answer in answers {
        if let Some(name) = &answer.collection {
            collections.entry(name).or_default().push(answer);
        }
    }
    let weights = Weights::of(&collections);
    for (name, answers) in &collections {
        for answer in answers
            .iter()
            .filter(|answer| answer.keys.len() >= MIN_KEYS)
        {
            if let Some(nearest) = nearest(answer, answers, &weights)
                && let Some((shown, other)) = alike(answer, nearest, name, &collections)
            {
                found.extend(finding(picture, (name, answer), (shown, other)));
            }
        }
    }
}

/// How alike the nearest other answer of the collection is; nothing where one is about the same
/// thing, or there is no other one.
fn nearest(answer: &Answer<'_>, own: &[&Answer<'_>], weights: &Weights<'_>) -> Option<usize> {
    let others = || {
        own.iter()
            .filter(|other| other.operation != answer.operation)
            .take(MOST_OTHERS)
    };
    if others().any(|other| weights.shared(answer, other) >= OTHER_THING) {
        return None;
    }
    others().map(|other| answer.alike(other)).max()
}

/// The answer of another collection that is most alike, and far more than those of its own.
fn alike<'a>(
    answer: &Answer<'_>,
    nearest: usize,
    own: &str,
    collections: &'a BTreeMap<&str, Vec<&'a Answer<'a>>>,
) -> Option<(&'a str, &'a Answer<'a>)> {
    let least = SAME_THING.max(2 * nearest);
    let may_be = |other: &Answer<'_>| {
        let (one, other) = (answer.keys.len(), other.keys.len());
        one.min(other) * 100 >= least * one.max(other)
    };
    collections
        .iter()
        .filter(|(name, _)| **name != own)
        .flat_map(|(name, others)| {
            let others = others.iter().take(MOST_OTHERS);
            others.map(move |other| (*name, *other))
        })
        .filter(|(_, other)| other.keys.len() >= MIN_KEYS && may_be(other))
        .max_by_key(|(_, other)| (answer.alike(other), Reverse(other.operation)))
        .filter(|(_, other)| answer.alike(other) >= least)
}

/// How telling each key is: one that many collections have, such as `id`, tells little.
struct Weights<'a>(BTreeMap<&'a str, f64>);

impl<'a> Weights<'a> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of collections are small"
    )]
    fn of(collections: &BTreeMap<&'a str, Vec<&'a Answer<'a>>>) -> Self {
        let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, answers) in collections {
            for key in answers.iter().flat_map(|answer| &answer.keys) {
                users.entry(key).or_default().insert(name);
            }
        }
        let weight = |(key, users): (&'a str, BTreeSet<_>)| (key, 1.0 / users.len() as f64);
        Self(users.into_iter().map(weight).collect())
    }

    fn sum<'k>(&self, keys: impl Iterator<Item = &'k &'k str>) -> f64 {
        keys.filter_map(|key| self.0.get(key)).sum()
    }

    /// What two answers share, as a part of what the one with less has.
    fn shared(&self, answer: &Answer<'_>, other: &Answer<'_>) -> f64 {
        let common = self.sum(answer.keys.intersection(&other.keys));
        let smaller = self
            .sum(answer.keys.iter())
            .min(self.sum(other.keys.iter()));
        if smaller > 0.0 { common / smaller } else { 0.0 }
    }
}

fn finding(
    picture: &Picture<'_>,
    (own, answer): (&str, &Answer<'_>),
    (shown, other): (&str, &Answer<'_>),
) -> Option<Diagnostic> {
    let message = format!("the example shows one of `{shown}`, the path is about `{own}`");
    let finding = Diagnostic::new(Rule::ForeignExample, answer.first_line(picture)?, message);
    let finding = match other.first_line(picture) {
        Some(span) => finding.related(span, "this one has the same keys"),
        None => finding,
    };
    Some(finding.help(
        "show what the server answers, or take the example away by the override \
         `remove_examples`; the return type is taken from the example",
    ))
}

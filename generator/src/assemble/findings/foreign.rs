//! An example of another resource: a track shown for an album.

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

/// Reports answers that are unlike all others of their collection and like those of another one.
pub(super) fn report(picture: &Picture<'_>, answers: &[Answer<'_>], found: &mut Vec<Diagnostic>) {
    let of_collections: Vec<(&str, &Answer<'_>)> = answers
        .iter()
        .filter_map(|answer| Some((answer.collection.as_deref()?, answer)))
        .collect();
    let weights = Weights::of(&of_collections);
    for (collection, answer) in &of_collections {
        if answer.keys.len() < MIN_KEYS {
            continue;
        }
        let others = || {
            of_collections
                .iter()
                .filter(|(_, other)| other.operation != answer.operation)
        };
        let own = || others().filter(|(name, _)| name == collection);
        let nearest = own().map(|(_, other)| answer.alike(other)).max();
        let is_same =
            |(_, other): &(&str, &Answer<'_>)| weights.shared(answer, other) >= OTHER_THING;
        let (Some(nearest), false) = (nearest, own().any(is_same)) else {
            continue;
        };
        let alike = others()
            .filter(|(name, other)| name != collection && other.keys.len() >= MIN_KEYS)
            .max_by_key(|(_, other)| (answer.alike(other), std::cmp::Reverse(other.operation)))
            .filter(|(_, other)| answer.alike(other) >= SAME_THING.max(2 * nearest));
        if let Some((name, other)) = alike {
            found.extend(finding(picture, (collection, answer), (name, other)));
        }
    }
}

/// How telling each key is: one that many collections have, such as `id`, tells little.
struct Weights<'a>(BTreeMap<&'a str, f64>);

impl<'a> Weights<'a> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of collections are small"
    )]
    fn of(answers: &[(&'a str, &'a Answer<'_>)]) -> Self {
        let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (collection, answer) in answers {
            for key in &answer.keys {
                users.entry(key).or_default().insert(collection);
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
    Some(finding.help("show what the server answers; the return type is taken from the example"))
}

//! Counting shapes.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

/// A line of a page, shown as `page.md:12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path of the page.
    pub page: String,
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.page, self.line)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A shape, how often it is there, and the first place of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The shape in words.
    pub shape: String,
    /// How often it is there.
    pub count: usize,
    /// The first place.
    pub place: Place,
}

/// Counts so far, by key.
#[derive(Debug)]
pub(super) struct Tallies<K> {
    found: BTreeMap<K, (usize, Place)>,
}

impl<K: Ord> Tallies<K> {
    pub(super) const fn new() -> Self {
        Self {
            found: BTreeMap::new(),
        }
    }

    /// Counts one more; places come in the order of the pages.
    pub(super) fn add(&mut self, key: K, place: Place) {
        self.found.entry(key).or_insert((0, place)).0 += 1;
    }

    /// What was counted, the most frequent first, then by place.
    pub(super) fn sorted(self) -> Vec<(K, usize, Place)> {
        let found = self.found.into_iter();
        let mut all: Vec<_> = found
            .map(|(key, (count, place))| (key, count, place))
            .collect();
        all.sort_by(|(_, count, place), (_, other, other_place)| {
            (other, place).cmp(&(count, other_place))
        });
        all
    }
}

impl<K: Ord + Into<String>> Tallies<K> {
    /// The shapes, the most frequent first.
    pub(super) fn shapes(self) -> Vec<Tally> {
        let sorted = self.sorted().into_iter();
        sorted
            .map(|(shape, count, place)| Tally {
                shape: shape.into(),
                count,
                place,
            })
            .collect()
    }
}

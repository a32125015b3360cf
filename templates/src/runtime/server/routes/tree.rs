//! Paths as a tree, so that the time of a search does not grow with their number.
//!
//! In: the segments of each path, with a number that says which comes first. Out: of all paths
//! that fit the segments of a request, the one with the lowest number.

use std::collections::BTreeMap;

use super::segment::{Segment, Shape, Span};
use crate::runtime::encoding::decode;

/// The paths that begin alike.
pub(super) struct Tree {
    /// The lowest number of a path in here.
    lowest: usize,
    literals: BTreeMap<&'static str, Tree>,
    mixed: Vec<(Shape, Tree)>,
    placeholder: Option<Box<Tree>>,
    free_text: Option<Box<Tree>>,
    /// The numbers of the paths that end here.
    ends: Vec<usize>,
}

/// A path that fits.
pub(super) struct Hit {
    pub(super) number: usize,
    /// How many segments each placeholder for free text takes, in order.
    pub(super) lengths: Vec<usize>,
}

/// What is looked for.
pub(super) struct Search<'s> {
    /// The segments of the request, as they came.
    pub(super) texts: &'s [&'s str],
    /// How many segments free text takes.
    pub(super) span: Span,
    /// Which paths count.
    pub(super) wanted: &'s dyn Fn(usize) -> bool,
}

impl Tree {
    /// Adds a path under a number.
    pub(super) fn insert(&mut self, segments: &[Segment], number: usize) {
        self.lowest = self.lowest.min(number);
        match segments.split_first() {
            None => self.ends.push(number),
            Some((segment, rest)) => self.below(segment).insert(rest, number),
        }
    }

    /// The tree behind a segment.
    fn below(&mut self, segment: &Segment) -> &mut Self {
        match segment {
            Segment::Literal(text) => self.literals.entry(text).or_default(),
            Segment::Placeholder(_, Span::One) => self.placeholder.get_or_insert_default(),
            Segment::Placeholder(_, Span::Several) => self.free_text.get_or_insert_default(),
            Segment::Mixed(shape, _) => {
                let known = self.mixed.iter().position(|(other, _)| other == shape);
                let place = known.unwrap_or_else(|| {
                    self.mixed.push((shape.clone(), Self::default()));
                    self.mixed.len() - 1
                });
                &mut self.mixed[place].1
            }
        }
    }

    /// The first path that fits, if it comes before the one that was found already.
    pub(super) fn search(&self, search: &Search<'_>, found: Option<Hit>) -> Option<Hit> {
        let mut walk = Walk {
            search,
            lengths: Vec::new(),
            found,
        };
        walk.enter(self, search.texts);
        walk.found
    }
}

impl Default for Tree {
    fn default() -> Self {
        Self {
            lowest: usize::MAX,
            literals: BTreeMap::new(),
            mixed: Vec::new(),
            placeholder: None,
            free_text: None,
            ends: Vec::new(),
        }
    }
}

/// A search on its way through the tree.
struct Walk<'s> {
    search: &'s Search<'s>,
    lengths: Vec<usize>,
    found: Option<Hit>,
}

impl Walk<'_> {
    /// Looks into a tree with the segments that are left, shorter free text first.
    fn enter(&mut self, tree: &Tree, texts: &[&str]) {
        if self.is_late(tree.lowest) {
            return;
        }
        let Some((text, rest)) = texts.split_first() else {
            self.end(tree);
            return;
        };
        if let Some(tree) = tree.literals.get(decode(text).as_ref()) {
            self.enter(tree, rest);
        }
        for (shape, tree) in &tree.mixed {
            if !self.is_late(tree.lowest) && shape.read(text).is_some() {
                self.enter(tree, rest);
            }
        }
        if let Some(tree) = &tree.placeholder {
            self.enter(tree, rest);
        }
        if let Some(tree) = &tree.free_text {
            let longest = match self.search.span {
                Span::One => 1,
                Span::Several => texts.len(),
            };
            for length in 1..=longest {
                self.lengths.push(length);
                self.enter(tree, &texts[length..]);
                self.lengths.pop();
            }
        }
    }

    fn end(&mut self, tree: &Tree) {
        let wanted = self.search.wanted;
        let mut ends = tree.ends.iter().copied();
        let Some(number) = ends.find(|number| wanted(*number)) else {
            return;
        };
        if !self.is_late(number) {
            let lengths = self.lengths.clone();
            self.found = Some(Hit { number, lengths });
        }
    }

    /// Whether what was found comes before this number, or is it.
    fn is_late(&self, number: usize) -> bool {
        self.found.as_ref().is_some_and(|hit| hit.number <= number)
    }
}

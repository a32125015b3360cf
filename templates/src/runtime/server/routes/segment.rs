//! The segments of an operation's path.
//!
//! In: a path with placeholders, and segments of a request as they came. Out: which fits which.

use std::cmp::Ordering;

use crate::runtime::path::{Piece, pieces};
use crate::runtime::{Api, Operation, Place};

/// What stands between two slashes of an operation's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    Literal(&'static str),
    /// A whole segment, or several if it is free text.
    Placeholder(&'static str, Span),
    /// Placeholders with text before, between or after, and their names.
    Mixed(Shape, Vec<&'static str>),
}

/// How many segments of a request a placeholder takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    One,
    Several,
}

/// A segment with placeholders and text, without the names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    /// Texts, and none for each placeholder.
    parts: Vec<Option<&'static str>>,
}

/// The segments of one path of an operation, those of the API's base path first.
pub(super) fn segments(api: &Api, operation: &Operation, path: &'static str) -> Vec<Segment> {
    let base = if operation.rooted { "" } else { api.base_path };
    base.split('/')
        .chain(path.split('/'))
        .filter(|text| !text.is_empty())
        .map(|text| segment(operation, text))
        .collect()
}

fn segment(operation: &Operation, text: &'static str) -> Segment {
    match pieces(text).collect::<Vec<_>>().as_slice() {
        [Piece::Placeholder(name)] => {
            let param = operation.param(Place::Path, name);
            let several = param.is_some_and(|param| param.free_text);
            Segment::Placeholder(name, if several { Span::Several } else { Span::One })
        }
        [] | [Piece::Literal(_)] => Segment::Literal(text),
        mixed => {
            let names = mixed.iter().filter_map(|piece| match piece {
                Piece::Literal(_) => None,
                Piece::Placeholder(name) => Some(*name),
            });
            Segment::Mixed(Shape::of(mixed), names.collect())
        }
    }
}

impl Shape {
    fn of(pieces: &[Piece<'static>]) -> Self {
        let parts = pieces.iter().map(|piece| match piece {
            Piece::Literal(text) => Some(*text),
            Piece::Placeholder(_) => None,
        });
        Self {
            parts: parts.collect(),
        }
    }

    /// What stands where the placeholders are, each as short as can be, in a segment that fits.
    pub(super) fn read<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let mut values = Vec::new();
        read(&self.parts, text, &mut values).then_some(values)
    }
}

fn read<'t>(parts: &[Option<&str>], text: &'t str, values: &mut Vec<&'t str>) -> bool {
    match parts {
        [] => text.is_empty(),
        [Some(literal), parts @ ..] => text
            .strip_prefix(literal)
            .is_some_and(|rest| read(parts, rest, values)),
        [None] => {
            values.push(text);
            !text.is_empty()
        }
        [None, parts @ ..] => {
            let ends = text.char_indices().map(|(at, _)| at).skip(1);
            for end in ends {
                let before = values.len();
                values.push(&text[..end]);
                if read(parts, &text[end..], values) {
                    return true;
                }
                values.truncate(before);
            }
            false
        }
    }
}

/// Literal segments come before placeholders, from the left; of two paths that begin the same, the
/// longer comes first.
pub(super) fn specificity(a: &[Segment], b: &[Segment]) -> Ordering {
    let rank = |segment: &Segment| match segment {
        Segment::Literal(_) => 0,
        Segment::Mixed(..) => 1,
        Segment::Placeholder(_, Span::One) => 2,
        Segment::Placeholder(_, Span::Several) => 3,
    };
    let ranks = |segments: &[Segment]| segments.iter().map(rank).chain([4]).collect::<Vec<_>>();
    ranks(a).cmp(&ranks(b))
}

//! Which shapes documents have, which shapes nothing reads, and what docbind is unsure of.
//!
//! What comes in: pages with the facts that were read from them, and the spec that these gave.
//! What goes out: a [`Survey`] with counts and one place for each shape. The shapes are those that
//! the readers found: nothing is read a second time here, and only what no reader took is looked
//! at for itself. Nothing is written here.

mod mention;
mod parameters;
mod render;
mod requests;
mod responses;
mod sketch;
mod tally;
mod unread;
mod unsure;
mod walk;

use serde::Serialize;

pub use render::text;
pub use tally::{Place, Tally};

use crate::assemble::ReadPage;
use crate::pipeline::Reading;
use crate::source::{FileId, SourceSet};

/// What was found in the documents of one API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Survey {
    /// How many pages were read.
    pub pages: usize,
    /// How many operations they document.
    pub operations: usize,
    /// How many parameters these have.
    pub parameters: usize,
    /// The shapes that were read, by what they tell.
    pub topics: Vec<Topic>,
    /// The shapes that nothing reads, the most frequent first.
    pub unread: Vec<Unread>,
    /// The hints that would settle what docbind is unsure of.
    pub unsure: Vec<Unsure>,
}

/// Shapes that tell the same kind of thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// What they tell.
    pub title: &'static str,
    /// The shapes, the most frequent first.
    pub shapes: Vec<Tally>,
    /// What follows from them.
    pub conclusions: Vec<String>,
}

/// A shape that nothing reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// The shape with its count and a place.
    #[serde(flatten)]
    pub tally: Tally,
    /// What to do about it.
    pub remedy: &'static str,
    /// The titles of its columns, where it is a table of an operation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
}

/// A hint that would settle something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unsure {
    /// The line of `docbind.toml`, with a guess where there is one.
    pub line: String,
    /// What it is about.
    pub reason: String,
    /// What the documents show.
    pub evidence: Vec<String>,
}

/// Everything that is looked at.
pub(crate) struct Picture<'a> {
    /// The pages as texts.
    pub(crate) sources: &'a SourceSet,
    /// What was read from each.
    pub(crate) pages: &'a [ReadPage],
    /// What this gave.
    pub(crate) reading: &'a Reading,
}

impl Picture<'_> {
    /// The place of a byte of a page.
    fn place(&self, file: FileId, offset: usize) -> Place {
        let page = self.sources.get(file);
        let line = self.sources.line_column(file, offset);
        Place {
            page: page.map_or_else(String::new, |page| page.path.clone()),
            line: line.map_or(1, |at| at.line),
        }
    }
}

/// Looks at everything.
pub(crate) fn of(picture: &Picture<'_>) -> Survey {
    let spec = &picture.reading.spec;
    let operations = spec.operations.iter();
    let mut topics = requests::topics(picture);
    topics.extend(parameters::topics(picture));
    topics.extend(responses::topics(picture));
    let unread = unread::of(picture);
    topics.retain(|topic| !topic.shapes.is_empty());
    Survey {
        pages: picture.sources.len(),
        operations: operations.len(),
        parameters: operations.map(|operation| operation.parameters.len()).sum(),
        topics,
        unsure: unsure::of(picture, &unread),
        unread,
    }
}

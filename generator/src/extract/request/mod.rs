//! Where pages say which request they describe: one file per shape.
//!
//! What comes in: a block, or the heading of a section. What goes out: the request lines that it
//! is, with their places in the page, and in which form it is they. Whether a request is
//! documented there or only shown is not known here: `scope` decides.

pub(crate) mod alternatives;
mod code;
pub(crate) mod command;
mod element;
mod heading;
pub(crate) mod index;
mod labelled;
pub(crate) mod line;
mod macros;
pub(crate) mod section;
mod table;
pub(crate) mod text;

use std::ops::Range;

use docbind_spec::Method;

use super::url::Url;
use crate::markdown::{Block, Page};

/// A request line with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RequestLine {
    /// The method.
    pub(crate) method: Method,
    /// The path and query as printed.
    pub(crate) url: Url,
    /// Its bytes in the page.
    pub(crate) range: Range<usize>,
}

/// The request lines of one block or heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The lines in order, at least one.
    pub(crate) lines: Vec<RequestLine>,
    /// How they are written.
    pub(crate) form: Form,
}

/// What a block is of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// It is one, or the first of several blocks that make one.
    Request(Found),
    /// A further block that has nothing but a part of one.
    Label,
    /// Nothing of the kind.
    Nothing,
}

/// How a request is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// On a line of its own, with nothing else in the block.
    Line,
    /// On the first line of a block that goes on with a body.
    WithBody,
    /// As it goes over the wire: a protocol version or headers follow.
    Message,
    /// At the beginning of an item of a list that goes on with what is said about it.
    Item,
}

impl Form {
    /// Whether the block has more than request lines.
    pub(crate) const fn has_more(self) -> bool {
        matches!(self, Self::WithBody | Self::Message | Self::Item)
    }
}

/// A shape: what people call it, and its reader.
type Shape = (&'static str, fn(&Block) -> Option<Found>);

/// The shapes of blocks, one line each; the first that reads a block decides.
const SHAPES: &[Shape] = &[
    ("code block", code::read),
    ("paragraph", text::read),
    ("element", element::read),
    ("table of requests", table::read),
    ("macro", macros::read),
];

/// The requests that a block is.
pub(crate) fn of_block(block: &Block) -> Option<Found> {
    SHAPES.iter().find_map(|(_, read)| read(block))
}

/// What people call the shape in which a block is a request.
pub(crate) fn shape_of(block: &Block) -> Option<(&'static str, Form)> {
    SHAPES
        .iter()
        .find_map(|(name, read)| Some((*name, read(block)?.form)))
}

/// The requests that the heading of a section names.
pub(crate) fn of_heading(page: &Page, section: usize) -> Option<Found> {
    heading::read(page, section)
}

//! Markdown to sections and blocks with exact spans.
//!
//! What comes in: the text of one page. What goes out: a [`Page`]: sections in order, each with
//! its blocks. Any text is a page; nothing fails. What never happens here: no block is given a
//! meaning, that is `extract`'s work.

mod anchor;
mod build;
mod element;
mod text;
mod trim;

use std::ops::Range;

use crate::source::{FileId, SourceFile, Span};

pub(crate) use anchor::slug;
pub use element::Element;
pub use text::{Piece, Style, Text};

/// One page as a list of sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Which page it is.
    pub file: FileId,
    /// Its path.
    pub path: String,
    /// Its sections; the first one is what stands before any heading, possibly empty.
    pub sections: Vec<Section>,
    /// The anchors of headings inside quotes and list items, with which no section begins.
    pub inner_anchors: Vec<String>,
}

/// A heading and what stands below it, down to the next heading of any level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 1 to 6; 0 for what stands before the first heading.
    pub level: u8,
    /// Its heading.
    pub title: Text,
    /// The heading's address on the page, unique; empty for what stands before the first heading.
    pub anchor: String,
    /// The section of a higher level that it stands in.
    pub parent: Option<usize>,
    /// The blocks.
    pub blocks: Vec<Block>,
}

/// A block with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the page, down to its last visible character.
    pub range: Range<usize>,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Text),
    /// A fenced or indented code block.
    Code(Code),
    /// A table.
    Table(Table),
    /// A list.
    List(List),
    /// A block quote.
    Quote(Vec<Block>),
    /// HTML, as it stands.
    Html(String),
    /// An element that names a method of HTTP.
    Element(Element),
    /// A line across the page.
    Rule,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The words after the opening fence; empty for indented blocks.
    pub info: String,
    /// The text without fence and indentation, lines ended by `\n`.
    pub text: String,
    /// Where pieces of the text stand in the page: offset in `text`, offset in the page.
    chunks: Vec<(usize, usize)>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The cells of the header row.
    pub header: Vec<Text>,
    /// The other rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its cells; as many as the header has. Surplus cells are part of the last one.
    pub cells: Vec<Text>,
    /// Its bytes in the page.
    pub range: Range<usize>,
    /// The byte after its last one that is no blank and no line end.
    pub end: usize,
    /// Whether its pipes are as the header's.
    pub shape: RowShape,
}

/// How a row's pipes compare with the header's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowShape {
    /// As many cells, closed as the header is.
    Regular,
    /// The closing pipe is missing.
    Unclosed,
    /// Fewer cells than the header.
    Short,
    /// More cells than the header.
    Long,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Whether its items are numbered.
    pub ordered: bool,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its blocks; the text of a tight item is a paragraph as well.
    pub blocks: Vec<Block>,
    /// Its bytes in the page.
    pub range: Range<usize>,
}

/// Reads a page.
///
/// ```
/// use docbind::{markdown, source::{FileId, SourceFile}};
/// let file = SourceFile { path: "a.md".to_owned(), text: "# Books\n\nAll of them.\n".to_owned() };
/// let page = markdown::read(FileId(0), &file);
/// assert_eq!(page.sections[1].anchor, "books");
/// ```
pub fn read(file: FileId, source: &SourceFile) -> Page {
    let mut page = build::page(file, source);
    trim::sections(&mut page.sections, &source.text);
    page
}

impl Page {
    /// The number of the section in which a byte of the page stands.
    pub fn section_at(&self, offset: usize) -> usize {
        let starts_before = |section: &Section| {
            let title = (!section.title.pieces.is_empty()).then(|| section.title.range().start);
            let first = section.blocks.first().map(|block| block.range.start);
            title.or(first).is_some_and(|start| start <= offset)
        };
        self.sections
            .iter()
            .rposition(starts_before)
            .unwrap_or_default()
    }

    /// A place on this page.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span {
            file: self.file,
            range,
        }
    }
}

impl Code {
    /// Adds text that stands at `offset` in the page; line ends become `\n`.
    fn append(&mut self, text: &str, offset: usize) {
        if text.starts_with('\n') && self.text.ends_with('\r') {
            // The parser may hand the two halves of a line end over one by one.
            self.text.pop();
        }
        let mut start = 0;
        for line in text.split_inclusive("\r\n") {
            self.chunks.push((self.text.len(), offset + start));
            start += line.len();
            match line.strip_suffix("\r\n") {
                Some(line) => {
                    self.text.push_str(line);
                    self.text.push('\n');
                }
                None => self.text.push_str(line),
            }
        }
    }

    /// The place in the page of a byte of the text.
    pub fn offset(&self, position: usize) -> usize {
        let after = self.chunks.partition_point(|(start, _)| *start <= position);
        match self.chunks.get(after.saturating_sub(1)) {
            Some((start, page)) => page + position.saturating_sub(*start),
            None => 0,
        }
    }

    /// The place in the page of a stretch of the text.
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.offset(range.start);
        let end = if range.is_empty() {
            start
        } else {
            self.offset(range.end - 1) + 1
        };
        start..end
    }

    /// The lines with their places in the text, without line ends.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut start = 0;
        self.text.split('\n').map(move |line| {
            let here = start;
            start += line.len() + 1;
            (here, line)
        })
    }
}

impl Item {
    /// The item's own text: that of its first paragraph.
    pub fn text(&self) -> Option<&Text> {
        self.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(text),
            _ => None,
        })
    }
}

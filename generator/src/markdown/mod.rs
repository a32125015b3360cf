//! Markdown to sections and blocks with exact spans.
//!
//! What comes in: the text of one page. What goes out: a [`Page`]: sections in order, each with
//! its blocks. Any text is a page; nothing fails. What never happens here: no block is given a
//! meaning, that is `extract`'s work.

mod anchor;
mod build;
mod code;
mod edited;
mod element;
mod inline;
mod items;
mod line;
mod mend;
mod normalise;
mod rows;
mod scan;
mod tag;
mod text;
mod trim;

use std::ops::Range;
use std::sync::Arc;

use crate::source::{FileId, SourceFile, Span};

pub(crate) use anchor::slug;
pub use code::Code;
pub use element::Element;
pub use normalise::Variables;
pub(crate) use normalise::named_variables;
pub use text::{Piece, Style, Text};
pub(crate) use text::{single_blanks, with_single_blanks};

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

/// The kinds of block. A code block is shared by what is read from it; no kind is much larger than
/// the others, since pages have many blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Text),
    /// A fenced or indented code block.
    Code(Arc<Code>),
    /// A table.
    Table(Table),
    /// A list.
    List(List),
    /// A block quote.
    Quote(Vec<Block>),
    /// HTML, as it stands.
    Html(String),
    /// An element that names a method of HTTP.
    Element(Box<Element>),
    /// A line across the page.
    Rule,
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
    read_with(file, source, &Variables::default())
}

/// Reads a page whose template variables are known.
pub fn read_with(file: FileId, source: &SourceFile, variables: &Variables) -> Page {
    let mut normalised = normalise::page(&source.text, variables);
    normalised.text = mend::page(normalised.text);
    let normalised = normalise::anchors(normalised);
    let mut page = build::page(file, source, &normalised);
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

    /// Drops the blocks, which are most of a page's memory. A section without a heading keeps the
    /// one with which it begins.
    pub(crate) fn drop_blocks(&mut self) {
        for section in &mut self.sections {
            let kept = usize::from(section.title.pieces.is_empty());
            section.blocks.truncate(kept);
            section.blocks.shrink_to_fit();
        }
        self.sections.shrink_to_fit();
    }

    /// A place on this page.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span {
            file: self.file,
            range,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_blocks_knows_where_its_sections_begin() {
        let text = "before\n\n# Books\n\nAll.\n\n#\n\nMore.\n\n## `a`\n\n- b\n";
        let file = SourceFile {
            path: "a.md".to_owned(),
            text: text.to_owned(),
        };
        let whole = read(FileId(0), &file);
        let mut page = whole.clone();
        page.drop_blocks();
        let kept: Vec<_> = page.sections.iter().map(|it| it.blocks.len()).collect();
        assert_eq!(kept, [1, 0, 1, 0]);
        for at in 0..text.len() {
            assert_eq!(page.section_at(at), whole.section_at(at), "{at}");
        }
    }
}

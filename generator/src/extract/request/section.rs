//! The requests of a section: what each of its blocks is.
//!
//! What comes in: a page and the number of a section. What goes out: its blocks in order, each
//! with the request that it is. A list is read as if its items stood in the section where they are
//! the parts of a labelled request, or requests with text of their own below them.

use super::{Form, Found, Part, index, labelled, of_block};
use crate::markdown::{Block, BlockKind, Item, List, Page};

/// A block of a section with what it is of a request.
#[derive(Debug)]
pub(crate) struct Read<'a> {
    /// The block.
    pub(crate) block: &'a Block,
    /// What it is.
    pub(crate) part: Part,
}

/// Reads the blocks of a section.
pub(crate) fn read(page: &Page, number: usize) -> Vec<Read<'_>> {
    let section = &page.sections[number];
    let mut out = Vec::new();
    for block in &section.blocks {
        match &block.kind {
            BlockKind::List(list) if is_form(list) => {
                let blocks = list.items.iter().flat_map(|item| &item.blocks);
                out.extend(blocks.map(plain));
            }
            BlockKind::List(list) if has_operations(list) => {
                out.extend(list.items.iter().flat_map(item));
            }
            _ => out.push(Read {
                block,
                part: of_block(block).map_or(Part::Nothing, Part::Request),
            }),
        }
    }
    out
}

/// Finds requests whose method and address stand apart, where the blocks have no others.
pub(crate) fn labelled(page: &Page, number: usize, blocks: &mut [Read<'_>]) {
    let all: Vec<&Block> = blocks.iter().map(|read| read.block).collect();
    let parts = labelled::read(&page.sections[number].title, &all);
    for (read, part) in blocks.iter_mut().zip(parts) {
        read.part = part;
    }
}

/// Finds a request each part of which has a sub-section of its own.
pub(crate) fn in_sub_sections(page: &Page, number: usize) -> Option<Found> {
    let lines = labelled::in_sub_sections(page, number)?;
    Some(Found {
        lines,
        form: Form::Line,
    })
}

const fn plain(block: &Block) -> Read<'_> {
    Read {
        block,
        part: Part::Nothing,
    }
}

/// Whether the items of a list are the parts of a request.
fn is_form(list: &List) -> bool {
    let blocks: Vec<&Block> = list.items.iter().flat_map(|item| &item.blocks).collect();
    let parts = labelled::read(&crate::markdown::Text::default(), &blocks);
    parts.iter().any(|part| matches!(part, Part::Request(_)))
}

/// Whether the items of a list are requests, and something is said below one of them.
fn has_operations(list: &List) -> bool {
    let requests = list
        .items
        .iter()
        .filter(|item| !index::item(item).is_empty());
    let (count, more) = requests.fold((0, false), |(count, more), item| {
        (count + 1, more || item.blocks.len() > 1)
    });
    more && count * 2 > list.items.len()
}

/// The blocks of an item, the first of which is its request.
fn item(item: &Item) -> impl Iterator<Item = Read<'_>> {
    let lines = index::item(item)
        .into_iter()
        .map(|entry| entry.line)
        .collect::<Vec<_>>();
    let mut found = (!lines.is_empty()).then_some(Found {
        lines,
        form: Form::Item,
    });
    item.blocks.iter().map(move |block| Read {
        block,
        part: found.take().map_or(Part::Nothing, Part::Request),
    })
}

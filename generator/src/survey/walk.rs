//! The blocks of a page, those inside of others included.

use crate::markdown::{Block, BlockKind, Item, Page, Table};

/// Calls `visit` for each block of a page with the number of its section, outer ones first.
pub(super) fn blocks<'a>(page: &'a Page, visit: &mut impl FnMut(usize, &'a Block)) {
    for (number, section) in page.sections.iter().enumerate() {
        for block in &section.blocks {
            descend(block, number, visit);
        }
    }
}

fn descend<'a>(block: &'a Block, section: usize, visit: &mut impl FnMut(usize, &'a Block)) {
    visit(section, block);
    let inner: Vec<&Block> = match &block.kind {
        BlockKind::Quote(blocks) => blocks.iter().collect(),
        BlockKind::List(list) => list.items.iter().flat_map(|item| &item.blocks).collect(),
        _ => Vec::new(),
    };
    for block in inner {
        descend(block, section, visit);
    }
}

/// The innermost block that holds a byte of the page.
pub(super) fn block_at(page: &Page, offset: usize) -> Option<&Block> {
    let mut found = None;
    blocks(page, &mut |_, block| {
        if block.range.contains(&offset) {
            found = Some(block);
        }
    });
    found
}

/// The table that holds a byte of the page.
pub(super) fn table_at(page: &Page, offset: usize) -> Option<&Table> {
    match &block_at(page, offset)?.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    }
}

/// The innermost item of a list that holds a byte of the page.
pub(super) fn item_at(page: &Page, offset: usize) -> Option<&Item> {
    let mut found = None;
    blocks(page, &mut |_, block| {
        if let BlockKind::List(list) = &block.kind {
            let mut items = list.items.iter();
            found = items.find(|item| item.range.contains(&offset)).or(found);
        }
    });
    found
}

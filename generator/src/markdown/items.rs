//! Items of lists, nested as writers mean them.

use super::{Block, BlockKind, Item, List};

/// The items of a list that is still open.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// Those that are complete.
    pub(super) all: Vec<Item>,
    /// How far from the beginning of its line the first one stands.
    column: Option<usize>,
}

/// Whether the items of a list are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// `1.`
    Given,
    /// `-`
    Absent,
}

impl Items {
    /// Adds an item that stands at a column. One that stands clearly deeper than the first one
    /// belongs below the one before: writers indent by two blanks, which Markdown does not always
    /// take for nesting.
    pub(super) fn add(&mut self, item: Item, column: usize, numbers: Numbers) {
        let first = *self.column.get_or_insert(column);
        let Some(last) = self.all.last_mut().filter(|_| column >= first + 2) else {
            self.all.push(item);
            return;
        };
        last.range.end = last.range.end.max(item.range.end);
        if let Some(Block {
            kind: BlockKind::List(list),
            range,
        }) = last.blocks.last_mut()
        {
            range.end = range.end.max(item.range.end);
            list.items.push(item);
            return;
        }
        let range = item.range.clone();
        let kind = BlockKind::List(List {
            ordered: numbers == Numbers::Given,
            items: vec![item],
        });
        last.blocks.push(Block { kind, range });
    }
}

/// How far from the beginning of its line the first character at or after a place stands.
pub(super) fn column(text: &str, at: usize) -> usize {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    at - line + blanks
}

//! Several requests for one thing: a list whose items are nothing but requests of one method.
//!
//! An overview of operations looks the same: whether anything follows that describes them is not
//! known here.

use super::{Form, Found, index};
use crate::markdown::{Block, BlockKind};

/// Reads a list.
pub(crate) fn read(block: &Block) -> Option<Found> {
    let BlockKind::List(list) = &block.kind else {
        return None;
    };
    let entries = index::read(block);
    let method = entries.first()?.line.method;
    let alone = entries
        .iter()
        .all(|entry| entry.description.is_none() && entry.line.method == method);
    let every = list.items.iter().all(|item| {
        let bare = item.blocks.len() == 1;
        bare && entries.iter().any(|entry| entry.start == item.range.start)
    });
    (alone && every).then(|| Found {
        lines: entries.into_iter().map(|entry| entry.line).collect(),
        form: Form::Line,
    })
}

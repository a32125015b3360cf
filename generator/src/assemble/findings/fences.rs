//! Fenced code blocks that take in the rest of the page.

use std::ops::Range;

use crate::diag::{Diagnostic, Rule};
use crate::markdown::{Block, BlockKind, Page};

/// Reports fences that nothing closes.
pub(super) fn report(page: &Page, text: &str, found: &mut Vec<Diagnostic>) {
    let blocks = page.sections.iter().flat_map(|section| &section.blocks);
    let mut open = Vec::new();
    blocks.for_each(|block| unclosed(block, &mut open));
    for (block, length) in open {
        let (message, help) = if text
            .get(block.end..)
            .is_none_or(|rest| rest.trim().is_empty())
        {
            (
                "this code block is never closed: all that follows is code",
                "put a line with the same fence after the code",
            )
        } else {
            (
                "this code block ends with the item or quote that it stands in, before its closing fence",
                "indent the code and the closing fence as far as the opening one",
            )
        };
        let opening = block.start..block.start + length;
        let span = page.span(opening);
        found.push(Diagnostic::new(Rule::UnclosedFence, span, message).help(help));
    }
}

/// The blocks without a closing fence, with the lengths of their opening ones.
fn unclosed(block: &Block, open: &mut Vec<(Range<usize>, usize)>) {
    match &block.kind {
        BlockKind::Code(code) => {
            open.extend(
                code.open_fence()
                    .map(|length| (block.range.clone(), length)),
            );
        }
        BlockKind::List(list) => {
            let blocks = list.items.iter().flat_map(|item| &item.blocks);
            blocks.for_each(|block| unclosed(block, open));
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| unclosed(block, open)),
        _ => {}
    }
}

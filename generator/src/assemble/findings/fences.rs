//! Fenced code blocks that take in the rest of the page.

use std::ops::Range;

use super::Picture;
use crate::diag::{Diagnostic, Rule};
use crate::markdown::{Block, BlockKind};

/// Reports fences that nothing closes.
pub(super) fn report(picture: &Picture<'_>, found: &mut Vec<Diagnostic>) {
    for (number, read) in picture.pages.iter().enumerate() {
        let text = picture.text(number);
        let blocks = read
            .page
            .sections
            .iter()
            .flat_map(|section| &section.blocks);
        let mut open = Vec::new();
        blocks.for_each(|block| unclosed(block, text, &mut open));
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
            if let Some(span) = picture.span(number, opening) {
                found.push(Diagnostic::new(Rule::UnclosedFence, span, message).help(help));
            }
        }
    }
}

/// The blocks without a closing fence, with the lengths of their opening ones.
fn unclosed(block: &Block, text: &str, open: &mut Vec<(Range<usize>, usize)>) {
    match &block.kind {
        BlockKind::Code(_) => {
            let shown = text.get(block.range.clone()).unwrap_or_default();
            let fence = fence(shown);
            if fence.len() >= 3 && !is_closed(shown, fence) {
                open.push((block.range.clone(), fence.len()));
            }
        }
        BlockKind::List(list) => {
            let blocks = list.items.iter().flat_map(|item| &item.blocks);
            blocks.for_each(|block| unclosed(block, text, open));
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| unclosed(block, text, open)),
        _ => {}
    }
}

/// The fence at the beginning of a text; empty where there is none.
fn fence(text: &str) -> &str {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'));
    let length = mark.map_or(0, |mark| text.len() - text.trim_start_matches(mark).len());
    &text[..length]
}

/// Whether the last line is a fence as well, quote marks before it left out.
fn is_closed(text: &str, opening: &str) -> bool {
    let mut lines = text.trim_end().lines();
    let (Some(_), Some(last)) = (lines.next(), lines.next_back()) else {
        return false;
    };
    let last = last.trim_start_matches(['>', ' ', '\t']).trim_end();
    last.starts_with(opening) && fence(last).len() == last.len()
}

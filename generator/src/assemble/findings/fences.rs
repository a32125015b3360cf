//! Fenced code blocks that take in the rest of the page.

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
        for (start, length) in open {
            if let Some(span) = picture.span(number, start..start + length) {
                let message = "this code block is never closed: all that follows is code";
                let help = "put a line with the same fence after the code";
                found.push(Diagnostic::new(Rule::UnclosedFence, span, message).help(help));
            }
        }
    }
}

/// Start and length of the opening fences without a closing one.
fn unclosed(block: &Block, text: &str, open: &mut Vec<(usize, usize)>) {
    match &block.kind {
        BlockKind::Code(_) => {
            let shown = text.get(block.range.clone()).unwrap_or_default();
            let fence = fence(shown);
            if fence.len() >= 3 && !is_closed(shown, fence) {
                open.push((block.range.start, fence.len()));
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

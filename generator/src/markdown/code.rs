//! Code blocks, each byte of which knows where it stands in the page.

use std::ops::Range;

use super::edited::{Edited, Origin};
use super::text::Piece;
use crate::few;

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The words after the opening fence; empty for indented blocks.
    pub info: String,
    /// The text without fence and indentation, lines ended by `\n`.
    pub text: String,
    /// Where pieces of the text stand in the page, in order.
    chunks: Vec<Chunk>,
    /// The length of the opening fence, where nothing closes it.
    open_fence: Option<usize>,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Chunk {
    /// Its first byte in the text.
    at: usize,
    /// Its place in the page.
    page: Range<usize>,
    origin: Origin,
}

impl Code {
    /// A block that has no text yet.
    pub(super) const fn new(info: String) -> Self {
        Self {
            info,
            text: String::new(),
            chunks: Vec::new(),
            open_fence: None,
        }
    }

    /// A block between fences that has no text yet, with all of its lines as the parser sees them.
    pub(super) fn fenced(info: String, shown: &str) -> Self {
        let fence = fence(shown);
        let open = fence.len() >= 3 && !is_closed(shown, fence);
        let within = shown.len().saturating_sub(info.len() + 2 * fence.len());
        Self {
            text: String::with_capacity(within),
            open_fence: open.then_some(fence.len()),
            ..Self::new(info)
        }
    }

    /// The length of the opening fence, where nothing closes it.
    pub(crate) const fn open_fence(&self) -> Option<usize> {
        self.open_fence
    }

    /// Code within a line as a block.
    pub fn inline(piece: &Piece) -> Self {
        let ticks = piece.range.len().saturating_sub(piece.text.len()) / 2;
        let start = piece.range.start + ticks;
        Self {
            info: String::new(),
            text: piece.text.clone(),
            chunks: vec![Chunk {
                at: 0,
                page: start..piece.range.end - ticks,
                origin: Origin::Copied,
            }],
            open_fence: None,
        }
    }

    /// Adds a text that the parser found at a place.
    pub(super) fn append(&mut self, text: &str, range: Range<usize>, places: &Edited) {
        for (after, page, origin) in places.places(range) {
            let at = self.text.len() + after;
            let chunk = Chunk { at, page, origin };
            let goes_on = self.chunks.last().is_some_and(|last| last.reaches(&chunk));
            if after < text.len() && !goes_on {
                few::push(&mut self.chunks, chunk);
            }
        }
        self.text.push_str(text);
    }

    /// The place in the page of a byte of the text.
    pub fn offset(&self, position: usize) -> usize {
        match self.chunk(position) {
            Some(chunk) => chunk.within(position),
            None => 0,
        }
    }

    /// The place in the page of a stretch of the text.
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.offset(range.start);
        let last = range.end.saturating_sub(1);
        let end = match self.chunk(last) {
            _ if range.is_empty() => start,
            Some(chunk) if chunk.origin == Origin::PutIn => chunk.page.end,
            Some(chunk) => chunk.within(last) + 1,
            None => start,
        };
        start..end.max(start)
    }

    fn chunk(&self, position: usize) -> Option<&Chunk> {
        let after = self.chunks.partition_point(|chunk| chunk.at <= position);
        self.chunks.get(after.saturating_sub(1))
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

impl Chunk {
    /// Whether what this one says of the text after it is what the next one says.
    fn reaches(&self, next: &Self) -> bool {
        let copied = [self, next].map(|it| it.origin) == [Origin::Copied; 2];
        copied && self.within(next.at) == next.page.start
    }

    /// The place in the page of a byte of the text.
    fn within(&self, position: usize) -> usize {
        match self.origin {
            Origin::Copied => self.page.start + position.saturating_sub(self.at),
            Origin::PutIn => self.page.start,
        }
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

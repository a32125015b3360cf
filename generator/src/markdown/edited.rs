//! Text that is changed in places and still knows where each of its bytes stands in the page.
//!
//! What comes in: the text of a page, then edits, step by step. What goes out: the text as the
//! parser shall see it, and for every stretch of it the place in the page. An edit never changes
//! what an earlier step said about places.

use std::ops::Range;

/// A change of one stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// What is replaced; empty where text is put in.
    pub(super) range: Range<usize>,
    /// What stands there afterwards.
    pub(super) text: String,
}

/// A text with the places of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edited {
    text: String,
    /// In order; each reaches down to the next one.
    parts: Vec<Part>,
}

/// A part of the text that comes from one place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// Its first byte in the text.
    at: usize,
    /// Its place in the page.
    page: Range<usize>,
    /// Whether it stands in the page byte by byte, or for that place as a whole.
    origin: Origin,
}

/// Where a part of the text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// It stands in the page as it is.
    Copied,
    /// It stands for something in the page as a whole.
    PutIn,
}

impl Edit {
    /// Takes a stretch out.
    pub(super) fn remove(range: Range<usize>) -> Self {
        Self::replace(range, "")
    }

    /// Puts a text where another one stands.
    pub(super) fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            range,
            text: text.into(),
        }
    }

    /// Puts a text in.
    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at..at, text)
    }
}

impl Edited {
    /// A page in which nothing is changed yet.
    pub(super) fn new(page: &str) -> Self {
        Self {
            text: page.to_owned(),
            parts: vec![Part {
                at: 0,
                page: 0..page.len(),
                origin: Origin::Copied,
            }],
        }
    }

    /// The text as it is now.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Makes changes. One that overlaps an earlier one is left out.
    pub(super) fn apply(self, mut edits: Vec<Edit>) -> Self {
        if edits.is_empty() {
            return self;
        }
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut next = Self {
            text: String::with_capacity(self.text.len()),
            parts: Vec::with_capacity(self.parts.len()),
        };
        let mut done = 0;
        for edit in edits {
            if edit.range.start < done || self.text.get(edit.range.clone()).is_none() {
                continue;
            }
            self.copy(done..edit.range.start, &mut next);
            if !edit.text.is_empty() {
                next.parts.push(Part {
                    at: next.text.len(),
                    page: self.page(edit.range.clone()),
                    origin: Origin::PutIn,
                });
                next.text.push_str(&edit.text);
            }
            done = edit.range.end;
        }
        self.copy(done..self.text.len(), &mut next);
        next
    }

    /// The place in the page of a stretch of the text.
    pub(super) fn page(&self, range: Range<usize>) -> Range<usize> {
        let start = self.start(range.start);
        if range.is_empty() {
            return start..start;
        }
        start..self.end(range.end).max(start)
    }

    /// The parts of a stretch: how far from its beginning each starts, where in the page that is,
    /// and whether it stands there byte by byte.
    pub(super) fn places(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = (usize, Range<usize>, Origin)> {
        let start = range.start;
        let first = self.part(start);
        let parts = self.parts.get(first..).unwrap_or_default().iter();
        parts
            .take_while(move |part| part.at < range.end)
            .map(move |part| {
                let skipped = start.saturating_sub(part.at);
                let within = match part.origin {
                    Origin::Copied => skipped,
                    Origin::PutIn => 0,
                };
                let page = part.page.start + within..part.page.end;
                (part.at.max(start) - start, page, part.origin)
            })
    }

    fn start(&self, at: usize) -> usize {
        let Some(part) = self.parts.get(self.part(at)) else {
            return 0;
        };
        match part.origin {
            Origin::Copied => (part.page.start + at.saturating_sub(part.at)).min(part.page.end),
            Origin::PutIn if at >= self.text.len() => part.page.end,
            Origin::PutIn => part.page.start,
        }
    }

    /// The place after the last byte of what ends at a place of the text.
    fn end(&self, at: usize) -> usize {
        let last = at.saturating_sub(1);
        let Some(part) = self.parts.get(self.part(last)) else {
            return 0;
        };
        match part.origin {
            Origin::Copied => (part.page.start + last + 1 - part.at).min(part.page.end),
            Origin::PutIn => part.page.end,
        }
    }

    /// The number of the part in which a byte of the text stands.
    fn part(&self, at: usize) -> usize {
        let after = self.parts.partition_point(|part| part.at <= at);
        after.saturating_sub(1)
    }

    fn copy(&self, range: Range<usize>, next: &mut Self) {
        let Some(text) = self.text.get(range.clone()) else {
            return;
        };
        if text.is_empty() {
            return;
        }
        let first = self.part(range.start);
        for (number, part) in self.parts.iter().enumerate().skip(first) {
            if part.at >= range.end {
                break;
            }
            let end = self.parts.get(number + 1).map_or(self.text.len(), |p| p.at);
            let (from, to) = (part.at.max(range.start), end.min(range.end));
            if from >= to {
                continue;
            }
            let page = match part.origin {
                Origin::PutIn => part.page.clone(),
                Origin::Copied => part.page.start + from - part.at..part.page.start + to - part.at,
            };
            next.parts.push(Part {
                at: next.text.len() + from - range.start,
                page,
                origin: part.origin,
            });
        }
        next.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, Edited};

    #[test]
    fn every_step_keeps_the_places() {
        let page = "a <b>bold</b>\r\nc\r\n";
        let text = Edited::new(page);
        let text = text.apply(vec![Edit::remove(13..14), Edit::remove(16..17)]);
        assert_eq!(text.text(), "a <b>bold</b>\nc\n");
        let text = text.apply(vec![Edit::replace(2..5, "**"), Edit::replace(9..13, "**")]);
        assert_eq!(text.text(), "a **bold**\nc\n");
        let place = |part: &str| {
            let at = text.text().find(part).unwrap();
            &page[text.page(at..at + part.len())]
        };
        assert_eq!(place("a"), "a");
        assert_eq!(place("bold"), "bold");
        assert_eq!(place("**bold**"), "<b>bold</b>");
        assert_eq!(place("c"), "c");
        assert_eq!(place("\nc"), "\nc");
    }

    #[test]
    fn a_change_that_overlaps_is_left_out() {
        let text = Edited::new("abcd");
        let text = text.apply(vec![Edit::replace(1..3, "x"), Edit::remove(2..4)]);
        assert_eq!(text.text(), "axd");
    }

    #[test]
    fn what_is_put_in_stands_for_what_was_there() {
        let text = Edited::new("ab&lt;c").apply(vec![Edit::replace(2..6, "<")]);
        let places = text.places(1..4).map(|(at, page, _)| (at, page));
        assert_eq!(
            places.collect::<Vec<_>>(),
            [(0, 1..2), (1, 2..6), (2, 6..7)]
        );
        assert_eq!(text.page(2..3), 2..6);
        assert_eq!(Edited::new("").page(0..0), 0..0);
    }
}

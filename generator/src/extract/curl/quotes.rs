//! Quotes that a command opens on one line and closes on another.
//!
//! What comes in: the lines of a command, one after the other. What goes out: whether a body goes
//! on in the next one. What stands in the quotes is not read here.

use std::ops::Range;

/// The single quotes of a command, line by line.
#[derive(Default)]
pub(super) struct Quotes {
    open: bool,
    last: usize,
}

impl Quotes {
    /// Goes on with a line.
    pub(super) fn read(&mut self, text: &str, line: Range<usize>) {
        for (at, _) in text[line.clone()].match_indices('\'') {
            self.open = !self.open;
            self.last = line.start + at;
        }
    }

    /// Whether a single-quoted text that begins like JSON is still open.
    pub(super) fn open_body(&self, text: &str) -> bool {
        self.open
            && text
                .get(self.last + 1..)
                .is_some_and(|body| body.trim_start().starts_with(['{', '[']))
    }
}

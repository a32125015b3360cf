//! The lines that a layout writes.
//!
//! What comes in: one line after the other, with the groups that begin and end in it. What goes
//! out: text, in which the line breaks where it has to.

use super::layout::{Break, Breaks, Event, What, When};

/// How long a line may be.
const MARGIN: isize = 89;
/// How much room a line has at least, however deep it is indented.
const MIN_SPACE: isize = 60;

/// A group that is begun and not ended.
#[derive(Debug, Clone, Copy)]
enum Frame {
    Fits,
    Broken(isize, Breaks),
}

/// Text that is written, and where the next line begins.
#[derive(Debug)]
pub(super) struct Lines {
    out: String,
    /// How much farther the next line is indented, if it is not begun.
    owed: Option<isize>,
    frames: Vec<Frame>,
    indent: isize,
    space: isize,
    /// Blanks before the next word, so that none end a line.
    blanks: usize,
}

/// The lines of items, each of which begins a line.
impl Default for Lines {
    fn default() -> Self {
        Self {
            out: String::new(),
            owed: None,
            frames: vec![Frame::Broken(0, Breaks::Together)],
            indent: 0,
            space: MARGIN,
            blanks: 0,
        }
    }
}

impl Lines {
    /// The text with the end of its last line.
    pub(super) fn finish(mut self) -> String {
        if self.owed.is_some() {
            self.out.push('\n');
        }
        self.out
    }

    /// Moves the next line.
    pub(super) fn offset(&mut self, offset: isize) {
        self.owed = self.owed.map(|owed| owed + offset);
    }

    pub(super) fn length(&self) -> usize {
        self.out.len()
    }

    /// Another text from a place on, at the outermost level.
    pub(super) fn with_end(self, length: usize, text: &str) -> Self {
        let mut out = self.out;
        out.truncate(length);
        if length > 0 {
            out.push('\n');
        }
        out.push_str(text.trim_end_matches('\n'));
        Self {
            out,
            owed: Some(0),
            ..Self::default()
        }
    }

    pub(super) fn empty(&mut self) {
        self.out.push('\n');
    }

    /// Begins a line, and says whether so many characters fit in it.
    pub(super) fn fits(&mut self, length: usize) -> bool {
        self.begin_line();
        isize::try_from(length).is_ok_and(|length| length <= self.space)
    }

    fn begin_line(&mut self) {
        if let Some(offset) = self.owed.take() {
            self.out.push('\n');
            let indent = self.indent + offset;
            self.blanks = usize::try_from(indent).unwrap_or(0);
            self.space = (MARGIN - indent).max(MIN_SPACE);
        }
    }

    /// The line as it is, with its effect on what is open.
    pub(super) fn copy(&mut self, line: &str, events: &[Event]) {
        let line = line.trim_end_matches(' ');
        if !line.is_empty() {
            indent(&mut self.out, &mut self.blanks);
            self.out.push_str(line);
        }
        let mut open = 0;
        for event in events {
            match event.what {
                What::Begin(..) => open += 1,
                What::End if open > 0 => open -= 1,
                What::End => {
                    if let Some(Frame::Broken(indent, _)) = self.frames.pop() {
                        self.indent = indent;
                    }
                }
                What::Break(_) | What::Wide => {}
            }
        }
        if open > 0 {
            self.keep_open(events);
        }
        self.owed = Some(0);
    }

    /// Makes frames of the last groups that are begun in the line and not ended.
    fn keep_open(&mut self, events: &[Event]) {
        let mut depth = 0;
        let mut kept = Vec::new();
        for event in events.iter().rev() {
            match event.what {
                What::End => depth += 1,
                What::Begin(..) if depth > 0 => depth -= 1,
                What::Begin(offset, breaks) => kept.push((offset, breaks)),
                What::Break(_) | What::Wide => {}
            }
        }
        for (offset, breaks) in kept.into_iter().rev() {
            self.frames.push(Frame::Broken(self.indent, breaks));
            self.indent += offset;
        }
    }

    /// The line in as many lines as it takes, once everything in it has its size.
    pub(super) fn print(&mut self, line: &str, events: &[Event]) {
        self.begin_line();
        let mut done = 0;
        for event in events {
            self.print_text(&line[done..event.at]);
            done = event.at;
            match event.what {
                What::Begin(offset, breaks) => self.print_begin(offset, breaks, event.size),
                What::End => {
                    if let Some(Frame::Broken(indent, _)) = self.frames.pop() {
                        self.indent = indent;
                    }
                }
                What::Break(place) => {
                    done += usize::from(place.blank);
                    self.print_break(place, event.size);
                }
                What::Wide => {}
            }
        }
        self.print_text(&line[done..]);
        self.blanks = 0;
        self.owed = Some(0);
    }

    fn print_text(&mut self, text: &str) {
        if !text.is_empty() {
            indent(&mut self.out, &mut self.blanks);
            self.out.push_str(text);
            self.space -= text.len() as isize;
        }
    }

    fn print_begin(&mut self, offset: isize, breaks: Breaks, size: isize) {
        if size > self.space {
            self.frames.push(Frame::Broken(self.indent, breaks));
            self.indent += offset;
        } else {
            self.frames.push(Frame::Fits);
        }
    }

    fn print_break(&mut self, place: Break, size: isize) {
        let fits = match (place.when, self.frames.last()) {
            (When::Never, _) | (_, Some(Frame::Fits)) => true,
            (_, Some(Frame::Broken(_, Breaks::Together))) => false,
            (_, Some(Frame::Broken(_, Breaks::Apart)) | None) => size <= self.space,
        };
        if fits {
            self.blanks += usize::from(place.blank);
            self.space -= isize::from(place.blank);
            if let Some(instead) = place.instead {
                self.print_text(instead.encode_utf8(&mut [0; 4]));
            }
            return;
        }
        if let Some(before) = place.before {
            self.print_text(before.encode_utf8(&mut [0; 4]));
        }
        self.owed = Some(place.offset);
        self.blanks = 0;
        self.begin_line();
        if let Some(after) = place.after {
            self.print_text(after.encode_utf8(&mut [0; 4]));
        }
    }
}

/// Writes the blanks before a word.
fn indent(out: &mut String, blanks: &mut usize) {
    const SOME: &str = "                                ";
    while *blanks > 0 {
        let now = SOME.len().min(*blanks);
        out.push_str(&SOME[..now]);
        *blanks -= now;
    }
}

//! Where lines break.
//!
//! What comes in: words, and between them groups and places where a line may break. What goes
//! out: lines. A group stays on one line if it fits there with what follows it up to the next
//! place. The rules are those of prettyplease, sizes and margins included, so that its output is
//! ours; nothing here knows Rust.
//!
//! A whole line is collected before any of it is decided. Most lines fit, and are copied as they
//! are.

use super::lines::Lines;

/// One level of indentation.
pub(super) const INDENT: isize = 4;
/// The size of what never fits.
const INFINITE: isize = 0xffff;

/// Whether the places of a group break all together or each for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    Together,
    Apart,
}

/// A place where a line may break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Break {
    /// The blank there if the line goes on.
    pub blank: bool,
    /// How much farther the next line is indented than the group says.
    pub offset: isize,
    /// What ends the line if it breaks.
    pub before: Option<char>,
    /// What begins the next line if it breaks.
    pub after: Option<char>,
    /// What stands there if the line goes on.
    pub instead: Option<char>,
    /// When it breaks.
    pub when: When,
}

/// When a line breaks at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum When {
    #[default]
    Needed,
    Always,
    Never,
}

/// What is at a place of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Begin(isize, Breaks),
    End,
    Break(Break),
    /// The group that ends here does not fit, whatever its size.
    Wide,
}

/// Something that happens in a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    pub what: What,
    /// Where it is in the line.
    pub at: usize,
    /// How far it is from here to where the group or the line may end.
    pub size: isize,
}

/// A place in the line that is being collected.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    events: usize,
    at: usize,
}

/// Collects lines, and writes them.
#[derive(Debug, Default)]
pub(super) struct Layout {
    lines: Lines,
    /// The line that is being collected, as if it did not break.
    line: String,
    events: Vec<Event>,
    /// Whether something in the line is more than a place that breaks if needed.
    odd: bool,
    /// Places in `events` of what has no size yet.
    open: Vec<usize>,
}

impl Layout {
    /// What was written, with the end of its last line.
    pub(super) fn finish(mut self) -> String {
        self.end_line();
        self.lines.finish()
    }

    /// A line of a text that is formatted already, one level deeper.
    pub(super) fn line(&mut self, line: &str) {
        if line.is_empty() {
            self.empty_line();
            return;
        }
        self.line.extend([' '; INDENT as usize]);
        self.line.push_str(line);
        self.end_line();
    }

    pub(super) fn word(&mut self, word: &str) {
        self.line.push_str(word);
    }

    pub(super) fn begin(&mut self, offset: isize, breaks: Breaks) {
        self.event(What::Begin(offset, breaks));
    }

    pub(super) fn end(&mut self) {
        if let Some([before, last]) = self.events.last_chunk() {
            // A group that holds nothing is none.
            let is_empty = before.at == last.at && last.at == self.line.len();
            if is_empty
                && matches!(before.what, What::Begin(..))
                && matches!(last.what, What::Break(place) if !place.blank)
            {
                self.events.truncate(self.events.len() - 2);
                return;
            }
        }
        self.event(What::End);
    }

    /// Ends a group that breaks if it is wider than this.
    pub(super) fn end_within(&mut self, width: usize, begin: Mark) {
        if self.line.len() - begin.at > width {
            self.odd = true;
            self.event(What::Wide);
        }
        self.event(What::End);
    }

    pub(super) fn may_break(&mut self, place: Break) {
        self.odd |= place.instead.is_some() || place.when == When::Always;
        self.event(What::Break(place));
        if place.blank {
            self.line.push(' ');
        }
    }

    /// A place without a blank.
    pub(super) fn gap(&mut self) {
        self.may_break(Break::default());
    }

    /// A blank where the line may break.
    pub(super) fn space(&mut self) {
        self.may_break(Break {
            blank: true,
            ..Break::default()
        });
    }

    /// A place where the line never breaks, which ends what comes before it.
    pub(super) fn never(&mut self) {
        self.may_break(Break {
            when: When::Never,
            ..Break::default()
        });
    }

    /// The end of a line inside of a group.
    pub(super) fn always(&mut self) {
        self.may_break(Break {
            when: When::Always,
            ..Break::default()
        });
    }

    /// Moves the line after the last place.
    pub(super) fn offset(&mut self, offset: isize) {
        match self.events.last_mut().map(|event| &mut event.what) {
            Some(What::Break(place)) => place.offset += offset,
            Some(_) => {}
            None => self.lines.offset(offset),
        }
    }

    /// This place, for what is begun there later.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            events: self.events.len(),
            at: self.line.len(),
        }
    }

    /// Begins a group at an earlier place.
    pub(super) fn begin_at(&mut self, mark: Mark, offset: isize, breaks: Breaks) {
        self.insert(mark, What::Begin(offset, breaks));
    }

    /// Ends a group at an earlier place.
    pub(super) fn end_at(&mut self, mark: Mark) {
        self.insert(mark, What::End);
    }

    /// Lets the line break at an earlier place, which may not have a blank.
    pub(super) fn may_break_at(&mut self, mark: Mark, place: Break) {
        self.odd |= place.instead.is_some();
        self.insert(mark, What::Break(place));
    }

    /// Indents the lines of a group in another way.
    pub(super) fn move_group(&mut self, mark: Mark, by: isize) {
        if let Some(What::Begin(offset, _)) = self
            .events
            .get_mut(mark.events)
            .map(|event| &mut event.what)
        {
            *offset += by;
        }
    }

    fn insert(&mut self, mark: Mark, what: What) {
        let event = Event {
            what,
            at: mark.at,
            size: 0,
        };
        self.events
            .insert(mark.events.min(self.events.len()), event);
    }

    fn event(&mut self, what: What) {
        self.events.push(Event {
            what,
            at: self.line.len(),
            size: 0,
        });
    }

    /// Ends a line. All groups that are open have lines of their own inside.
    pub(super) fn end_line(&mut self) {
        if self.events.is_empty() && self.line.is_empty() {
            return;
        }
        if self.odd || !self.lines.fits(self.line.len()) {
            self.measure();
            self.lines.print(&self.line, &self.events);
        } else {
            self.lines.copy(&self.line, &self.events);
        }
        self.line.clear();
        self.events.clear();
        self.odd = false;
    }

    /// How long it is what was written, the line end that is owed aside.
    pub(super) fn length(&self) -> usize {
        self.lines.length()
    }

    /// Puts lines of a text that is formatted already in place of all that was written since, at
    /// the outermost level.
    pub(super) fn replace(&mut self, length: usize, text: &str) {
        let lines = std::mem::take(self).lines;
        self.lines = lines.with_end(length, text);
    }

    /// An empty line before the next one.
    pub(super) fn empty_line(&mut self) {
        self.lines.empty();
    }

    /// Gives every group and place its size.
    fn measure(&mut self) {
        let mut beyond = 0;
        for index in 0..self.events.len() {
            let Event { what, at, .. } = self.events[index];
            let total = at as isize + beyond;
            match what {
                What::Begin(..) => self.opened(index, total),
                What::End => self.open.push(index),
                What::Break(place) => {
                    self.close(total);
                    self.opened(index, total);
                    if place.when == When::Always {
                        beyond += INFINITE;
                    }
                }
                What::Wide => beyond += INFINITE,
            }
        }
        self.close(self.line.len() as isize + beyond);
        // What is open still has the end of the line inside.
        for index in self.open.drain(..) {
            self.events[index].size = INFINITE;
        }
    }

    fn opened(&mut self, index: usize, total: isize) {
        self.events[index].size = -total;
        self.open.push(index);
    }

    /// Gives their size to the groups that have ended, and to the last place before them.
    fn close(&mut self, total: isize) {
        let mut depth = 0_usize;
        while let Some(index) = self.open.pop() {
            let event = &mut self.events[index];
            match event.what {
                What::Begin(..) if depth == 0 => {
                    self.open.push(index);
                    break;
                }
                What::Begin(..) => {
                    event.size += total;
                    depth -= 1;
                }
                What::End => depth += 1,
                What::Break(_) | What::Wide => {
                    event.size += total;
                    if depth == 0 {
                        break;
                    }
                }
            }
        }
    }
}

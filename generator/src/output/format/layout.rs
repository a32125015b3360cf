//! Where lines break.
//!
//! What comes in: words, and between them groups and places where a line may break. What goes
//! out: lines. A group stays on one line if it fits there with what follows it up to the next
//! place. The rules are those of prettyplease, sizes and margins included, so that its output is
//! ours; nothing here knows Rust.
//!
//! A whole line is collected before any of it is decided. Most lines fit, and are copied as they
//! are.

/// How long a line may be.
const MARGIN: isize = 89;
/// How much room a line has at least, however deep it is indented.
const MIN_SPACE: isize = 60;
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Begin(isize, Breaks),
    End,
    Break(Break),
    /// The group that ends here does not fit, whatever its size.
    Wide,
}

#[derive(Debug, Clone, Copy)]
struct Event {
    what: What,
    /// Where it is in the line.
    at: usize,
    /// How far it is from here to where the group or the line may end.
    size: isize,
}

/// A group that is begun and not ended.
#[derive(Debug, Clone, Copy)]
enum Frame {
    Fits,
    Broken(isize, Breaks),
}

/// A place in the line that is being collected.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    events: usize,
    at: usize,
}

/// Collects lines, and writes them.
#[derive(Debug)]
pub(super) struct Layout {
    out: String,
    /// The line that is being collected, as if it did not break.
    line: String,
    events: Vec<Event>,
    /// Whether something in the line is more than a place that breaks if needed.
    odd: bool,
    /// The offset of the line end that comes before the line.
    owed: Option<isize>,
    frames: Vec<Frame>,
    indent: isize,
    space: isize,
    /// Blanks before the next word, so that none end a line.
    blanks: usize,
    /// Places in `events` of what has no size yet.
    open: Vec<usize>,
}

/// A layout for items, each of which begins a line.
impl Default for Layout {
    fn default() -> Self {
        Self {
            out: String::new(),
            line: String::new(),
            events: Vec::new(),
            odd: false,
            owed: None,
            frames: vec![Frame::Broken(0, Breaks::Together)],
            indent: 0,
            space: MARGIN,
            blanks: 0,
            open: Vec::new(),
        }
    }
}

impl Layout {
    /// What was written, with the end of its last line.
    pub(super) fn finish(mut self) -> String {
        self.end_line();
        if self.owed.is_some() {
            self.out.push('\n');
        }
        self.out
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
            None => self.owed = self.owed.map(|owed| owed + offset),
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
        self.begin_line();
        let fits = !self.odd && self.line.len() as isize <= self.space;
        if fits {
            self.copy();
        } else {
            self.measure();
            self.print();
        }
        self.line.clear();
        self.events.clear();
        self.odd = false;
        self.owed = Some(0);
    }

    /// How long it is what was written, the line end that is owed aside.
    pub(super) fn length(&self) -> usize {
        self.out.len()
    }

    /// Puts lines of a text that is formatted already in place of all that was written since, at
    /// the outermost level.
    pub(super) fn replace(&mut self, length: usize, text: &str) {
        let mut before = std::mem::take(self).out;
        before.truncate(length);
        self.out = before;
        if length > 0 {
            self.out.push('\n');
        }
        self.out.push_str(text.trim_end_matches('\n'));
        self.owed = Some(0);
    }

    /// An empty line before the next one.
    pub(super) fn empty_line(&mut self) {
        self.out.push('\n');
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
    fn copy(&mut self) {
        let line = self.line.trim_end_matches(' ');
        if !line.is_empty() {
            indent(&mut self.out, &mut self.blanks);
            self.out.push_str(line);
        }
        let mut open = 0;
        for event in &self.events {
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
            self.keep_open(open);
        }
    }

    /// Makes frames of the last groups that are begun in the line and not ended.
    fn keep_open(&mut self, count: usize) {
        let mut depth = 0;
        let mut kept = Vec::with_capacity(count);
        for event in self.events.iter().rev() {
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

    fn print(&mut self) {
        let line = std::mem::take(&mut self.line);
        let events = std::mem::take(&mut self.events);
        let mut done = 0;
        for event in &events {
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
        // They are used again.
        (self.line, self.events) = (line, events);
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
    out.extend(std::iter::repeat_n(' ', *blanks));
    *blanks = 0;
}

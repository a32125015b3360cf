//! What is code on a page, and what comments hide, before it is parsed.
//!
//! What comes in: text with `\n` as line end. What goes out: stretches of it that are code or
//! comments, in order and apart from each other. Tags inside of them mean nothing. It looks at
//! lines and backticks only, so that it takes time in proportion to the text.

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::{memchr3, memmem};

use super::line;
use crate::source::line_starts;

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A fenced block of code, with its fences.
    Fence,
    /// A block of code that is set apart by its indentation.
    Indented,
    /// Code between backticks.
    Span,
    /// A block of code in HTML, with its tags.
    Pre,
    /// A comment that people do not see, with its marks.
    Comment,
}

/// A stretch of text that is no running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region {
    /// What it is.
    pub(super) kind: Kind,
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
}

/// The regions of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Scan {
    regions: Vec<Region>,
    /// Where lines begin.
    lines: Vec<usize>,
    /// From which line on the innermost item of a list begins its text at which column.
    columns: Vec<(usize, usize)>,
    length: usize,
}

/// No person nests lists deeper.
const MOST_ITEMS: usize = 32;

/// No person writes longer runs of backticks around code.
const MOST_BACKTICKS: usize = 16;

/// The marks around comments and around code in HTML.
const MARKS: &[(&str, &str, Kind)] = &[
    ("<!--", "-->", Kind::Comment),
    ("{/*", "*/}", Kind::Comment),
    ("<pre>", "</pre>", Kind::Pre),
    ("<pre ", "</pre>", Kind::Pre),
];

impl Scan {
    /// Looks at a text.
    pub(super) fn of(text: &str) -> Self {
        let mut scanner = Scanner {
            text,
            regions: Vec::new(),
            after_blank: true,
            items: Vec::new(),
            columns: Vec::new(),
            paragraph: 0..0,
            unpaired: BTreeSet::new(),
            open_ended: Vec::new(),
        };
        let mut at = 0;
        while at < text.len() {
            at = scanner.line(at);
        }
        Self {
            regions: scanner.regions,
            columns: scanner.columns,
            lines: line_starts(text),
            length: text.len(),
        }
    }

    /// All lines in order, without their ends.
    pub(super) fn lines(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.lines.iter().skip(1).map(|next| next - 1);
        let lines = self.lines.iter().zip(ends.chain([self.length]));
        let lines = lines.map(|(start, end)| *start..end);
        // What follows the last line end is a line only where there is something.
        lines.filter(|line| line.start < self.length)
    }

    /// The line in which a byte stands, without its end.
    pub(super) fn line(&self, at: usize) -> Range<usize> {
        let after = self.lines.partition_point(|start| *start <= at);
        let start = after.checked_sub(1).and_then(|it| self.lines.get(it));
        let next = self.lines.get(after);
        start.copied().unwrap_or_default()..next.map_or(self.length, |next| next - 1)
    }

    /// The column at which the text begins of the item to which a line belongs; 0 outside of lists.
    pub(super) fn column(&self, at: usize) -> usize {
        let after = self.columns.partition_point(|(start, _)| *start <= at);
        let column = after.checked_sub(1).and_then(|it| self.columns.get(it));
        column.map_or(0, |(_, column)| *column)
    }

    /// All regions in order.
    pub(super) fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The region in which a byte stands.
    pub(super) fn region(&self, at: usize) -> Option<&Region> {
        let after = self.regions.partition_point(|it| it.range.start <= at);
        let region = self.regions.get(after.checked_sub(1)?)?;
        (at < region.range.end).then_some(region)
    }

    /// Whether a byte stands in a block of code.
    pub(super) fn is_block(&self, at: usize) -> bool {
        let region = self.region(at);
        region.is_some_and(|region| matches!(region.kind, Kind::Fence | Kind::Indented | Kind::Pre))
    }

    /// Where a mark stands next in running text.
    pub(super) fn find(&self, text: &str, mark: &str, from: usize) -> Option<usize> {
        let mut from = from;
        loop {
            let rest = text.get(from..)?.as_bytes();
            let at = from + memmem::find(rest, mark.as_bytes())?;
            match self.region(at) {
                None => return Some(at),
                Some(region) => from = region.range.end,
            }
        }
    }
}

struct Scanner<'a> {
    text: &'a str,
    regions: Vec<Region>,
    after_blank: bool,
    /// At which columns the texts of the items begin that are open.
    items: Vec<usize>,
    columns: Vec<(usize, usize)>,
    /// The lines that belong together, as far as they were looked at.
    paragraph: Range<usize>,
    /// How many backticks follow on each other nowhere in the rest of these lines.
    unpaired: BTreeSet<usize>,
    /// Marks of comments that nothing closes any more.
    open_ended: Vec<&'static str>,
}

impl Scanner<'_> {
    /// Looks at the line that begins here; answers where to go on, at the beginning of a line.
    fn line(&mut self, start: usize) -> usize {
        let end = line::end(self.text, start);
        let shown = self.text.get(start..end).unwrap_or_default();
        if shown.trim().is_empty() {
            self.after_blank = true;
            return end + 1;
        }
        let indent = line::indent(shown);
        let marker = line::marker(shown.trim_start()).filter(|_| {
            let inner = self.items.last().copied().unwrap_or_default();
            indent < inner + 4
        });
        self.item(start, indent, marker);
        let body = start + line::container(shown);
        if let Some(fence) = line::fence(self.text.get(body..end).unwrap_or_default()) {
            let quoted = shown.trim_start().starts_with('>');
            let last = closing(self.text, end + 1, fence, quoted);
            self.push(Kind::Fence, body..last);
            self.after_blank = false;
            return last + 1;
        }
        if indent >= 4 && self.after_blank && self.items.is_empty() {
            self.push(Kind::Indented, start..end);
            return end + 1;
        }
        self.after_blank = false;
        self.inline(start)
    }

    /// Opens and closes items of lists as a line asks for that stands at a column.
    fn item(&mut self, start: usize, indent: usize, marker: Option<usize>) {
        let before = self.items.last().copied();
        if self.after_blank || marker.is_some() {
            self.items.retain(|column| *column <= indent);
        }
        if let Some(width) = marker
            && self.items.len() < MOST_ITEMS
        {
            self.items.push(indent + width);
        }
        let now = self.items.last().copied();
        if before != now {
            self.columns.push((start, now.unwrap_or_default()));
        }
    }

    /// Looks for spans of code and comments down to the end of a line.
    fn inline(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut end = line::end(self.text, start);
        loop {
            if at > end {
                end = line::end(self.text, at);
            }
            let rest = bytes.get(at..end).unwrap_or_default();
            let Some(found) = memchr3(b'`', b'<', b'{', rest) else {
                return (end + 1).min(bytes.len());
            };
            let before = rest[..found].iter().rev();
            let escapes = before.take_while(|byte| **byte == b'\\').count();
            at += found;
            at = match bytes[at] {
                _ if escapes % 2 == 1 => at + 1,
                b'`' => self.span(at),
                _ => self.marked(at, start).unwrap_or(at + 1),
            };
        }
    }

    /// A span of code, if the backticks here have a partner; answers where to go on.
    fn span(&mut self, at: usize) -> usize {
        let count = run(self.text, at);
        let inside = at + count;
        if !self.paragraph.contains(&at) {
            self.paragraph = at..reach(self.text, at);
            self.unpaired.clear();
        }
        if count > MOST_BACKTICKS || self.unpaired.contains(&count) {
            return inside;
        }
        let end = self.paragraph.end;
        let mut next = inside;
        while let Some(found) = self.text.get(next..end).and_then(|rest| rest.find('`')) {
            let other = run(self.text, next + found);
            if other == count {
                let last = next + found + other;
                self.push(Kind::Span, at..last);
                return last;
            }
            next += found + other;
        }
        self.unpaired.insert(count);
        inside
    }

    /// A comment or a block of code in HTML that begins here; answers where to go on.
    fn marked(&mut self, at: usize, line: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        if rest.starts_with("{%") {
            return self.template_comment(at);
        }
        let (open, close, kind) = MARKS.iter().find(|(open, ..)| rest.starts_with(open))?;
        let found = if self.open_ended.contains(open) {
            None
        } else {
            rest.get(open.len()..)?.find(close)
        };
        let Some(found) = found else {
            self.open_ended.push(open);
            let begins = self.text.get(line..at)?.trim().is_empty();
            // A page that opens a comment on a line of its own and never ends it hides the rest.
            return (begins && *open == "<!--").then(|| {
                self.push(Kind::Comment, at..self.text.len());
                self.text.len()
            });
        };
        let end = at + open.len() + found + close.len();
        self.push(*kind, at..end);
        Some(end)
    }

    /// `{% comment %}…{% endcomment %}`.
    fn template_comment(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let inner = rest.get(2..)?.trim_start_matches(['-', ' ']);
        inner.strip_prefix("comment")?;
        if self.open_ended.contains(&"{%") {
            return None;
        }
        let end = rest.find("endcomment").and_then(|found| {
            let close = rest.get(found..)?.find("%}")?;
            Some(at + found + close + 2)
        });
        let Some(end) = end else {
            self.open_ended.push("{%");
            return None;
        };
        self.push(Kind::Comment, at..end);
        Some(end)
    }

    fn push(&mut self, kind: Kind, range: Range<usize>) {
        match self.regions.last_mut() {
            Some(last)
                if kind == Kind::Indented
                    && last.kind == kind
                    && self
                        .text
                        .get(last.range.end..range.start)
                        .is_some_and(is_blank) =>
            {
                last.range.end = range.end;
            }
            _ => self.regions.push(Region { kind, range }),
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// How many backticks stand here.
fn run(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.len() - rest.trim_start_matches('`').len()
}

/// How far code between backticks may reach: to the end of a table's row, or of the running text.
fn reach(text: &str, at: usize) -> usize {
    if line::is_row(line::at(text, at)) {
        line::end(text, at)
    } else {
        line::paragraph_end(text, at)
    }
}

/// Where the line ends that closes a fence; the end of the text where none does.
fn closing(text: &str, from: usize, fence: &str, quoted: bool) -> usize {
    let mut start = from;
    while start < text.len() {
        let end = line::end(text, start);
        let shown = text.get(start..end).unwrap_or_default();
        if quoted && !shown.trim_start().starts_with('>') {
            return start.saturating_sub(1);
        }
        let indented = |byte: &u8| matches!(byte, b'>' | b' ' | b'\t');
        let indent = shown.bytes().take_while(|byte| indented(byte)).count();
        let shown = shown.get(indent..).unwrap_or_default();
        if shown.starts_with(fence) && shown.trim_end().trim_start_matches(&fence[..1]).is_empty() {
            return end;
        }
        start = end + 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{Kind, Scan};

    fn shown(text: &str) -> Vec<(Kind, &str)> {
        let scan = Scan::of(text);
        let regions = scan.regions().iter();
        let all = regions.map(|region| (region.kind, &text[region.range.clone()]));
        all.collect()
    }

    #[test]
    fn code_and_comments_are_told_apart() {
        use Kind::{Comment, Fence, Indented, Span};
        for (text, expected) in [
            ("a `<!-- b` c -->\n", vec![(Span, "`<!-- b`")]),
            ("```\n<!--\n```\n-->\n", vec![(Fence, "```\n<!--\n```")]),
            (
                "a <!-- ```\n\nb --> c\n",
                vec![(Comment, "<!-- ```\n\nb -->")],
            ),
            (
                "- x\n\n      ~~~ a\n  b\n  ~~~\n",
                vec![(Fence, "~~~ a\n  b\n  ~~~")],
            ),
            ("> ```\n> a\nb\n", vec![(Fence, "```\n> a")]),
            (
                "a\n\n    b <!--\n    c\n\nd\n",
                vec![(Indented, "    b <!--\n    c")],
            ),
            ("- a\n\n    b `c`\n", vec![(Span, "`c`")]),
            ("a ` b\n\nc ` d\n", vec![]),
            ("| a ` |\n| b ` |\n", vec![]),
            ("a ``b`c`` d\n", vec![(Span, "``b`c``")]),
            ("a \\`b` c` d\n", vec![(Span, "` c`")]),
            ("{/* a\n\nb */}\n", vec![(Comment, "{/* a\n\nb */}")]),
            (
                "{%- comment -%} a {% endcomment %} b\n",
                vec![(Comment, "{%- comment -%} a {% endcomment %}")],
            ),
            ("a <!-- b\n", vec![]),
            ("<!-- b\n\nc\n", vec![(Comment, "<!-- b\n\nc\n")]),
            ("``` a ``` b\n", vec![(Span, "``` a ```")]),
            (
                "<pre class=a>\n\n<!-- b\n</pre>\n",
                vec![(Kind::Pre, "<pre class=a>\n\n<!-- b\n</pre>")],
            ),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}

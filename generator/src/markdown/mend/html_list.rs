//! Lists of HTML become those of Markdown: `<ul><li>a</li></ul>` is `- a`.
//!
//! A term of `<dl>` is an item with its description after a dash, as people write parameters.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::scan::{Kind, Scan};
use super::super::tag::{Form, Tag};
use super::definitions;
use super::place::{self, Place};

/// Lists deeper than this are read as if they stood on this level.
const MOST_DEEP: usize = 8;

/// Turns lists into those of Markdown.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let tags = tags(text, scan);
    let mut writer = Writer {
        text,
        scan,
        edits: Vec::new(),
        lists: 0,
        place: None,
        last: Last::Nothing,
    };
    // A list that nothing closes stays as it is.
    let closings = tags
        .iter()
        .rposition(|tag| is_list(tag) && tag.form == Form::Close);
    let tags = tags.get(..closings.map_or(0, |last| last + 1));
    let tags = tags.unwrap_or_default();
    for (number, tag) in tags.iter().enumerate() {
        writer.tag(tag);
        if writer.lists > 0
            && let Some(next) = tags.get(number + 1)
        {
            writer.content(tag.range.end..next.range.start);
        }
    }
    writer.edits
}

fn tags<'a>(text: &'a str, scan: &Scan) -> Vec<Tag<'a>> {
    const NAMES: &[&str] = &["ul", "ol", "dl", "li", "dt", "dd"];
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(at) = scan.find(text, "<", from) {
        from = at + 1;
        let tag = Tag::at(text, at).filter(|tag| tag.is_one_of(NAMES));
        tags.extend(tag.filter(|tag| tag.form != Form::Empty));
    }
    tags
}

fn is_list(tag: &Tag<'_>) -> bool {
    tag.is_one_of(&["ul", "ol", "dl"])
}

/// What stands before the next content.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    /// The mark of an item.
    Item,
    /// The mark of a term.
    Term,
    /// A term with its text.
    TermText,
    /// What belongs to an item.
    Text,
    /// A list within an item.
    List,
}

struct Writer<'a> {
    text: &'a str,
    scan: &'a Scan,
    edits: Vec<Edit>,
    /// How many lists are open.
    lists: usize,
    place: Option<Place>,
    last: Last,
}

impl Writer<'_> {
    fn tag(&mut self, tag: &Tag<'_>) {
        let range = tag.range.clone();
        match tag.form {
            Form::Open if is_list(tag) => {
                self.lists += 1;
                if self.lists == 1 {
                    let place = Place::of(self.text, self.scan, range.start);
                    let lead = place.lead.trim_end_matches(['>', ' ']).to_owned();
                    self.edits.push(Edit::replace(place.start..range.end, lead));
                    self.place = Some(place);
                } else {
                    self.edits.push(Edit::remove(range));
                }
                self.last = Last::Nothing;
            }
            Form::Close if is_list(tag) && self.lists > 0 => {
                self.lists -= 1;
                self.last = Last::List;
                let after = match self.lists {
                    0 => place::after(self.text, range.end),
                    _ => "",
                };
                self.edits.push(Edit::replace(range, after));
            }
            _ if self.lists == 0 => {}
            Form::Open if tag.is("dd") && self.last == Last::TermText => {
                self.edits.push(Edit::replace(range, " - "));
                self.last = Last::Item;
            }
            Form::Open if tag.is("dd") => {
                let line = self.line(self.lists);
                self.edits.push(Edit::replace(range, format!("\n{line}")));
                self.last = Last::Item;
            }
            Form::Open => {
                let line = self.line(self.lists - 1);
                self.edits.push(Edit::replace(range, format!("{line}- ")));
                self.last = if tag.is("dt") { Last::Term } else { Last::Item };
            }
            _ => self.edits.push(Edit::remove(range)),
        }
    }

    /// The end of a line and the beginning of the next one, so many lists deep.
    fn line(&self, deep: usize) -> String {
        let prefix = self
            .place
            .as_ref()
            .map_or("", |place| place.prefix.as_str());
        format!("\n{prefix}{}", "  ".repeat(deep.min(MOST_DEEP)))
    }

    /// What stands between two tags.
    fn content(&mut self, range: Range<usize>) {
        let inner = self.text.get(range.clone()).unwrap_or_default();
        let shown = inner.trim();
        let start = range.start + inner.len() - inner.trim_start().len();
        let end = start + shown.len();
        if shown.is_empty() {
            self.edits.push(Edit::remove(range));
            return;
        }
        let line = self.line(self.lists);
        let apart = match self.last {
            Last::Item | Last::Term => String::new(),
            // A sentence goes on after a tag that says nothing.
            Last::Text | Last::TermText => " ".to_owned(),
            Last::Nothing | Last::List => format!("\n{line}"),
        };
        let term = self.last == Last::Term && definitions::is_name(shown);
        let tick = if term { "`" } else { "" };
        self.edits
            .push(Edit::replace(range.start..start, format!("{apart}{tick}")));
        self.lines(start..end, &line);
        self.edits.push(Edit::replace(end..range.end, tick));
        self.last = match self.last {
            Last::Term | Last::TermText => Last::TermText,
            _ => Last::Text,
        };
    }

    /// Indents the lines of a content.
    fn lines(&mut self, range: Range<usize>, line: &str) {
        let mut at = range.start;
        while let Some(found) = self.text.get(at..range.end).and_then(|it| it.find('\n')) {
            let newline = at + found;
            let rest = self.text.get(newline + 1..range.end).unwrap_or_default();
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
            at = newline + 1 + blanks;
            if rest.get(blanks..).is_some_and(|it| it.starts_with('\n')) {
                self.edits.push(Edit::replace(newline..at, "\n"));
                continue;
            }
            let within = self.scan.region(newline);
            let kept = match within.filter(|region| region.kind == Kind::Fence) {
                Some(region) => {
                    let fence = self.scan.line(region.range.start).start;
                    blanks.saturating_sub(region.range.start - fence)
                }
                None => 0,
            };
            self.edits.push(Edit::replace(newline..at - kept, line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn lists_of_html_are_lists() {
        for (text, expected) in [
            (
                "<ul>\n<li>a</li>\n<li>b\n  c</li>\n</ul>\n",
                "\n- a\n- b\n  c\n",
            ),
            (
                "a\n<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul>\ne\n",
                "a\n\n\n- b\n  - c\n- d\n\ne\n",
            ),
            (
                "<dl>\n<dt>id</dt>\n<dd>A <b>b</b></dd>\n<dt>c d</dt><dd>e</dd><dd>f</dd></dl>\n",
                "\n- `id` - A <b>b</b>\n- c d - e\n\n  f\n",
            ),
            (
                "<ul><li>a\n\n    ~~~\n    {\n      b\n    ~~~\n</li></ul>\n",
                "\n- a\n\n  ~~~\n  {\n    b\n  ~~~\n",
            ),
            ("<ul><li>a\n", "<ul><li>a\n"),
            ("`<li>` </ul>\n", "`<li>` </ul>\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

//! Headings of HTML: `<h2 id="books">Books</h2>` becomes `## Books {#books}`.

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::Scan;
use super::super::tag::{Form, Tag};
use super::place::{self, Place};

/// A longer text is no heading.
const MOST_BYTES: usize = 1000;

/// Turns such headings into those of Markdown.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut from = 0;
    while let Some(at) = scan.find(text, "<", from) {
        from = at + 1;
        let Some(open) = Tag::at(text, at).filter(|tag| tag.form == Form::Open) else {
            continue;
        };
        let (Some(level), Some(close)) = (level(open.name), closing(text, &open)) else {
            continue;
        };
        from = close.range.end;
        let before = text.get(scan.line(at).start..at).unwrap_or_default();
        if line::container(before) != before.len() {
            continue;
        }
        let place = Place::of(text, scan, at);
        edits.push(Edit::replace(
            place.start..open.range.end,
            format!("{}{} ", place.lead, "#".repeat(level)),
        ));
        edits.extend(joined(text, open.range.end, close.range.start));
        let id = open.attribute("id").filter(|id| !id.contains([' ', '}']));
        let anchor = id.map(|id| format!(" {{#{id}}}")).unwrap_or_default();
        let after = place::after(text, close.range.end);
        edits.push(Edit::replace(close.range, format!("{anchor}{after}")));
    }
    edits
}

fn level(name: &str) -> Option<usize> {
    let digit = name.strip_prefix(['h', 'H'])?;
    digit.parse().ok().filter(|level| (1..=6).contains(level))
}

fn closing<'a>(text: &'a str, open: &Tag<'_>) -> Option<Tag<'a>> {
    let mut from = open.range.end;
    loop {
        let rest = text.as_bytes().get(from..)?;
        let found = rest
            .iter()
            .take(MOST_BYTES)
            .position(|byte| *byte == b'<')?;
        let at = from + found;
        if at > open.range.end + MOST_BYTES {
            return None;
        }
        from = at + 1;
        let tag = Tag::at(text, at).filter(|tag| tag.is(open.name));
        if let Some(tag) = tag {
            return (tag.form == Form::Close).then_some(tag);
        }
    }
}

/// Makes the lines of a heading one.
fn joined(text: &str, start: usize, end: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = start;
    while at < end {
        let rest = text.get(at..end).unwrap_or_default();
        let Some(found) = rest.find('\n') else { break };
        let blank = rest.get(found..).unwrap_or_default();
        let length = blank.len() - blank.trim_start().len();
        edits.push(Edit::replace(at + found..at + found + length, " "));
        at += found + length;
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn headings_of_html_are_headings() {
        for (text, expected) in [
            ("<h2 id=\"b\">Books</h2>\na\n", "## Books {#b}\n\na\n"),
            ("<h3>\n  A <b>b</b>\n</h3>\n", "###  A <b>b</b> \n"),
            ("<h2>A</h2> b\n", "## A\n\n b\n"),
            ("<h7>A</h7>\n<h2>A\n", "<h7>A</h7>\n<h2>A\n"),
            ("a <h2>b</h2>\n", "a <h2>b</h2>\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

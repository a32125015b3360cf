//! How a tag is taken out of a text.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::line;
use super::super::tag::Tag;

/// How many lines of tags may stand between two rows of a table.
const MOST_TAGS: usize = 8;

/// Takes a tag out. One that has a line to itself leaves a blank line, except between the rows of
/// a table, which a blank line would end.
pub(super) fn tag(text: &str, range: Range<usize>) -> Edit {
    if !is_alone(text, &range) {
        return Edit::remove(range);
    }
    if is_between_rows(text, &range) {
        lines(text, range)
    } else {
        Edit::remove(range)
    }
}

/// Takes out the lines that a stretch covers, their ends included.
pub(super) fn lines(text: &str, range: Range<usize>) -> Edit {
    let end = (line::end(text, range.end) + 1).min(text.len());
    Edit::remove(line::start(text, range.start)..end)
}

/// Whether nothing else stands on the lines of a stretch.
pub(super) fn is_alone(text: &str, range: &Range<usize>) -> bool {
    // No more is looked at than is blank: lines may be long, and have many tags.
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let before = before.trim_end_matches(['>', ' ', '\t']);
    let after = after.trim_start_matches([' ', '\t']);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

/// Whether the lines around are rows of a table, other tags between left out.
fn is_between_rows(text: &str, range: &Range<usize>) -> bool {
    let mut start = line::start(text, range.start);
    let mut before = false;
    for _ in 0..MOST_TAGS {
        let Some(above) = start.checked_sub(1) else {
            break;
        };
        start = line::start(text, above);
        let shown = text.get(start..above).unwrap_or_default();
        before = line::is_row(shown);
        if before || !is_tag(shown) {
            break;
        }
    }
    let mut end = line::end(text, range.end);
    for _ in 0..MOST_TAGS {
        if !before || end >= text.len() {
            return false;
        }
        let next = line::end(text, end + 1);
        let shown = text.get(end + 1..next).unwrap_or_default();
        if line::is_row(shown) {
            return true;
        }
        if !is_tag(shown) {
            return false;
        }
        end = next;
    }
    false
}

fn is_tag(line: &str) -> bool {
    let shown = line.trim_start();
    ["{%", "{{", "<%", "<!--", "{/*"]
        .iter()
        .any(|mark| shown.starts_with(mark))
}

/// Whether a part of a line has nothing but tags of HTML.
pub(super) fn is_tags(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some(tag) = Tag::at(rest, 0) {
        rest = rest.get(tag.range.end..).unwrap_or_default().trim_start();
    }
    rest.is_empty()
}

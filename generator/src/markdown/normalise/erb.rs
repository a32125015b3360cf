//! Tags of Ruby templates: `<% if x %>` goes, and what stands for a whole block is one.
//!
//! A paragraph that is nothing but `<%= json(:book) %>` stands for a body that nobody can read
//! from the page. It becomes a block of code, so that it is accounted for.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::Scan;
use super::vanish;

/// Takes tags out, and sets those apart that stand for a block.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut shown: Option<Range<usize>> = None;
    let mut from = 0;
    while let Some(at) = scan.find(text, "<%", from) {
        let Some(length) = text.get(at..).and_then(|rest| rest.find("%>")) else {
            break;
        };
        let range = at..at + length + 2;
        from = range.end;
        let is_value = text.get(at + 2..).is_some_and(|it| it.starts_with('='));
        if !is_value {
            edits.push(vanish::tag(text, range));
        } else if vanish::is_alone(text, &range) && !line::is_row(line::at(text, at)) {
            match &mut shown {
                Some(last) if follows(text, last.end, at) => last.end = range.end,
                _ => edits.extend(shown.replace(range).into_iter().flat_map(fenced)),
            }
        }
    }
    edits.extend(shown.into_iter().flat_map(fenced));
    edits
}

/// Whether only the end of a line stands between two tags.
fn follows(text: &str, end: usize, start: usize) -> bool {
    let between = text.get(end..start).unwrap_or_default();
    between.trim().is_empty() && between.matches('\n').count() == 1
}

fn fenced(range: Range<usize>) -> [Edit; 2] {
    [
        Edit::insert(range.start, "~~~\n"),
        Edit::insert(range.end, "\n~~~"),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn tags_go_and_bodies_are_set_apart() {
        for (text, expected) in [
            ("<% if a %>\nb\n<% end %>\n", "\nb\n\n"),
            (
                "a\n\n<%= headers 200 %>\n<%= json(:b) %>\n\nc\n",
                "a\n\n~~~\n<%= headers 200 %>\n<%= json(:b) %>\n~~~\n\nc\n",
            ),
            ("a <%= b %> c\n", "a <%= b %> c\n"),
            ("```\n<%= b %>\n```\n", "```\n<%= b %>\n```\n"),
            ("a <% b\n", "a <% b\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

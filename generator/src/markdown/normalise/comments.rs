//! Comments: what they hide is not documented.
//!
//! `<!-- … -->`, `{/* … */}` and `{% comment %}…{% endcomment %}` go, over as many lines as they
//! have, wherever they stand.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::{Kind, Scan};
use super::vanish;

/// Says nothing, and keeps two lists apart.
const NOTHING: &str = "<!---->";

/// Takes comments out.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let comments = scan.regions().iter().filter(|it| it.kind == Kind::Comment);
    let ranges = comments.map(|region| region.range.clone());
    ranges.map(|range| edit(text, range)).collect()
}

fn edit(text: &str, range: Range<usize>) -> Edit {
    if !vanish::is_alone(text, &range) {
        return Edit::remove(range);
    }
    let above = above(text, range.start);
    let after = (line::end(text, range.end) + 1).min(text.len());
    let below = line::at(text, after);
    if above.is_some_and(|it| !it.trim().is_empty()) && line::marker(below.trim_start()).is_some() {
        // Between two items of one list.
        return vanish::lines(text, range);
    }
    if above.is_some_and(|it| it.trim().is_empty()) && below.trim().is_empty() {
        let next = text.get(after..).unwrap_or_default().trim_start();
        let column = range.start - line::start(text, range.start);
        if column == 0 && line::marker(next).is_some() {
            // A comment between two lists is how writers keep them apart.
            return Edit::replace(range, NOTHING);
        }
    }
    vanish::tag(text, range)
}

/// The line above that of a byte.
fn above(text: &str, at: usize) -> Option<&str> {
    let end = line::start(text, at).checked_sub(1)?;
    text.get(line::start(text, end)..end)
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn comments_go_wherever_they_stand() {
        for (text, expected) in [
            ("a <!-- b\n\nc --> d\n", "a  d\n"),
            ("a\n\n<!--\n```\nGET /b\n```\n-->\n\nc\n", "a\n\n\n\nc\n"),
            (
                "| a |\n|---|\n<!-- | b | -->\n| c |\n",
                "| a |\n|---|\n| c |\n",
            ),
            ("- a\n<!-- - b -->\n- c\n", "- a\n- c\n"),
            ("- a\n\n<!-- x -->\n\n- b\n", "- a\n\n<!---->\n\n- b\n"),
            ("a {/* b */} c\n", "a  c\n"),
            ("`<!-- a -->`\n", "`<!-- a -->`\n"),
            ("a\n\n<!-- b\n\nc\n", "a\n\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

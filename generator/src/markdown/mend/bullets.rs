//! Bullets far from their text: `-     **title** - The title`.
//!
//! Markdown takes what stands five columns behind a bullet for code. Where that begins with a
//! name set strong or as code, it is text: the blanks go but one.

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::Scan;

/// So many blanks behind a bullet make code of what follows.
const BLANKS_OF_CODE: usize = 5;

/// How a name is set.
const MARKS: &[&str] = &["**", "__", "`", "<code>"];

/// Brings the text to its bullet.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in scan.lines() {
        let start = line.start;
        let shown = text.get(line).unwrap_or_default();
        if let Some((from, to)) = far(shown)
            && !scan.is_block(start + from - 1)
        {
            edits.push(Edit::remove(start + from..start + to));
        }
    }
    edits
}

/// The blanks of a line that are too many: where they begin and end.
fn far(shown: &str) -> Option<(usize, usize)> {
    let body = shown.trim_start();
    let bullet = shown.len() - body.len();
    let after = bullet + line::marker(body)?;
    let rest = shown.get(after..)?;
    let name = rest.trim_start_matches(' ');
    let blanks = rest.len() - name.len();
    let is_name = !name.starts_with("```") && MARKS.iter().any(|mark| name.starts_with(mark));
    (blanks + 1 >= BLANKS_OF_CODE && is_name).then_some((after, after + blanks))
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn names_come_to_their_bullets() {
        for (text, expected) in [
            ("-     **title** - It\n", "- **title** - It\n"),
            (
                "- a\n    -      `title` - It\n",
                "- a\n    - `title` - It\n",
            ),
            ("-   **title** - It\n", "-   **title** - It\n"),
            ("-     title\n", "-     title\n"),
            ("```\n-     **title**\n```\n", "```\n-     **title**\n```\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

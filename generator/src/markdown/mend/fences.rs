//! Fenced code below an item of a list, wherever its lines stand.
//!
//! Markdown ends such a block where a line stands further to the left than the item's text, and
//! takes a fence that stands too far to the right for text. Writers see a block in both cases.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::{Kind, Scan};

/// Moves the lines of such blocks to where Markdown wants them.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    let fences = scan.regions().iter().filter(|it| it.kind == Kind::Fence);
    for region in fences {
        let first = scan.line(region.range.start);
        let before = text.get(first.start..region.range.start);
        let before = before.unwrap_or_default();
        let column = scan.column(first.start);
        let indent = line::indent(before);
        let marked = !before.trim().is_empty();
        // Outside of lists a block stands where Markdown wants it.
        let usual = column == 0 && !marked && indent < 4;
        if usual || before.contains('>') || !is_closed(text, &region.range) {
            continue;
        }
        let lines = lines(text, scan, region.range.clone());
        if !marked && indent >= column + 4 {
            for line in lines {
                edits.extend(dedent(text, line, indent - column));
            }
        } else if marked || indent >= column {
            let column = if marked { before.len() } else { column };
            indented(text, &lines, column, &mut edits);
        }
    }
    edits
}

/// Whether the last line is a fence.
fn is_closed(text: &str, range: &Range<usize>) -> bool {
    let shown = text.get(range.clone()).unwrap_or_default();
    let Some(fence) = line::fence(shown.lines().next().unwrap_or_default()) else {
        return false;
    };
    let last = shown.rsplit_once('\n').map_or("", |(_, last)| last);
    last.trim_start().starts_with(fence)
}

/// The lines of a block.
fn lines(text: &str, scan: &Scan, range: Range<usize>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let line = scan.line(at);
        at = line.end + 1;
        if text
            .get(line.clone())
            .is_some_and(|it| !it.trim().is_empty())
        {
            lines.push(line);
        }
    }
    lines
}

/// Takes away so many columns of blanks, as far as there are any.
fn dedent(text: &str, line: Range<usize>, columns: usize) -> Option<Edit> {
    let shown = text.get(line.clone())?;
    let mut width = 0;
    let mut bytes = 0;
    for c in shown.chars() {
        if width >= columns || !matches!(c, ' ' | '\t') {
            break;
        }
        width += if c == '\t' { 4 } else { 1 };
        bytes += 1;
    }
    (bytes > 0).then(|| Edit::remove(line.start..line.start + bytes))
}

/// Indents the lines below the first as far as the item's text.
fn indented(text: &str, lines: &[Range<usize>], column: usize, edits: &mut Vec<Edit>) {
    let short = |line: &Range<usize>| {
        let indent = text.get(line.clone()).map_or(0, line::indent);
        column.saturating_sub(indent)
    };
    // A heading to the left of the code belongs to the page: the fence was never closed.
    let is_heading = |line: &Range<usize>| {
        short(line) > 0 && text.get(line.clone()).is_some_and(|it| it.starts_with('#'))
    };
    if lines.iter().any(is_heading) {
        return;
    }
    for line in lines.iter().skip(1) {
        let missing = short(line);
        if missing > 0 {
            edits.push(Edit::insert(line.start, " ".repeat(missing)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn code_below_items_stays_there() {
        for (text, expected) in [
            (
                "- a\n\n  ```\n{\n}\n  ```\n",
                "- a\n\n  ```\n  {\n  }\n  ```\n",
            ),
            ("- ```\nGET /a\n```\n", "- ```\n  GET /a\n  ```\n"),
            (
                "- a\n\n        ```\n          b\n        ```\n",
                "- a\n\n  ```\n    b\n  ```\n",
            ),
            ("    ```\n    a\n    ```\n", "```\na\n```\n"),
            ("- a\n\n```\nb\n```\n", "- a\n\n```\nb\n```\n"),
            (
                "- ```\n  a\n\n# B\n\n```\nc\n```\n",
                "- ```\n  a\n\n# B\n\n```\nc\n```\n",
            ),
            ("- a\n\n  ```\n{\n", "- a\n\n  ```\n{\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

//! Lines of a page as they stand in the file.

use std::ops::Range;

/// The line that a byte stands in, without its line end.
pub(super) fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    start..start + line.len()
}

/// The line end of a page's lines around a byte: that of its own line, or of the one before.
pub(super) fn line_end(text: &str, at: usize) -> &'static str {
    let line = line_of(text, at);
    let after = text.get(line.end..).unwrap_or_default();
    let before = text.get(..line.start).unwrap_or_default();
    if after.starts_with("\r\n") || after.is_empty() && before.ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    }
}

/// What stands before a block in its line, if that may be repeated: blanks and marks of quotes.
pub(super) fn indent(text: &str, at: usize) -> Option<&str> {
    let before = text.get(line_of(text, at).start..at)?;
    before
        .chars()
        .all(|c| matches!(c, ' ' | '\t' | '>'))
        .then_some(before)
}

/// The raw cells of a table row, without the pipes around it.
pub(super) fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped {
            cells.push(&row[start..at]);
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if start < row.len() {
        cells.push(&row[start..]);
    }
    cells
}

/// How a name is set apart: what stands before and after it.
pub(super) const MARKS: &[(&str, &str)] = &[
    ("`", "`"),
    ("**`", "`**"),
    ("**", "**"),
    ("__", "__"),
    ("*", "*"),
    ("_", "_"),
    ("`", ":`"),
    ("`:", "`"),
    (":", ""),
    ("", ""),
];

/// A name with marks.
pub(super) fn marked(name: &str, marks: (&str, &str)) -> String {
    format!("{}{name}{}", marks.0, marks.1)
}

/// The most frequent value, the first one where two are as frequent.
pub(super) fn most_frequent<T: PartialEq>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map(|(value, _)| value)
}

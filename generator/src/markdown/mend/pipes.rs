//! Tables with pipes that Markdown would take for text, or cut in the wrong places.
//!
//! A delimiter row with too few or too many cells is made to fit its header; a table may follow
//! right after a text, and stand further to the right than its item; a pipe in code or in a
//! template tag is no border where the row has its cells without it.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::{Kind, Scan};

/// No table has more columns.
const MOST_COLUMNS: usize = 100;

/// Mends tables.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut start = 0;
    while let Some(pipe) = line::find(text, b'|', start) {
        let line = scan.line(pipe);
        start = line.end + 1;
        if scan.is_block(line.start + container(text, &line)) {
            continue;
        }
        let Some(delimiters) = delimiters(body(text, &line)) else {
            continue;
        };
        let Some(above) = line.start.checked_sub(1).map(|end| scan.line(end)) else {
            continue;
        };
        let table = Table {
            text,
            scan,
            header: above,
            delimiter: line,
        };
        if let Some(end) = table.mend(delimiters, &mut edits) {
            start = end;
        }
    }
    edits
}

struct Table<'a> {
    text: &'a str,
    scan: &'a Scan,
    header: Range<usize>,
    delimiter: Range<usize>,
}

impl Table<'_> {
    /// Mends a table with so many cells in its delimiter row; answers where it ends.
    fn mend(&self, delimiters: usize, edits: &mut Vec<Edit>) -> Option<usize> {
        if self
            .scan
            .is_block(self.header.start + container(self.text, &self.header))
        {
            return None;
        }
        let header = Pipes::of(self.text, self.scan, &self.header);
        let columns = header.columns(delimiters);
        if header.all() < 2 && !body(self.text, &self.header).starts_with('|')
            || columns > MOST_COLUMNS
        {
            return None;
        }
        header.escape(columns, edits);
        if columns != delimiters {
            let at = self.delimiter.start + container(self.text, &self.delimiter);
            let end = at + body(self.text, &self.delimiter).trim_end().len();
            edits.push(Edit::replace(
                at..end,
                format!("|{}", "---|".repeat(columns)),
            ));
        }
        let mut lines = vec![self.header.clone(), self.delimiter.clone()];
        let mut start = self.delimiter.end + 1;
        while start < self.text.len() {
            let line = self.scan.line(start);
            let shown = self.text.get(line.clone()).unwrap_or_default();
            if line::interrupts(shown) && !line::is_row(shown) {
                break;
            }
            Pipes::of(self.text, self.scan, &line).escape(columns, edits);
            start = line.end + 1;
            lines.push(line);
        }
        self.set_apart(&lines, edits);
        Some(start)
    }

    /// Puts a blank line before the table, and its lines where the text of its item stands.
    fn set_apart(&self, lines: &[Range<usize>], edits: &mut Vec<Edit>) {
        let column = self.scan.column(self.header.start);
        let shown = self.text.get(self.header.clone()).unwrap_or_default();
        let indent = line::indent(shown);
        let above = self
            .header
            .start
            .checked_sub(1)
            .map(|end| self.scan.line(end));
        let above = above
            .and_then(|line| self.text.get(line))
            .unwrap_or_default();
        let quoted = shown.trim_start().starts_with('>');
        let is_text = !above.trim().is_empty() && !line::is_row(above) && !above.starts_with('#');
        if is_text
            && !quoted
            && self
                .scan
                .region(self.header.start.saturating_sub(2))
                .is_none_or(|it| it.kind == Kind::Span)
        {
            edits.push(Edit::insert(self.header.start, "\n"));
        }
        if indent >= column + 4 {
            for line in lines {
                let shown = self.text.get(line.clone()).unwrap_or_default();
                let blanks = shown.len() - shown.trim_start_matches([' ', '\t']).len();
                edits.push(Edit::replace(
                    line.start..line.start + blanks,
                    " ".repeat(column),
                ));
            }
        }
    }
}

/// The pipes of a row between its cells.
struct Pipes {
    /// Those outside of code and tags.
    borders: usize,
    /// Where those inside stand.
    inside: Vec<usize>,
}

impl Pipes {
    fn of(text: &str, scan: &Scan, line: &Range<usize>) -> Self {
        let start = line.start + container(text, line);
        let shown = text.get(start..line.end).unwrap_or_default().trim_end();
        let first = start + usize::from(shown.starts_with('|'));
        let mut pipes = Self {
            borders: 0,
            inside: Vec::new(),
        };
        let mut last = None;
        let mut tag_end = 0;
        let mut skip = false;
        for (at, c) in shown.char_indices() {
            let at = start + at;
            if std::mem::take(&mut skip) || at < first {
                continue;
            }
            match c {
                '\\' => skip = true,
                '{' if at >= tag_end => tag_end = tag(text, at, line.end).unwrap_or(tag_end),
                '|' => {
                    let span = scan.region(at).filter(|it| it.kind == Kind::Span);
                    let within = span
                        .is_some_and(|it| line.start <= it.range.start && it.range.end <= line.end);
                    if within || at < tag_end {
                        pipes.inside.push(at);
                    } else {
                        pipes.borders += 1;
                        last = Some(at);
                    }
                }
                _ => {}
            }
        }
        if last == Some((start + shown.len()).saturating_sub(1)) {
            pipes.borders -= 1;
        }
        pipes
    }

    /// How many cells there are if every pipe is a border.
    fn all(&self) -> usize {
        self.borders + self.inside.len() + 1
    }

    /// How many cells a header has whose delimiter row has so many.
    fn columns(&self, delimiters: usize) -> usize {
        if self.all() == delimiters {
            delimiters
        } else {
            self.borders + 1
        }
    }

    /// Escapes the pipes inside where the row has no more cells than columns without them.
    fn escape(&self, columns: usize, edits: &mut Vec<Edit>) {
        if self.all() > columns && self.borders < columns {
            let inside = self.inside.iter();
            edits.extend(inside.map(|at| Edit::insert(*at, "\\")));
        }
    }
}

/// Where a template tag ends that begins here.
fn tag(text: &str, at: usize, end: usize) -> Option<usize> {
    let rest = text.get(at..end)?;
    let close = [("{{", "}}"), ("{%", "%}")];
    let (_, close) = close.into_iter().find(|(open, _)| rest.starts_with(open))?;
    // No further than the next tag, so that no row takes long.
    let inner = rest.get(2..)?;
    let next = inner.find(['{', '}', '%'])?;
    inner
        .get(next..)?
        .starts_with(close)
        .then(|| at + 2 + next + 2)
}

/// How many bytes of quotes and blanks stand before a row.
fn container(text: &str, line: &Range<usize>) -> usize {
    let shown = text.get(line.clone()).unwrap_or_default();
    shown.len() - shown.trim_start_matches(['>', ' ', '\t']).len()
}

/// A row without what stands before it.
fn body<'a>(text: &'a str, line: &Range<usize>) -> &'a str {
    let shown = text.get(line.clone()).unwrap_or_default();
    shown.trim_start_matches(['>', ' ', '\t'])
}

/// How many cells a delimiter row has.
fn delimiters(body: &str) -> Option<usize> {
    let shown = body.trim();
    let inner = shown.strip_prefix('|').unwrap_or(shown);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let is_delimiter = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    let fits = shown.contains('|') && inner.split('|').all(is_delimiter);
    fits.then(|| inner.split('|').count())
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn tables_are_as_the_parser_reads_them() {
        for (text, expected) in [
            (
                "| A | B |\n|---|\n| a | b |\n",
                "| A | B |\n|---|---|\n| a | b |\n",
            ),
            ("A | B\n-|-|-\na | b\n", "A | B\n|---|---|\na | b\n"),
            ("a:\n| A |\n|---|\n", "a:\n\n| A |\n|---|\n"),
            (
                "| A | B |\n|---|---|\n| `a|b` | c |\n",
                "| A | B |\n|---|---|\n| `a\\|b` | c |\n",
            ),
            (
                "| A | B |\n|---|---|\n| `a | b` |\n",
                "| A | B |\n|---|---|\n| `a | b` |\n",
            ),
            (
                "| A | B |\n|---|---|\n| {{ a | b }} | c |\n",
                "| A | B |\n|---|---|\n| {{ a \\| b }} | c |\n",
            ),
            (
                "- a\n\n      | A |\n      |---|\n",
                "- a\n\n  | A |\n  |---|\n",
            ),
            ("a\n---|---\n", "a\n---|---\n"),
            ("A | B\n---\n", "A | B\n---\n"),
            (
                "```\n| A | B |\n|---|\n```\n",
                "```\n| A | B |\n|---|\n```\n",
            ),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

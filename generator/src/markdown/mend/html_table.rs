//! Tables of HTML become those of Markdown: one row a line, every cell in its column.
//!
//! What spans several columns leaves the others empty; what spans several rows stands in each of
//! them. The first row is the header.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::scan::{Kind, Scan};
use super::super::tag::{Form, Tag};
use super::place::{self, Place};

/// No table has more columns, and no cell spans more rows.
const MOST_COLUMNS: usize = 40;
const MOST_ROWS: usize = 200;

/// A longer cell is not repeated in the rows that it spans, in bytes.
const MOST_REPEATED: usize = 200;

/// Elements in a cell after which another line begins.
const LINES: &[&str] = &[
    "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "table", "tr",
    "ul",
];

/// Elements in a cell that say nothing there.
const SILENT: &[&str] = &["caption", "tbody", "td", "tfoot", "th", "thead"];

/// Turns tables into those of Markdown.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut from = 0;
    while let Some((open, table)) = next(text, scan, from) {
        from = table.end;
        if table.rows.iter().any(|row| !row.cells.is_empty()) {
            write(text, scan, open, &table, &mut edits);
        }
    }
    edits
}

#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    /// Where its closing tag ends.
    end: usize,
}

struct Row {
    range: Range<usize>,
    cells: Vec<Cell>,
}

struct Cell {
    content: Range<usize>,
    columns: usize,
    rows: usize,
}

/// The next table: where it begins, and what it has.
fn next(text: &str, scan: &Scan, from: usize) -> Option<(usize, Table)> {
    let mut from = from;
    loop {
        let at = scan.find(text, "<", from)?;
        from = at + 1;
        let tag = Tag::at(text, at);
        let Some(tag) = tag.filter(|tag| tag.is("table") && tag.form == Form::Open) else {
            continue;
        };
        return read(text, scan, tag.range.end).map(|table| (at, table));
    }
}

/// Reads a table down to its closing tag; nothing where it has none.
fn read(text: &str, scan: &Scan, from: usize) -> Option<Table> {
    let mut table = Table::default();
    let mut depth = 0usize;
    let mut open = false;
    let mut from = from;
    loop {
        let at = scan.find(text, "<", from)?;
        from = at + 1;
        let Some(tag) = Tag::at(text, at) else {
            continue;
        };
        from = tag.range.end;
        if tag.is("table") {
            match tag.form {
                Form::Open => depth += 1,
                Form::Close if depth == 0 => {
                    table.close(&mut open, at, at);
                    table.end = tag.range.end;
                    return Some(table);
                }
                Form::Close => depth -= 1,
                Form::Empty => {}
            }
        } else if depth == 0 {
            table.tag(&tag, &mut open);
        }
    }
}

impl Table {
    fn tag(&mut self, tag: &Tag<'_>, open: &mut bool) {
        let (start, end) = (tag.range.start, tag.range.end);
        if tag.is_one_of(&["thead", "tbody", "tfoot"]) {
            self.close(open, start, start);
        } else if tag.is("tr") {
            let row_end = if tag.form == Form::Close { end } else { start };
            self.close(open, start, row_end);
            if tag.form == Form::Open {
                self.rows.push(Row {
                    range: start..start,
                    cells: Vec::new(),
                });
            }
        } else if tag.is_one_of(&["td", "th"]) {
            let ended = self.rows.last().is_none_or(|row| !row.range.is_empty());
            if tag.form == Form::Close {
                self.close_cell(open, start);
                return;
            }
            self.close_cell(open, start);
            if ended {
                self.rows.push(Row {
                    range: start..start,
                    cells: Vec::new(),
                });
            }
            let number = |name: &str, most: usize| {
                let value = tag.attribute(name).and_then(|it| it.parse().ok());
                value.unwrap_or(1).clamp(1, most)
            };
            if let Some(row) = self.rows.last_mut() {
                row.cells.push(Cell {
                    content: end..end,
                    columns: number("colspan", MOST_COLUMNS),
                    rows: number("rowspan", MOST_ROWS),
                });
            }
            *open = tag.form == Form::Open;
        }
    }

    fn close_cell(&mut self, open: &mut bool, at: usize) {
        let row = self.rows.last_mut().filter(|_| *open);
        if let Some(cell) = row.and_then(|row| row.cells.last_mut()) {
            cell.content.end = at;
        }
        *open = false;
    }

    /// Closes the cell and the row that are open.
    fn close(&mut self, open: &mut bool, at: usize, end: usize) {
        self.close_cell(open, at);
        if let Some(row) = self.rows.last_mut().filter(|row| row.range.is_empty()) {
            row.range.end = end;
        }
    }
}

/// A cell that goes on in the rows below.
struct Span {
    text: String,
    rows: usize,
}

fn write(text: &str, scan: &Scan, open: usize, table: &Table, edits: &mut Vec<Edit>) {
    let place = Place::of(text, scan, open);
    let rows: Vec<&Row> = table
        .rows
        .iter()
        .filter(|row| !row.cells.is_empty())
        .collect();
    let columns = rows.iter().map(|row| width(row)).max().unwrap_or_default();
    let columns = columns.min(MOST_COLUMNS);
    let mut spans: Vec<Option<Span>> = (0..columns).map(|_| None).collect();
    let mut done = place.start;
    for (number, row) in rows.iter().enumerate() {
        let prefix = &place.prefix;
        let between = match number {
            0 => place.lead.clone(),
            1 => format!("\n{prefix}{}\n{prefix}", delimiter(columns)),
            _ => format!("\n{prefix}"),
        };
        edits.push(Edit::replace(done..row.range.start, between));
        write_row(text, scan, row, &mut spans, edits);
        done = row.range.end;
    }
    let delimiter = match rows.len() {
        1 => format!("\n{}{}", place.prefix, delimiter(columns)),
        _ => String::new(),
    };
    let after = place::after(text, table.end);
    edits.push(Edit::replace(
        done..table.end,
        format!("{delimiter}{after}"),
    ));
}

fn width(row: &Row) -> usize {
    row.cells.iter().map(|cell| cell.columns).sum()
}

fn delimiter(columns: usize) -> String {
    format!("|{}", "---|".repeat(columns))
}

fn write_row(
    text: &str,
    scan: &Scan,
    row: &Row,
    spans: &mut [Option<Span>],
    edits: &mut Vec<Edit>,
) {
    let mut column = 0;
    let mut done = row.range.start;
    let mut between = "| ".to_owned();
    for cell in &row.cells {
        between.push_str(&spanned(spans, &mut column));
        if column >= spans.len() {
            break;
        }
        edits.push(Edit::replace(
            done..cell.content.start,
            std::mem::take(&mut between),
        ));
        let shown = content(text, scan, cell.content.clone(), edits);
        done = cell.content.end;
        between = " | ".to_owned();
        for extra in 0..cell.columns {
            if let Some(span) = spans.get_mut(column) {
                let text = if extra == 0 {
                    shown.clone()
                } else {
                    String::new()
                };
                let rows = cell.rows - 1;
                *span = (rows > 0).then_some(Span { text, rows });
                column += 1;
                if extra > 0 {
                    between.push_str("| ");
                }
            }
        }
    }
    between.push_str(&spanned(spans, &mut column));
    for _ in column..spans.len() {
        between.push_str("| ");
    }
    let end = row.range.end.max(done);
    edits.push(Edit::replace(done..end, between.trim_end()));
}

/// The cells of rows above that stand in this row from a column on.
fn spanned(spans: &mut [Option<Span>], column: &mut usize) -> String {
    let mut cells = String::new();
    while let Some(slot) = spans.get_mut(*column) {
        let Some(span) = slot else { break };
        cells.push_str(&span.text);
        cells.push_str(" | ");
        span.rows -= 1;
        if span.rows == 0 {
            *slot = None;
        }
        *column += 1;
    }
    cells
}

/// Makes the content of a cell one line; answers that line, if it is short.
fn content(text: &str, scan: &Scan, range: Range<usize>, edits: &mut Vec<Edit>) -> String {
    let inner = text.get(range.clone()).unwrap_or_default();
    let shown = inner.trim();
    let start = range.start + inner.len() - inner.trim_start().len();
    let end = start + shown.len();
    edits.push(Edit::remove(range.start..start));
    let first = edits.len();
    let mut at = start;
    while at < end {
        let rest = text.get(at..end).unwrap_or_default();
        let Some(found) = rest.find(['\n', '|', '<', '~', '`', '\\']) else {
            break;
        };
        at += found;
        let (length, by) = step(text, scan, at, start);
        if let Some(by) = by {
            edits.push(Edit::replace(at..(at + length).min(end), by));
        }
        at += length;
    }
    edits.push(Edit::remove(end..range.end));
    if shown.len() > MOST_REPEATED {
        return String::new();
    }
    let mut line = String::new();
    let mut done = start;
    for edit in edits.iter().skip(first) {
        line.push_str(text.get(done..edit.range.start).unwrap_or_default());
        line.push_str(&edit.text);
        done = edit.range.end;
    }
    line
}

/// How many bytes belong together here, and what stands for them.
fn step(text: &str, scan: &Scan, at: usize, start: usize) -> (usize, Option<&'static str>) {
    let rest = text.get(at..).unwrap_or_default();
    let fenced = scan.region(at).filter(|region| region.kind == Kind::Fence);
    match rest.as_bytes().first() {
        Some(b'\n') => (rest.len() - rest.trim_start().len(), Some(" ")),
        Some(b'|') => (1, Some("\\|")),
        Some(b'\\') => (if rest.starts_with("\\|") { 2 } else { 1 }, None),
        // A block of code is code in a line here.
        Some(b'~' | b'`') if fenced.is_some_and(|it| it.range.start == at) => {
            let line = rest.find('\n').unwrap_or(rest.len());
            (line, Some("`"))
        }
        Some(b'~') if fenced.is_some() && rest.starts_with("~~~") => {
            (rest.len() - rest.trim_start_matches('~').len(), Some("`"))
        }
        Some(b'<') if scan.region(at).is_none() => match Tag::at(text, at) {
            Some(tag) if tag.is_one_of(LINES) => {
                let by = if tag.form == Form::Open && at > start {
                    "<br>"
                } else {
                    " "
                };
                (tag.range.len(), Some(by))
            }
            Some(tag) if tag.is_one_of(SILENT) => (tag.range.len(), Some(" ")),
            _ => (1, None),
        },
        _ => (1, None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn tables_of_html_are_tables() {
        for (text, expected) in [
            (
                "<table>\n<thead><tr><th>A</th><th>B</th></tr></thead>\n\n<tr><td>a|b</td>\n<td>\nb\n\nc</td></tr>\n</table>\n",
                "| A | B |\n|---|---|\n| a\\|b | b c |\n",
            ),
            (
                "<table><tr><td>A<td>B<tr><td rowspan=2>a<td>b<tr><td>c</table>",
                "| A | B |\n|---|---|\n| a | b |\n| a | c |",
            ),
            (
                "<table><tr><th>A</th><th>B</th></tr><tr><td colspan=\"2\">a</td></tr></table>\n\nb\n",
                "| A | B |\n|---|---|\n| a | |\n\nb\n",
            ),
            (
                "<table><tr><td>A</td></tr><tr><td>a<ul><li>b</li></ul></td></tr></table>\n",
                "| A |\n|---|\n| a<br><br>b   |\n",
            ),
            ("<table><tr><td>a\n", "<table><tr><td>a\n"),
            ("<table></table>\n", "<table></table>\n"),
            (
                "- a\n\n  <table><tr><td>A</td></tr></table>\n",
                "- a\n\n  | A |\n  |---|\n",
            ),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

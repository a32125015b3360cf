//! Rows of tables: how their pipes compare with the header's.
//!
//! What comes in: the cells that the parser made of a row. What goes out: the row, with what the
//! parser left out of it.

use std::cmp::Ordering;
use std::ops::Range;

use super::edited::Edited;
use super::{Piece, Row, RowShape, Style, Text};

/// A row with these cells, which stands at `raw` in the text and at `range` in the page.
pub(super) fn read(
    text: &Edited,
    raw: Range<usize>,
    range: Range<usize>,
    mut cells: Vec<Text>,
    columns: usize,
) -> Row {
    let shown = text.text().get(raw.clone()).unwrap_or_default();
    let (count, closed, surplus) = raw_cells(shown, columns);
    let shape = match count.cmp(&columns) {
        Ordering::Less => RowShape::Short,
        Ordering::Greater => RowShape::Long,
        Ordering::Equal if !closed && shown.trim_start().starts_with('|') => RowShape::Unclosed,
        Ordering::Equal => RowShape::Regular,
    };
    if let (Some(surplus), Some(last)) = (surplus, cells.last_mut()) {
        let rest = shown
            .get(surplus.clone())
            .unwrap_or_default()
            .trim_end_matches(['|', ' ']);
        let start = raw.start + surplus.start;
        last.pieces.push(Piece {
            text: format!("|{rest}"),
            style: Style::Plain,
            link: None,
            range: text.page(start..start + rest.len()),
        });
    }
    let length = shown.trim_end_matches([' ', '\t', '\n']).len();
    Row {
        cells,
        end: text.page(raw.start..raw.start + length).end,
        range,
        shape,
    }
}

/// How many cells a row really has, whether it ends in a pipe, and where the cells stand that
/// the header has no column for.
fn raw_cells(raw: &str, columns: usize) -> (usize, bool, Option<Range<usize>>) {
    let line = raw.trim_end();
    let body_start = line.len() - line.trim_start().len();
    let body_start = body_start + usize::from(line[body_start..].starts_with('|'));
    let mut pipes = Vec::new();
    let mut escaped = false;
    for (at, c) in line.char_indices().skip_while(|(at, _)| *at < body_start) {
        if c == '|' && !escaped {
            pipes.push(at);
        }
        escaped = c == '\\' && !escaped;
    }
    let closed = pipes.last() == Some(&(line.len().saturating_sub(1)));
    let count = pipes.len() + usize::from(!closed);
    let surplus = (count > columns && columns > 0)
        .then(|| pipes.get(columns - 1).map(|at| at + 1..line.len()))
        .flatten();
    (count, closed, surplus)
}

//! Requests as rows of a table: a method in one cell and a path in another, or both in one.
//!
//! A table with descriptions is an index of operations, which `index` reads.

use std::borrow::Cow;
use std::ops::Range;

use docbind_spec::Method;

use super::{Form, Found, RequestLine, line, text};
use crate::extract::columns::{self, Column};
use crate::extract::template;
use crate::extract::url::{self, Url};
use crate::extract::words::Words;
use crate::markdown::{Block, BlockKind, Piece, Row, Text};

/// Reads a table all of whose rows are requests.
pub(super) fn read(block: &Block) -> Option<Found> {
    let BlockKind::Table(table) = &block.kind else {
        return None;
    };
    if columns::read(&table.header, Words::builtin()).contains(&Column::Description) {
        return None;
    }
    let rows: Option<Vec<Vec<RequestLine>>> = table.rows.iter().map(row).collect();
    let lines = rows.filter(|rows| !rows.is_empty())?.concat();
    Some(Found {
        lines,
        form: Form::Line,
    })
}

/// The requests of a row.
pub(super) fn row(row: &Row) -> Option<Vec<RequestLine>> {
    row.cells.iter().find_map(whole).or_else(|| pair(row))
}

/// A cell that has both.
fn whole(cell: &Text) -> Option<Vec<RequestLine>> {
    let line = line::read(&text::plain(&cell.pieces), 0)?;
    Some(text::placed(&cell.pieces, line).collect())
}

/// Two cells: each line of the one with addresses is a path of its own.
fn pair(row: &Row) -> Option<Vec<RequestLine>> {
    let methods = row.cells.iter().find_map(|cell| methods(&cell.plain()))?;
    let addresses = row.cells.iter().find_map(addresses)?;
    let requests = addresses.iter().flat_map(|(url, range)| {
        methods.iter().map(|method| RequestLine {
            method: *method,
            url: url.clone(),
            range: range.clone(),
        })
    });
    Some(requests.collect())
}

/// The addresses of a cell that has nothing else, one a line, with their places.
fn addresses(cell: &Text) -> Option<Vec<(Url, Range<usize>)>> {
    let lines = text::lines(cell);
    let lines: Vec<_> = lines
        .iter()
        .filter(|line| !text::plain(line).trim().is_empty())
        .collect();
    let alone = lines.len() == 1;
    let read = |line: &&Cow<'_, [Piece]>| {
        let plain = text::plain(line);
        let address = plain.trim();
        let sound = address.contains('/') && template::address(address) == address;
        let url = url::read(address).filter(|_| sound)?;
        let range = match (line.first(), line.last()) {
            (Some(first), Some(last)) if !alone => first.range.start..last.range.end,
            _ => cell.range(),
        };
        Some((url, range))
    };
    let all: Option<Vec<_>> = lines.iter().map(read).collect();
    all.filter(|all| !all.is_empty())
}

/// The methods in a cell that has nothing else.
pub(super) fn methods(cell: &str) -> Option<Vec<Method>> {
    let words = cell
        .split([' ', ',', '/', '|', '\n'])
        .map(|word| word.trim_matches('`'))
        .filter(|word| !word.is_empty() && *word != "or");
    let methods: Option<Vec<Method>> = words.map(Method::parse).collect();
    methods.filter(|methods| !methods.is_empty())
}

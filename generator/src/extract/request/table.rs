//! Requests as rows of a table: a method in one cell and a path in another, or both in one.
//!
//! A table with descriptions is an index of operations, which `index` reads.

use docbind_spec::Method;

use super::{Form, Found, RequestLine, line, text};
use crate::extract::columns::{self, Column};
use crate::extract::words::Words;
use crate::extract::{template, url};
use crate::markdown::{Block, BlockKind, Row, Text};

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

/// Two cells.
fn pair(row: &Row) -> Option<Vec<RequestLine>> {
    let methods = row.cells.iter().find_map(|cell| methods(&cell.plain()))?;
    let cell = row.cells.iter().find(|cell| {
        let plain = cell.plain();
        let address = plain.trim();
        address.contains('/')
            && template::address(address) == address
            && url::read(address).is_some()
    })?;
    let url = url::read(cell.plain().trim())?;
    let request = |method| RequestLine {
        method,
        url: url.clone(),
        range: cell.range(),
    };
    Some(methods.into_iter().map(request).collect())
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

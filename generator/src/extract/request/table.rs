//! Requests as rows of a table: a method in one cell and a path in another, or both in one.
//!
//! A table with descriptions is an index of operations, which `index` reads.

use super::{Form, Found, RequestLine, code, line, text};
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
    let lines: Option<Vec<RequestLine>> = table.rows.iter().map(row).collect();
    let lines = lines.filter(|lines| !lines.is_empty())?;
    Some(Found {
        lines,
        form: Form::Line,
    })
}

/// The request of a row.
pub(super) fn row(row: &Row) -> Option<RequestLine> {
    row.cells.iter().find_map(whole).or_else(|| pair(row))
}

/// A cell that has both.
fn whole(cell: &Text) -> Option<RequestLine> {
    let line = line::read(&text::plain(&cell.pieces), 0)?;
    Some(text::placed(&cell.pieces, line))
}

/// Two cells.
fn pair(row: &Row) -> Option<RequestLine> {
    let method = row
        .cells
        .iter()
        .find_map(|cell| code::method(&cell.plain()))?;
    let cell = row.cells.iter().find(|cell| {
        let plain = cell.plain();
        let address = plain.trim();
        address.contains('/')
            && template::address(address) == address
            && url::read(address).is_some()
    })?;
    Some(RequestLine {
        method,
        url: url::read(cell.plain().trim())?,
        range: cell.range(),
    })
}

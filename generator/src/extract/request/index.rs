//! Requests in an index of operations: items of a list, or rows of a table with descriptions.
//!
//! An index counts only for operations that nothing else documents: whether that is so is not
//! known here.

use std::borrow::Cow;

use docbind_spec::BlockKind as LedgerKind;

use super::{RequestLine, line, table, text};
use crate::extract::columns::{self, Column};
use crate::extract::facts::ParamPlace;
use crate::extract::roles;
use crate::extract::words::Words;
use crate::markdown::{Block, BlockKind, Item, Piece, Row, Style, Table, Text};

/// An entry of an index.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The request.
    pub(crate) line: RequestLine,
    /// What is said about it.
    pub(crate) description: Option<String>,
    /// The text that says it.
    pub(crate) text: Text,
    /// Cells that say what is sent, and where.
    pub(crate) sent: Vec<(ParamPlace, Text)>,
    /// What it stands in.
    pub(crate) block: LedgerKind,
    /// Where that begins.
    pub(crate) start: usize,
}

/// The entries of a block; none where it is no index.
pub(crate) fn read(block: &Block) -> Vec<Entry> {
    match &block.kind {
        BlockKind::List(list) => list.items.iter().flat_map(item).collect(),
        BlockKind::Table(table) => rows(table),
        _ => Vec::new(),
    }
}

/// An item that begins with a request, or has nothing after a label but one.
pub(super) fn item(item: &Item) -> Vec<Entry> {
    let read = |text: &Text| leading(text).or_else(|| Some((trailing(text)?, String::new())));
    let Some((lines, words)) = item.text().and_then(read) else {
        return Vec::new();
    };
    let entry = |line| Entry {
        line,
        description: Some(words.clone()).filter(|words| !words.is_empty()),
        text: item.text().cloned().unwrap_or_default(),
        sent: Vec::new(),
        block: LedgerKind::ListItem,
        start: item.range.start,
    };
    lines.into_iter().map(entry).collect()
}

/// A request set as code or strong, and the words after a dash or colon.
fn leading(text: &Text) -> Option<(Vec<RequestLine>, String)> {
    let pieces = visible(text);
    let first = pieces
        .iter()
        .position(|piece| !piece.text.trim().is_empty())?;
    let set_apart = |piece: &Piece| matches!(piece.style, Style::Code | Style::Strong);
    let apart = pieces[first..]
        .iter()
        .take_while(|piece| set_apart(piece) || piece.text.trim().is_empty())
        .count();
    let (request, rest) = pieces.split_at(first + apart.max(1));
    let line = line::read(&text::plain(request), 0)?;
    let rest = Text {
        pieces: rest.to_vec(),
    };
    let words = rest.described();
    let described = words.trim_start_matches(['-', '–', '—', ':']);
    let sentence = described.len() == words.len() && !words.is_empty() && !words.starts_with('(');
    let lines = text::placed(request, line).collect();
    (!sentence).then(|| (lines, described.trim().to_owned()))
}

/// The pieces that people see: all of them, mostly.
fn visible(text: &Text) -> Cow<'_, [Piece]> {
    if text.pieces.iter().all(|piece| piece.style != Style::Html) {
        Cow::Borrowed(&text.pieces)
    } else {
        text.visible().cloned().collect()
    }
}

/// A request at the end of an item, after a label.
fn trailing(text: &Text) -> Option<Vec<RequestLine>> {
    let code = text.codes().last()?;
    let line = line::read(&code.text, 0)?;
    let plain = text.plain();
    let before = plain.trim_end().strip_suffix(code.text.as_str())?;
    let labelled = before.trim_end().ends_with([':', '-', '–', '—']);
    labelled.then(|| text::placed(std::slice::from_ref(code), line).collect())
}

/// The rows of a table, where most are requests.
fn rows(table: &Table) -> Vec<Entry> {
    let columns = columns::read(&table.header, Words::builtin());
    let description = columns
        .iter()
        .position(|column| *column == Column::Description);
    let places: Vec<Option<ParamPlace>> = table.header.iter().map(sent).collect();
    let entries = |row: &Row| -> Option<Vec<Entry>> {
        let cell = description.and_then(|at| row.cells.get(at));
        let description = cell.map(Text::described).filter(|text| !text.is_empty());
        let entry = |line| Entry {
            line,
            description: description.clone(),
            text: cell.cloned().unwrap_or_default(),
            sent: row
                .cells
                .iter()
                .zip(&places)
                .filter_map(|(cell, place)| Some(((*place)?, cell.clone())))
                .collect(),
            block: LedgerKind::TableRow,
            start: row.range.start,
        };
        Some(table::row(row)?.into_iter().map(entry).collect())
    };
    let rows: Vec<Vec<Entry>> = table.rows.iter().filter_map(entries).collect();
    let most = rows.len() * 2 > table.rows.len();
    if most { rows.concat() } else { Vec::new() }
}

/// Where that is sent which stands below a head such as "Body" or "Query parameters".
fn sent(head: &Text) -> Option<ParamPlace> {
    let (plain, words) = (head.plain(), Words::builtin());
    let group = roles::group_of_heading(&plain, words).filter(|group| group.role.is_sent());
    let place = group.map_or_else(|| roles::place(&plain, words), |group| Some(group.place));
    place.filter(|place| !matches!(place, ParamPlace::Path | ParamPlace::Address))
}

//! What the columns of a table hold, by the words of its header.

use super::facts::ParamPlace;
use super::words::Words;
use super::{param_name, presence, roles, type_text};
use crate::markdown::{Row, RowShape, Style, Table, Text, single_blanks};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// Names of parameters.
    Name,
    /// Names of headers.
    Header,
    /// Types.
    Type,
    /// Whether it must be sent.
    Required,
    /// Whether it need not be sent.
    Optional,
    /// Where it is sent.
    Place,
    /// Values that hold where none is sent.
    Default,
    /// Values that may be sent.
    Values,
    /// Descriptions.
    Description,
    /// Statuses.
    Status,
    /// Methods.
    Method,
    /// Anything else.
    Other,
}

/// What the columns of a table hold. One that is called types, or has a head that nobody knows, and
/// has nothing but places, such as "Path" and "Query", says where parameters are sent; one that has
/// nothing but words such as "required" and "optional", whether they are.
pub(crate) fn of_table(table: &Table, words: &Words) -> Vec<Column> {
    let mut columns = read(&table.header, words);
    let named = columns.contains(&Column::Name);
    for (at, column) in columns.iter_mut().enumerate() {
        let is_open = *column == Column::Type || (*column == Column::Other && named);
        if !is_open || table.rows.is_empty() {
            continue;
        }
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(at));
        let all = |holds: &dyn Fn(&str) -> bool| cells().all(|cell| holds(cell.plain().trim()));
        if all(&|text| roles::place(text, words).is_some()) {
            *column = Column::Place;
        } else if all(&|text| presence::marker(text).is_some()) {
            *column = Column::Required;
        }
    }
    columns
}

/// Reads a header row. One head without words, beside a column of names, stands above what is said
/// of them.
pub(crate) fn read(header: &[Text], words: &Words) -> Vec<Column> {
    let mut columns: Vec<Column> = header.iter().map(|cell| column(cell, words)).collect();
    let mut blank = (0..header.len()).filter(|at| header.get(*at).is_some_and(Text::is_blank));
    if let (Some(at), None) = (blank.next(), blank.next())
        && columns.contains(&Column::Name)
        && !columns.contains(&Column::Description)
        && let Some(column) = columns.get_mut(at)
    {
        *column = Column::Description;
    }
    let typed = [Column::Type, Column::Required, Column::Optional];
    let named = [Column::Name, Column::Header, Column::Status, Column::Method];
    let has = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
    if has(&typed)
        && !has(&named)
        && let (Some(first), Some(cell)) = (columns.first_mut(), header.first())
        && roles::place(&flat(cell), words).is_some()
    {
        // `Body | Type`: the head of the names says only where they are sent.
        *first = Column::Name;
    }
    columns
}

/// What the columns of a table hold whose header has no words, by its cells: the first one that
/// has nothing but names, then types, and words about them.
pub(crate) fn guess(table: &Table) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for at in 0..table.header.len() {
        let cells: Vec<&Text> = table
            .rows
            .iter()
            .filter_map(|row| row.cells.get(at))
            .collect();
        let all = |holds: &dyn Fn(&str) -> bool| {
            !cells.is_empty() && cells.iter().all(|cell| holds(cell.plain().trim()))
        };
        let column = if columns.is_empty() && all(&|text| param_name::clean(text).is_some()) {
            Column::Name
        } else if all(&|text| type_text::read(text).is_some()) {
            Column::Type
        } else if all(&|text| presence::read(text).is_some()) {
            Column::Required
        } else {
            Column::Description
        };
        columns.push(column);
    }
    columns
}

/// A table whose header is its first row: no head of it is known, and the first is set as a name.
pub(crate) fn headless(table: &Table, columns: &[Column]) -> Option<Table> {
    let unknown = columns.iter().all(|column| *column == Column::Other);
    let first = table.header.first()?;
    let is_name = first.codes().next().is_some() && param_name::clean(&first.plain()).is_some();
    if !unknown || !is_name {
        return None;
    }
    let (start, end) = (first.range().start, table.header.last()?.range().end);
    let row = Row {
        cells: table.header.clone(),
        range: start..end,
        end,
        shape: RowShape::Regular,
    };
    Some(Table {
        header: vec![Text::default(); table.header.len()],
        rows: std::iter::once(row)
            .chain(table.rows.iter().cloned())
            .collect(),
    })
}

/// Where parameters are sent that stand below a header such as `Attribute (query)` or `Query
/// parameter`.
pub(crate) fn place(header: &Text, words: &Words) -> ParamPlace {
    let text = flat(header);
    let (text, place) = place_apart(&text, words);
    place
        .or_else(|| modified(text, words).map(|(_, place)| place))
        .or_else(|| roles::place(text, words))
        .unwrap_or(ParamPlace::Unsaid)
}

/// The parameter whose fields stand below a header such as `` `items[]` attribute ``.
pub(crate) fn owner(header: &Text) -> Option<String> {
    let mut visible = header
        .visible()
        .filter(|piece| !piece.text.trim().is_empty());
    let first = visible.next()?;
    visible.next()?;
    (first.style == Style::Code)
        .then(|| param_name::clean(&first.text))
        .flatten()
}

/// A header without the place in parentheses at its end, and the place.
fn place_apart<'t>(text: &'t str, words: &Words) -> (&'t str, Option<ParamPlace>) {
    let apart = text.strip_suffix(')').and_then(|inner| {
        let (before, word) = inner.rsplit_once('(')?;
        Some((before.trim_end(), roles::place(word, words)?))
    });
    match apart {
        Some((before, place)) => (before, Some(place)),
        None => (text, None),
    }
}

/// A column of names whose head says where they are sent: "query parameter", "field in body".
fn modified(text: &str, words: &Words) -> Option<(Column, ParamPlace)> {
    let (first, rest) = text.split_once(' ')?;
    let place = roles::place(first, words)?;
    match words.column(rest)? {
        Column::Name => Some((Column::Name, place)),
        Column::Header => Some((Column::Header, ParamPlace::Header)),
        _ => None,
    }
}

fn column(cell: &Text, words: &Words) -> Column {
    let text = flat(cell);
    let (text, _) = place_apart(&text, words);
    let owned = || {
        owner(cell)?;
        let first = cell.visible().find(|piece| !piece.text.trim().is_empty())?;
        let rest = cell.after(cell.plain().find(&first.text)? + first.text.len());
        words.column(&flat(&rest)).filter(|it| *it == Column::Name)
    };
    words
        .column(text)
        .or_else(|| modified(text, words).map(|(column, _)| column))
        .or_else(owned)
        .unwrap_or(Column::Other)
}

/// The words of a cell in lower case, marks at the end left out.
fn flat(cell: &Text) -> String {
    let plain = cell.plain();
    let words = plain.trim().trim_end_matches(['?', ':', '.', '*']);
    let mut flat = single_blanks(words).into_owned();
    if flat.is_ascii() {
        flat.make_ascii_lowercase();
        flat
    } else {
        flat.to_lowercase()
    }
}

//! Tables of parameters: found by the words of their header, in any order.

use docbind_spec::{Presence, Schema, Witness};

use super::columns::{self, Column};
use super::facts::{ParamFact, ParamPlace};
use super::{param_item, phrases, presence, type_text};
use crate::markdown::{Row, Style, Table, Text};

/// What a table of parameters says.
#[derive(Debug, Clone, Default)]
pub(crate) struct ParamTable<'a> {
    /// The parameters in order; a row may name two.
    pub(crate) parameters: Vec<ParamFact>,
    /// Rows that say that there are none.
    pub(crate) none: Vec<&'a Row>,
    /// Rows without a name, with what stands in its place.
    pub(crate) unread: Vec<(&'a Row, String)>,
}

/// Reads a table whose columns are these; `None` where it has no names of parameters.
pub(crate) fn read<'a>(table: &'a Table, columns: &[Column]) -> Option<ParamTable<'a>> {
    let names = columns
        .iter()
        .position(|column| matches!(column, Column::Name | Column::Header))?;
    // A name alone tells nothing about what is named.
    let described = columns.iter().any(|column| {
        matches!(
            column,
            Column::Type | Column::Required | Column::Description | Column::Values
        )
    });
    if !described || columns.contains(&Column::Status) || columns.contains(&Column::Method) {
        return None;
    }
    let place = if columns.contains(&Column::Header) {
        ParamPlace::Header
    } else {
        table
            .header
            .get(names)
            .map_or(ParamPlace::Unsaid, columns::place)
    };
    let mut out = ParamTable::default();
    for row in &table.rows {
        let found = row.cells.get(names).map(cell_names).unwrap_or_default();
        if found.is_empty() {
            let says_none = row
                .cells
                .get(names)
                .is_some_and(|cell| cell.plain().trim().eq_ignore_ascii_case("none"));
            if says_none {
                out.none.push(row);
            } else {
                let cell = row.cells.get(names).map(Text::described);
                out.unread.push((row, cell.unwrap_or_default()));
            }
        }
        out.parameters.extend(
            found
                .into_iter()
                .map(|name| parameter(name, row, columns, place)),
        );
    }
    Some(out)
}

/// The names in a cell: one, or several with "or", a comma or a slash between.
fn cell_names(cell: &Text) -> Vec<String> {
    let codes: Vec<String> = cell
        .codes()
        .filter_map(|code| param_item::clean_name(&code.text))
        .collect();
    if !codes.is_empty() {
        let joined = cell
            .visible()
            .filter(|piece| piece.style != Style::Code)
            .all(|piece| matches!(piece.text.trim(), "" | "or" | "," | "/" | "and" | "*"));
        return if joined {
            codes
        } else {
            codes.into_iter().take(1).collect()
        };
    }
    cell.plain()
        .split(" or ")
        .filter_map(param_item::clean_name)
        .collect()
}

fn parameter(name: String, row: &Row, columns: &[Column], place: ParamPlace) -> ParamFact {
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == wanted)?;
        row.cells.get(at).filter(|cell| !cell.is_blank())
    };
    let (presence, condition) = cell(Column::Required)
        .and_then(|cell| presence::read(&cell.described()))
        .unwrap_or((Presence::Unstated, None));
    let description = cell(Column::Description);
    let mut values = description.map(phrases::value_facts).unwrap_or_default();
    if let Some(default) = cell(Column::Default).and_then(default) {
        values.default = Some(default);
    }
    if let Some(listed) = cell(Column::Values) {
        values.values = listed
            .codes()
            .map(|code| code.text.trim().to_owned())
            .collect();
    }
    let schema = cell(Column::Type).and_then(|cell| type_text::read(&cell.plain()));
    ParamFact {
        name,
        presence,
        condition,
        schema: schema.filter(|schema| *schema != Schema::Any || cell(Column::Type).is_some()),
        values,
        description: description.map(Text::described),
        witness: Witness::Table,
        place,
        fields: Vec::new(),
        range: row.range.clone(),
    }
}

/// The value in a default cell; a dash or "none" means that there is none.
fn default(cell: &Text) -> Option<String> {
    let text = match cell.codes().next() {
        Some(code) => code.text.trim().to_owned(),
        None => cell.plain().trim().trim_matches(['"', '\'']).to_owned(),
    };
    phrases::some_default(&text)
}

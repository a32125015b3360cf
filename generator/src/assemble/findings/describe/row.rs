//! A row for a parameter table, in the style of its other rows.

use super::index::{Grid, Row};
use super::known::{RequiredWords, required_cell};
use super::lines::{MARKS, cells, indent, line_end, line_of, marked, most_frequent};
use super::{Line, PageIndex};
use crate::extract::columns::Column;
use crate::extract::facts::ParamFact;

/// Where the row goes, and the row with its line end.
pub(super) fn line(
    page: &PageIndex<'_>,
    grid: &Grid,
    facts: &[ParamFact],
    required: &RequiredWords,
    line: &Line<'_>,
) -> Option<(usize, String)> {
    let text = page.text;
    let first = grid.rows.first()?;
    let columns = &grid.columns;
    let in_table = |row: &Row| facts.iter().find(|fact| fact.range == row.range);
    let own: Vec<&ParamFact> = grid.rows.iter().filter_map(in_table).collect();
    let words = grid
        .rows
        .iter()
        .filter_map(|row| required_cell(page, grid, row, in_table(row)?));
    let words = most_frequent(words).or(required.cell.as_deref());
    let style = Style::of(text, grid, &own)?;
    let mut filled = Vec::new();
    for (column, head) in columns.iter().zip(&grid.heads) {
        filled.push(match column {
            Column::Name => marked(line.name, style.marks),
            Column::Type => line.known.type_text.clone().unwrap_or_default(),
            Column::Required => words.unwrap_or("yes").to_owned(),
            Column::Description => line.known.text.clone(),
            Column::Default | Column::Values => String::new(),
            Column::Other => {
                let mut others = line.known.others.iter();
                others.find(|(known, _)| known == head)?.1.clone()
            }
            Column::Optional | Column::Place | Column::Header | Column::Status | Column::Method => {
                return None;
            }
        });
    }
    let says = |column: Column| columns.contains(&column);
    let typed = says(Column::Type) && line.known.type_text.is_some();
    if !says(Column::Description) && !typed {
        return None;
    }
    let row = format!(
        "{}{}",
        indent(text, first.range.start)?,
        style.row(&filled, columns)
    );
    let after = last_before(grid, facts, line).unwrap_or_else(|| {
        // The line that sets the head apart.
        line_of(text, first.range.start).start.saturating_sub(1)
    });
    let end = line_end(text, after);
    Some((line_of(text, after).end, format!("{end}{row}")))
}

/// A byte of the last row about a placeholder that stands before this one in the path.
fn last_before(grid: &Grid, facts: &[ParamFact], line: &Line<'_>) -> Option<usize> {
    let is_before = |row: &Row| {
        let mut own = facts.iter().filter(|fact| fact.range == row.range);
        own.any(|fact| line.before.contains(&fact.name.replace('-', "_").as_str()))
    };
    let row = grid.rows.iter().rfind(|row| is_before(row))?;
    Some(row.range.start)
}

/// How the rows of a table are written.
struct Style {
    marks: (&'static str, &'static str),
    /// Whether a pipe stands before the first cell.
    piped: bool,
    /// The widths of the columns, where all rows keep them.
    widths: Vec<Option<usize>>,
}

impl Style {
    fn of(text: &str, grid: &Grid, facts: &[&ParamFact]) -> Option<Self> {
        let columns = &grid.columns;
        let raw = |row: &Row| text.get(row.range.start..row.end);
        let at = columns.iter().position(|it| *it == Column::Name)?;
        let rows: Vec<Vec<&str>> = grid.rows.iter().filter_map(raw).map(cells).collect();
        let regular = rows.iter().filter(|cells| cells.len() == columns.len());
        let names: Vec<&str> = regular
            .clone()
            .filter_map(|cells| cells.get(at))
            .map(|cell| cell.trim())
            .collect();
        let marks = facts.iter().filter_map(|fact| {
            MARKS
                .iter()
                .copied()
                .find(|marks| names.contains(&marked(&fact.name, *marks).as_str()))
        });
        let width = |column: usize| {
            let mut widths = regular
                .clone()
                .filter_map(|cells| cells.get(column))
                .map(|cell| cell.chars().count());
            let first = widths.next()?;
            (regular.clone().count() > 1 && widths.all(|width| width == first)).then_some(first)
        };
        Some(Self {
            marks: most_frequent(marks)?,
            piped: raw(grid.rows.first()?)?.trim_start().starts_with('|'),
            widths: (0..columns.len()).map(width).collect(),
        })
    }

    fn row(&self, filled: &[String], columns: &[Column]) -> String {
        let cells = filled.iter().zip(&self.widths).map(|(cell, width)| {
            let cell = format!(" {} ", cell.replace('|', "\\|"));
            let missing = width.unwrap_or(0).saturating_sub(cell.chars().count());
            format!("{cell}{}", " ".repeat(missing))
        });
        let cells: Vec<String> = cells.collect();
        let joined = cells.join("|");
        if self.piped || columns.len() == 1 {
            format!("|{joined}|")
        } else {
            joined.trim().to_owned()
        }
    }
}

//! What sections say about placeholders, and how their pages say "required".

use std::collections::BTreeMap;

use docbind_spec::{PathTemplate, Presence, Schema};

use super::index::{Grid, Row};
use super::lines::{cells, line_of, most_frequent};
use super::{PageIndex, item};
use crate::assemble::infer::placeholders::prefix;
use crate::assemble::operation::Merged;
use crate::extract::columns::Column;
use crate::extract::facts::{ParamFact, ParamPlace};
use crate::few;

/// What one row or item says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    /// The number of its page.
    pub(super) page: usize,
    /// Its description as it stands there, pipes as they are.
    pub(super) text: String,
    /// Its type as it stands there.
    pub(super) type_text: Option<String>,
    /// Cells of further columns, by the head of the column.
    pub(super) others: Vec<(String, String)>,
}

/// What all rows and items say about placeholders, by path and name.
pub(super) struct Descriptions(BTreeMap<(String, String), Vec<Known>>);

impl Descriptions {
    /// What most say about a placeholder of a path, as it may stand on this page.
    pub(super) fn best(&self, path: &str, name: &str, page: usize) -> Option<&Known> {
        let all = self.0.get(&(prefix(path, name)?, name.to_owned()))?;
        let text = most_frequent(all.iter().map(|known| known.text.as_str()))?;
        let mut same = all.iter().filter(|known| known.text == text);
        let first = same.next()?;
        // Where a link leads depends on the page.
        let linked = text.contains("](") || text.contains("][") || text.contains('<');
        if linked && (first.page != page || same.any(|known| known.page != page)) {
            return None;
        }
        let typed = all
            .iter()
            .find(|it| it.text == text && it.type_text.is_some());
        Some(typed.unwrap_or(first))
    }
}

/// Collects what all sections say.
pub(super) fn descriptions(merged: &[Merged<'_>], pages: &[PageIndex<'_>]) -> Descriptions {
    let mut all: BTreeMap<(String, String), Vec<Known>> = BTreeMap::new();
    for section in merged.iter().flat_map(|group| &group.sections) {
        let Some(page) = pages.get(section.page) else {
            continue;
        };
        let facts = section.endpoint.parameters.iter();
        for fact in facts.filter(|fact| fact.place != ParamPlace::Header) {
            // Few are placeholders, and only for those is the row looked at.
            let Some(key) = key(&section.path, fact) else {
                continue;
            };
            let Some(mut known) = said(page, fact) else {
                continue;
            };
            known.page = section.page;
            few::push(all.entry(key).or_default(), known);
        }
    }
    Descriptions(all)
}

/// The path and name of the placeholder that a parameter is.
fn key(path: &PathTemplate, fact: &ParamFact) -> Option<(String, String)> {
    let plain = fact.name.replace('-', "_");
    let name = path
        .placeholders()
        .find(|name| *name == fact.name || *name == plain)?;
    Some((prefix(path.as_str(), name)?, name.to_owned()))
}

/// What a row or item says, where that is one line that can be copied.
fn said(page: &PageIndex<'_>, fact: &ParamFact) -> Option<Known> {
    if let Some((grid, row)) = page.index.row(fact) {
        let columns = &grid.columns;
        let cells = cells(page.text.get(row.range.start..row.end)?);
        if cells.len() != columns.len() {
            return None;
        }
        let cell = |wanted: Column| {
            let at = columns.iter().position(|column| *column == wanted)?;
            let cell = cells.get(at)?.trim();
            (!cell.is_empty()).then(|| cell.replace("\\|", "|"))
        };
        let others = grid.heads.iter().zip(columns).zip(&cells);
        return Some(Known {
            page: 0,
            text: cell(Column::Description)?,
            type_text: cell(Column::Type),
            others: others
                .filter(|((_, column), _)| **column == Column::Other)
                .map(|((head, _), cell)| (head.clone(), cell.trim().replace("\\|", "|")))
                .collect(),
        });
    }
    page.index.items(fact)?;
    let line = line_of(page.text, fact.range.start);
    if fact.range.end > line.end {
        return None;
    }
    let parts = item::parts(page.text.get(line)?, &fact.name)?;
    (!parts.description.is_empty()).then(|| Known {
        page: 0,
        text: parts.description.to_owned(),
        type_text: fact.schema.as_ref().and_then(word).map(str::to_owned),
        others: Vec::new(),
    })
}

/// The word for a type that tables have.
const fn word(schema: &Schema) -> Option<&'static str> {
    match schema {
        Schema::String => Some("string"),
        Schema::Integer => Some("integer"),
        Schema::Boolean => Some("boolean"),
        _ => None,
    }
}

/// How a page says that a parameter must be sent.
#[derive(Debug, Default)]
pub(super) struct RequiredWords {
    /// In cells of tables.
    pub(super) cell: Option<String>,
    /// Between name and description of items.
    pub(super) between: Option<String>,
}

/// The words that are most frequent on a page.
pub(super) fn required_words(page: &PageIndex<'_>) -> RequiredWords {
    let facts = || {
        page.read
            .facts
            .endpoints
            .iter()
            .flat_map(|endpoint| &endpoint.parameters)
            .filter(|fact| is_required(fact))
    };
    RequiredWords {
        cell: most_frequent(facts().filter_map(|fact| {
            let (grid, row) = page.index.row(fact)?;
            required_cell(page, grid, row, fact)
        }))
        .map(str::to_owned),
        between: most_frequent(facts().filter_map(|fact| {
            page.index.items(fact)?;
            let line = page.text.get(line_of(page.text, fact.range.start))?;
            item::parts(line, &fact.name)
                .and_then(|parts| (parts.marked && parts.is_model()).then_some(parts.between))
        }))
        .map(str::to_owned),
    }
}

pub(super) fn is_required(fact: &ParamFact) -> bool {
    fact.presence == Presence::Required && fact.condition.is_none()
}

/// What stands in the cell that says that a parameter must be sent.
pub(super) fn required_cell<'t>(
    page: &PageIndex<'t>,
    grid: &Grid,
    row: &Row,
    fact: &ParamFact,
) -> Option<&'t str> {
    if !is_required(fact) {
        return None;
    }
    let columns = &grid.columns;
    let at = columns.iter().position(|it| *it == Column::Required)?;
    let cells = cells(page.text.get(row.range.start..row.end)?);
    (cells.len() == columns.len())
        .then(|| cells.get(at).map(|cell| cell.trim()))
        .flatten()
}

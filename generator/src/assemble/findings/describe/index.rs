//! Rows and items of a page by their place, with what leads to them.

use std::ops::Range;

use docbind_spec::Witness;

use crate::extract::columns::{self, Column};
use crate::extract::facts::ParamFact;
use crate::extract::lower::Lower;
use crate::extract::words::Words;
use crate::markdown::{self, Block, BlockKind, List, Page, Table, Text};

/// Words of a heading or sentence that promises other parameters than those of the path.
const OTHERS: &[&str] = &["query", "body", "form", "header", "json", "response"];

/// The tables and lists of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Index {
    grids: Vec<Grid>,
    lists: Vec<Items>,
    /// Where rows begin, each with the number of its table and its own.
    rows: Vec<(usize, (usize, usize))>,
    /// Where the texts of items begin, each with the number of its list.
    items: Vec<(usize, usize)>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    /// What its columns hold.
    pub(super) columns: Vec<Column>,
    /// The heads of its columns.
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// Whether the text before promises other parameters than those of the path.
    pub(super) for_others: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) range: Range<usize>,
    /// The byte after its last one that is no blank and no line end.
    pub(super) end: usize,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Items {
    pub(super) ordered: bool,
    pub(super) all: Vec<Item>,
    /// Whether the text before promises other parameters than those of the path.
    pub(super) for_others: bool,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) range: Range<usize>,
    /// Where its own text begins.
    pub(super) text: Option<usize>,
}

impl Index {
    /// That of a page whose tables have these words in their headers.
    pub(crate) fn new(page: &Page, words: &Words) -> Self {
        let mut index = Self {
            grids: Vec::new(),
            lists: Vec::new(),
            rows: Vec::new(),
            items: Vec::new(),
        };
        for section in &page.sections {
            index.blocks(&section.blocks, Some(&section.title), words);
        }
        index.rows.sort_by_key(|(start, _)| *start);
        index.items.sort_by_key(|(start, _)| *start);
        index.grids.shrink_to_fit();
        index.lists.shrink_to_fit();
        index.rows.shrink_to_fit();
        index.items.shrink_to_fit();
        index
    }

    fn blocks<'a>(&mut self, blocks: &'a [Block], mut lead: Option<&'a Text>, words: &Words) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(text) => lead = Some(text),
                BlockKind::Table(table) => self.table(table, lead, words),
                BlockKind::List(list) => self.list(list, lead, words),
                BlockKind::Quote(inner) => self.blocks(inner, lead, words),
                BlockKind::Code(_)
                | BlockKind::Html(_)
                | BlockKind::Element(_)
                | BlockKind::Rule => {}
            }
        }
    }

    fn table(&mut self, table: &Table, lead: Option<&Text>, words: &Words) {
        let number = self.grids.len();
        let rows = table.rows.iter().enumerate();
        let rows = rows.map(|(row, shown)| (shown.range.start, (number, row)));
        self.rows.extend(rows);
        let row = |row: &markdown::Row| Row {
            range: row.range.clone(),
            end: row.end,
        };
        self.grids.push(Grid {
            columns: columns::read(&table.header, words),
            heads: table.header.iter().map(Text::plain).collect(),
            rows: table.rows.iter().map(row).collect(),
            for_others: lead.is_some_and(promises_others),
        });
    }

    fn list(&mut self, list: &List, lead: Option<&Text>, words: &Words) {
        let number = self.lists.len();
        let item = |item: &markdown::Item| Item {
            range: item.range.clone(),
            text: item.text().map(|text| text.range().start),
        };
        let items = Items {
            ordered: list.ordered,
            all: list.items.iter().map(item).collect(),
            for_others: lead.is_some_and(promises_others),
        };
        let texts = items.all.iter().filter_map(|item| item.text);
        self.items.extend(texts.map(|start| (start, number)));
        self.lists.push(items);
        for item in &list.items {
            self.blocks(&item.blocks, None, words);
        }
    }

    /// The row that a parameter stands in, with its table.
    pub(super) fn row(&self, fact: &ParamFact) -> Option<(&Grid, &Row)> {
        let (grid, row) = last_at(&self.rows, fact.range.start)?;
        let grid = self.grids.get(grid)?;
        let row = grid.rows.get(row)?;
        (fact.witness == Witness::Table).then_some((grid, row))
    }

    /// The list that a parameter stands in.
    pub(super) fn items(&self, fact: &ParamFact) -> Option<&Items> {
        let list = last_at(&self.items, fact.range.start)?;
        let list = self.lists.get(list)?;
        (fact.witness == Witness::List).then_some(list)
    }
}

/// What stands last at a place, of a list in the order of the places.
fn last_at<T: Copy>(all: &[(usize, T)], at: usize) -> Option<T> {
    let after = all.partition_point(|(start, _)| *start <= at);
    let (start, found) = *all.get(after.checked_sub(1)?)?;
    (start == at).then_some(found)
}

fn promises_others(lead: &Text) -> bool {
    Lower::from_text(lead.plain()).all().has_one_of(OTHERS)
}

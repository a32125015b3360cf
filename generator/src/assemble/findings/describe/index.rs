//! Rows and items of a page by their place, with what leads to them.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use docbind_spec::Witness;

use crate::extract::columns::{self, Column};
use crate::extract::facts::ParamFact;
use crate::extract::lower::Lower;
use crate::extract::words::Words;
use crate::markdown::{Block, BlockKind, List, Page, Row, Table, Text};

/// Words of a heading or sentence that promises other parameters than those of the path.
const OTHERS: &[&str] = &["query", "body", "form", "header", "json", "response"];

/// The tables and lists of one page.
pub(super) struct Index<'a> {
    rows: BTreeMap<usize, TablePlace<'a>>,
    items: BTreeMap<usize, ListPlace<'a>>,
}

/// A table whose header is read once for all of its rows, when one is looked at.
pub(super) struct Grid<'a> {
    pub(super) table: &'a Table,
    columns: OnceCell<Vec<Column>>,
}

impl<'a> Grid<'a> {
    fn new(table: &'a Table) -> Rc<Self> {
        let columns = OnceCell::new();
        Rc::new(Self { table, columns })
    }

    /// What its columns hold.
    pub(super) fn columns(&self, words: &Words) -> &[Column] {
        let read = || columns::read(&self.table.header, words);
        self.columns.get_or_init(read)
    }
}

/// A row of a table.
pub(super) struct TablePlace<'a> {
    pub(super) grid: Rc<Grid<'a>>,
    pub(super) row: &'a Row,
    /// Whether the text before promises other parameters than those of the path.
    pub(super) for_others: bool,
}

/// An item of a list.
#[derive(Clone, Copy)]
pub(super) struct ListPlace<'a> {
    pub(super) list: &'a List,
    /// Whether the text before promises other parameters than those of the path.
    pub(super) for_others: bool,
}

impl<'a> Index<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        let mut index = Self {
            rows: BTreeMap::new(),
            items: BTreeMap::new(),
        };
        for section in &page.sections {
            index.blocks(&section.blocks, Some(&section.title));
        }
        index
    }

    fn blocks(&mut self, blocks: &'a [Block], mut lead: Option<&'a Text>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(text) => lead = Some(text),
                BlockKind::Table(table) => self.table(table, lead.is_some_and(promises_others)),
                BlockKind::List(list) => self.list(list, lead.is_some_and(promises_others)),
                BlockKind::Quote(inner) => self.blocks(inner, lead),
                BlockKind::Code(_)
                | BlockKind::Html(_)
                | BlockKind::Element(_)
                | BlockKind::Rule => {}
            }
        }
    }

    fn table(&mut self, table: &'a Table, for_others: bool) {
        let grid = Grid::new(table);
        for row in &table.rows {
            let place = TablePlace {
                grid: Rc::clone(&grid),
                row,
                for_others,
            };
            self.rows.insert(row.range.start, place);
        }
    }

    fn list(&mut self, list: &'a List, for_others: bool) {
        for item in &list.items {
            if let Some(text) = item.text() {
                let place = ListPlace { list, for_others };
                self.items.insert(text.range().start, place);
            }
            self.blocks(&item.blocks, None);
        }
    }

    /// The row that a parameter stands in.
    pub(super) fn row(&self, fact: &ParamFact) -> Option<&TablePlace<'a>> {
        let place = self.rows.get(&fact.range.start)?;
        (fact.witness == Witness::Table).then_some(place)
    }

    /// The list that a parameter stands in.
    pub(super) fn item(&self, fact: &ParamFact) -> Option<ListPlace<'a>> {
        let place = self.items.get(&fact.range.start)?;
        (fact.witness == Witness::List).then_some(*place)
    }
}

fn promises_others(lead: &Text) -> bool {
    Lower::from_text(lead.plain()).all().has_one_of(OTHERS)
}

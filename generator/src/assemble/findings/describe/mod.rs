//! The certain repair of a placeholder that nothing describes: a row or an item that says what
//! other sections say about the same placeholder of the same path.
//!
//! What comes in: all sections with their pages. What goes out: for one placeholder of one
//! operation, the line to put into the section's own table or list. Where no other section
//! describes the placeholder, or the section has no such place, nothing is certain.

mod index;
mod item;
mod known;
mod lines;
mod row;

use std::sync::OnceLock;

use docbind_spec::PathTemplate;

pub(super) use self::index::Index;
use self::known::{Descriptions, Known, RequiredWords};
use super::Picture;
use crate::assemble::ReadPage;
use crate::assemble::operation::Merged;
use crate::assemble::sections::SectionOperation;
use crate::diag::Edit;
use crate::extract::facts::{ParamFact, ParamPlace};

/// What can be said about placeholders.
pub(super) struct Describer<'a> {
    pages: Vec<PageIndex<'a>>,
    descriptions: Descriptions,
    /// By page; few are asked for.
    required: Vec<OnceLock<RequiredWords>>,
}

/// A page with its rows and items by place.
struct PageIndex<'a> {
    read: &'a ReadPage,
    text: &'a str,
    index: &'a Index,
}

/// The line that a table or list gets.
struct Line<'a> {
    /// The placeholder.
    name: &'a str,
    /// What others say about it.
    known: &'a Known,
    /// The placeholders before it, whose rows stay above.
    before: &'a [&'a str],
}

impl<'a> Describer<'a> {
    /// Collects what all sections say.
    pub(super) fn new(picture: &Picture<'a>) -> Self {
        let sources = picture.sources;
        let pages: Vec<PageIndex<'_>> = picture
            .pages
            .iter()
            .map(|read| PageIndex {
                read,
                text: sources
                    .get(read.page.file)
                    .map_or("", |file| file.text.as_str()),
                index: &read.remains.index,
            })
            .collect();
        let descriptions = known::descriptions(picture.merged, &pages);
        let required = pages.iter().map(|_| OnceLock::new()).collect();
        Self {
            pages,
            descriptions,
            required,
        }
    }

    /// The repair for a placeholder of an operation, by its name in the operation's path.
    pub(super) fn repair(&self, merged: &Merged<'_>, name: &str) -> Option<Edit> {
        let position = merged.path.placeholders().position(|it| it == name)?;
        merged
            .sections
            .iter()
            .find_map(|section| self.in_section(section, position))
    }

    fn in_section(&self, section: &SectionOperation<'_>, position: usize) -> Option<Edit> {
        let own: Vec<&str> = section.path.placeholders().collect();
        let name = own.get(position)?;
        let page = self.pages.get(section.page)?;
        let line = Line {
            name,
            known: self
                .descriptions
                .best(section.path.as_str(), name, section.page)?,
            before: own.get(..position)?,
        };
        let edit = section
            .endpoint
            .parameters
            .iter()
            .filter(|fact| fact.place != ParamPlace::Header)
            .find_map(|fact| self.at(page, section, fact, &line))?;
        // The line would describe the parameter for every request line of the section.
        let everywhere = section.endpoint.requests.iter().all(|request| {
            PathTemplate::parse(&request.url.path)
                .placeholders()
                .any(|it| it == *name)
        });
        everywhere.then_some(edit)
    }

    /// The line in the table or list that a parameter of the section stands in.
    fn at(
        &self,
        page: &PageIndex<'_>,
        section: &SectionOperation<'_>,
        fact: &ParamFact,
        line: &Line<'_>,
    ) -> Option<Edit> {
        let facts = &section.endpoint.parameters;
        let required = self.required.get(section.page)?;
        let required = required.get_or_init(|| known::required_words(page));
        let (offset, text) = match (page.index.row(fact), page.index.items(fact)) {
            (Some((grid, _)), _) if !grid.for_others => {
                row::line(page, grid, facts, required, line)?
            }
            (None, Some(items)) if !items.for_others => {
                item::line(page.text, items, facts, required, line)?
            }
            _ => return None,
        };
        Some(Edit {
            span: page.read.page.span(offset..offset),
            text,
        })
    }
}

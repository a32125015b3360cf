//! Where in the pages the two sides of a change stand.
//!
//! What comes in: the pages and findings of one side, if they are at hand. What goes out: lines
//! and columns for places that so far are sections of documents.

use std::collections::BTreeMap;

use docbind_spec::Source;

use super::Place;
use super::change::Mark;
use crate::assemble::section_source as source_of;
use crate::diag::Diagnostic;
use crate::extract;
use crate::markdown::{self, Page};
use crate::source::{FileId, LineColumn, SourceFile, SourceSet};

/// What is at hand of one side beside its spec; nothing by default.
#[derive(Debug, Default)]
pub struct Documents<'a> {
    sources: Option<&'a SourceSet>,
    findings: Option<&'a [Diagnostic]>,
    /// The sections of the pages, by `file#anchor`.
    sections: BTreeMap<String, Section>,
}

/// A section of a page.
#[derive(Debug)]
struct Section {
    file: FileId,
    /// The first byte of its heading, and of the next one.
    start: usize,
    end: usize,
    /// Where its parameters are documented, by name.
    parameters: BTreeMap<String, usize>,
}

impl<'a> Documents<'a> {
    /// The pages of a side, and what was found to be the matter with them.
    pub fn new(sources: &'a SourceSet, findings: &'a [Diagnostic]) -> Self {
        let mut sections = BTreeMap::new();
        for (file, source) in sources.iter() {
            sections.append(&mut sections_of(file, source));
        }
        Self {
            sources: Some(sources),
            findings: Some(findings),
            sections,
        }
    }

    /// What is the matter with the pages; `None` where that is not known.
    pub(super) fn findings(&self) -> Option<(&'a SourceSet, &'a [Diagnostic])> {
        Some((self.sources?, self.findings?))
    }

    /// The section in which something stands.
    pub(super) fn section_at(&self, file: FileId, offset: usize) -> Option<Source> {
        let inside = |section: &Section| {
            section.file == file && (section.start..section.end).contains(&offset)
        };
        let mut sections = self.sections.iter();
        let (name, _) = sections.find(|(_, section)| inside(section))?;
        Some(Source(name.clone()))
    }

    /// Gives a place its line and column, if the pages are at hand.
    pub(super) fn locate(&self, place: Option<&mut Place>) {
        if let Some(place) = place
            && place.at.is_none()
        {
            place.at = self.find(place);
        }
    }

    fn find(&self, place: &Place) -> Option<LineColumn> {
        let sources = self.sources?;
        let section = self.sections.get(&place.source.0)?;
        let offset = match &place.mark {
            Mark::Section => None,
            Mark::Parameter(name) => section.parameters.get(name).copied(),
            Mark::Key(name) => {
                let page = sources.get(section.file)?;
                let text = page.text.get(section.start..section.end)?;
                text.find(&format!("\"{name}\""))
                    .map(|at| section.start + at)
            }
        };
        sources.line_column(section.file, offset.unwrap_or(section.start))
    }
}

fn sections_of(file: FileId, source: &SourceFile) -> BTreeMap<String, Section> {
    let page = markdown::read(file, source);
    let starts: Vec<usize> = (0..page.sections.len())
        .map(|index| heading(&page, index))
        .collect();
    let (facts, _) = extract::read(&page);
    let mut all = BTreeMap::new();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied();
        all.insert(
            source_of(&page, index).0,
            Section {
                file,
                start: *start,
                end: end.unwrap_or(source.text.len()),
                parameters: BTreeMap::new(),
            },
        );
    }
    for endpoint in &facts.endpoints {
        let name = source_of(&page, endpoint.section).0;
        if let Some(section) = all.get_mut(&name) {
            for fact in &endpoint.parameters {
                let places = &mut section.parameters;
                places.entry(fact.name.clone()).or_insert(fact.range.start);
            }
        }
    }
    all
}

/// The first byte of a section's heading; the beginning of the page for what stands before any.
fn heading(page: &Page, index: usize) -> usize {
    let section = page.sections.get(index);
    let title = section.and_then(|section| section.title.pieces.first());
    let block = section.and_then(|section| section.blocks.first());
    match (title, block) {
        _ if index == 0 => 0,
        (Some(title), _) => title.range.start,
        (None, Some(block)) => block.range.start,
        (None, None) => 0,
    }
}

//! Where in the pages the two sides of a change stand.
//!
//! What comes in: the pages and findings of one side, if they are at hand. What goes out: lines
//! and columns for places that so far are sections of documents.

use std::collections::BTreeMap;
use std::mem;
use std::ops::Range;

use docbind_spec::Source;
use serde_json::Value;

use super::Place;
use super::change::{Mark, Spot};
use crate::assemble::section_source as source_of;
use crate::diag::Diagnostic;
use crate::extract::facts::ExampleFact;
use crate::extract::json_example::{self, Member};
use crate::hints::Hints;
use crate::markdown::Page;
use crate::pipeline::PageReader;
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
    /// Its examples in order.
    examples: Vec<ExampleFact>,
}

impl<'a> Documents<'a> {
    /// The pages of a side, and what was found to be the matter with them.
    pub fn new(sources: &'a SourceSet, findings: &'a [Diagnostic]) -> Self {
        Self::read_with(sources, findings, &Hints::default())
    }

    /// The same for pages that were read with hints.
    pub fn read_with(sources: &'a SourceSet, findings: &'a [Diagnostic], hints: &Hints) -> Self {
        let reader = PageReader::new(hints);
        let mut sections = BTreeMap::new();
        for (file, source) in sources.iter() {
            sections.append(&mut sections_of(&reader, file, source));
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
            Mark::Key(spot) => section.offset(spot, |member| &member.key),
            Mark::Value(spot) => section.offset(spot, |member| &member.value),
        };
        sources.line_column(section.file, offset.unwrap_or(section.start))
    }
}

impl Section {
    /// The first byte of a part of an example: the same one, else one that differs in texts only,
    /// for a spec of facts holds others than the pages.
    fn offset(&self, spot: &Spot, part: fn(&Member) -> &Range<usize>) -> Option<usize> {
        let find = |fits: fn(&Value, &Value) -> bool| {
            let mut examples = self.examples.iter();
            examples.find(|it| it.body.value().is_some_and(|body| fits(body, &spot.body)))
        };
        let example = find(|body, other| body == other).or_else(|| find(alike))?;
        offset(example, &spot.pointer, part)
    }
}

/// Whether two bodies have the same keys, lists of the same lengths, and scalars of the same kinds.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let inside = |(key, value)| other.get(key).is_some_and(|it| alike(value, it));
            one.len() == other.len() && one.iter().all(inside)
        }
        (Value::Array(one), Value::Array(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| alike(one, other))
        }
        (one, other) => mem::discriminant(one) == mem::discriminant(other),
    }
}

fn offset(
    example: &ExampleFact,
    pointer: &str,
    part: fn(&Member) -> &Range<usize>,
) -> Option<usize> {
    let text = example.shown.text();
    let range = if pointer.is_empty() {
        let start = text.len() - text.trim_start().len();
        start..text.len()
    } else {
        // Of a key that stands twice, the last one holds.
        let mut members = json_example::members(text).into_iter().rev();
        let member = members.find(|member| member.pointer == pointer)?;
        part(&member).clone()
    };
    Some(example.shown.range(&range).start)
}

fn sections_of(
    reader: &PageReader,
    file: FileId,
    source: &SourceFile,
) -> BTreeMap<String, Section> {
    let (page, facts, _) = reader.read(file, source);
    let starts: Vec<usize> = (0..page.sections.len())
        .map(|index| heading(&page, index))
        .collect();
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
                examples: Vec::new(),
            },
        );
    }
    for endpoint in facts.endpoints {
        let name = source_of(&page, endpoint.section).0;
        if let Some(section) = all.get_mut(&name) {
            for fact in endpoint.parameters {
                let places = &mut section.parameters;
                places.entry(fact.name).or_insert(fact.range.start);
            }
            section.examples.extend(endpoint.examples);
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

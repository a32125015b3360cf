//! Endpoints of pages to operations of sections: one for each method and path of a section.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use docbind_spec::{Change, Correction, Location, Method, PathTemplate, Source};

use super::ReadPage;
use super::base::Base;
use super::command;
use super::path_style::template;
use super::placement::joined;
use crate::extract::facts::{
    BodyRole, Endpoint, ExampleFact, IgnoredBlock, Request, RequestOrigin,
};
use crate::markdown::Page;
use crate::names::mint;
use crate::threads;

/// An operation as one section documents it.
#[derive(Debug, Clone)]
pub(super) struct SectionOperation<'a> {
    /// Number of the page.
    pub(super) page: usize,
    /// The section.
    pub(super) source: Source,
    /// Its heading.
    pub(super) title: String,
    /// The method.
    pub(super) method: Method,
    /// The path relative to the base path.
    pub(super) path: PathTemplate,
    /// Request lines of this method and path, with their queries.
    pub(super) requests: Vec<&'a Request>,
    /// What the section says.
    pub(super) endpoint: &'a Endpoint,
    /// All request lines of the section, those of other operations too.
    pub(super) lines: Arc<Lines>,
    /// Where parameters are sent that nothing places, if people say so.
    pub(super) unlabelled: Option<Location>,
    /// What overrides change.
    pub(super) changes: Vec<(Change, String)>,
    /// What overrides replaced so far.
    pub(super) corrections: Vec<Correction>,
}

impl<'a> SectionOperation<'a> {
    /// The answers that the section shows, without those that a human decision took away.
    pub(super) fn answers(&self) -> impl Iterator<Item = &'a ExampleFact> {
        let mut changes = self.changes.iter();
        let are_others = changes.any(|(change, _)| *change == Change::RemoveExamples);
        let shown = self.endpoint.examples.iter();
        shown.filter(move |example| {
            example.role == BodyRole::Response && !(are_others && example.is_success())
        })
    }
}

/// The paths of all request lines of a section, read once for all its operations.
#[derive(Debug)]
pub(super) struct Lines {
    /// Relative to the base path, in the order of the lines.
    pub(super) paths: Vec<PathTemplate>,
    /// The names of their placeholders, in the spelling in which names are compared.
    pub(super) placeholders: BTreeSet<String>,
}

impl Lines {
    fn new(endpoint: &Endpoint, base: &Base) -> Self {
        let mut placeholders = BTreeSet::new();
        let mut paths = Vec::new();
        for request in &endpoint.requests {
            let printed = template(&request.url.path);
            placeholders.extend(printed.placeholders().map(joined));
            paths.push(base.relative_template(&printed));
        }
        Self {
            paths,
            placeholders,
        }
    }
}

/// A request line that turned out to be a filled-in call of another operation.
pub(super) struct FilledIn {
    pub(super) page: usize,
    pub(super) section: usize,
    pub(super) range: Range<usize>,
}

/// The address of a section.
pub(crate) fn source(page: &Page, section: usize) -> Source {
    let anchor = page
        .sections
        .get(section)
        .map_or("", |section| section.anchor.as_str());
    Source(if anchor.is_empty() {
        page.path.clone()
    } else {
        format!("{}#{anchor}", page.path)
    })
}

/// The resource that a page documents, by the address of its sections.
pub(super) fn resource(read: &ReadPage) -> String {
    mint::resource(Source(read.page.path.clone()).page())
}

/// What the sections of all pages document.
pub(super) struct Collected<'a> {
    /// The operations in document order, those of indexes last.
    pub(super) operations: Vec<SectionOperation<'a>>,
    /// Calls of others.
    pub(super) filled_in: Vec<FilledIn>,
    /// The blocks of indexes that became operations, by page.
    pub(super) indexed: BTreeSet<(usize, IgnoredBlock)>,
}

/// Collects the operations of all sections in document order, and the filled-in calls.
pub(super) fn collect<'a>(pages: &'a [ReadPage], base: &Base) -> Collected<'a> {
    let numbered: Vec<_> = pages.iter().enumerate().collect();
    let of_pages = threads::each_of_many(&numbered, |(number, read)| {
        let mut own = Vec::new();
        for endpoint in &read.facts.endpoints {
            add(&mut own, *number, read, endpoint, base);
        }
        own
    });
    let mut all: Vec<SectionOperation<'a>> = of_pages.into_iter().flatten().collect();
    command::name_values(&mut all);
    let is_overview = |read: &ReadPage| resource(read) == mint::OVERVIEW;
    let overviews: Vec<bool> = pages.iter().map(is_overview).collect();
    let (mut operations, filled_in) = split_filled_in(all, &overviews);
    let mut known: BTreeSet<(Method, String)> = operations
        .iter()
        .map(|found| (found.method, found.path.anonymous()))
        .collect();
    let mut indexed = BTreeSet::new();
    for (number, read) in pages.iter().enumerate() {
        for (endpoint, block) in &read.facts.indexed {
            let mut entry = Vec::new();
            add(&mut entry, number, read, endpoint, base);
            entry.retain(|found| known.insert((found.method, found.path.anonymous())));
            if !entry.is_empty() {
                indexed.insert((number, *block));
                operations.append(&mut entry);
            }
        }
    }
    Collected {
        operations,
        filled_in,
        indexed,
    }
}

/// Adds the operations of an endpoint, one for each method and path.
fn add<'a>(
    all: &mut Vec<SectionOperation<'a>>,
    number: usize,
    read: &'a ReadPage,
    endpoint: &'a Endpoint,
    base: &Base,
) {
    let mut known = BTreeMap::new();
    let lines = Arc::new(Lines::new(endpoint, base));
    for (request, path) in endpoint.requests.iter().zip(&lines.paths) {
        let key = (request.method, path.as_str().to_owned());
        let at = *known.entry(key).or_insert(all.len());
        match all.get_mut(at) {
            Some(known) => known.requests.push(request),
            None => all.push(SectionOperation {
                page: number,
                source: source(&read.page, endpoint.section),
                title: title(&read.page, endpoint.section),
                method: request.method,
                path: path.clone(),
                requests: vec![request],
                endpoint,
                lines: Arc::clone(&lines),
                unlabelled: None,
                changes: Vec::new(),
                corrections: Vec::new(),
            }),
        }
    }
}

fn title(page: &Page, section: usize) -> String {
    let title = page
        .sections
        .get(section)
        .map(|section| section.title.described())
        .unwrap_or_default();
    if !title.is_empty() {
        return title;
    }
    let stem = mint::page_stem(&page.path);
    let stem = stem.rsplit('/').next().unwrap_or_default();
    stem.replace(['_', '-'], " ")
}

/// Tells filled-in calls from operations: a value stands where another operation of the same
/// method has a placeholder. The first request of its own section is never one.
/// Of the pages, `overviews` says which are about everything.
fn split_filled_in<'a>(
    all: Vec<SectionOperation<'a>>,
    overviews: &[bool],
) -> (Vec<SectionOperation<'a>>, Vec<FilledIn>) {
    let is_overview = |found: &SectionOperation<'_>| overviews.get(found.page) == Some(&true);
    let templates: Vec<(Method, PathTemplate)> = all
        .iter()
        .map(|found| (found.method, found.path.clone()))
        .collect();
    let documented: Vec<(Method, PathTemplate)> = all
        .iter()
        .filter(|found| !is_overview(found))
        .map(|found| (found.method, found.path.clone()))
        .collect();
    let mut filled = Vec::new();
    let mut kept = Vec::new();
    for found in all {
        let further = found.requests.iter().all(|request| {
            matches!(
                request.origin,
                RequestOrigin::Further | RequestOrigin::Command
            )
        });
        let is_call = is_overview(&found) && is_sample(&found, &documented)
            || further
                && has_value(&found.path)
                && templates
                    .iter()
                    .any(|(method, path)| *method == found.method && fills_in(&found.path, path));
        if is_call {
            filled.extend(found.requests.iter().map(|request| FilledIn {
                page: found.page,
                section: found.endpoint.section,
                range: request.range.clone(),
            }));
        } else {
            kept.push(found);
        }
    }
    (kept, filled)
}

/// Whether a page about everything only shows an operation: one that another page documents, with
/// host and all or with values in place of its placeholders, or an address that has nothing but
/// values.
fn is_sample(found: &SectionOperation<'_>, documented: &[(Method, PathTemplate)]) -> bool {
    let mut requests = found.requests.iter();
    let whole = requests.all(|request| request.url.host.is_some());
    let filled = has_value(&found.path) && found.path.placeholders().next().is_none();
    let is_same =
        |(method, path): &(Method, PathTemplate)| *method == found.method && *path == found.path;
    filled || whole && documented.iter().any(is_same)
}

/// Whether a path is a template with values: a number or encoded text in place of at least one
/// placeholder, everything else the same.
pub(super) fn fills_in(path: &PathTemplate, template: &PathTemplate) -> bool {
    let (own, other) = (path.segments(), template.segments());
    let mut filled = false;
    own.len() == other.len()
        && own.iter().zip(other).all(
            |(own, other)| match (own.as_literal(), other.as_literal()) {
                (Some(own), Some(other)) => own == other,
                (Some(own), None) => {
                    filled = true;
                    is_value(own)
                }
                (None, other) => other.is_none(),
            },
        )
        && filled
}

/// Whether a segment is a number or encoded text.
pub(super) fn is_value(segment: &str) -> bool {
    segment.contains('%') || !segment.is_empty() && segment.chars().all(|c| c.is_ascii_digit())
}

fn has_value(path: &PathTemplate) -> bool {
    path.segments()
        .iter()
        .any(|segment| segment.as_literal().is_some_and(is_value))
}

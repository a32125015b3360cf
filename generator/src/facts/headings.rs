//! Headings in our own words, and the sources that follow from them.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::mint;
use docbind_spec::{ApiSpec, Operation, SecurityScheme, Source};

use crate::emit::markdown::{heading, page_title, scheme_heading};
use crate::markdown::slug;

/// The new sections of operations, by the number of the operation and the old section.
#[derive(Debug, Default)]
pub(super) struct Headings {
    sections: BTreeMap<(usize, Source), (String, Source)>,
}

impl Headings {
    /// Names every section after its operation, so that no two headings of a page are alike.
    pub(super) fn new(spec: &ApiSpec) -> Self {
        let mut taken: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut sections = BTreeMap::new();
        for (number, operation) in spec.operations.iter().enumerate() {
            for (nth, section) in operation.sections.iter().enumerate() {
                let page = section.source.page();
                let used = taken
                    .entry(page.to_owned())
                    .or_insert_with(|| reserved(spec, page));
                let title = title(operation, nth, used);
                let source = Source(format!("{page}#{}", slug(&title)));
                sections.insert((number, section.source.clone()), (title, source));
            }
        }
        Self { sections }
    }

    /// The title and the source of a section.
    pub(super) fn section(&self, operation: usize, old: &Source) -> Option<&(String, Source)> {
        self.sections.get(&(operation, old.clone()))
    }

    /// What a source within an operation becomes: the section's, else the first section's.
    pub(super) fn source(&self, number: usize, operation: &Operation, old: &Source) -> Source {
        let first = || operation.sections.first().map(|section| &section.source);
        self.section(number, old)
            .or_else(|| self.section(number, first()?))
            .map_or_else(|| page_only(old), |(_, source)| source.clone())
    }

    /// What a source anywhere becomes: that of the first operation of the section, else the page.
    pub(super) fn anywhere(&self, old: &Source) -> Source {
        self.sections
            .iter()
            .find(|((_, source), _)| source == old)
            .map_or_else(|| page_only(old), |(_, (_, source))| source.clone())
    }
}

/// A name in words: `get_cover` is `Get cover`.
pub(super) fn words(name: &str) -> String {
    let spaced = name.replace(['_', '-'], " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn page_only(source: &Source) -> Source {
    Source(source.page().to_owned())
}

/// The headings that a page has beside those of its operations.
fn reserved(spec: &ApiSpec, page: &str) -> BTreeSet<String> {
    let mut reserved = BTreeSet::from([slug(&page_title(page)), slug(heading::AUTHENTICATION)]);
    reserved.extend(spec.api.security.iter().map(|scheme| {
        let named = SecurityScheme {
            title: Some(words(&scheme.id)),
            ..scheme.clone()
        };
        slug(&scheme_heading(&named))
    }));
    reserved
}

fn title(operation: &Operation, nth: usize, used: &mut BTreeSet<String>) -> String {
    let mut title = words(&operation.id);
    if !title.contains(' ') {
        let resource = operation.resource.replace('_', " ");
        // "List books", but "Get book".
        let noun = match (operation.id.as_str(), resource.rsplit_once(' ')) {
            ("list", _) => resource,
            (_, Some((first, last))) => format!("{first} {}", mint::singular(last)),
            (_, None) => mint::singular(&resource),
        };
        title = format!("{title} {noun}");
    }
    if nth > 0 {
        title = format!("{title} part {}", nth + 1);
    }
    let mut further = std::iter::once(operation.method.as_str().to_owned()).chain(
        operation
            .path
            .split(['/', ':'])
            .filter(|part| !part.is_empty())
            .map(|part| words(part).to_lowercase()),
    );
    while !used.insert(slug(&title)) {
        title = match further.next() {
            Some(word) => format!("{title} {word}"),
            None => format!("{title} again"),
        };
    }
    title
}

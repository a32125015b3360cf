//! The objects that pages define under headings of their own, found by link or by noun.
//!
//! What comes in: all pages. What goes out: [`Definitions`]. A noun that two objects have means
//! the one of the same page, or none.

use super::{ReadPage, section_source};
use crate::extract::facts::{Definition, Named};
use crate::names::mint;
use docbind_spec::Source;

/// An object with the place of its fields.
pub(super) struct Defined<'a> {
    page: &'a str,
    /// The headings that it is named by.
    anchors: Vec<&'a str>,
    pub(super) definition: &'a Definition,
    pub(super) source: Source,
}

/// The objects of all pages.
pub(super) struct Definitions<'a> {
    all: Vec<Defined<'a>>,
}

impl<'a> Definitions<'a> {
    /// Those of these pages.
    pub(super) fn collect(pages: &'a [ReadPage]) -> Self {
        let defined = pages.iter().flat_map(|read| {
            let page = &read.page;
            read.facts.definitions.iter().map(move |definition| {
                let sections = definition.sections.iter();
                let first = definition.sections.first().copied().unwrap_or_default();
                Defined {
                    page: &page.path,
                    anchors: sections
                        .filter_map(|number| page.sections.get(*number))
                        .map(|section| section.anchor.as_str())
                        .collect(),
                    source: section_source(page, first),
                    definition,
                }
            })
        });
        Self {
            all: defined.collect(),
        }
    }

    /// The object that a text of this page means.
    pub(super) fn find(&self, named: &Named, page: &str) -> Option<&Defined<'a>> {
        match named {
            Named::Link(link) => {
                let (file, anchor) = link.split_once('#')?;
                let stem = if file.is_empty() {
                    stem(page)
                } else {
                    stem(file)
                };
                let mut all = self.all.iter().filter(|it| stem_is(it.page, stem));
                all.clone()
                    .find(|it| it.anchors.contains(&anchor))
                    // An anchor of another tool begins with that of the heading around.
                    .or_else(|| all.find(|it| it.anchors.iter().any(|own| begins(anchor, own))))
            }
            Named::Noun(noun) => {
                let noun = mint::singular(&mint::snake(noun));
                let is =
                    |it: &&Defined<'_>| mint::singular(&mint::snake(&it.definition.noun)) == noun;
                let own = self.all.iter().filter(is).find(|it| it.page == page);
                let mut others = self.all.iter().filter(is);
                own.or_else(|| others.next().filter(|_| others.next().is_none()))
            }
        }
    }
}

/// The name of a page without folders and ending.
fn stem(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split('.').next().unwrap_or(file)
}

fn stem_is(page: &str, wanted: &str) -> bool {
    stem(page).eq_ignore_ascii_case(wanted)
}

fn begins(anchor: &str, own: &str) -> bool {
    !own.is_empty()
        && anchor
            .strip_prefix(own)
            .is_some_and(|rest| rest.starts_with('-'))
}

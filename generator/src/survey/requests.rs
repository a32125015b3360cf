//! How requests and their placeholders are written.

use super::tally::Tallies;
use super::{Picture, Topic, walk};
use crate::extract::facts::{Endpoint, Request, RequestOrigin};
use crate::extract::request::{self, Form};
use crate::extract::template;
use crate::markdown::Page;

/// Two topics: requests, and placeholders.
pub(super) fn topics(picture: &Picture<'_>) -> Vec<Topic> {
    let mut shapes = Tallies::new();
    let mut styles = Tallies::new();
    for read in picture.pages {
        let page = &read.page;
        let indexed = read.facts.indexed.iter().map(|(endpoint, _)| endpoint);
        let known = |endpoint: &&Endpoint| is_operation(picture, page, endpoint);
        let endpoints = read.facts.endpoints.iter().chain(indexed.filter(known));
        for request in endpoints.flat_map(|endpoint| &endpoint.requests) {
            let place = picture.place(page.file, request.range.start);
            shapes.add(shape(page, request), place.clone());
            let printed = picture.sources.get(page.file);
            let printed = printed.and_then(|page| page.text.get(request.range.clone()));
            for style in template::styles(printed.unwrap_or_default()) {
                styles.add(style, place.clone());
            }
        }
    }
    let base = picture.reading.spec.api.base_path.as_deref();
    let base = base.map(|path| format!("paths are below `{path}`"));
    vec![
        Topic {
            title: "requests",
            shapes: shapes.shapes(),
            conclusions: base.into_iter().collect(),
        },
        Topic {
            title: "placeholders of paths",
            shapes: styles.shapes(),
            conclusions: Vec::new(),
        },
    ]
}

/// Whether an entry of an index became an operation: others are documented elsewhere.
fn is_operation(picture: &Picture<'_>, page: &Page, endpoint: &Endpoint) -> bool {
    let source = crate::assemble::section_source(page, endpoint.section);
    let operations = picture.reading.spec.operations.iter();
    let mut sections = operations.flat_map(|operation| &operation.sections);
    sections.any(|section| section.source == source)
}

/// The shape of a request in words.
fn shape(page: &Page, request: &Request) -> String {
    match request.origin {
        RequestOrigin::Index => return "index of operations".to_owned(),
        RequestOrigin::Prose => return "sentence".to_owned(),
        RequestOrigin::Command => return "curl command".to_owned(),
        RequestOrigin::First | RequestOrigin::Further => {}
    }
    let at = request.range.start;
    let mut titles = page.sections.iter().map(|section| section.title.range());
    if titles.any(|title| title.contains(&at)) {
        return "heading".to_owned();
    }
    let found = walk::block_at(page, at).and_then(request::shape_of);
    match found {
        Some((name, Form::Line | Form::Item)) => name.to_owned(),
        Some((name, Form::WithBody)) => format!("{name} that goes on with a body or text"),
        Some((name, Form::Message)) => format!("{name}, as it goes over the wire"),
        None => "sentence".to_owned(),
    }
}

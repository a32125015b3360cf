//! Facts from the blocks of one page: one file per shape.
//!
//! What comes in: a [`Page`]. What goes out: [`PageFacts`] and findings. Recognisers are general:
//! they know how people write API pages, not which project wrote this one. Nothing here looks at
//! other pages.

mod accounts;
pub(crate) mod columns;
mod constants;
pub(crate) mod conventions;
pub(crate) mod curl;
mod definitions;
mod directives;
pub(crate) mod endpoint;
pub(crate) mod facts;
mod failures;
mod fields;
pub(crate) mod http_message;
pub(crate) mod implied;
mod inline_params;
pub(crate) mod json_example;
mod loose;
pub(crate) mod lower;
mod markers;
mod nested;
pub(crate) mod param_item;
pub(crate) mod param_list;
mod param_name;
mod param_spans;
pub(crate) mod param_table;
pub(crate) mod phrases;
mod preformatted_params;
pub(crate) mod presence;
mod prose;
mod prose_request;
pub(crate) mod request;
pub(crate) mod roles;
mod row_depth;
mod said_place;
mod scope;
pub(crate) mod sentences;
mod shell;
mod shorthand;
pub(crate) mod status_codes;
mod tags;
pub(crate) mod template;
mod topics;
pub(crate) mod type_text;
pub(crate) mod unmarked;
pub(crate) mod url;
pub(crate) mod words;

use docbind_spec::{Method, Witness};

use self::facts::{Endpoint, PageFacts, ParamPlace};
use self::prose_request::ProseRequest;
use self::scope::{Placed, Scope};
use self::sentences::Said;
use self::topics::Topic;
use self::words::Words;
use crate::diag::Diagnostic;
use crate::markdown::{BlockKind, Page};
use crate::names::mint;

/// Reads a page.
pub(crate) fn read(page: &Page, words: &Words) -> (PageFacts, Vec<Diagnostic>) {
    let cut = scope::cut(page, words);
    let mut facts = PageFacts::default();
    let mut diagnostics = Vec::new();
    let mut loose = cut.loose;
    let mut samples = Vec::new();
    facts.endpoints.reserve_exact(cut.scopes.len());
    let mut around = endpoint::Around::new(page);
    for scope in cut.scopes {
        let read = endpoint::read(&mut around, &scope, words);
        if is_sample(page, &scope, &read.endpoint) {
            samples.extend(scope.requests.iter().map(|line| line.url.clone()));
            loose.extend(dissolve(scope));
        } else {
            take(&mut facts, &mut diagnostics, read);
        }
    }
    loose.sort_by_key(|placed| (placed.section, placed.block.range.start));
    for described in prose_request::find(&mut loose) {
        let read = described_endpoint(page, &described, words);
        take(&mut facts, &mut diagnostics, read);
    }
    if facts.endpoints.is_empty() {
        for scope in request::command::find(page, &mut loose, words) {
            let mut read = endpoint::read(&mut around, &scope, words);
            for request in &mut read.endpoint.requests {
                request.origin = facts::RequestOrigin::Command;
            }
            take(&mut facts, &mut diagnostics, read);
        }
    }
    let entries = loose.iter().flat_map(|placed| indexed(placed, words));
    facts.indexed = entries.collect();
    samples.extend(addresses(&loose));
    let (conventions, ignored) = conventions::read(page, &loose, words);
    facts.samples = samples
        .into_iter()
        .filter(|url| url.host.is_some())
        .collect();
    for (_, url) in &conventions.path_samples {
        sampled_parameters(&mut facts.endpoints, url, page);
    }
    facts.unmarked = loose.iter().find_map(unmarked_note);
    facts.definitions = definitions::read(page, words);
    facts.conventions = conventions;
    let definitions = &facts.definitions;
    let ignored = ignored.into_iter();
    let ignored = ignored.filter(|block| !definitions::has(definitions, &block.range));
    facts.ignored.extend(ignored);
    (facts, diagnostics)
}

fn take(facts: &mut PageFacts, diagnostics: &mut Vec<Diagnostic>, read: endpoint::Extracted) {
    facts.endpoints.push(read.endpoint);
    facts.ledger.extend(read.ledger);
    facts.ignored.extend(read.ignored);
    diagnostics.extend(read.diagnostics);
}

/// What a block outside of all scopes says about parameters without a marker.
fn unmarked_note(placed: &Placed<'_>) -> Option<docbind_spec::Presence> {
    match &placed.block.kind {
        BlockKind::Paragraph(text) => unmarked::of_text(text),
        BlockKind::List(list) => {
            let mut texts = list.items.iter().filter_map(crate::markdown::Item::text);
            texts.find_map(unmarked::of_text)
        }
        _ => None,
    }
}

/// The operations of an index that stands outside of all scopes.
fn indexed(placed: &Placed<'_>, words: &Words) -> Vec<(Endpoint, facts::IgnoredBlock)> {
    let entries = request::index::read(placed.block).into_iter();
    let endpoint = |entry: request::index::Entry| {
        let request = facts::Request {
            method: entry.line.method,
            url: entry.line.url,
            range: entry.line.range,
            origin: facts::RequestOrigin::Index,
        };
        let mut endpoint = Endpoint::new(placed.section, vec![request]);
        endpoint.description.extend(entry.description);
        endpoint.parameters = inline_params::read(&Said::of(&entry.text), words);
        for (place, cell) in &entry.sent {
            endpoint.parameters.extend(shorthand::cell(cell, *place));
        }
        (endpoint, (entry.block, entry.start))
    };
    entries.map(endpoint).collect()
}

fn title(page: &Page, section: usize) -> String {
    page.sections[section].title.plain()
}

/// Whether a request shows how something about all operations works: it sends a credential, or
/// stands in a section about such things, and no parameters are documented after it.
fn is_sample(page: &Page, scope: &Scope<'_>, endpoint: &Endpoint) -> bool {
    let overview = || mint::resource(&page.path) == mint::OVERVIEW;
    let with_credential = |url: &url::Url| {
        let credential = |(name, _): &(String, _)| conventions::authentication::is_credential(name);
        url.query.iter().any(credential) && (url.host.is_some() || overview())
    };
    let request = endpoint
        .requests
        .first()
        .map_or(0, |request| request.range.start);
    endpoint
        .parameters
        .iter()
        .all(|parameter| parameter.range.start < request)
        && (Topic::Conventions.is_of(&title(page, scope.section))
            || scope.requests.iter().all(|line| with_credential(&line.url)))
}

/// The blocks of a scope that turned out to be none, its request lines included.
fn dissolve<'a>(scope: Scope<'a>) -> impl Iterator<Item = Placed<'a>> {
    scope.lines.into_iter().chain(scope.intro).chain(scope.body)
}

/// An endpoint that only the text describes, with what the blocks after it tell.
fn described_endpoint(
    page: &Page,
    described: &ProseRequest<'_>,
    words: &Words,
) -> endpoint::Extracted {
    let (queries, blocks): (Vec<&Placed<'_>>, Vec<&Placed<'_>>) = described
        .blocks
        .iter()
        .partition(|placed| query_names(placed, described).is_some());
    let blocks: Vec<Placed<'_>> = blocks.into_iter().copied().collect();
    let mut read = endpoint::read_prose(
        page,
        described.request.clone(),
        described.section,
        &blocks,
        words,
    );
    let names = queries
        .into_iter()
        .filter_map(|placed| Some((placed, query_names(placed, described)?)));
    for (placed, names) in names {
        for name in names {
            let mut fact =
                endpoint::plain_parameter(name, Witness::RequestLine, placed.block.range.clone());
            fact.place = ParamPlace::Query;
            push_parameter(&mut read.endpoint, fact);
        }
    }
    read
}

/// What an address without a method sends, where it is that of an operation of the page that is
/// read: text below another heading speaks of the operation as well.
fn sampled_parameters(endpoints: &mut [Endpoint], url: &url::Url, page: &Page) {
    let reads = |endpoint: &&mut Endpoint| {
        let mut requests = endpoint.requests.iter();
        requests.any(|request| request.method == Method::Get && request.url.path == url.path)
    };
    let Some(endpoint) = endpoints.iter_mut().find(reads) else {
        return;
    };
    let range = page.sections[endpoint.section].title.range();
    let names = url.query.iter().map(|(name, _)| name);
    for name in names.filter(|name| param_item::is_name(name)) {
        let mut fact = endpoint::plain_parameter(name.clone(), Witness::Prose, range.clone());
        fact.place = ParamPlace::Query;
        push_parameter(endpoint, fact);
    }
}

fn push_parameter(endpoint: &mut Endpoint, fact: facts::ParamFact) {
    if endpoint
        .parameters
        .iter()
        .all(|known| known.name != fact.name)
    {
        endpoint.parameters.push(fact);
    }
}

/// The names in an address that stands alone in a code block and is that of the request.
fn query_names(placed: &Placed<'_>, described: &ProseRequest<'_>) -> Option<Vec<String>> {
    match &placed.block.kind {
        BlockKind::Code(code) => {
            prose_request::address_query(&code.text, &described.request.url.path)
        }
        _ => None,
    }
}

/// Addresses in curl commands outside of all scopes.
fn addresses(blocks: &[Placed<'_>]) -> Vec<url::Url> {
    blocks
        .iter()
        .filter_map(|placed| match &placed.block.kind {
            BlockKind::Code(code) => Some(curl::read(&code.text)),
            _ => None,
        })
        .flatten()
        .map(|curl| curl.url)
        .collect()
}

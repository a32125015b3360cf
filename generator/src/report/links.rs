//! What a block became, where that is known.
//!
//! What comes in: an entry of the ledger, what its page says, and the spec. What goes out: the
//! parts of operations that were read from it. A part that a human decision renamed or moved may
//! not be found; then the operation stands for it.

use docbind_spec::{BlockKind, Example, Operation, Response, Source};
use serde_json::Value;

use crate::extract::facts::{Endpoint, PageFacts};
use crate::ledger::{Entry, Outcome};
use crate::markdown::Page;

/// A part of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Operation,
    Parameter(usize),
    Body,
    Response(usize),
    Call(usize),
}

impl Part {
    /// The part in one word.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Operation => "request",
            Self::Parameter(_) => "parameter",
            Self::Body => "request body",
            Self::Response(_) => "response",
            Self::Call(_) => "call",
        }
    }
}

/// A part of one of the operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub(super) operation: usize,
    pub(super) part: Part,
}

/// A page as it was read.
pub(super) struct ReadPage<'a> {
    pub(super) page: &'a Page,
    pub(super) facts: &'a PageFacts,
    pub(super) text: &'a str,
}

/// The parts of these operations, which have numbers, that were read from the block of this
/// entry, in order.
pub(super) fn targets(
    read: &ReadPage<'_>,
    operations: &[(usize, &Operation)],
    entry: &Entry,
) -> Vec<Target> {
    if entry.outcome != Outcome::Fact {
        return Vec::new();
    }
    let block = Place {
        entry,
        text: read.text.get(entry.span.range.clone()).unwrap_or_default(),
    };
    let mut all = Vec::new();
    for endpoint in &read.facts.endpoints {
        let source = source(read.page, endpoint.section);
        for (number, operation) in operations {
            let here = operation.sections.iter().any(|own| own.source == source);
            if here && is_of(operation, endpoint) {
                let parts = parts(&block, endpoint, operation, &source);
                all.extend(parts.into_iter().map(|part| Target {
                    operation: *number,
                    part,
                }));
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

/// A block with its text.
struct Place<'a> {
    entry: &'a Entry,
    text: &'a str,
}

impl Place<'_> {
    fn contains(&self, offset: usize) -> bool {
        self.entry.span.range.contains(&offset)
    }

    /// Whether a parameter at this place was read from this block, not from an item inside it.
    fn shows(&self, offset: usize) -> bool {
        let inside = offset.checked_sub(self.entry.span.range.start);
        match self.entry.block {
            BlockKind::Code => self.contains(offset),
            BlockKind::TableRow | BlockKind::ListItem => {
                let line = self.text.lines().next().map_or(0, str::len);
                inside.is_some_and(|inside| inside < line.max(1))
            }
            BlockKind::RequestLine => false,
        }
    }
}

fn source(page: &Page, section: usize) -> Source {
    match page.sections.get(section).map(|section| &section.anchor) {
        Some(anchor) if !anchor.is_empty() => Source(format!("{}#{anchor}", page.path)),
        _ => Source(page.path.clone()),
    }
}

/// Whether an operation was read from this endpoint, by its request lines. A decision may have
/// changed its method or path; then no other endpoint matches better.
fn is_of(operation: &Operation, endpoint: &Endpoint) -> bool {
    !operation.corrections.is_empty()
        || endpoint.requests.iter().any(|request| {
            request.method == operation.method && request.url.path.ends_with(&operation.path)
        })
}

fn parts(
    block: &Place<'_>,
    endpoint: &Endpoint,
    operation: &Operation,
    source: &Source,
) -> Vec<Part> {
    let requested = endpoint.requests.iter().any(|request| {
        block.contains(request.range.start)
            && (request.method == operation.method || !operation.corrections.is_empty())
            && (request.url.path.ends_with(&operation.path) || !operation.corrections.is_empty())
    });
    if requested {
        return vec![Part::Operation];
    }
    let parameters: Vec<Part> = endpoint
        .parameters
        .iter()
        .filter(|fact| block.shows(fact.range.start))
        .map(|fact| {
            let known = operation
                .parameters
                .iter()
                .position(|parameter| parameter.name == fact.name);
            known.map_or(Part::Operation, Part::Parameter)
        })
        .collect();
    if !parameters.is_empty() {
        return parameters;
    }
    let belongs = |offset: usize| block.contains(offset);
    if endpoint
        .curls
        .iter()
        .any(|(_, places)| belongs(places.whole.start))
    {
        return calls(block, operation, source);
    }
    let body = if block.entry.block == BlockKind::Code {
        example(block, operation, source)
    } else {
        None
    };
    let part = body
        .or_else(|| status(block.text, operation))
        .or_else(|| header(block.text, operation));
    part.into_iter().collect()
}

/// The response whose status is the first word of a row or item, or that an HTTP message has.
fn status(text: &str, operation: &Operation) -> Option<Part> {
    let text = text.trim_start();
    let text = match text.strip_prefix("HTTP/") {
        Some(message) => message.split_once(' ')?.1,
        None => text,
    };
    let word = text
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())?;
    let status: u16 = word.parse().ok()?;
    let number = operation
        .responses
        .iter()
        .position(|response| response.status == status);
    number.map(Part::Response)
}

/// The response with a header that a row or item names.
fn header(text: &str, operation: &Operation) -> Option<Part> {
    let named = |response: &Response| {
        let mut headers = response.headers.iter();
        headers.any(|header| text.contains(&header.name))
    };
    operation
        .responses
        .iter()
        .position(named)
        .map(Part::Response)
}

/// The documented calls whose paths stand in a block; the operation where there is none.
fn calls(block: &Place<'_>, operation: &Operation, source: &Source) -> Vec<Part> {
    let own: Vec<Part> = operation
        .calls
        .iter()
        .enumerate()
        .filter(|(_, call)| call.source == *source && block.text.contains(&call.path))
        .map(|(number, _)| Part::Call(number))
        .collect();
    if own.is_empty() {
        return vec![Part::Operation];
    }
    own
}

/// The body that a block shows: the one with the most keys that all stand in the block.
fn example(block: &Place<'_>, operation: &Operation, source: &Source) -> Option<Part> {
    let body = operation
        .request_body
        .iter()
        .flat_map(|body| body.examples.iter().map(|example| (Part::Body, example)));
    let answers = operation.responses.iter().enumerate();
    let answers = answers.flat_map(|(number, response)| {
        let examples = response.examples.iter();
        examples.map(move |example| (Part::Response(number), example))
    });
    body.chain(answers)
        .filter(|(_, example)| example.source == *source)
        .filter_map(|(part, example)| Some((shown_keys(block.text, example)?, part)))
        .max_by_key(|(keys, part)| (*keys, std::cmp::Reverse(*part)))
        .map(|(_, part)| part)
}

/// How many keys an example has; `None` if a text lacks one of them.
fn shown_keys(text: &str, example: &Example) -> Option<usize> {
    let mut keys = Vec::new();
    if let Some(value) = example.body.value() {
        collect_keys(value, &mut keys);
    }
    let shown = |key: &&str| text.contains(&format!("\"{key}\""));
    keys.iter().all(shown).then_some(keys.len())
}

fn collect_keys<'a>(value: &'a Value, keys: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            keys.extend(members.keys().map(String::as_str));
            members.values().for_each(|value| collect_keys(value, keys));
        }
        Value::Array(items) => items.iter().for_each(|value| collect_keys(value, keys)),
        _ => {}
    }
}

//! What the pages' witnesses say against each other, once all pages are put together.
//!
//! What comes in: a [`Picture`] of the pages and of the spec that they gave, and before that each
//! page as it was read. What goes out: findings. One file per rule or family of rules; none of them
//! changes the spec.

mod broken_link;
mod credentials;
mod describe;
mod encoding;
mod fences;
mod foreign;
mod keys;
mod parameters;
mod path_parameters;
mod place;
mod placeholders;
mod remains;
mod runs;
mod sent;
mod shapes;
mod siblings;
mod timestamps;
mod typed;
mod unread_request;
mod values;

use std::collections::BTreeSet;
use std::ops::Range;

use docbind_spec::{ApiSpec, CallBody, Operation, Parameter, Witness};

use self::describe::Describer;
pub(crate) use self::remains::Remains;
use super::ReadPage;
use super::gather::{Gathered, gather};
use super::operation::Merged;
use super::parameters::general_names;
use crate::diag::Diagnostic;
use crate::extract::curl::Curl;
use crate::extract::facts::{Endpoint, ExampleFact, PageFacts};
use crate::extract::words::Words;
use crate::markdown::Page;
use crate::source::{SourceSet, Span};
use crate::threads;

/// Everything that the rules look at.
pub(super) struct Picture<'a> {
    /// The pages as text.
    pub(super) sources: &'a SourceSet,
    /// The pages with what was read from each.
    pub(super) pages: &'a [ReadPage],
    /// The sections of each operation.
    pub(super) merged: &'a [Merged<'a>],
    /// The spec; its operations stand in the order of `merged`.
    pub(super) spec: &'a ApiSpec,
    /// The words that documents use.
    pub(super) words: &'a Words,
}

/// One operation with its sections and what is known of its parameters.
struct Group<'a> {
    merged: &'a Merged<'a>,
    operation: &'a Operation,
    gathered: Vec<Gathered<'a>>,
    decided: BTreeSet<&'a str>,
}

impl<'a> Group<'a> {
    fn new(merged: &'a Merged<'a>, operation: &'a Operation, general: &[&str]) -> Self {
        let by_override = |parameter: &&Parameter| {
            let mut witnesses = parameter.evidence.iter().map(|evidence| evidence.witness);
            witnesses.any(|witness| witness == Witness::Override)
        };
        let corrected = operation
            .corrections
            .iter()
            .filter_map(|correction| correction.subject.strip_prefix("parameter "));
        let stated = operation.parameters.iter().filter(by_override);
        Self {
            merged,
            operation,
            gathered: gather(merged, general),
            decided: stated
                .map(|parameter| parameter.name.as_str())
                .chain(corrected)
                .collect(),
        }
    }

    /// Whether a person decided what holds for a parameter, by its documented name or its true one.
    fn is_decided(&self, name: &str) -> bool {
        self.decided.contains(name)
    }
}

/// What can be said of a page without the others.
pub(crate) fn of_page(page: &Page, text: &str, facts: &PageFacts) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    timestamps::report(page, facts, &mut found);
    fences::report(page, text, &mut found);
    encoding::report(page, text, &mut found);
    found
}

/// Compares the witnesses. What is said of one operation and what one rule says of all know
/// nothing of each other.
pub(super) fn report(picture: &Picture<'_>) -> Vec<Diagnostic> {
    let general = general_names(&picture.spec.api);
    let pairs: Vec<_> = picture
        .merged
        .iter()
        .zip(&picture.spec.operations)
        .collect();
    let groups = threads::each_of_many(&pairs, |(merged, operation)| {
        Group::new(merged, operation, &general)
    });
    let (describer, answers) =
        threads::both(|| Describer::new(picture), || siblings::answers(picture));
    let mut found =
        threads::each_of_many(&groups, |group| of_operation(picture, group, &describer));
    let rules: [&Rules<'_>; 7] = [
        &|found| keys::report(picture, &groups, &answers, found),
        &|found| foreign::report(picture, &answers, found),
        &|found| unread_request::report(picture, found),
        &|found| typed::report(picture, found),
        &|found| credentials::report(picture, found),
        &|found| shapes::report(picture, &answers, found),
        &|found| {
            placeholders::report(picture, found);
            broken_link::report(picture, found);
        },
    ];
    found.extend(threads::each(&rules, |rule| {
        let mut found = Vec::new();
        rule(&mut found);
        found
    }));
    found.into_iter().flatten().collect()
}

/// Rules that look at everything, each for itself.
type Rules<'r> = dyn Fn(&mut Vec<Diagnostic>) + Sync + 'r;

/// What is said of one operation, its parameters and answers.
fn of_operation(
    picture: &Picture<'_>,
    group: &Group<'_>,
    describer: &Describer<'_>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    path_parameters::report(picture, group, describer, &mut found);
    parameters::report(picture, group, &mut found);
    sent::report(picture, group, &mut found);
    values::report(picture, group, &mut found);
    found.shrink_to_fit();
    found
}

impl<'a> Picture<'a> {
    /// A place on a page.
    fn span(&self, page: usize, range: Range<usize>) -> Option<Span> {
        Some(self.pages.get(page)?.page.span(range))
    }

    /// The text of a page.
    fn text(&self, page: usize) -> &'a str {
        let id = self.pages.get(page).map(|read| read.page.file);
        id.and_then(|id| self.sources.get(id))
            .map_or("", |file| file.text.as_str())
    }

    /// Every endpoint with the number of its page.
    fn endpoints(&self) -> impl Iterator<Item = (usize, &'a Endpoint)> {
        self.pages.iter().enumerate().flat_map(|(number, read)| {
            read.facts
                .endpoints
                .iter()
                .map(move |endpoint| (number, endpoint))
        })
    }

    /// Every documented body with the number of its page.
    fn examples(&self) -> impl Iterator<Item = (usize, &'a ExampleFact)> {
        self.endpoints().flat_map(|(page, endpoint)| {
            endpoint.examples.iter().map(move |example| (page, example))
        })
    }
}

/// Where in a page a command sends a parameter of this name; the whole command where it cannot
/// be told.
fn sent_at(text: &str, range: &Range<usize>, name: &str) -> Range<usize> {
    let command = text.get(range.clone()).unwrap_or_default();
    let named = command.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = command[..*at].chars().next_back();
        let after = command[at + name.len()..].trim_start_matches(['"', '\'', ' ']);
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '/'))
            && (after.starts_with(['=', ':', '[']) || after.starts_with("%5B"))
    });
    match named {
        Some(at) => range.start + at..range.start + at + name.len(),
        None => range.clone(),
    }
}

/// A parameter's name without what stands in brackets after it: `scope[]`, `variables[A]`.
fn plain_name(name: &str) -> &str {
    name.split('[').next().unwrap_or(name)
}

/// Whether a command sends anything that cannot be told apart into parameters.
fn is_opaque(curl: &Curl) -> bool {
    match &curl.body {
        Some(CallBody::Text(_)) => true,
        Some(CallBody::Json(value)) => !value.is_object(),
        _ => false,
    }
}

/// Names as a sentence lists them.
fn listed(names: &[String]) -> String {
    match names {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => names.concat(),
    }
}

//! What commands and bodies send against what is documented: more, or less.

use std::ops::Range;

use docbind_spec::{Conventions, Location, Presence, Witness};

use super::path_parameters::misnamed;
use super::{Group, Picture, is_opaque, listed, place, plain_name, sent_at};
use crate::assemble::gather::Gathered;
use crate::assemble::parameters::calls;
use crate::assemble::sections::SectionOperation;
use crate::diag::{Diagnostic, Rule};
use crate::extract::curl::Curl;
use crate::extract::facts::BodyRole;
use crate::extract::json_example::step;
use crate::source::Span;

/// Reports both.
pub(super) fn report(picture: &Picture<'_>, group: &Group<'_>, found: &mut Vec<Diagnostic>) {
    let api = &picture.spec.api;
    let unknown = group.gathered.iter().filter(|known| {
        known.facts.is_empty()
            && known.location != Location::Path
            && !is_paging(&known.name, api)
            && !group.is_decided(&known.name)
    });
    for known in unknown {
        found.extend(undocumented(picture, group, known));
    }
    let misnamed = misnamed(group);
    for (number, section) in group.merged.sections.iter().enumerate() {
        // What one of several request lines demands, the commands of the others do not send.
        if section.requests.len() < section.endpoint.requests.len() {
            continue;
        }
        let mut demanded = demanded(group, number);
        demanded.retain(|(name, _)| misnamed.iter().all(|(known, _)| known.name != *name));
        found.extend(incomplete(picture, group, section, &demanded));
    }
}

fn is_paging(name: &str, api: &Conventions) -> bool {
    let paging = api.paging.as_ref();
    paging.is_some_and(|paging| paging.page.name == name || paging.per_page.name == name)
}

/// A parameter that only a command or a body shows.
fn undocumented(
    picture: &Picture<'_>,
    group: &Group<'_>,
    known: &Gathered<'_>,
) -> Option<Diagnostic> {
    let (witness, span) =
        group
            .merged
            .sections
            .iter()
            .enumerate()
            .find_map(|(number, section)| {
                in_command(picture, group, section, &known.name).or_else(|| {
                    // Where nothing is described, the body is the description.
                    let described = is_anything_described(group, number);
                    let span = in_body(picture, section, &known.name).filter(|_| described)?;
                    Some(("the example", span))
                })
            })?;
    let message = format!("{witness} sends `{}`, which is not documented", known.name);
    Some(
        Diagnostic::new(Rule::UndocumentedParameter, span, message)
            .label("no row or item describes it")
            .help("describe it beside the other parameters, or correct the name that is sent"),
    )
}

/// Whether a section describes parameters that are sent, not filled into the path.
fn is_anything_described(group: &Group<'_>, section: usize) -> bool {
    group.gathered.iter().any(|known| {
        let in_section = |(own, _): &(usize, _)| *own == section;
        known.location != Location::Path && known.facts.iter().any(in_section)
    })
}

fn in_command(
    picture: &Picture<'_>,
    group: &Group<'_>,
    section: &SectionOperation<'_>,
    name: &str,
) -> Option<(&'static str, Span)> {
    let sends = |curl: &Curl| match curl.witness {
        // The body of a printed request is an example as others are.
        Witness::Example => curl
            .url
            .query
            .iter()
            .any(|(sent, _)| plain_name(sent) == name),
        _ => curl.sent().iter().any(|(sent, _)| plain_name(sent) == name),
    };
    let (curl, places) = section
        .endpoint
        .curls
        .iter()
        .find(|(curl, _)| calls(curl, section, group.merged) && sends(curl))?;
    let range = sent_at(picture.text(section.page), &places.whole, name);
    Some((curl.shown_as(), picture.span(section.page, range)?))
}

fn in_body(picture: &Picture<'_>, section: &SectionOperation<'_>, name: &str) -> Option<Span> {
    let example = section.endpoint.examples.iter().find(|example| {
        let value = example.body.value();
        example.role == BodyRole::Request && value.is_some_and(|value| value.get(name).is_some())
    })?;
    let place = place::places(example, &[format!("/{}", step(name))]).pop()?;
    picture.span(section.page, place.key)
}

/// Whether a command calls the operation, with its method.
pub(super) fn is_own(group: &Group<'_>, section: &SectionOperation<'_>, curl: &Curl) -> bool {
    curl.method == group.merged.method && calls(curl, section, group.merged)
}

/// The first command of a section that leaves out what the section demands.
fn incomplete(
    picture: &Picture<'_>,
    group: &Group<'_>,
    section: &SectionOperation<'_>,
    demanded: &[(&str, Range<usize>)],
) -> Option<Diagnostic> {
    section.endpoint.curls.iter().find_map(|(curl, places)| {
        if !is_own(group, section, curl) || is_opaque(curl) {
            return None;
        }
        let sent = curl.sent();
        let is_missing =
            |(name, _): &&(&str, _)| sent.iter().all(|(sent, _)| plain_name(sent) != *name);
        let missing: Vec<&(&str, Range<usize>)> = demanded.iter().filter(is_missing).collect();
        let (_, first) = missing.first()?;
        let names: Vec<String> = missing
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let are = if names.len() == 1 { "is" } else { "are" };
        let message = format!(
            "{} does not send {}, which {are} required",
            curl.shown_as(),
            listed(&names)
        );
        let finding = Diagnostic::new(
            Rule::RequiredParameterNotSent,
            picture.span(section.page, places.whole.clone())?,
            message,
        );
        Some(
            finding
                .related(
                    picture.span(section.page, first.clone())?,
                    "said to be required here",
                )
                .help("send it there, or say that it is optional"),
        )
    })
}

/// What a section says must be sent, the path and headers aside, with the places that say so.
fn demanded<'a>(group: &'a Group<'_>, section: usize) -> Vec<(&'a str, Range<usize>)> {
    let said = |known: &Gathered<'_>| {
        known.facts.iter().find_map(|(own, fact)| {
            let listed = matches!(
                fact.witness,
                Witness::Table | Witness::List | Witness::Preformatted
            );
            let demands = fact.presence == Presence::Required && fact.condition.is_none();
            (*own == section && listed && demands).then(|| fact.range.clone())
        })
    };
    group
        .gathered
        .iter()
        .filter(|known| matches!(known.location, Location::Query | Location::Body))
        .filter(|known| !group.is_decided(&known.name))
        .filter_map(|known| Some((known.name.as_ref(), said(known)?)))
        .collect()
}

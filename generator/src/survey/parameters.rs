//! How parameters are documented, where they are said to be sent, and how they are marked.

use docbind_spec::{Presence, PresenceBy, Witness};

use super::tally::{Place, Tallies};
use super::{Picture, Topic, sketch, walk};
use crate::extract::facts::{ParamFact, ParamPlace};
use crate::markdown::Page;

/// Three topics: shapes, places, and presence.
pub(super) fn topics(picture: &Picture<'_>) -> Vec<Topic> {
    let mut shapes = Tallies::new();
    let mut places = Tallies::new();
    let mut marks = Tallies::new();
    for (page, fact, place) in facts(picture) {
        shapes.add(shape(page, fact), place.clone());
        places.add(sent(fact.place), place.clone());
        marks.add(mark(fact), place);
    }
    vec![
        Topic {
            title: "parameters",
            shapes: shapes.shapes(),
            conclusions: Vec::new(),
        },
        Topic {
            title: "where parameters are said to be sent",
            shapes: places.shapes(),
            conclusions: Vec::new(),
        },
        Topic {
            title: "whether parameters must be sent",
            shapes: marks.shapes(),
            conclusions: concluded(picture),
        },
    ]
}

/// All documented parameters with their places.
fn facts<'a>(picture: &'a Picture<'_>) -> impl Iterator<Item = (&'a Page, &'a ParamFact, Place)> {
    picture.pages.iter().flat_map(|read| {
        let endpoints = read.facts.endpoints.iter();
        let facts = endpoints.flat_map(|endpoint| &endpoint.parameters);
        // What another operation describes is counted there.
        let facts = facts.filter(|fact| fact.from.is_none());
        facts.map(|fact| {
            let place = picture.place(read.page.file, fact.range.start);
            (&read.page, fact, place)
        })
    })
}

fn shape(page: &Page, fact: &ParamFact) -> String {
    let at = fact.range.start;
    let found = match fact.witness {
        Witness::Table => walk::table_at(page, at).map(sketch::table),
        Witness::List => walk::item_at(page, at).and_then(sketch::item),
        _ => None,
    };
    found.unwrap_or_else(|| witness(fact.witness).to_owned())
}

/// The kind of text in words.
const fn witness(witness: Witness) -> &'static str {
    match witness {
        Witness::Table => "table",
        Witness::List => "list",
        Witness::Preformatted => "preformatted block",
        Witness::RequestLine => "query of a request",
        Witness::Curl => "curl command",
        Witness::Example => "example",
        Witness::Prose => "sentence",
        Witness::Override => "override",
    }
}

/// What is said about where a parameter is sent.
fn sent(place: ParamPlace) -> &'static str {
    match place {
        ParamPlace::Query => "in the query string",
        ParamPlace::Body => "in the body",
        ParamPlace::Header => "in a header",
        ParamPlace::Path => "in the path",
        ParamPlace::Address => "in the address: path or query string",
        ParamPlace::Unsaid => "nothing is said",
    }
}

/// What says whether a parameter must be sent.
fn mark(fact: &ParamFact) -> &'static str {
    match (fact.presence, fact.presence_by) {
        (Presence::Unstated, _) if fact.condition.is_some() => "it depends",
        (Presence::Unstated, _) => "no marker",
        (Presence::Required, None) => "required",
        (Presence::Optional, None) => "optional",
        (Presence::Required, Some(PresenceBy::Note)) => "no marker; a note says required",
        (Presence::Optional, Some(PresenceBy::Note)) => "no marker; a note says optional",
        (Presence::Required, Some(PresenceBy::Vote)) => "no marker; others are marked optional",
        (Presence::Optional, Some(PresenceBy::Vote)) => "no marker; others are marked required",
        (_, Some(PresenceBy::Setting)) => "no marker; the hint `unmarked` decides",
    }
}

/// What the spec makes of parameters.
fn concluded(picture: &Picture<'_>) -> Vec<String> {
    let operations = picture.reading.spec.operations.iter();
    let parameters = operations.flat_map(|operation| &operation.parameters);
    let presences: Vec<Presence> = parameters.map(|parameter| parameter.presence).collect();
    if presences.is_empty() {
        return Vec::new();
    }
    let count = |wanted| presences.iter().filter(|it| **it == wanted).count();
    vec![format!(
        "with what paths, requests and examples show: {} required, {} optional, {} unstated",
        count(Presence::Required),
        count(Presence::Optional),
        count(Presence::Unstated)
    )]
}

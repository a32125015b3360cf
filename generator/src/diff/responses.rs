//! Responses: added, removed, and what differs in those that stayed.

use docbind_spec::{ExampleBody, Response};

use super::code::Effect;
use super::operations::Both;
use super::schema::{NONE, or_none, whole, word};
use super::{Change, Found, Level, Place, Rule, examples};

pub(super) fn compare(operation: &Both<'_>, found: &mut Found) {
    let (older, newer) = (&operation.old.responses, &operation.new.responses);
    let another = another_success(older, newer);
    for response in newer {
        match older.iter().find(|old| old.status == response.status) {
            Some(old) => both(operation, old, response, found),
            None => match another {
                Some((old, new)) if new.status == response.status => {
                    let change = change(operation, Rule::ResponseStatusChanged, new);
                    let (from, to) = (old.status.to_string(), new.status.to_string());
                    found.add(change.from(from).to(to));
                    both(operation, old, new, found);
                }
                _ => status(operation, response, Rule::ResponseStatusAdded, found),
            },
        }
    }
    for response in older {
        let is_told = another.is_some_and(|(old, _)| old.status == response.status);
        if !is_told && !newer.iter().any(|new| new.status == response.status) {
            status(operation, response, Rule::ResponseStatusRemoved, found);
        }
    }
}

/// The one status of success of each side, where that is another one.
fn another_success<'a>(
    older: &'a [Response],
    newer: &'a [Response],
) -> Option<(&'a Response, &'a Response)> {
    let only = |all: &'a [Response]| -> Option<&'a Response> {
        let mut successes = all.iter().filter(|it| (200..300).contains(&it.status));
        let first = successes.next();
        first.filter(|_| successes.next().is_none())
    };
    let (old, new) = (only(older)?, only(newer)?);
    (old.status != new.status).then_some((old, new))
}

/// A status that came or went: it concerns implementers where it changes what they may answer.
fn status(operation: &Both<'_>, response: &Response, rule: Rule, found: &mut Found) {
    let (old, new) = operation.names();
    let code = found.code();
    let level = match code.status(&old, &new, response.status) {
        Effect::Unknown => rule.level(),
        Effect::Same => Level::Safe,
        Effect::Differs { level, .. } => level,
    };
    let change = change(operation, rule, response).level(level);
    let words = body_type(response);
    found.add(match rule {
        Rule::ResponseStatusAdded => change.to(words),
        _ => change.from(words),
    });
}

fn change(operation: &Both<'_>, rule: Rule, response: &Response) -> Change {
    operation.change(rule).part(response.status.to_string())
}

fn both(operation: &Both<'_>, older: &Response, newer: &Response, found: &mut Found) {
    body(operation, older, newer, found);
    headers(operation, older, newer, found);
    if older.origin != newer.origin {
        let change = change(operation, Rule::ResponseOriginChanged, newer);
        found.add(change.from(word(&older.origin)).to(word(&newer.origin)));
    }
    let shown = |response: &Response| -> Vec<_> {
        let examples = response.examples.iter();
        examples.map(|example| example.body.clone()).collect()
    };
    let count = examples::changed(&shown(older), &shown(newer));
    if count > 0 {
        let mut change = change(operation, Rule::ResponseExamplesChanged, newer);
        change.old = other_example(older, newer).or(change.old);
        change.new = other_example(newer, older).or(change.new);
        found.add(change.to(count.to_string()));
    }
    if older.description != newer.description {
        found.add(change(operation, Rule::ResponseWordingChanged, newer));
    }
}

/// What is answered: it concerns people where their code sees it.
fn body(operation: &Both<'_>, older: &Response, newer: &Response, found: &mut Found) {
    let (old, new) = operation.names();
    let code = found.code();
    let effect = code.body(&old, &new, newer.status);
    let media = |response: &Response| or_none(response.media_type.as_ref());
    for (rule, from, to) in [
        (
            Rule::ResponseTypeChanged,
            body_type(older),
            body_type(newer),
        ),
        (Rule::ResponseMediaTypeChanged, media(older), media(newer)),
    ] {
        // With its first body, an answer has a type and a media type, of which one is told.
        let follows = rule == Rule::ResponseMediaTypeChanged
            && older.schema.is_some() != newer.schema.is_some();
        if from != to && !follows {
            let level = effect.level(rule.level());
            let mut change = change(operation, rule, newer).level(level);
            change.old = first_example(older).or(change.old);
            change.new = first_example(newer).or(change.new);
            found.add(change.from(from).to(to));
        }
    }
}

/// Where an example shows what is answered.
fn first_example(response: &Response) -> Option<Place> {
    response.examples.iter().find_map(Place::example)
}

/// Where an example stands that the other side does not have.
fn other_example(response: &Response, other: &Response) -> Option<Place> {
    let is_there = |body: &ExampleBody| other.examples.iter().any(|it| *it.body == *body);
    let mut examples = response.examples.iter();
    let found = examples.find(|example| !is_there(&example.body));
    found.and_then(Place::example)
}

fn headers(operation: &Both<'_>, older: &Response, newer: &Response, found: &mut Found) {
    let has = |response: &Response, name: &str| {
        let mut headers = response.headers.iter();
        headers.any(|header| header.name.eq_ignore_ascii_case(name))
    };
    for header in newer.headers.iter().filter(|it| !has(older, &it.name)) {
        let rule = Rule::ResponseHeaderAdded;
        found.add(change(operation, rule, newer).to(&header.name));
    }
    for header in older.headers.iter().filter(|it| !has(newer, &it.name)) {
        let rule = Rule::ResponseHeaderRemoved;
        found.add(change(operation, rule, newer).from(&header.name));
    }
}

fn body_type(response: &Response) -> String {
    response
        .schema
        .as_ref()
        .map_or_else(|| NONE.to_owned(), whole)
}

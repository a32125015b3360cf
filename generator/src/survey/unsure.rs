//! What docbind is unsure of, and the hints that would settle it.
//!
//! What comes in: facts, the spec, and the shapes that nothing reads. What goes out: one line of
//! `docbind.toml` for each open question, with what the documents show. Where documents are clear,
//! or a hint answers already, nothing is said.

use std::collections::BTreeSet;

use docbind_spec::{Method, Presence, Witness};

use super::tally::{Place, Tallies};
use super::{Picture, Unread, Unsure};
use crate::assemble::versioned_root;
use crate::extract::facts::{BodyRole, Endpoint, ParamPlace};
use crate::extract::words::Words;
use crate::markdown::named_variables;

/// The most places that are shown of one thing.
const MOST: usize = 3;

/// All open questions.
pub(super) fn of(picture: &Picture<'_>, unread: &[Unread]) -> Vec<Unsure> {
    [
        twice(picture),
        base_paths(picture),
        variables(picture),
        unlabelled(picture),
        unmarked(picture),
        synonyms(unread),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn times(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// A text of TOML, which JSON writes the same.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A list of TOML.
fn listed(words: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let words = words.into_iter().map(|word| quoted(word.as_ref()));
    format!("[{}]", words.collect::<Vec<_>>().join(", "))
}

/// Some paths begin with a version and others do not, or with another one.
fn base_paths(picture: &Picture<'_>) -> Option<Unsure> {
    if !picture.reading.hints.roots().is_empty() {
        return None;
    }
    let mut roots = Tallies::new();
    for read in picture.pages {
        for request in read.facts.endpoints.iter().flat_map(|it| &it.requests) {
            let place = picture.place(read.page.file, request.range.start);
            roots.add(versioned_root(&request.url.path), place);
        }
    }
    let roots = roots.sorted();
    let known = picture.reading.spec.api.base_path.as_deref();
    let versions: Vec<&String> = roots
        .iter()
        .filter_map(|(root, ..)| root.as_ref())
        .collect();
    // One root that all have, or that is known, leaves nothing open.
    let others = versions.iter().any(|root| Some(root.as_str()) != known);
    if roots.len() < 2 || !others {
        return None;
    }
    let evidence = roots.iter().take(MOST).map(|(root, count, place)| {
        let paths = times(*count, "path");
        match root {
            Some(root) => format!("{paths} below `{root}`, such as {place}"),
            None => format!("{paths} without a version, such as {place}"),
        }
    });
    Some(Unsure {
        line: format!("base_paths = {}", listed(&versions)),
        reason: "only some request lines have a version before their path; if these are the same \
                 API, the first is its base path, and the others are taken off"
            .to_owned(),
        evidence: evidence.collect(),
    })
}

/// Pages all of whose operations other pages document, too.
fn twice(picture: &Picture<'_>) -> Option<Unsure> {
    let mut own = BTreeSet::new();
    let mut shared = Tallies::new();
    for operation in &picture.reading.spec.operations {
        let pages: BTreeSet<&str> = operation
            .sections
            .iter()
            .map(|it| it.source.page())
            .collect();
        match pages.len() {
            1 => own.extend(pages),
            _ => pages.iter().for_each(|page| {
                let place = Place {
                    page: (*page).to_owned(),
                    line: 1,
                };
                shared.add((*page).to_owned(), place);
            }),
        }
    }
    let copies = shared.sorted().into_iter();
    let mut copies: Vec<(String, usize)> = copies
        .filter(|(page, count, _)| !own.contains(page.as_str()) && *count > 1)
        .map(|(page, count, _)| (page, count))
        .collect();
    // Of two copies, one stays.
    copies.truncate(copies.len().saturating_sub(usize::from(own.is_empty())));
    if copies.is_empty() {
        return None;
    }
    let evidence = copies.iter().take(MOST).map(|(page, count)| {
        format!(
            "{page}: {}, all on other pages as well",
            times(*count, "operation")
        )
    });
    Some(Unsure {
        evidence: evidence.collect(),
        line: format!("exclude = {}", listed(copies.iter().map(|(page, _)| page))),
        reason: "some pages document only what others document, too; if they are old copies, \
                 leave them out"
            .to_owned(),
    })
}

/// Parameters of a method that may send them in two places, and nothing says in which.
fn unlabelled(picture: &Picture<'_>) -> Option<Unsure> {
    let mut open = Tallies::new();
    let mut otherwise = Tallies::new();
    for read in picture.pages {
        for endpoint in &read.facts.endpoints {
            let Some(request) = endpoint.requests.first() else {
                continue;
            };
            let method = request.method;
            let settled =
                is_settled(endpoint) || picture.reading.hints.placement().of(method).is_some();
            for fact in endpoint.parameters.iter().filter(|it| it.from.is_none()) {
                let place = || picture.place(read.page.file, fact.range.start);
                match fact.place {
                    ParamPlace::Query => otherwise.add(method, place()),
                    ParamPlace::Unsaid
                        if !settled && !has_placeholder(&request.url.path, &fact.name) =>
                    {
                        open.add(method, place());
                    }
                    _ => {}
                }
            }
        }
    }
    let otherwise = otherwise.sorted();
    let mut methods = Vec::new();
    let mut evidence = Vec::new();
    for (method, count, place) in open.sorted() {
        let parameters = times(count, "parameter");
        let method = match (
            method,
            otherwise.iter().find(|(other, ..)| *other == method),
        ) {
            (Method::Get | Method::Head | Method::Options, _) => continue,
            (Method::Delete, _) => {
                evidence.push(format!(
                    "DELETE: {parameters} read as sent in the query string, such as {place}"
                ));
                "DELETE = \"query\"".to_owned()
            }
            // That is what requests with a body do, unless others do otherwise.
            (_, None) => continue,
            (method, Some((_, others, other_place))) => {
                let method = method.as_str();
                evidence.push(format!(
                    "{method}: {parameters} read as sent in the body, such as {place}; {others} \
                     said to be in the query string, such as {other_place}"
                ));
                format!("{method} = \"body\"")
            }
        };
        methods.push(method);
    }
    (!evidence.is_empty()).then(|| Unsure {
        line: format!("unlabelled = {{ {} }}", methods.join(", ")),
        reason: "neither a heading, a column nor an example says where these are sent".to_owned(),
        evidence,
    })
}

/// Whether something shows where an endpoint's parameters are sent.
fn is_settled(endpoint: &Endpoint) -> bool {
    endpoint.raw_body || !endpoint.curls.is_empty() || !endpoint.sent_as.is_empty() || {
        endpoint.examples.iter()
    }
    .any(|example| example.role == BodyRole::Request)
}

fn has_placeholder(path: &str, name: &str) -> bool {
    let plain = name.replace('-', "_");
    let template = docbind_spec::PathTemplate::parse(path);
    let mut names = template.placeholders();
    names.any(|own| own == name || own == plain)
}

/// Variables that addresses begin with.
fn variables(picture: &Picture<'_>) -> Option<Unsure> {
    let mut names = Tallies::new();
    for (file, page) in picture.sources.iter() {
        for (at, _) in page.text.match_indices(['{', '$', '%']) {
            let (before, text) = page.text.split_at(at);
            for (length, name) in named_variables(text) {
                let after = text.get(length..).unwrap_or_default();
                let is_open = is_name(name) && !picture.reading.hints.has_variable(name);
                if is_open && after.starts_with('/') && begins_address(before) {
                    names.add(name.to_owned(), picture.place(file, at));
                    break;
                }
            }
        }
    }
    let names = names.sorted();
    let pairs = names
        .iter()
        .map(|(name, ..)| format!("{} = \"\"", quoted(name)));
    let line = format!("variables = {{ {} }}", pairs.collect::<Vec<_>>().join(", "));
    let evidence: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|(name, count, place)| {
            let begin = if *count == 1 { "begins" } else { "begin" };
            let addresses = match count {
                1 => "1 address".to_owned(),
                count => format!("{count} addresses"),
            };
            format!("{addresses} {begin} with `{name}`, such as {place}")
        })
        .collect();
    (!evidence.is_empty()).then(|| Unsure {
        line,
        reason: "the pages have variables whose values they do not say; an empty value takes one \
                 away"
            .to_owned(),
        evidence,
    })
}

/// Whether a name is one of a variable, and no expression of a template.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// Whether an address can begin after a text; the target of a link is none.
fn begins_address(before: &str) -> bool {
    let is_target = before.ends_with(['(', '<']) || before.ends_with("=\"");
    !is_target
        && (before.is_empty()
            || before.ends_with(|c: char| c.is_whitespace() || "\"'`".contains(c))
            || before.ends_with("://"))
}

/// Documented parameters of which nothing says whether they must be sent.
fn unmarked(picture: &Picture<'_>) -> Option<Unsure> {
    if picture.reading.hints.meaning_of_unmarked().is_some() {
        return None;
    }
    let mut found = Tallies::new();
    for read in picture.pages {
        for endpoint in &read.facts.endpoints {
            let path = endpoint
                .requests
                .first()
                .map_or("", |it| it.url.path.as_str());
            for fact in endpoint.parameters.iter().filter(|it| it.from.is_none()) {
                let documented = matches!(
                    fact.witness,
                    Witness::Table | Witness::List | Witness::Preformatted
                );
                if documented && !has_placeholder(path, &fact.name) {
                    let open = fact.presence == Presence::Unstated && fact.condition.is_none();
                    let place = picture.place(read.page.file, fact.range.start);
                    found.add(open, place);
                }
            }
        }
    }
    let found = found.sorted();
    let (_, open, place) = found.iter().find(|(open, ..)| *open)?;
    let all: usize = found.iter().map(|(_, count, _)| count).sum();
    Some(Unsure {
        line: "unmarked = \"optional\"".to_owned(),
        reason: "nothing says of some parameters whether they must be sent, and the others do not \
                 tell; `required` is the other answer"
            .to_owned(),
        evidence: vec![format!(
            "{open} of {}, such as {place}",
            times(all, "parameter")
        )],
    })
}

/// Tables of operations whose first column is none that is known.
fn synonyms(unread: &[Unread]) -> Option<Unsure> {
    let words = Words::builtin();
    let unknown =
        |title: &&String| !title.is_empty() && words.column(&title.to_lowercase()).is_none();
    let mut names: Vec<&String> = Vec::new();
    let mut descriptions: Vec<&String> = Vec::new();
    let mut evidence = Vec::new();
    for table in unread {
        let [first, .., last] = table.columns.as_slice() else {
            continue;
        };
        if !unknown(&first) {
            continue;
        }
        if !names.contains(&first) {
            names.push(first);
        }
        if unknown(&last) && !descriptions.contains(&last) {
            descriptions.push(last);
        }
        evidence.push(format!(
            "{}: {}, such as {}",
            table.tally.shape,
            times(table.tally.count, "table"),
            table.tally.place
        ));
    }
    evidence.truncate(MOST);
    let mut pairs = vec![format!("name = {}", listed(&names))];
    if !descriptions.is_empty() {
        pairs.push(format!("description = {}", listed(&descriptions)));
    }
    (!evidence.is_empty()).then(|| Unsure {
        line: format!("synonyms = {{ {} }}", pairs.join(", ")),
        reason: "the columns of some tables have titles that docbind does not know; if their rows \
                 are parameters, say what is what"
            .to_owned(),
        evidence,
    })
}

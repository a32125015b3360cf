//! Parameters that an operation takes because another one does, or because its body is an object
//! that is defined elsewhere.
//!
//! What comes in: pages on which operations refer to others: "takes the same parameters as …", or
//! to objects. What goes out: the same pages, with those parameters among the operation's own. What
//! it describes itself stays as it is; placeholders are not handed on.

use docbind_spec::PathTemplate;

use super::definitions::Definitions;
use super::{ReadPage, section_source};
use crate::extract::facts::{Endpoint, Number, ParamFact, ParamPlace, Reference, Target};
use crate::markdown::Page;

/// How far references are followed from one operation to the next.
const STEPS: usize = 4;

/// Where an operation stands: its page, and its number there.
type Place = (usize, usize);

/// Gives operations the parameters that their texts refer to.
pub(crate) fn follow(pages: &mut [ReadPage]) {
    open_bodies(pages);
    let mut links = Vec::new();
    for (page, read) in pages.iter().enumerate() {
        for (number, endpoint) in read.facts.endpoints.iter().enumerate() {
            for reference in &endpoint.takes_from {
                let place = (page, number);
                let found = find(pages, place, &reference.target);
                links.extend(found.map(|target| (place, target, reference.clone())));
            }
        }
    }
    for _ in 0..STEPS {
        let mut changed = false;
        for (place, target, reference) in &links {
            changed |= take(pages, *place, *target, reference);
        }
        if !changed {
            return;
        }
    }
}

/// Gives operations the fields of the objects that their bodies are.
fn open_bodies(pages: &mut [ReadPage]) {
    let opened = fields_of_bodies(pages);
    for ((page, number), fields) in opened {
        let own = pages.get_mut(page);
        let own = own.and_then(|read| read.facts.endpoints.get_mut(number));
        let Some(own) = own else { continue };
        own.raw_body = false;
        for fact in fields {
            if !own.parameters.iter().any(|known| known.name == fact.name) {
                own.parameters.push(fact);
            }
        }
    }
}

/// The fields of the bodies that are one object, where they are not shown already.
fn fields_of_bodies(pages: &[ReadPage]) -> Vec<(Place, Vec<ParamFact>)> {
    let definitions = Definitions::collect(pages);
    let mut found = Vec::new();
    for (page, read) in pages.iter().enumerate() {
        for (number, endpoint) in read.facts.endpoints.iter().enumerate() {
            let sends = endpoint.sends.as_ref();
            let one = sends.filter(|(sent, _)| sent.number == Number::One);
            let defined = one.and_then(|(sent, range)| {
                Some((definitions.find(&sent.object, &read.page.path)?, range))
            });
            let Some((defined, range)) = defined else {
                continue;
            };
            let fields = defined.definition.fields.iter().map(|fact| ParamFact {
                place: ParamPlace::Body,
                from: Some(defined.source.clone()),
                range: range.clone(),
                ..fact.clone()
            });
            found.push(((page, number), fields.collect()));
        }
    }
    found
}

fn endpoint(pages: &[ReadPage], (page, number): Place) -> Option<(&Page, &Endpoint)> {
    let read = pages.get(page)?;
    Some((&read.page, read.facts.endpoints.get(number)?))
}

/// The operation that a text names, if that is another one.
fn find(pages: &[ReadPage], from: Place, target: &Target) -> Option<Place> {
    let (own, _) = endpoint(pages, from)?;
    let found = match target {
        Target::Above => Some((from.0, from.1.checked_sub(1)?)),
        Target::Link(link) => {
            let (file, anchor) = link.split_once('#')?;
            let file = file.trim_start_matches("./");
            position(pages, |page, endpoint| {
                let same = if file.is_empty() {
                    page.path == own.path
                } else {
                    page.path == beside(&own.path, file)
                };
                let section = page.sections.get(endpoint.section);
                same && section.is_some_and(|section| section.anchor == anchor)
            })
        }
        Target::Request(method, path) => {
            let wanted = PathTemplate::parse(path).anonymous();
            position(pages, |_, endpoint| {
                endpoint.requests.iter().any(|request| {
                    request.method == *method
                        && PathTemplate::parse(&request.url.path).anonymous() == wanted
                })
            })
        }
        Target::Heading(title) => {
            let title = plain(title);
            let headed = |page: &Page, endpoint: &Endpoint| {
                let section = page.sections.get(endpoint.section);
                section.is_some_and(|section| plain(&section.title.plain()) == title)
            };
            position(pages, |page, endpoint| {
                page.path == own.path && headed(page, endpoint)
            })
            .or_else(|| position(pages, headed))
        }
    };
    found.filter(|place| *place != from)
}

fn position(pages: &[ReadPage], is: impl Fn(&Page, &Endpoint) -> bool) -> Option<Place> {
    pages.iter().enumerate().find_map(|(number, read)| {
        let mut endpoints = read.facts.endpoints.iter();
        let found = endpoints.position(|endpoint| is(&read.page, endpoint))?;
        Some((number, found))
    })
}

/// The path of a file that is named from a page.
fn beside(page: &str, file: &str) -> String {
    match page.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{file}"),
        None => file.to_owned(),
    }
}

/// A heading as people quote it.
fn plain(title: &str) -> String {
    let title = title.trim().to_lowercase();
    let words = title.split_whitespace();
    words
        .filter(|word| !matches!(*word, "a" | "an" | "the"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Takes the parameters of another operation; answers whether any is new.
fn take(pages: &mut [ReadPage], place: Place, target: Place, reference: &Reference) -> bool {
    let Some((page, other)) = endpoint(pages, target) else {
        return false;
    };
    let source = section_source(page, other.section);
    let placeholders: Vec<String> = other
        .requests
        .iter()
        .flat_map(|request| {
            let path = PathTemplate::parse(&request.url.path);
            path.placeholders().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let taken: Vec<ParamFact> = other
        .parameters
        .iter()
        .filter(|fact| fact.place != ParamPlace::Path && !placeholders.contains(&fact.name))
        .map(|fact| ParamFact {
            from: Some(fact.from.clone().unwrap_or_else(|| source.clone())),
            range: reference.range.clone(),
            ..fact.clone()
        })
        .collect();
    let own = pages
        .get_mut(place.0)
        .and_then(|read| read.facts.endpoints.get_mut(place.1));
    let Some(own) = own else { return false };
    let before = own.parameters.len();
    for fact in taken {
        if !own.parameters.iter().any(|known| known.name == fact.name) {
            own.parameters.push(fact);
        }
    }
    own.parameters.len() > before
}

//! Answers that only other operations on the same thing show.
//!
//! What comes in: operations with the schemas that their own examples give. What goes out: the
//! same, and where an operation shows no body, what others on the same collection answer: a list
//! of it, or one of it. Only named types are passed on, never across resources, and never to what
//! removes something or does something else with it.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{Method, Operation, PathTemplate, Response, Schema, Source, TypeDef};

use crate::names::mint;

/// Sets the schemas of successful answers without a body of their own. `paths` are those of the
/// operations.
pub(super) fn answers(operations: &mut [Operation], paths: &[&PathTemplate], types: &[TypeDef]) {
    let shown = Shown::find(operations, paths, types);
    for (operation, path) in operations.iter_mut().zip(paths) {
        // Most operations show what they answer.
        if silent_success(operation).is_none() {
            continue;
        }
        let Some(place) = Place::of(operation.method, path) else {
            continue;
        };
        let found = shown.answer(&operation.resource, &place);
        let Some((name, source)) = found.map(|(name, source)| (name.clone(), source.clone()))
        else {
            continue;
        };
        if let Some(response) = silent_success(operation) {
            let one = Schema::Ref(name);
            response.schema = Some(match place.number {
                Number::Many => Schema::Array(Box::new(one)),
                Number::One => one,
            });
            response.media_type = Some("application/json".to_owned());
            response.like = Some(source);
        }
    }
}

/// The successful response, if no success shows anything.
fn silent_success(operation: &mut Operation) -> Option<&mut Response> {
    let is_success = |response: &Response| (200..300).contains(&response.status);
    let says = |response: &Response| {
        response.schema.is_some() || response.media_type.is_some() || !response.examples.is_empty()
    };
    let mut successes = operation.responses.iter().filter(|one| is_success(one));
    if successes.clone().any(says) || successes.any(|one| matches!(one.status, 204 | 205)) {
        return None;
    }
    operation.responses.iter_mut().find(|one| is_success(one))
}

/// Whether an operation answers one thing or many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Number {
    One,
    Many,
}

/// Which things an operation is about.
struct Place {
    /// The anonymous path of their collection.
    collection: String,
    /// Its last word.
    noun: String,
    number: Number,
}

impl Place {
    /// The place of an operation that reads, adds or changes something; nothing for the others.
    fn of(method: Method, path: &PathTemplate) -> Option<Self> {
        let mut words: Vec<Option<String>> = path
            .segments()
            .iter()
            .map(|segment| segment.as_literal().map(mint::snake))
            .collect();
        let item = words.last()?.is_none();
        if item {
            words.pop();
        }
        // `/books/owned` and `/books/search/:query` are books as well.
        let chosen = words
            .last()
            .is_some_and(|word| word.as_deref().is_some_and(mint::is_qualifier));
        if chosen {
            words.pop();
        }
        let noun = words.last()?.clone().filter(|word| mint::is_plural(word))?;
        let number = match (method, item, chosen) {
            (Method::Get, false, _) | (Method::Get, true, true) => Number::Many,
            (Method::Get | Method::Put | Method::Patch, true, false)
            | (Method::Post, false, false) => Number::One,
            _ => return None,
        };
        let parts = words.iter().map(|word| word.as_deref().unwrap_or(":"));
        let collection: Vec<&str> = parts.collect();
        Some(Self {
            collection: collection.join("/"),
            noun,
            number,
        })
    }
}

/// A type and where an example shows it.
type Answer = (String, Source);

/// What operations answer by their own examples, by resource and collection or noun.
struct Shown<'t> {
    types: BTreeMap<&'t str, &'t TypeDef>,
    collections: BTreeMap<(String, String, Number), Vec<Answer>>,
    nouns: BTreeMap<(String, String, Number), Vec<Answer>>,
}

impl<'t> Shown<'t> {
    fn find(operations: &[Operation], paths: &[&PathTemplate], types: &'t [TypeDef]) -> Self {
        let named = types.iter().map(|it| (it.name.as_str(), it));
        let mut shown = Self {
            types: named.collect(),
            collections: BTreeMap::new(),
            nouns: BTreeMap::new(),
        };
        // What reads one thing shows it best.
        let all = || operations.iter().zip(paths);
        let reading = all().filter(|(operation, _)| operation.method == Method::Get);
        let writing = all().filter(|(operation, _)| operation.method != Method::Get);
        for (operation, path) in reading.chain(writing) {
            let Some(place) = Place::of(operation.method, path) else {
                continue;
            };
            let Some(answer) = answer(operation, place.number) else {
                continue;
            };
            let resource = || operation.resource.clone();
            let key = (resource(), place.collection, place.number);
            shown
                .collections
                .entry(key)
                .or_default()
                .push(answer.clone());
            let key = (resource(), place.noun, place.number);
            shown.nouns.entry(key).or_default().push(answer);
        }
        shown
    }

    /// What operations on the same collection answer, or those of the resource on things called
    /// the same. Pages paste examples of other things now and then: a type that is called like the
    /// things wins, and one thing that is unlike those of its list is none of them.
    fn answer(&self, resource: &str, place: &Place) -> Option<&Answer> {
        let of = |key: &str, number| (resource.to_owned(), key.to_owned(), number);
        let here = |number| {
            let answers = self.collections.get(&of(&place.collection, number))?;
            answers.first()
        };
        let called: Vec<&Answer> = [Number::One, Number::Many]
            .into_iter()
            .filter_map(|number| self.nouns.get(&of(&place.noun, number)))
            .flatten()
            .collect();
        let best = match (here(Number::One), here(Number::Many)) {
            (Some(one), Some(many)) if !self.are_views(&one.0, &many.0) => Some(many),
            (one, many) if place.number == Number::One => one.or(many),
            (one, many) => many.or(one),
        };
        let name = mint::type_name(&[&place.noun]);
        let other = |(best, _): &Answer| *best != name && !self.are_views(best, &name);
        if best.is_none_or(other)
            && let Some(namesake) = called.iter().find(|(called, _)| *called == name)
        {
            return Some(namesake);
        }
        best.or_else(|| {
            let (first, others) = called.split_first()?;
            let agree = others.iter().all(|(name, _)| *name == first.0);
            agree.then_some(*first)
        })
    }

    /// Whether two types are the same, or one has most keys of the other.
    fn are_views(&self, one: &str, other: &str) -> bool {
        let keys = |name: &str| {
            let definition = self.types.get(name)?;
            let names = definition.fields.iter().map(|field| field.name.as_str());
            Some(names.collect::<BTreeSet<&str>>())
        };
        let (Some(one), Some(other)) = (keys(one), keys(other)) else {
            return false;
        };
        let shared = one.intersection(&other).count();
        shared * 2 > one.len().min(other.len())
    }
}

/// The named type that the examples of an operation show, in the number that it answers.
fn answer(operation: &Operation, number: Number) -> Option<Answer> {
    let response = operation
        .responses
        .iter()
        .find(|one| (200..300).contains(&one.status) && one.schema.is_some())?;
    let source = response.examples.first()?.source.clone();
    match (response.schema.as_ref()?, number) {
        (Schema::Ref(name), Number::One) => Some((name.clone(), source)),
        (Schema::Array(inner), Number::Many) => match &**inner {
            Schema::Ref(name) => Some((name.clone(), source)),
            _ => None,
        },
        _ => None,
    }
}

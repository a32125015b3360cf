//! Lists: the documented objects, as they are by now, and those that came since.

use std::collections::BTreeMap;

use docbind_templates::runtime::server::Parts;
use serde_json::Value;

use super::collection::{Collection, Object, distinct, fill, keep_kinds};
use super::filter::Filters;
use super::identity::Identity;
use super::memory::{Entry, Fate, Key, Memory};
use super::survey::Seen;
use super::types::text;
use crate::names::mint::singular;

/// A list.
#[derive(Debug)]
pub(super) struct Listing {
    /// The collection whose objects it shows; none where no request changes them.
    pub(super) over: Option<Over>,
    /// The documented objects.
    seeds: Vec<Object>,
    filters: Filters,
}

/// Which objects of a collection a list shows.
#[derive(Debug)]
pub(super) struct Over {
    pub(super) collection: usize,
    /// The placeholders for what holds them, as far as the list's path tells.
    pub(super) holders: Vec<String>,
    /// Further placeholders with the text before them: objects name them in a field, or are held
    /// by nothing of that kind.
    pub(super) links: Vec<(String, String)>,
}

/// One object before it is rendered.
#[derive(Debug)]
pub(super) struct Item<'l> {
    seed: Option<&'l Object>,
    /// What is remembered of it.
    entry: Option<Remembered>,
}

/// What is remembered of an object.
type Remembered = (Key, Entry);

/// A list that a request asks for.
pub(super) struct Asked<'a> {
    pub(super) listing: &'a Listing,
    /// The collection whose objects it shows.
    pub(super) collection: Option<&'a Collection>,
    pub(super) parts: &'a Parts,
    /// The values of the path's placeholders.
    pub(super) names: &'a BTreeMap<String, String>,
}

impl Listing {
    pub(super) fn new(
        viewed: Option<&Collection>,
        over: Option<Over>,
        one: &Seen<'_>,
        filters: Filters,
    ) -> Self {
        let none = Identity::default();
        let identity = viewed.map_or(&none, |it| &it.identity);
        let mut seeds = distinct(identity, one.objects.iter().copied());
        // What other sections show of the same list may be less than this one shows.
        if let (Some((first, others)), 2..) = (seeds.split_first_mut(), one.bodies) {
            others.iter_mut().for_each(|seed| fill(seed, first));
        }
        Self {
            over,
            seeds,
            filters,
        }
    }
}

impl<'a> Asked<'a> {
    /// The objects that there are, before any is chosen.
    pub(super) fn items(&self, memory: &Memory) -> Vec<Item<'a>> {
        let mut since = self.remembered(memory);
        let mut items = Vec::new();
        for seed in &self.listing.seeds {
            let named = self.collection.and_then(|it| it.identity.of(seed));
            let is_it = |(key, _): &&Remembered| Some(&key.identity) == named.as_ref();
            let found = since.iter().filter(is_it);
            let entry = found.max_by_key(|(_, entry)| entry.at).cloned();
            // Where the list's path does not tell what holds the objects, there may be others of
            // the same name.
            let shown = entry.as_ref().map(|(key, _)| key.clone());
            since.retain(|it| {
                !is_it(&it) || it.1.fate == Fate::Created && Some(&it.0) != shown.as_ref()
            });
            let seed = Some(seed);
            items.push(Item { seed, entry });
        }
        let since = since.into_iter().map(Some);
        items.extend(since.map(|entry| Item { seed: None, entry }));
        let is_deleted = |it: &Remembered| it.1.fate == Fate::Deleted;
        items.retain(|item| !item.entry.as_ref().is_some_and(is_deleted));
        items
    }

    /// What is remembered of the objects, the oldest first.
    fn remembered(&self, memory: &Memory) -> Vec<Remembered> {
        let Some(over) = &self.listing.over else {
            return Vec::new();
        };
        let holders = self.holders();
        let held = memory.held(over.collection, &holders);
        let held = held.map(|(key, entry)| (key.clone(), entry.clone()));
        let mut held: Vec<Remembered> = held.collect();
        held.sort_by_key(|(_, entry)| entry.since);
        held
    }

    fn holders(&self) -> Vec<String> {
        let over = self.listing.over.iter();
        let names = over.flat_map(|over| &over.holders);
        names
            .map(|name| self.names.get(name).cloned().unwrap_or_default())
            .collect()
    }

    /// The objects of the page that is asked for, and how many there are in all.
    pub(super) fn page(&self, items: &[Item<'_>]) -> (Vec<Object>, usize) {
        let page = self.parts.page();
        let filters = &self.listing.filters;
        let documented = filters.is_documented(self.parts.uri().path(), self.parts.values());
        // What the documents show as the answer to a call stays the answer to it.
        let stays = |item: &Item<'_>| documented && item.entry.is_none();
        let render = |item: &Item<'_>| match (stays(item), item.seed) {
            (true, Some(seed)) => seed.clone(),
            _ => {
                let mut object = self.render(item);
                filters.set_holders(&mut object, self.parts.values());
                object
            }
        };
        let linked = self
            .listing
            .over
            .as_ref()
            .is_some_and(|over| !over.links.is_empty());
        if !linked && !filters.choose(self.parts.values(), self.names) {
            let shown = page.slice(items).iter().map(render);
            return (shown.collect(), items.len());
        }
        let shown = items.iter().map(|item| (item, render(item)));
        let chosen = shown.filter(|(item, object)| {
            let linked = item.seed.is_some() || self.is_linked(object);
            stays(item) || linked && filters.take(object, self.parts.values(), self.names)
        });
        let mut objects: Vec<Object> = chosen.map(|(_, object)| object).collect();
        filters.sort(&mut objects, self.parts.values());
        (page.slice(&objects).to_vec(), objects.len())
    }

    /// The object as it is by now.
    fn render(&self, item: &Item<'_>) -> Object {
        let Some(collection) = self.collection else {
            return item.seed.cloned().unwrap_or_default();
        };
        let Some((key, entry)) = &item.entry else {
            let mut object = item.seed.cloned().unwrap_or_default();
            collection.set_holders(&mut object, &self.holders());
            return object;
        };
        let first = self.listing.seeds.first().unwrap_or(&collection.mould);
        let mut object = match (item.seed, entry.fate) {
            (Some(seed), _) => seed.clone(),
            (None, Fate::Created) => first.clone(),
            (None, _) => collection
                .documented(&key.identity)
                .cloned()
                .unwrap_or_default(),
        };
        for (name, value) in entry.fields() {
            if object.contains_key(&name) || first.contains_key(&name) {
                object.insert(name, value);
            }
        }
        fill(&mut object, first);
        keep_kinds(&mut object, item.seed.unwrap_or(first));
        collection.identity.set(&mut object, &key.identity);
        collection.set_holders(&mut object, &key.holders);
        object
    }

    /// Whether the object says that it belongs to what the list's path goes through, or says
    /// nothing about that.
    fn is_linked(&self, object: &Object) -> bool {
        let links = self.listing.over.iter().flat_map(|over| &over.links);
        links.into_iter().all(|(name, noun)| {
            let noun = singular(noun);
            let wanted = self.names.get(name).map(String::as_str);
            let is_it = |value: &Value| text(value).as_deref() == wanted;
            match (object.get(&noun), object.get(&format!("{noun}_id"))) {
                (Some(Value::Object(fields)), _) => fields.values().any(is_it),
                (Some(value), _) | (None, Some(value)) => is_it(value),
                (None, None) => true,
            }
        })
    }
}

//! What is remembered: how objects differ from what the documents show of them.
//!
//! Bounded in number and size. Where it is full, the oldest change is forgotten: its object is
//! again what the documents show.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use serde_json::{Map, Value};

/// How much is remembered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// How many objects.
    pub(super) objects: usize,
    /// How large they are together, in bytes, about.
    pub(super) bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            objects: 10_000,
            bytes: 64 * 1024 * 1024,
        }
    }
}

/// Names one object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// Which collection.
    pub(super) collection: usize,
    /// The collection's placeholders: the things that hold it.
    pub(super) holders: Vec<String>,
    /// Which object in there.
    pub(super) identity: String,
}

/// What became of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// A request created it. Its fields are all that it was created with.
    Created,
    /// It differs in these fields.
    Changed,
    /// It is gone.
    Deleted,
}

/// One remembered object.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) fate: Fate,
    /// The fields as JSON, which takes a tenth of what the values take.
    fields: Arc<str>,
    /// When it was first remembered; later ones have greater numbers.
    pub(super) since: u64,
    /// When it was last changed.
    pub(super) at: u64,
    weight: usize,
}

impl Entry {
    pub(super) fn fields(&self) -> Map<String, Value> {
        serde_json::from_str(&self.fields).unwrap_or_default()
    }

    /// Whether a text stands in it as a value or a key, which is told without reading its JSON.
    pub(super) fn mentions(&self, text: &str) -> bool {
        serde_json::to_string(text).is_ok_and(|quoted| self.fields.contains(&quoted))
    }
}

/// All that is remembered.
#[derive(Debug, Default)]
pub(super) struct Memory {
    bounds: Bounds,
    entries: BTreeMap<Key, Entry>,
    /// The keys by the time of their last change.
    ages: BTreeMap<u64, Key>,
    weight: usize,
    clock: u64,
    /// The greatest number that was given to an object of a collection.
    numbers: BTreeMap<usize, i64>,
    /// The greatest number among the objects of the same holders.
    scoped: BTreeMap<(usize, Vec<String>), i64>,
}

impl Memory {
    /// An empty memory of this size.
    #[cfg(test)]
    pub(super) fn within(bounds: Bounds) -> Self {
        Self {
            bounds,
            ..Self::default()
        }
    }

    pub(super) fn get(&self, key: &Key) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Whether the object was deleted.
    pub(super) fn is_deleted(&self, key: &Key) -> bool {
        self.get(key)
            .is_some_and(|entry| entry.fate == Fate::Deleted)
    }

    /// The objects of a collection of which these things are the first that hold it.
    pub(super) fn held<'m>(
        &'m self,
        collection: usize,
        holders: &'m [String],
    ) -> impl Iterator<Item = (&'m Key, &'m Entry)> {
        let first = Key {
            collection,
            holders: holders.to_vec(),
            identity: String::new(),
        };
        let range = self
            .entries
            .range((Bound::Included(first), Bound::Unbounded));
        range.take_while(move |(key, _)| {
            key.collection == collection && key.holders.starts_with(holders)
        })
    }

    /// Remembers an object, and forgets the oldest ones where there is no room.
    pub(super) fn remember(&mut self, key: Key, fate: Fate, fields: &Map<String, Value>) {
        let since = self.entries.get(&key).map(|entry| entry.since);
        self.forget(&key);
        self.clock += 1;
        let fields: Arc<str> = serde_json::to_string(fields).unwrap_or_default().into();
        let weight = fields.len() + key.weight();
        let entry = Entry {
            fate,
            fields,
            since: since.unwrap_or(self.clock),
            at: self.clock,
            weight,
        };
        self.weight += weight;
        self.ages.insert(self.clock, key.clone());
        self.entries.insert(key, entry);
        while self.entries.len() > self.bounds.objects || self.weight > self.bounds.bytes {
            let Some((_, oldest)) = self.ages.pop_first() else {
                break;
            };
            self.forget(&oldest);
        }
    }

    /// Forgets what was remembered of an object.
    pub(super) fn forget(&mut self, key: &Key) {
        if let Some(entry) = self.entries.remove(key) {
            self.ages.remove(&entry.at);
            self.weight -= entry.weight;
        }
    }

    /// Forgets the objects of a collection of which these things are the first that hold it.
    pub(super) fn forget_held(&mut self, collection: usize, holders: &[String]) {
        let held = self.held(collection, holders);
        let keys: Vec<Key> = held.map(|(key, _)| key.clone()).collect();
        for key in &keys {
            self.forget(key);
        }
    }

    /// The next number for an object of a collection: the first one that is wished, then those
    /// that follow. None is given twice.
    pub(super) fn next_number(&mut self, collection: usize, wished: i64) -> i64 {
        let last = self.numbers.get(&collection);
        let next = last.map_or(wished, |last| last.saturating_add(1).max(wished));
        self.numbers.insert(collection, next);
        next
    }

    /// The next number of a field among the objects that the same things hold; the wished one for
    /// the first.
    pub(super) fn next_within(
        &mut self,
        collection: usize,
        holders: &[String],
        field: &str,
        wished: i64,
    ) -> i64 {
        let place = (collection, holders.to_vec());
        let last = self.scoped.get(&place).copied().or_else(|| {
            let created = self.held(collection, holders);
            let created = created.filter(|(_, entry)| entry.fate == Fate::Created);
            let numbers = created.filter_map(|(_, it)| it.fields().get(field)?.as_i64());
            numbers.max()
        });
        let next = last.map_or(wished, |last| last.saturating_add(1));
        // What is dropped here is counted again when it is needed.
        if self.scoped.len() >= self.bounds.objects {
            self.scoped.clear();
        }
        self.scoped.insert(place, next);
        next
    }

    #[cfg(test)]
    pub(super) fn size(&self) -> (usize, usize) {
        (self.entries.len(), self.weight)
    }
}

impl Key {
    fn weight(&self) -> usize {
        let texts = self.holders.iter().map(|holder| holder.len() + NODE);
        2 * (texts.sum::<usize>() + self.identity.len() + NODE)
    }
}

/// What one of the parts of a key takes beside its text, about.
const NODE: usize = 72;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn key(holder: &str, identity: usize) -> Key {
        Key {
            collection: 1,
            holders: vec![holder.to_owned()],
            identity: identity.to_string(),
        }
    }

    fn fields(value: &Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn the_oldest_change_is_forgotten_first() {
        let mut memory = Memory::within(Bounds {
            objects: 3,
            bytes: usize::MAX,
        });
        for number in 0..3 {
            memory.remember(key("a", number), Fate::Changed, &Map::new());
        }
        memory.remember(key("a", 0), Fate::Changed, &Map::new());
        memory.remember(key("a", 3), Fate::Changed, &Map::new());
        let holders = ["a".to_owned()];
        let held = memory.held(1, &holders);
        let left: Vec<String> = held.map(|(key, _)| key.identity.clone()).collect();
        assert_eq!(left, ["0", "2", "3"]);
    }

    #[test]
    fn large_objects_make_room_for_themselves() {
        let mut memory = Memory::within(Bounds {
            objects: 100,
            bytes: 10_000,
        });
        let large = json!({ "text": "x".repeat(4_000) });
        for number in 0..9 {
            memory.remember(key("a", number), Fate::Created, &fields(&large));
            assert!(memory.size().1 <= 10_000);
        }
        assert_eq!(memory.size().0, 2);
        let huge = json!({ "text": "x".repeat(40_000) });
        memory.remember(key("a", 9), Fate::Created, &fields(&huge));
        assert_eq!(memory.size(), (0, 0));
    }

    #[test]
    fn what_a_thing_holds_is_forgotten_with_it() {
        let mut memory = Memory::default();
        memory.remember(key("a", 1), Fate::Created, &Map::new());
        memory.remember(key("b", 2), Fate::Created, &Map::new());
        memory.forget_held(1, &["a".to_owned()]);
        assert!(memory.get(&key("a", 1)).is_none());
        assert!(memory.get(&key("b", 2)).is_some());
    }

    #[test]
    fn whole_texts_are_found_as_they_stand() {
        let mut memory = Memory::default();
        let object = json!({ "path": "a/b", "name": "say \"x\"" });
        memory.remember(key("a", 1), Fate::Changed, &fields(&object));
        let entry = memory.get(&key("a", 1)).unwrap();
        for (text, expected) in [
            ("a/b", true),
            ("say \"x\"", true),
            ("a", false),
            ("x", false),
        ] {
            assert_eq!(entry.mentions(text), expected, "{text}");
        }
    }

    #[test]
    fn no_number_is_given_twice() {
        let mut memory = Memory::default();
        let numbers = [5, 5, 5, 9, 5].map(|wished| memory.next_number(0, wished));
        assert_eq!(numbers, [5, 6, 7, 9, 10]);
        assert_eq!(memory.next_number(1, i64::MAX), i64::MAX);
        assert_eq!(memory.next_number(1, 0), i64::MAX);
    }

    #[test]
    fn each_holder_counts_for_itself() {
        let mut memory = Memory::default();
        let mut next = |holder: &str| memory.next_within(1, &[holder.to_owned()], "iid", 7);
        assert_eq!([next("a"), next("a"), next("b"), next("a")], [7, 8, 7, 9]);
        let mut memory = Memory::default();
        let made = json!({ "iid": 30 });
        memory.remember(key("a", 1), Fate::Created, &fields(&made));
        assert_eq!(memory.next_within(1, &["a".to_owned()], "iid", 7), 31);
    }

    #[test]
    fn whatever_happens_it_stays_within_its_bounds() {
        let bounds = Bounds {
            objects: 20,
            bytes: 9_000,
        };
        let mut memory = Memory::within(bounds);
        let mut number: usize = 7;
        let mut below = |bound: usize| {
            number = number.wrapping_mul(1_103_515_245).wrapping_add(12_345) % (1 << 31);
            (number >> 8) % bound
        };
        for _ in 0..20_000 {
            let key = key(["a", "b", "c"][below(3)], below(30));
            match below(8) {
                0 => memory.forget(&key),
                1 => memory.forget_held(1, &key.holders),
                2 => memory.remember(key, Fate::Deleted, &Map::new()),
                _ => {
                    let object = json!({ "text": "x".repeat(below(600)) });
                    memory.remember(key, Fate::Changed, &fields(&object));
                }
            }
            let (objects, bytes) = memory.size();
            assert!(objects <= bounds.objects && bytes <= bounds.bytes);
            assert_eq!(objects, memory.ages.len());
            let weights = memory.entries.values().map(|entry| entry.weight);
            assert_eq!(bytes, weights.sum::<usize>());
        }
    }
}

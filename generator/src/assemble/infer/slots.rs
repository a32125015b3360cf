//! Objects of all examples, by the place where they stand.
//!
//! What comes in: operations with the examples of what they answer. What goes out: [`Slots`],
//! one for each place that holds objects. Lists are looked through: the items of a list and what
//! stands alone under the same key are in the same place.

use std::collections::BTreeMap;

use docbind_spec::{Operation, Source};
use serde_json::{Map, Value};

use super::maps;

/// Where the values of a slot with [keys that are data](Slot::keys_are_data) stand.
pub(super) const ENTRY: &str = "";

/// An object of an example.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) map: &'a Map<String, Value>,
    pub(super) source: &'a Source,
}

/// A place that holds objects.
#[derive(Debug)]
pub(super) struct Slot<'a> {
    /// The operation, and which of its responses.
    pub(super) root: (usize, usize),
    /// The slot around it, and the key under which this one stands there.
    pub(super) parent: Option<(usize, &'a str)>,
    /// Whether its objects are items of lists.
    pub(super) listed: bool,
    /// Whether its objects are maps from data to values.
    pub(super) keys_are_data: bool,
    /// Its objects in the order of the examples.
    pub(super) objects: Vec<Seen<'a>>,
    /// The slots inside of it, by key.
    pub(super) children: BTreeMap<&'a str, usize>,
}

/// All slots; each stands after the one around it.
#[derive(Debug, Default)]
pub(super) struct Slots<'a> {
    pub(super) all: Vec<Slot<'a>>,
    roots: BTreeMap<(usize, usize), usize>,
}

impl<'a> Slots<'a> {
    /// Collects the objects that operations answer when they succeed.
    pub(super) fn collect(operations: &'a [Operation]) -> Self {
        let mut slots = Self::default();
        for (number, operation) in operations.iter().enumerate() {
            for (at, response) in operation.responses.iter().enumerate() {
                if !(200..300).contains(&response.status) {
                    continue;
                }
                for example in &response.examples {
                    let Some(value) = example.body.value() else {
                        continue;
                    };
                    let found = Found::in_value(value, &example.source);
                    slots.add((number, at), None, found);
                }
            }
        }
        let mut next = 0;
        while next < slots.all.len() {
            slots.open(next);
            next += 1;
        }
        slots
    }

    /// The slot of what a response answers.
    pub(super) fn root(&self, operation: usize, response: usize) -> Option<usize> {
        self.roots.get(&(operation, response)).copied()
    }

    /// Makes the slots inside of a slot, all objects of which are known by now.
    fn open(&mut self, number: usize) {
        let slot = &mut self.all[number];
        slot.keys_are_data = maps::keys_are_data(&slot.objects);
        let (root, data) = (slot.root, slot.keys_are_data);
        for seen in slot.objects.clone() {
            for (key, value) in seen.map {
                let key = if data { ENTRY } else { key.as_str() };
                let found = Found::in_value(value, seen.source);
                self.add(root, Some((number, key)), found);
            }
        }
    }

    fn add(&mut self, root: (usize, usize), parent: Option<(usize, &'a str)>, found: Found<'a>) {
        if found.objects.is_empty() {
            return;
        }
        let known = match parent {
            None => self.roots.get(&root),
            Some((slot, key)) => self.all[slot].children.get(key),
        };
        let number = known.copied().unwrap_or_else(|| {
            let number = self.all.len();
            match parent {
                None => self.roots.insert(root, number),
                Some((slot, key)) => self.all[slot].children.insert(key, number),
            };
            self.all.push(Slot {
                root,
                parent,
                listed: false,
                keys_are_data: false,
                objects: Vec::new(),
                children: BTreeMap::new(),
            });
            number
        });
        let slot = &mut self.all[number];
        slot.listed |= found.listed;
        slot.objects.extend(found.objects);
    }
}

/// The objects of a value, those in lists included.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub(super) objects: Vec<Seen<'a>>,
    listed: bool,
}

impl<'a> Found<'a> {
    pub(super) fn in_value(value: &'a Value, source: &'a Source) -> Self {
        let mut found = Self::default();
        // Most values hold no object.
        if !(value.is_object() || value.is_array()) {
            return found;
        }
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Object(map) => found.objects.push(Seen { map, source }),
                Value::Array(items) => {
                    found.listed = true;
                    open.extend(items.iter().rev());
                }
                _ => {}
            }
        }
        found.listed &= !found.objects.is_empty();
        found
    }
}

//! The keys of objects as numbers.
//!
//! What comes in: objects. What goes out: for each group of them a [`KeySet`]. Groups are compared
//! pair by pair, and there are many: numbers take less time to compare than texts, and less memory
//! to keep.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::kinds::Kinds;
use super::slots::Slot;

/// The number of a key; they are in the order of the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(usize);

/// The numbers of all keys.
pub(super) struct Numbers<'a>(HashMap<&'a str, Key>);

impl<'a> Numbers<'a> {
    /// Those of the keys of all slots.
    pub(super) fn of(slots: &[Slot<'a>]) -> Self {
        let keys: HashSet<&str> = slots.iter().flat_map(members).map(|(key, _)| key).collect();
        let mut keys: Vec<&str> = keys.into_iter().collect();
        keys.sort_unstable();
        let numbered = keys.into_iter().enumerate();
        Self(numbered.map(|(number, key)| (key, Key(number))).collect())
    }

    /// The keys of the objects of a slot.
    pub(super) fn keys(&self, slot: &Slot<'a>) -> KeySet {
        let noted = members(slot).filter_map(|(key, value)| {
            let mut kinds = Kinds::default();
            kinds.note(value);
            Some((*self.0.get(key)?, kinds))
        });
        let mut keys = KeySet(noted.collect());
        keys.settle();
        keys
    }
}

/// The members of the objects of a slot, unless their keys are data.
fn members<'s, 'a>(slot: &'s Slot<'a>) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'s, 'a> {
    let objects = slot.objects.iter().filter(|_| !slot.keys_are_data);
    let members = objects.flat_map(|seen| seen.map);
    members.map(|(key, value)| (key.as_str(), value))
}

/// Keys in their order, each with the kinds of values under it.
#[derive(Debug, Default)]
pub(super) struct KeySet(Vec<(Key, Kinds)>);

impl KeySet {
    /// Puts keys in order, each once, in no more room than they need.
    fn settle(&mut self) {
        self.0.sort_by_key(|(key, _)| *key);
        self.0.dedup_by(|(key, kinds), (kept, all)| {
            let same = key == kept;
            if same {
                all.add(*kinds);
            }
            same
        });
        self.0.shrink_to_fit();
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Key> {
        self.0.iter().map(|(key, _)| *key)
    }

    /// How many keys two sets share.
    pub(super) fn shared(&self, other: &Self) -> usize {
        self.common(other).count()
    }

    /// Whether some key has values of one kind here and of another there.
    pub(super) fn differ_in_kind(&self, other: &Self) -> bool {
        let mut common = self.common(other);
        common.any(|(kinds, others)| kinds.differ(others))
    }

    /// Takes in other keys.
    pub(super) fn add(&mut self, other: Self) {
        self.0.extend(other.0);
        self.settle();
    }

    /// The kinds of values under each key that both have.
    fn common<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = (Kinds, Kinds)> + use<'s> {
        let (mut own, mut others) = (&self.0[..], &other.0[..]);
        std::iter::from_fn(move || {
            while let ([(key, kinds), rest @ ..], [(other, other_kinds), other_rest @ ..]) =
                (own, others)
            {
                let order = key.cmp(other);
                if order != Ordering::Greater {
                    own = rest;
                }
                if order != Ordering::Less {
                    others = other_rest;
                }
                if order == Ordering::Equal {
                    return Some((*kinds, *other_kinds));
                }
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(values: &[(usize, Value)]) -> KeySet {
        let noted = values.iter().map(|(key, value)| {
            let mut kinds = Kinds::default();
            kinds.note(value);
            (Key(*key), kinds)
        });
        let mut keys = KeySet(noted.collect());
        keys.settle();
        keys
    }

    #[test]
    fn sets_share_keys_and_differ_in_kind() {
        let one = keys(&[(3, 1.into()), (1, "a".into()), (3, "b".into())]);
        let other = keys(&[(1, "c".into()), (2, true.into()), (3, 2.into())]);
        assert_eq!((one.len(), other.len(), one.shared(&other)), (2, 3, 2));
        assert!(one.differ_in_kind(&other));
        assert!(!one.differ_in_kind(&keys(&[(1, "d".into()), (4, 1.into())])));
        assert!(!one.differ_in_kind(&KeySet::default()));
    }

    #[test]
    fn what_is_taken_in_is_there_once() {
        let mut one = keys(&[(1, 1.into()), (4, 1.into())]);
        one.add(keys(&[(4, "a".into()), (0, 1.into())]));
        assert_eq!(one.iter().collect::<Vec<_>>(), [Key(0), Key(1), Key(4)]);
        // Numbers and texts by now.
        assert!(one.differ_in_kind(&keys(&[(4, 1.into())])));
    }
}

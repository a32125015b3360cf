//! Which places hold the same type.
//!
//! What comes in: the slots and the words that each may be called by. What goes out: groups of
//! slots. Places join where they are called the same and share keys, or share nearly all keys
//! whatever they are called; what stands under one key of one type is one type. The order of the
//! pages is of no consequence: the likest places join first.

use std::collections::{BTreeMap, BTreeSet};

use super::called::Called;
use super::keys::{Key, KeySet, Numbers};
use super::slots::Slots;

/// Keys shared in percent of the smaller place's, to be the same by what they are called.
const SAME_BY_HINT: usize = 60;
/// Keys that two such places share of all their keys at least, in percent.
const LIKE_BY_HINT: usize = 40;
/// The larger of two such places has less than so many times the keys of the smaller one, unless
/// operations on one path answer both; else the smaller is a view.
const SAME_SIZE: usize = 2;
/// Keys shared in percent of all, to be the same whatever they are called.
const SAME_BY_KEYS: usize = 75;
/// Keys that it takes to be more than a coincidence.
const ENOUGH_KEYS: usize = 4;

/// Groups of slots; a group is known by the number of its first slot, its leader.
pub(super) struct Clusters<'a> {
    leaders: Vec<usize>,
    groups: BTreeMap<usize, Cluster<'a>>,
}

/// One group.
#[derive(Default)]
pub(super) struct Cluster<'a> {
    /// Its slots, in order.
    pub(super) slots: Vec<usize>,
    /// All keys of its objects.
    pub(super) keys: KeySet,
    /// One slot inside of it for each key that has some.
    children: BTreeMap<&'a str, usize>,
    /// What it may be called.
    hints: BTreeSet<String>,
    /// Whether nothing but removing something answers it.
    removed: bool,
    /// The paths of the operations that answer it.
    paths: BTreeSet<&'a str>,
    /// Its name in an earlier spec.
    pub(super) frozen: Option<&'a str>,
    /// Whether it has objects whose keys are data.
    pub(super) maps: bool,
}

impl<'a> Clusters<'a> {
    /// Groups the slots. `called` and `frozen` are for each slot what it may be called and what an
    /// earlier spec calls it.
    pub(super) fn find(
        slots: &Slots<'a>,
        called: &'a [Called],
        frozen: &[Option<&'a str>],
    ) -> Self {
        let numbers = Numbers::of(&slots.all);
        let mut groups = BTreeMap::new();
        for ((number, slot), called) in slots.all.iter().enumerate().zip(called) {
            let cluster = Cluster {
                slots: vec![number],
                keys: numbers.keys(slot),
                children: slot.children.clone(),
                hints: called.hints.clone(),
                removed: called.removed,
                paths: called.path.as_deref().into_iter().collect(),
                frozen: frozen.get(number).copied().flatten(),
                maps: slot.keys_are_data,
            };
            groups.insert(number, cluster);
        }
        let mut clusters = Self {
            leaders: (0..slots.all.len()).collect(),
            groups,
        };
        clusters.join_frozen();
        loop {
            let before = clusters.groups.len();
            clusters.join_alike();
            clusters.join_likest();
            if clusters.groups.len() == before {
                return clusters;
            }
        }
    }

    /// The leader of the group that a slot belongs to.
    pub(super) fn leader(&self, slot: usize) -> usize {
        self.leaders[slot]
    }

    /// The groups with their leaders, in the order of their first slots.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Cluster<'a>)> {
        self.groups.iter().map(|(leader, group)| (*leader, group))
    }

    /// The group of a leader.
    pub(super) fn get(&self, leader: usize) -> Option<&Cluster<'a>> {
        self.groups.get(&leader)
    }

    /// What an earlier spec calls the same is the same.
    fn join_frozen(&mut self) {
        let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (leader, group) in &self.groups {
            if let Some(name) = group.frozen {
                named.entry(name).or_default().push(*leader);
            }
        }
        for same in named.into_values() {
            self.join_all(&same);
        }
    }

    /// Joins what has the same keys and may be called the same: the copies of an example, which
    /// leaves few groups for what is slower.
    fn join_alike(&mut self) {
        let mut alike: BTreeMap<(&str, Vec<Key>), Vec<usize>> = BTreeMap::new();
        for (leader, group) in self
            .groups
            .iter()
            .filter(|(_, group)| !group.keys.is_empty())
        {
            for hint in &group.hints {
                let key = (hint.as_str(), group.keys.iter().collect());
                alike.entry(key).or_default().push(*leader);
            }
        }
        let alike: Vec<Vec<usize>> = alike.into_values().filter(|it| it.len() > 1).collect();
        for same in alike {
            self.join_all(&same);
        }
    }

    fn join_all(&mut self, leaders: &[usize]) {
        for pair in leaders.windows(2) {
            if let [one, other] = *pair {
                self.join_if(one, other, |_, _| true);
            }
        }
    }

    /// Pairs that may be called the same.
    fn sharing_hints(&self) -> BTreeSet<(usize, usize)> {
        let mut called: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (leader, group) in &self.groups {
            for hint in &group.hints {
                called.entry(hint).or_default().push(*leader);
            }
        }
        let mut pairs = BTreeSet::new();
        for same in called.values() {
            for (at, one) in same.iter().enumerate() {
                pairs.extend(same[at + 1..].iter().map(|other| (*one, *other)));
            }
        }
        pairs
    }

    /// Pairs that may share enough keys: those with a key in common among their rarest ones.
    fn sharing_keys(&self) -> BTreeSet<(usize, usize)> {
        let mut uses: BTreeMap<Key, usize> = BTreeMap::new();
        for key in self.groups.values().flat_map(|group| group.keys.iter()) {
            *uses.entry(key).or_default() += 1;
        }
        let mut by_key: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (leader, group) in &self.groups {
            let mut keys: Vec<Key> = group.keys.iter().collect();
            keys.sort_by_cached_key(|key| (uses.get(key).copied().unwrap_or_default(), *key));
            // With more than these left out, too few can be shared.
            let rare = keys.len() - keys.len() * SAME_BY_KEYS / 100 + 1;
            for key in keys.into_iter().take(rare) {
                by_key.entry(key).or_default().push(*leader);
            }
        }
        let mut pairs = BTreeSet::new();
        for same in by_key.values() {
            for (at, one) in same.iter().enumerate() {
                pairs.extend(same[at + 1..].iter().map(|other| (*one, *other)));
            }
        }
        pairs
    }

    /// Joins what is the same, by what it is called or by its keys alone; those first that share
    /// most.
    fn join_likest(&mut self) {
        let pairs = self.sharing_hints().into_iter().chain(self.sharing_keys());
        let mut ranked: Vec<_> = pairs
            .filter_map(|(one, other)| {
                let (a, b) = (self.groups.get(&one)?, self.groups.get(&other)?);
                if !a.may_be(b) {
                    return None;
                }
                let shared = a.shared(b);
                let likeness = || std::cmp::Reverse(a.likeness(b, shared));
                a.is_same(b, shared).then(|| (likeness(), one, other))
            })
            .collect();
        ranked.sort_unstable();
        ranked.dedup();
        for (_, one, other) in ranked {
            self.join_if(one, other, |a, b| a.is_same(b, a.shared(b)));
        }
    }

    /// Joins two groups, if an earlier spec does not tell them apart and the rule holds for what
    /// they are by now.
    fn join_if(
        &mut self,
        one: usize,
        other: usize,
        same: impl Fn(&Cluster<'a>, &Cluster<'a>) -> bool,
    ) {
        let (one, other) = (self.leader(one), self.leader(other));
        let (Some(a), Some(b)) = (self.groups.get(&one), self.groups.get(&other)) else {
            return;
        };
        if one != other && !a.told_apart(b) && same(a, b) {
            self.join(one, other);
        }
    }

    /// Joins two groups, and what stands under the same keys of them.
    fn join(&mut self, one: usize, other: usize) {
        let mut open = vec![(one, other)];
        while let Some((one, other)) = open.pop() {
            let (one, other) = (self.leader(one), self.leader(other));
            let (first, second) = (one.min(other), one.max(other));
            if first == second {
                continue;
            }
            let Some(joining) = self.groups.remove(&second) else {
                continue;
            };
            for slot in &joining.slots {
                self.leaders[*slot] = first;
            }
            if let Some(group) = self.groups.get_mut(&first) {
                open.extend(group.absorb(joining));
            }
        }
    }
}

impl<'a> Cluster<'a> {
    /// Takes in another group; answers the pairs of slots that are one type now.
    fn absorb(&mut self, other: Self) -> Vec<(usize, usize)> {
        self.slots.extend(other.slots);
        self.slots.sort_unstable();
        self.keys.add(other.keys);
        self.hints.extend(other.hints);
        self.paths.extend(other.paths);
        self.frozen = self.frozen.or(other.frozen);
        self.maps |= other.maps;
        self.removed &= other.removed;
        let mut pairs = Vec::new();
        for (key, slot) in other.children {
            match self.children.get(key) {
                Some(own) => pairs.push((*own, slot)),
                None => {
                    self.children.insert(key, slot);
                }
            }
        }
        pairs
    }

    /// Whether all keys of this group are keys of another one that has more.
    pub(super) fn is_part_of(&self, other: &Self) -> bool {
        self.keys.len() < other.keys.len() && self.shared(other) == self.keys.len()
    }

    /// Whether it is enough to be more than a coincidence.
    pub(super) fn is_telling(&self) -> bool {
        self.keys.len() >= ENOUGH_KEYS
    }

    fn told_apart(&self, other: &Self) -> bool {
        let frozen = self.frozen.zip(other.frozen);
        // A map and a struct are two types, whatever they are called.
        let mixed = self.maps && !other.keys.is_empty() || other.maps && !self.keys.is_empty();
        frozen.is_some_and(|(one, other)| one != other)
            || mixed
            || self.keys.differ_in_kind(&other.keys)
    }

    /// Whether two groups can be one type at all: otherwise their keys need not be compared.
    fn may_be(&self, other: &Self) -> bool {
        let (small, large) = self.sizes(other);
        small * 100 >= SAME_BY_KEYS * large || !self.hints.is_disjoint(&other.hints)
    }

    /// Whether two groups that share so many keys are one type.
    fn is_same(&self, other: &Self, shared: usize) -> bool {
        self.same_by_hint(other, shared) || self.same_by_keys(other, shared)
    }

    fn same_by_hint(&self, other: &Self, shared: usize) -> bool {
        if self.hints.is_disjoint(&other.hints) {
            return false;
        }
        let (small, large) = self.sizes(other);
        if small == 0 {
            return large > 0 || self.maps == other.maps;
        }
        // What removing something answers may be anything; only its keys tell.
        if self.removed != other.removed {
            return self.share_most(other, shared);
        }
        let same_size = large < SAME_SIZE * small || self.shares_a_path(other);
        let like = shared * 100 >= LIKE_BY_HINT * (small + large - shared);
        shared * 100 >= SAME_BY_HINT * small && same_size && (like || self.shares_a_path(other))
    }

    fn same_by_keys(&self, other: &Self, shared: usize) -> bool {
        let (small, large) = self.sizes(other);
        if small == large && shared == small && small > 1 && self.share_a_last_word(other) {
            return true;
        }
        small >= ENOUGH_KEYS && self.share_most(other, shared)
    }

    fn shares_a_path(&self, other: &Self) -> bool {
        !self.paths.is_disjoint(&other.paths)
    }

    fn share_most(&self, other: &Self, shared: usize) -> bool {
        shared * 100 >= SAME_BY_KEYS * (self.keys.len() + other.keys.len() - shared)
    }

    fn share_a_last_word(&self, other: &Self) -> bool {
        let others: Vec<&str> = other.hints.iter().map(|hint| last_word(hint)).collect();
        let mut own = self.hints.iter().map(|hint| last_word(hint));
        own.any(|word| others.contains(&word))
    }

    fn sizes(&self, other: &Self) -> (usize, usize) {
        let (one, other) = (self.keys.len(), other.keys.len());
        (one.min(other), one.max(other))
    }

    fn shared(&self, other: &Self) -> usize {
        self.keys.shared(&other.keys)
    }

    /// Shared keys in thousandths of all.
    fn likeness(&self, other: &Self, shared: usize) -> usize {
        let all = self.keys.len() + other.keys.len() - shared;
        shared * 1000 / all.max(1)
    }
}

/// The last word of a name in `UpperCamelCase`.
pub(super) fn last_word(name: &str) -> &str {
    let at = name.rfind(|c: char| c.is_ascii_uppercase());
    at.and_then(|at| name.get(at..)).unwrap_or(name)
}

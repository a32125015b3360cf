//! Names of types.
//!
//! What comes in: groups of slots and what each slot may be called. What goes out: a name for
//! each group. A name goes to the group that has most right to it: what an earlier spec calls so,
//! then what operations answer, then what is called so most often. Whoever loses takes its next
//! best name. No name has a number.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{Method, Operation};

use super::called::Called;
use super::clusters::{Cluster, Clusters, last_word};
use super::slots::Slots;
use crate::names::mint;

/// Keys that say nothing about what stands under them.
const VAGUE: [&str; 14] = [
    "attributes",
    "content",
    "data",
    "details",
    "entry",
    "info",
    "item",
    "items",
    "meta",
    "object",
    "payload",
    "properties",
    "result",
    "value",
];

/// The names of groups by their leaders; none is one of `reserved`.
pub(super) fn assign(
    slots: &Slots<'_>,
    operations: &[Operation],
    called: &[Called],
    clusters: &Clusters<'_>,
    reserved: &BTreeSet<String>,
) -> BTreeMap<usize, String> {
    let scope = Scope {
        slots,
        operations,
        called,
        clusters,
    };
    let mut names = Names {
        taken: reserved.clone(),
        ..Names::default()
    };
    for (leader, cluster) in scope.named() {
        if let Some(name) = cluster.frozen {
            names.give(leader, name.to_owned());
        }
    }
    scope.answers(&mut names);
    scope.views(&mut names);
    for (leader, cluster) in scope.named() {
        if !names.of.contains_key(&leader) {
            let name = scope.field_name(cluster, &names);
            names.give(leader, name);
        }
    }
    names.of
}

/// The names that are given.
#[derive(Default)]
struct Names {
    of: BTreeMap<usize, String>,
    taken: BTreeSet<String>,
}

impl Names {
    fn give(&mut self, leader: usize, name: String) {
        self.taken.insert(name.clone());
        self.of.insert(leader, name);
    }

    fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name)
    }
}

/// All that names are made of.
struct Scope<'s, 'a> {
    slots: &'s Slots<'a>,
    operations: &'s [Operation],
    called: &'s [Called],
    clusters: &'s Clusters<'a>,
}

/// How much right a group has to a name; the greatest wins: whether it is read, how many of its
/// answers are called so, how many keys it has if that is its noun, how early it comes.
type Right = (bool, usize, usize, std::cmp::Reverse<usize>);

impl<'a> Scope<'_, 'a> {
    /// The groups that are types: those with keys.
    fn named(&self) -> impl Iterator<Item = (usize, &Cluster<'a>)> {
        self.clusters
            .iter()
            .filter(|(_, cluster)| !cluster.keys.is_empty() && !cluster.maps)
    }

    /// Names what operations answer: each group asks for its best name that is not refused.
    fn answers(&self, names: &mut Names) {
        let mut wishes: BTreeMap<usize, Vec<(String, usize)>> = BTreeMap::new();
        for (leader, cluster) in self.named() {
            if !names.of.contains_key(&leader) && self.is_answered(cluster) {
                let mut wished = self.wishes(cluster);
                wished.retain(|(name, _)| names.is_free(name));
                wished.reverse();
                wishes.insert(leader, wished);
            }
        }
        let mut holders: BTreeMap<String, (Right, usize)> = BTreeMap::new();
        let mut open: Vec<usize> = wishes.keys().rev().copied().collect();
        while let Some(leader) = open.pop() {
            let Some((name, votes)) = wishes.get_mut(&leader).and_then(Vec::pop) else {
                // Nothing is left: a name that only this group can have.
                names.give(leader, self.whole_name(leader));
                continue;
            };
            let right = self.right(leader, &name, votes);
            match holders.get(&name) {
                Some((other, _)) if *other > right => open.push(leader),
                _ => {
                    if let Some((_, loser)) = holders.insert(name, (right, leader)) {
                        open.push(loser);
                    }
                }
            }
        }
        for (name, (_, leader)) in holders {
            names.give(leader, name);
        }
    }

    fn right(&self, leader: usize, name: &str, votes: usize) -> Right {
        let (read, keys) = self.clusters.get(leader).map_or((false, 0), |cluster| {
            let answers = self.answered_at(cluster);
            let mut nouns = answers
                .iter()
                .filter_map(|at| self.called[*at].names.first());
            let is_noun = nouns.any(|noun| noun == name);
            let keys = if is_noun { cluster.keys.len() } else { 0 };
            (self.role(&answers).is_read, keys)
        });
        (read, votes, keys, std::cmp::Reverse(leader))
    }

    fn is_answered(&self, cluster: &Cluster<'_>) -> bool {
        !self.answered_at(cluster).is_empty()
    }

    /// The slots of a group that are whole answers.
    fn answered_at(&self, cluster: &Cluster<'_>) -> Vec<usize> {
        let slots = cluster.slots.iter().copied();
        slots
            .filter(|slot| self.slots.all[*slot].parent.is_none())
            .collect()
    }

    /// The names that an answered group wants, the best first, each with how many of its slots
    /// are called so.
    fn wishes(&self, cluster: &Cluster<'_>) -> Vec<(String, usize)> {
        let answers = self.answered_at(cluster);
        let votes = |at: usize| {
            let names = answers
                .iter()
                .filter_map(|slot| self.called[*slot].names.get(at));
            by_votes(names)
        };
        let mut wishes = votes(0);
        let nouns: Vec<String> = wishes.iter().map(|(name, _)| name.clone()).collect();
        let role = self.role(&answers);
        let others: Vec<_> = (1..4).flat_map(votes).collect();
        // What is read is a thing of its own; what writing answers is about the thing.
        let view = self.view(cluster, &nouns).map(|name| (name, 0));
        let roles = nouns.iter().map(|noun| (role.name(noun), 0));
        if role.is_read {
            wishes.extend(others);
            wishes.extend(view);
            wishes.extend(roles);
        } else if role.removes {
            wishes.extend(roles);
            wishes.extend(others);
        } else {
            wishes.extend(view);
            wishes.extend(roles);
            wishes.extend(others);
        }
        wishes
    }

    /// What the operations do that answer a group.
    fn role(&self, answers: &[usize]) -> Role {
        let methods: BTreeSet<Method> = answers
            .iter()
            .filter_map(|slot| self.operations.get(self.slots.all[*slot].root.0))
            .map(|operation| operation.method)
            .collect();
        let only = |method| methods.iter().all(|other| *other == method);
        let (before, after) = if methods.contains(&Method::Get) {
            ("", "Answer")
        } else if only(Method::Delete) {
            ("Deleted", "")
        } else if only(Method::Post) {
            ("Created", "")
        } else if only(Method::Put) || only(Method::Patch) {
            ("Updated", "")
        } else {
            ("", "Change")
        };
        Role {
            before,
            after,
            is_read: methods.contains(&Method::Get),
            removes: only(Method::Delete),
        }
    }

    /// The name of an answered group as a view of another one that is called the same: it has
    /// fewer of the keys, or more.
    fn view(&self, cluster: &Cluster<'_>, nouns: &[String]) -> Option<String> {
        let noun = nouns.first()?;
        let same = |other: &Cluster<'_>| {
            let answers = self.answered_at(other);
            let mut names = answers
                .iter()
                .filter_map(|at| self.called[*at].names.first());
            names.any(|name| name == noun)
        };
        let mut others = self
            .named()
            .map(|(_, other)| other)
            .filter(|other| same(other));
        let suffix = others.find_map(|other| {
            let basic = cluster.is_part_of(other).then_some("Basic");
            basic.or_else(|| other.is_part_of(cluster).then_some("Details"))
        })?;
        Some(format!("{noun}{suffix}"))
    }

    /// Names groups that stand in fields only and have some of an answered type's keys and no
    /// other ones: the one that is seen most often is that type's basic view.
    fn views(&self, names: &mut Names) {
        let mut views: BTreeMap<String, (usize, std::cmp::Reverse<usize>)> = BTreeMap::new();
        for (leader, cluster) in self.named() {
            if names.of.contains_key(&leader) || !cluster.is_telling() {
                continue;
            }
            let whole = self
                .named()
                .filter(|(_, other)| self.is_answered(other) && cluster.is_part_of(other))
                .min_by_key(|(_, other)| other.keys.len());
            let Some(name) = whole.and_then(|(whole, _)| names.of.get(&whole)) else {
                continue;
            };
            let objects = cluster
                .slots
                .iter()
                .map(|slot| self.slots.all[*slot].objects.len());
            let right = (objects.sum(), std::cmp::Reverse(leader));
            let best = views.entry(format!("{name}Basic")).or_insert(right);
            *best = right.max(*best);
        }
        for (name, (_, std::cmp::Reverse(leader))) in views {
            if names.is_free(&name) {
                names.give(leader, name);
            }
        }
    }

    /// The name of a group that stands in fields only.
    fn field_name(&self, cluster: &Cluster<'_>, names: &Names) -> String {
        let called = cluster.slots.iter().map(|slot| &self.called[*slot]);
        let own = by_votes(called.filter_map(|called| called.names.first()));
        let own: Vec<String> = own.into_iter().map(|(name, _)| name).collect();
        let first = cluster.slots.first().copied().unwrap_or_default();
        let (parent, key) = self.slots.all[first].parent.unwrap_or_default();
        let around = names.of.get(&self.clusters.leader(parent));
        let qualified = own
            .first()
            .and_then(|own| around.map(|around| format!("{around}{own}")));
        let mut candidates: Vec<String> = Vec::new();
        if VAGUE.contains(&mint::snake(key).as_str()) {
            candidates.extend(qualified.clone());
        }
        candidates.extend(common_word(&own));
        candidates.extend(own);
        candidates.extend(qualified);
        let free = candidates.into_iter().find(|name| names.is_free(name));
        free.unwrap_or_else(|| self.whole_name(first))
    }

    /// The name from the operation and all keys that lead to a slot.
    fn whole_name(&self, slot: usize) -> String {
        let mut words = Vec::new();
        let mut at = Some(slot);
        while let Some(slot) = at.map(|slot| &self.slots.all[slot]) {
            match slot.parent {
                Some((parent, key)) => {
                    words.push(key);
                    at = Some(parent);
                }
                None => {
                    if let Some(operation) = self.operations.get(slot.root.0) {
                        words.extend([operation.id.as_str(), operation.resource.as_str()]);
                    }
                    at = None;
                }
            }
        }
        words.reverse();
        mint::object_name(&words)
    }
}

/// What operations do, as part of a name.
struct Role {
    before: &'static str,
    after: &'static str,
    is_read: bool,
    removes: bool,
}

impl Role {
    fn name(&self, noun: &str) -> String {
        format!("{}{noun}{}", self.before, self.after)
    }
}

/// Names with how often each stands, the most frequent first, then the earliest.
fn by_votes<'n>(names: impl Iterator<Item = &'n String>) -> Vec<(String, usize)> {
    let mut votes: Vec<(String, usize)> = Vec::new();
    for name in names {
        match votes.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => votes.push((name.clone(), 1)),
        }
    }
    votes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    votes
}

/// The last word that several names share: `Access` of `ProjectAccess` and `GroupAccess`.
fn common_word(names: &[String]) -> Option<String> {
    let (first, others) = names.split_first()?;
    let word = last_word(first);
    let shared = !others.is_empty() && others.iter().all(|name| last_word(name) == word);
    shared.then(|| word.to_owned())
}

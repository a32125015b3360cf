//! Which resource each operation belongs to.
//!
//! What comes in: operations that belong to the resource of their page, or to the one that an
//! override gives. What goes out: the same, and those of an earlier spec belong to what they
//! belonged to, whatever page they stand on now. A new one joins those beside it: a page under
//! another name makes no second resource of the first one.

use std::collections::BTreeMap;

use docbind_spec::{Change, Operation};

use super::earlier::Earlier;
use super::operation::Merged;

/// Gives the operations their resources of before.
pub(super) fn keep(operations: &mut [Operation], merged: &[Merged<'_>], earlier: &Earlier<'_>) {
    let open: Vec<usize> = (0..operations.len())
        .filter(|number| !is_decided(&merged[*number]))
        .collect();
    let kept: BTreeMap<usize, &Operation> = open
        .iter()
        .filter_map(|number| Some((*number, earlier.operation(*number)?)))
        .collect();
    let mut pages: BTreeMap<&str, Vec<Neighbour<'_>>> = BTreeMap::new();
    for (number, known) in &kept {
        if let Some(page) = only_page(&merged[*number]) {
            pages.entry(page).or_default().push(Neighbour {
                path: merged[*number].path.anonymous(),
                resource: &known.resource,
            });
        }
    }
    for number in open {
        let operation = &mut operations[number];
        let resource = kept.get(&number).map(|known| known.resource.as_str());
        let joined = || {
            let page = merged[number].sections.first()?.source.page();
            let path = merged[number].path.anonymous();
            beside(&path, &operation.resource, pages.get(page)?)
        };
        if let Some(resource) = resource.or_else(joined) {
            resource.clone_into(&mut operation.resource);
        }
    }
}

/// Whether an override says what an operation belongs to.
fn is_decided(merged: &Merged<'_>) -> bool {
    let mut changes = merged.sections.iter().flat_map(|section| &section.changes);
    changes.any(|(change, _)| matches!(change, Change::Resource(_)))
}

/// The page of an operation that stands on no other one.
fn only_page<'m>(merged: &'m Merged<'_>) -> Option<&'m str> {
    let mut pages = merged.sections.iter().map(|section| section.source.page());
    let first = pages.next()?;
    pages.all(|page| page == first).then_some(first)
}

/// An operation of an earlier spec, on the page of a new one.
struct Neighbour<'a> {
    /// With nameless placeholders.
    path: String,
    resource: &'a str,
}

/// The resource of a new operation: its page's own, if others there belong to that; else the one
/// of those whose paths begin like its own for longest, if they agree.
fn beside<'a>(path: &str, own: &str, neighbours: &[Neighbour<'a>]) -> Option<&'a str> {
    if neighbours.iter().any(|neighbour| neighbour.resource == own) {
        return None;
    }
    let shared = |neighbour: &Neighbour<'_>| shared_segments(path, &neighbour.path);
    let longest = neighbours.iter().map(shared).max()?;
    let mut nearest = neighbours
        .iter()
        .filter(|neighbour| shared(neighbour) == longest)
        .map(|neighbour| neighbour.resource);
    let first = nearest.next()?;
    nearest.all(|resource| resource == first).then_some(first)
}

/// How many segments two paths share from the first one on.
fn shared_segments(one: &str, other: &str) -> usize {
    one.split('/')
        .zip(other.split('/'))
        .take_while(|(one, other)| one == other)
        .count()
}

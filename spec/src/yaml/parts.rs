//! A long spec, read on several cores at once.
//!
//! What comes in: the text of a spec. What goes out: what reading it as a whole gives, or nothing
//! where that is not certain: where the text is short, is laid out in another way than docbind's
//! own, or has a fault. Then it is read as a whole, which is also what tells of the fault.
//!
//! Nearly all of a spec are its operations, and each of them begins with `- ` at the beginning of
//! a line. The text is cut at such lines, and each part is read as a document. A part that can be
//! read leaves nothing open (no quotation, no bracket, no alias without its anchor), so that all
//! of them together mean what the whole does.

use std::num::NonZeroUsize;
use std::thread;

use serde::de::{DeserializeOwned, IgnoredAny};

use super::{read_here, spawn_with_large_stack};
use crate::{ApiSpec, Operation};

/// What is read in less time than a thread takes to begin, in bytes.
const SHORT: usize = 32 * 1024;

/// The line above the operations, which is not the first, and the beginning of the first of them.
const BEGIN: &str = "\noperations:\n- ";

/// The beginning of an operation.
const ITEM: &str = "- ";

/// A spec from its parts, read on all cores. It wants a large stack, as reading always does.
pub(super) fn read(text: &str) -> Option<ApiSpec> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if cores == 1 || text.len() < SHORT {
        return None;
    }
    read_on(cores, text)
}

fn read_on(cores: usize, text: &str) -> Option<ApiSpec> {
    let layout = Layout::of(text)?;
    let groups = layout.groups(cores);
    let (own, others) = groups.split_first()?;
    thread::scope(|scope| {
        let spawn = |group| spawn_with_large_stack(scope, move || part::<Vec<Operation>>(group));
        let others = others.iter().copied().filter(|group| !group.is_empty());
        let others: Vec<_> = others.map(spawn).collect();
        let mut spec = layout.without_operations()?;
        spec.operations = part(own)?;
        for other in others {
            spec.operations.extend(other.ok()?.join().ok()??);
        }
        Some(spec)
    })
}

fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    read_here(text).ok()
}

/// Where the operations stand.
struct Layout<'a> {
    /// All above the first of them.
    head: &'a str,
    /// All of them.
    items: &'a str,
    /// All below the last of them.
    tail: &'a str,
}

impl<'a> Layout<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let has_directives = text.starts_with('%');
        let begin = text.find(BEGIN).filter(|_| !has_directives)? + BEGIN.len() - ITEM.len();
        let (head, rest) = text.split_at(begin);
        let mut end = 0;
        let is_within = |line: &&str| line.starts_with(ITEM) || line.starts_with([' ', '\n', '#']);
        for line in rest.split_inclusive('\n').take_while(is_within) {
            end += line.len();
        }
        let (items, tail) = rest.split_at(end);
        Some(Self { head, items, tail })
    }

    /// The operations in as many groups as there are cores. The first is smaller by what the rest
    /// of the spec takes.
    fn groups(&self, cores: usize) -> Vec<&'a str> {
        let rest = self.head.len() + self.tail.len();
        let share = (rest + self.items.len()) / cores;
        let mut groups = Vec::with_capacity(cores);
        let mut left = self.items;
        let mut size = share.saturating_sub(rest);
        while groups.len() + 1 < cores {
            let (group, others) = left.split_at(item_after(left, size));
            groups.push(group);
            left = others;
            size = share;
        }
        groups.push(left);
        groups
    }

    fn without_operations(&self) -> Option<ApiSpec> {
        // Whatever is still open where the operations begin must not be closed below them.
        part::<IgnoredAny>(self.head)?;
        part(&format!("{} []\n{}", self.head, self.tail))
    }
}

/// The place of the first item behind so many bytes, or the end.
fn item_after(items: &str, size: usize) -> usize {
    let begins = |at: &usize| items.as_bytes()[..*at].ends_with(b"\n");
    let mut places = items.match_indices(ITEM).map(|(at, _)| at).filter(begins);
    places.find(|at| *at >= size).unwrap_or(items.len())
}

#[cfg(test)]
mod tests;

//! Optional values that are written otherwise than by null.
//!
//! In: what could not be read, and where. Out: whether it is none. An empty text is a text, unless
//! a number is wanted; what is wanted is known only by trying. What is found out about a slot
//! holds for all values in it, so that not every one of a long list is tried.

use std::cell::{Cell, RefCell};

use serde_json::Value;

/// What has the same type wherever it comes up: a field, or what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Slot<'v> {
    pub(super) owner: &'static str,
    pub(super) field: &'v str,
    pub(super) depth: usize,
}

/// The slots in which a blank is none.
#[derive(Default)]
pub(super) struct Blanks {
    none: RefCell<Vec<(&'static str, String, usize, Value)>>,
    found: Cell<bool>,
}

impl Blanks {
    /// Whether such a value in this slot is none.
    pub(super) fn has(&self, slot: Slot<'_>, value: &Value) -> bool {
        let none = self.none.borrow();
        none.iter().any(|(owner, field, depth, blank)| {
            (*owner, field.as_str(), *depth) == (slot.owner, slot.field, slot.depth)
                && blank == value
        })
    }

    /// Such a value in this slot is none.
    pub(super) fn add(&self, slot: Slot<'_>, value: &Value) {
        let none = (slot.owner, slot.field.to_owned(), slot.depth, value.clone());
        self.none.borrow_mut().push(none);
        self.found.set(true);
    }

    /// Whether there are more than when this was asked before.
    pub(super) fn were_found(&self) -> bool {
        self.found.take()
    }
}

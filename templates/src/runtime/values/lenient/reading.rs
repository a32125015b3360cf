//! What is known while an answer is read: by which rules, where, and which blanks are none.
//!
//! In: an answer. Out: what is made of it, or the place and the reason. By exact rules first, as
//! the text stands; where they do not fit, once more and more leniently, as a tree. An optional
//! value may be written otherwise than by null: an empty text is a text, unless a number is
//! wanted; what is wanted is known only by trying. What is found out about a slot holds for all
//! values in it, so that not every one of a long list is tried.

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;

use serde::de::{DeserializeOwned, Error as _};
use serde_json::Error;

use super::answer::{Answer, Place};
use super::given::Given;
use super::node::Node;
use super::text::Outcome;

/// What fits and what does not.
#[allow(dead_code, reason = "servers read no answers, quoted values aside")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rules {
    /// What the types say, and nothing else.
    Exact,
    /// What the types say, or else the lenient rules.
    ExactFirst,
    /// What servers answer otherwise than documents show.
    Lenient,
}

/// Why an answer cannot be read.
#[allow(dead_code, reason = "servers read no answers, quoted values aside")]
#[derive(Debug)]
pub(crate) struct Misfit {
    /// The JSON path of what does not fit, as in `issues[3].id`; `.` for the answer itself.
    pub(crate) path: String,
    /// What does not fit.
    pub(crate) error: Error,
}

/// What has the same type wherever it comes up: a field, or what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Slot<'v> {
    pub(super) owner: &'static str,
    pub(super) field: &'v str,
    pub(super) depth: usize,
}

/// A part of a path.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'v> {
    Key(&'v str),
    Index(usize),
}

/// A slot and the kind of blank that is none in it.
type NoValue = (&'static str, String, usize, &'static str);

/// The state of reading one answer.
pub(super) struct Reading<'v> {
    rules: Cell<Rules>,
    path: RefCell<Vec<Step<'v>>>,
    none: RefCell<Vec<NoValue>>,
    found: Cell<bool>,
}

/// Reads the text of an answer.
#[cfg(feature = "client")]
pub(super) fn read_text<T: DeserializeOwned>(text: &[u8], rules: Rules) -> Result<T, Misfit> {
    let mut value = None;
    attempt_text(text, rules, &mut |given| {
        value = Some(T::deserialize(given)?);
        Ok(())
    })?;
    value.ok_or_else(nothing)
}

/// Reads a value in an answer.
pub(super) fn read<T: DeserializeOwned>(
    node: &Node<'_>,
    place: Place,
    rules: Rules,
) -> Result<T, Misfit> {
    let mut value = None;
    attempt(node, place, rules, &mut |given| {
        value = Some(T::deserialize(given)?);
        Ok(())
    })?;
    value.ok_or_else(nothing)
}

fn nothing() -> Misfit {
    Misfit {
        path: ".".to_owned(),
        error: Error::custom("nothing was read"),
    }
}

/// The attempts of all types, compiled once: most answers fit, and are read as they come.
#[cfg(feature = "client")]
fn attempt_text(
    text: &[u8],
    rules: Rules,
    read: &mut dyn FnMut(Given<'_, '_>) -> Outcome,
) -> Result<(), Misfit> {
    let is_read = rules != Rules::Lenient
        && str::from_utf8(text).is_ok_and(|text| super::text::read(text, read).is_ok());
    if is_read {
        return Ok(());
    }
    let node: Node<'_> = serde_json::from_slice(text).map_err(|error| Misfit {
        path: ".".to_owned(),
        error,
    })?;
    attempt(&node, Place::Root, rules, read)
}

/// The attempts at a tree.
fn attempt(
    node: &Node<'_>,
    place: Place,
    rules: Rules,
    read: &mut dyn FnMut(Given<'_, '_>) -> Outcome,
) -> Result<(), Misfit> {
    let reading = Reading::new(rules);
    loop {
        match read(Given::Tree(Answer::new(node, place, &reading))) {
            Ok(()) => return Ok(()),
            Err(error) if !reading.goes_on() => return Err(reading.misfit(error)),
            Err(_) => reading.restart(),
        }
    }
}

impl<'v> Reading<'v> {
    fn new(rules: Rules) -> Self {
        Self {
            rules: Cell::new(rules),
            path: RefCell::default(),
            none: RefCell::default(),
            found: Cell::default(),
        }
    }

    /// Whether another attempt may go better.
    fn goes_on(&self) -> bool {
        match self.rules.get() {
            Rules::Exact => false,
            Rules::ExactFirst => {
                self.rules.set(Rules::Lenient);
                true
            }
            Rules::Lenient => self.found.take(),
        }
    }

    fn restart(&self) {
        self.path.borrow_mut().clear();
    }

    fn misfit(&self, error: Error) -> Misfit {
        let mut path = String::new();
        for step in self.path.borrow().iter() {
            match step {
                Step::Key(key) if path.is_empty() => path.push_str(key),
                Step::Key(key) => {
                    path.push('.');
                    path.push_str(key);
                }
                // Nothing that is written into a text fails.
                Step::Index(index) => drop(write!(path, "[{index}]")),
            }
        }
        if path.is_empty() {
            path.push('.');
        }
        Misfit { path, error }
    }

    pub(super) fn is_lenient(&self) -> bool {
        self.rules.get() == Rules::Lenient
    }

    /// Goes into a value. What fails there, fails before it is left.
    pub(super) fn enter(&self, step: Step<'v>) -> usize {
        let mut path = self.path.borrow_mut();
        path.push(step);
        path.len() - 1
    }

    /// Comes back to where it was entered.
    pub(super) fn leave(&self, depth: usize) {
        self.path.borrow_mut().truncate(depth);
    }

    /// Whether such a value in this slot is none.
    pub(super) fn is_none(&self, slot: Slot<'_>, node: &Node<'_>) -> bool {
        let none = self.none.borrow();
        none.iter().any(|(owner, field, depth, kind)| {
            (*owner, field.as_str(), *depth) == (slot.owner, slot.field, slot.depth)
                && *kind == node.kind()
        })
    }

    /// Such a value in this slot is none.
    pub(super) fn add_none(&self, slot: Slot<'_>, node: &Node<'_>) {
        let none = (slot.owner, slot.field.to_owned(), slot.depth, node.kind());
        self.none.borrow_mut().push(none);
        self.found.set(true);
    }
}

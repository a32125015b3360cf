//! Typed values out of JSON that is not quite of their type.
//!
//! In: a value whose scalars may be of another type than documented. Out: the typed value.
//! Refuses what has no sensible reading. What clients send and what servers answer is wrong in
//! different ways, so each has rules of its own; what scalars may stand for is the same.

mod answer;
mod given;
mod inside;
mod node;
mod reading;
mod scalars;
#[cfg(feature = "server")]
mod sent;
#[cfg(test)]
#[cfg(feature = "client")]
mod tests;
mod text;

#[cfg(feature = "client")]
pub(crate) use answer::read_answer;
pub(super) use answer::{QUOTED, read_blank, read_quoted};
pub(crate) use node::Node;
#[cfg(feature = "client")]
pub(crate) use reading::{Misfit, Rules};
#[cfg(feature = "server")]
pub(crate) use sent::read_sent;

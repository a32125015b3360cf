//! Requests as elements with a method attribute.

use super::Found;
use crate::markdown::Block;

/// Reads an element.
pub(super) fn read(_block: &Block) -> Option<Found> {
    None
}

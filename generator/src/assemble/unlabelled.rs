//! Where people say that parameters are sent which nothing places.
//!
//! What comes in: the operations of sections and the hint. What goes out: the same, each with the
//! place for parameters that no heading, column or placeholder gives one.

use docbind_spec::Location;

use super::sections::SectionOperation;
use crate::hints::{SentIn, Unlabelled};

/// Notes the place in each section's operation.
pub(super) fn place(found: &mut [SectionOperation<'_>], placement: &Unlabelled) {
    for section in found {
        section.unlabelled = placement.of(section.method).map(|place| match place {
            SentIn::Query => Location::Query,
            SentIn::Body => Location::Body,
        });
    }
}

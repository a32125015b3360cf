//! Pages with their certain repairs applied.
//!
//! What comes in: pages, and a function that reads them. What goes out: [`Fixed`]: the same pages
//! with the repairs that findings carry written into them. Whoever finds a fault attaches its
//! repair; here it is only applied. Nothing is read from or written to disk.
//!
//! No repair is trusted: the pages are read again with it, and it is left out unless the finding
//! is gone, no other finding appeared, and the spec says what it said before. Every round that
//! repairs something has fewer findings than the one before, so rounds come to an end.

mod edits;
mod meaning;
mod rounds;
#[cfg(test)]
mod tests;

pub use edits::apply;
pub use rounds::{Fixed, fix};

use crate::diag::Rule;

/// The rules that have certain repairs, for some of their findings.
pub const RULES: &[Rule] = &[
    Rule::InvalidJson,
    Rule::MalformedRow,
    Rule::MethodMismatch,
    Rule::MisspeltHeader,
    Rule::PathParamNotDescribed,
];

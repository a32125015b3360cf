//! What the documents say that a request must be.
//!
//! What comes in: the parameters of a spec, and requests as the engine took them apart. What goes
//! out: which rule a request breaks, in words.

use docbind_spec::{ApiSpec, Operation};
use docbind_templates::runtime::server::{Failure, Parts};

/// The rules of all operations, in the order of the spec.
pub(super) struct Checks {
    operations: Vec<Rules>,
}

/// The rules of one operation.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {}

/// A rule that a request breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Violation {
    /// The parameter.
    pub(super) name: String,
    /// What is wrong with it, such as `must be a whole number`.
    pub(super) words: String,
    /// How it is refused.
    pub(super) kind: Kind,
}

/// How a violation is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The parameter is missing.
    Missing,
    /// Its value is not one that it takes.
    Invalid,
    /// The documents do not know it; nothing is refused for that.
    Unknown,
}

impl Checks {
    /// The rules of all operations.
    pub(super) fn of(spec: &ApiSpec) -> Self {
        Self {
            operations: spec.operations.iter().map(|_| Rules::default()).collect(),
        }
    }

    /// The rules of the operation of this number.
    pub(super) fn operation(&self, number: usize) -> Rules {
        self.operations.get(number).cloned().unwrap_or_default()
    }
}

impl Rules {
    /// Every rule that the request breaks, in the order of the documents.
    pub(super) fn broken(&self, _parts: &Parts) -> Vec<Violation> {
        Vec::new()
    }
}

impl Violation {
    /// The refusal in the documented shape; none for what is no fault.
    pub(super) fn failure(&self) -> Option<Failure> {
        match self.kind {
            Kind::Missing => Some(Failure::missing(&self.name)),
            Kind::Invalid => Some(Failure::invalid(&self.name)),
            Kind::Unknown => None,
        }
    }
}

/// Whether an operation is how a caller gets a token, so that it is called without one.
pub(super) fn opens_a_session(_spec: &ApiSpec, operation: &Operation) -> bool {
    operation.path == "/session"
}

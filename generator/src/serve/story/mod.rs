//! Objects that requests create, change and delete, beginning with those of the documents.
//!
//! What comes in: requests as the engine took them apart. What goes out: what the documents
//! determine about the answer, after everything that was asked before. The memory is bounded.

use docbind_spec::ApiSpec;
use docbind_templates::runtime::server::{Failure, PageInfo, Parts};
use serde_json::Value;

use super::answers::Answers;

/// The objects of an API.
#[derive(Debug)]
pub(super) struct Story {}

/// What the story says to a request.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    /// The body.
    pub(super) value: Value,
    /// Which page of a list it is.
    pub(super) page: Option<PageInfo>,
}

impl Story {
    /// The story before the first request.
    pub(super) fn of(_spec: &ApiSpec, _answers: &Answers) -> Self {
        Self {}
    }

    /// Goes on by one request for the operation of this number. Nothing is told where the
    /// operation is about no object; its answer is the documented one then.
    ///
    /// # Errors
    ///
    /// 404 where the object, or what holds it, was deleted.
    pub(super) fn goes_on(&self, _number: usize, _parts: &Parts) -> Result<Option<Told>, Failure> {
        Ok(None)
    }
}

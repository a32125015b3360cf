//! What each operation answers, prepared once.
//!
//! ```text
//! examples ─ shape (one or many) ─ mend (as the type says) ─┐
//! no example: borrow (same type, else same path) ───────────┼▶ bodies by status ─▶ Answers
//! nothing to borrow: make (from the type), raw (no JSON) ───┘
//! ```
//!
//! What comes in: the responses of a spec. What goes out: for every operation its statuses, each
//! with the bodies that the documents show, mended where they are faulty and borrowed or made up
//! where they show none. An operation of whose answer nothing is known answers an empty object, or
//! an empty list where the path is one of a collection. Nothing here knows a request.

mod borrow;
mod headers;
mod make;
mod mend;
mod moment;
mod place;
mod prepare;
mod raw;
mod refusals;
mod samples;
mod shape;
#[cfg(test)]
mod tests;
mod types;

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use docbind_spec::{ApiSpec, Schema};
use serde_json::{Map, Value};

pub(super) use make::{Maker, Manner};
pub(super) use refusals::Refusals;

/// The media type of JSON.
pub(super) const JSON: &str = "application/json";

/// The answers of all operations, in the order of the spec.
pub(super) struct Answers {
    operations: Vec<Arc<Documented>>,
    maker: Arc<Maker>,
    refusals: Arc<Refusals>,
}

/// The answers of one operation.
#[derive(Debug)]
pub(super) struct Documented {
    /// Successful answers first, the usual one at the very front.
    answers: Vec<Answer>,
}

/// What is answered with one status.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: StatusCode,
    /// The media type of the bodies.
    pub(super) media_type: &'static str,
    /// The type of the bodies, where it is known.
    pub(super) schema: Option<Schema>,
    /// The headers that the documents name.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    /// What may be answered, the usual one at the front. Empty where there is no body.
    pub(super) bodies: Vec<Body>,
}

/// One body, ready to be sent.
#[derive(Debug, Clone)]
pub(super) struct Body {
    /// The section that shows it, by which a request asks for it.
    pub(super) name: String,
    /// The value; none where it is no JSON.
    pub(super) value: Option<Value>,
    /// The same as it is sent.
    pub(super) content: Bytes,
}

impl Answers {
    /// Prepares the answers of all operations.
    pub(super) fn of(spec: &ApiSpec, seed: u64) -> Self {
        let maker = Maker::new(types::Types::of(&spec.types), seed);
        let operations = prepare::all(spec, &maker).into_iter();
        let operations: Vec<_> = operations.map(Arc::new).collect();
        Self {
            refusals: Arc::new(Refusals::of(spec, &operations)),
            operations,
            maker: Arc::new(maker),
        }
    }

    /// The answers of the operation of this number.
    pub(super) fn operation(&self, number: usize) -> Option<&Arc<Documented>> {
        self.operations.get(number)
    }

    /// What makes up values.
    pub(super) fn maker(&self) -> &Arc<Maker> {
        &self.maker
    }

    /// What refuses a request, whatever the operation.
    pub(super) fn refusals(&self) -> &Arc<Refusals> {
        &self.refusals
    }
}

impl Documented {
    /// The answer of a request that nothing is wrong with.
    pub(super) fn success(&self) -> Option<&Answer> {
        self.answers.first()
    }

    /// The answer with this status.
    pub(super) fn with_status(&self, status: StatusCode) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.status == status)
    }

    /// All answers, the usual one at the front.
    pub(super) fn all(&self) -> &[Answer] {
        &self.answers
    }
}

impl Answer {
    /// An answer without a body.
    fn empty(status: StatusCode, media_type: &'static str) -> Self {
        Self {
            status,
            media_type,
            schema: None,
            headers: Vec::new(),
            bodies: Vec::new(),
        }
    }

    /// The body of this name: the section that shows it, its anchor, or its number from 1.
    pub(super) fn named(&self, name: &str) -> Option<&Body> {
        let is_named = |body: &&Body| body.name == name || body.anchor() == name;
        let number = name.parse::<usize>().ok();
        let numbered = || self.bodies.get(number?.checked_sub(1)?);
        self.bodies.iter().find(is_named).or_else(numbered)
    }

    /// The body that is answered where nothing else is wished.
    pub(super) fn usual(&self) -> Option<&Body> {
        self.bodies.first()
    }

    /// Every object that the bodies show: they themselves, or the items of lists. The same object
    /// may be among them twice.
    #[allow(dead_code, reason = "the story begins with these objects")]
    pub(super) fn objects(&self) -> impl Iterator<Item = &Map<String, Value>> {
        let values = self.bodies.iter().filter_map(|body| body.value.as_ref());
        let items = values.flat_map(|value| match value {
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        });
        items.filter_map(Value::as_object)
    }
}

impl Body {
    /// A JSON body.
    fn json(name: &str, value: Value) -> Self {
        Self {
            name: name.to_owned(),
            content: Bytes::from(value.to_string()),
            value: Some(value),
        }
    }

    /// A body that is no JSON.
    fn raw(name: &str, content: Bytes) -> Self {
        Self {
            name: name.to_owned(),
            value: None,
            content,
        }
    }

    /// The part of the name behind the page.
    pub(super) fn anchor(&self) -> &str {
        let anchor = self.name.split_once('#');
        anchor.map_or(self.name.as_str(), |(_, anchor)| anchor)
    }
}

//! What each operation answers, prepared once.
//!
//! What comes in: the responses of a spec. What goes out: for every operation its statuses, each
//! with the bodies that the documents show, mended where they are faulty and borrowed or made up
//! where they show none.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::StatusCode;
use docbind_spec::{ApiSpec, Operation};
use serde_json::{Map, Value};

/// The answers of all operations, in the order of the spec.
pub(super) struct Answers {
    operations: Vec<Arc<Documented>>,
}

/// The answers of one operation.
#[derive(Debug)]
pub(super) struct Documented {
    /// Successful answers first, the usual one at the very front.
    answers: Vec<Answer>,
}

/// What is answered with one status.
#[derive(Debug)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: StatusCode,
    /// The media type of the bodies.
    pub(super) media_type: &'static str,
    /// What may be answered, the usual one at the front. Empty where there is no body.
    pub(super) bodies: Vec<Body>,
}

/// One body, ready to be sent.
#[derive(Debug, Clone)]
pub(super) struct Body {
    /// By what name a request asks for it.
    pub(super) name: String,
    /// The value; none where it is no JSON.
    pub(super) value: Option<Value>,
    /// The same as it is sent.
    pub(super) content: Bytes,
}

impl Answers {
    /// Prepares the answers of all operations.
    pub(super) fn of(spec: &ApiSpec, _seed: u64) -> Self {
        let operations = spec.operations.iter().map(documented).map(Arc::new);
        Self {
            operations: operations.collect(),
        }
    }

    /// The answers of the operation of this number.
    pub(super) fn operation(&self, number: usize) -> Option<&Arc<Documented>> {
        self.operations.get(number)
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
}

impl Answer {
    /// The body of this name.
    pub(super) fn named(&self, name: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.name == name)
    }

    /// The body that is answered where nothing else is wished.
    pub(super) fn usual(&self) -> Option<&Body> {
        self.bodies.first()
    }

    /// Every object that the bodies show: they themselves, or the items of lists. The same object
    /// may be among them twice.
    #[expect(dead_code, reason = "the story begins with these objects")]
    pub(super) fn objects(&self) -> impl Iterator<Item = &Map<String, Value>> {
        let values = self.bodies.iter().filter_map(|body| body.value.as_ref());
        let items = values.flat_map(|value| match value {
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        });
        items.filter_map(Value::as_object)
    }
}

fn documented(operation: &Operation) -> Documented {
    let answers = operation.responses.iter().map(|response| {
        let bodies = response.examples.iter().filter_map(|example| {
            let value = example.body.value()?;
            Some(Body {
                name: example.source.0.clone(),
                value: Some(value.clone()),
                content: Bytes::from(value.to_string()),
            })
        });
        Answer {
            status: StatusCode::from_u16(response.status).unwrap_or_default(),
            media_type: "application/json",
            bodies: bodies.collect(),
        }
    });
    Documented {
        answers: answers.collect(),
    }
}

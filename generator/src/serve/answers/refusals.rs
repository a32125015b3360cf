//! Refusals that hold for all operations.
//!
//! What comes in: the error bodies that the overview of an API shows. What goes out: the body of
//! a status, where the documents show one.

use axum::http::StatusCode;
use docbind_spec::{ApiSpec, ErrorKind, ErrorShape};

use super::{Answer, Body, JSON};

/// What the documents show for a status of refusal, whatever the operation.
#[derive(Debug, Default)]
pub(in crate::serve) struct Refusals {
    answers: Vec<Answer>,
}

impl Refusals {
    pub(super) fn of(spec: &ApiSpec) -> Self {
        let mut answers: Vec<Answer> = Vec::new();
        // What is wrong in a text is said of any request, names of fields only of one.
        let (texts, others): (Vec<&ErrorShape>, Vec<_>) = spec
            .api
            .errors
            .iter()
            .partition(|shape| shape.kind == ErrorKind::Text);
        for shape in texts.into_iter().chain(others) {
            let status = shape
                .status
                .and_then(|status| StatusCode::from_u16(status).ok());
            let (Some(status), Some(value)) = (status, shape.example.value()) else {
                continue;
            };
            let body = Body::json(&shape.source.0, value.clone());
            match answers.iter_mut().find(|answer| answer.status == status) {
                Some(answer) => answer.bodies.push(body),
                None => answers.push(Answer {
                    bodies: vec![body],
                    ..Answer::empty(status, JSON)
                }),
            }
        }
        Self { answers }
    }

    /// The refusal with this status.
    pub(in crate::serve) fn with_status(&self, status: StatusCode) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.status == status)
    }
}

//! Refusals that hold for all operations.
//!
//! What comes in: what the overview of an API says about statuses and error bodies. What goes
//! out: the body of a status, where the documents show one, and which statuses they know at all.

use std::sync::Arc;

use axum::http::StatusCode;
use docbind_spec::{ApiSpec, ErrorKind, ErrorShape};

use super::{Answer, Body, Documented, JSON};

/// What the documents say about refusals, whatever the operation.
#[derive(Debug, Default)]
pub(in crate::serve) struct Refusals {
    answers: Vec<Answer>,
    /// Statuses that any operation may answer.
    known: Vec<u16>,
    /// Those of single operations, where the overview says nothing of refusals: each status once.
    elsewhere: Vec<Answer>,
}

impl Refusals {
    /// Prepares the refusals, given the answers of all operations.
    pub(super) fn of(spec: &ApiSpec, operations: &[Arc<Documented>]) -> Self {
        let mut answers: Vec<Answer> = Vec::new();
        // What is said to who acts as another user is not said to others.
        let sudo = spec.api.sudo.as_ref().map(|sudo| &sudo.source);
        let errors = spec.api.errors.iter();
        let errors = errors.filter(|shape| Some(&shape.source) != sudo);
        // What is wrong in a text is said of any request, names of fields only of one.
        let (texts, others): (Vec<&ErrorShape>, Vec<_>) =
            errors.partition(|shape| shape.kind == ErrorKind::Text);
        for shape in texts.into_iter().chain(others) {
            let status = shape.status.and_then(|it| StatusCode::from_u16(it).ok());
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
        let listed = spec.api.statuses.iter().map(|known| known.status);
        let shown = spec.api.errors.iter().filter_map(|shape| shape.status);
        Self {
            answers,
            known: listed.chain(shown).collect(),
            elsewhere: if spec.api.errors.is_empty() {
                first_of_each(operations)
            } else {
                Vec::new()
            },
        }
    }

    /// Whether the overview shows how refusals look.
    pub(in crate::serve) fn are_described(&self) -> bool {
        !self.answers.is_empty()
    }

    /// The refusal with this status that some operation shows.
    pub(in crate::serve) fn elsewhere(&self, status: StatusCode) -> Option<&Answer> {
        self.elsewhere.iter().find(|answer| answer.status == status)
    }

    /// The refusal with this status.
    pub(in crate::serve) fn with_status(&self, status: StatusCode) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.status == status)
    }

    /// Whether the documents know this status without naming an operation.
    pub(in crate::serve) fn knows(&self, status: StatusCode) -> bool {
        self.known.contains(&status.as_u16())
    }
}

/// The refusals with a body that operations show, the first of each status.
fn first_of_each(operations: &[Arc<Documented>]) -> Vec<Answer> {
    let mut found: Vec<Answer> = Vec::new();
    let answers = operations.iter().flat_map(|documented| documented.all());
    for answer in answers.filter(|answer| answer.status.as_u16() >= 400) {
        let is_new = found.iter().all(|known| known.status != answer.status);
        if is_new && !answer.bodies.is_empty() {
            found.push(answer.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use docbind_spec::{ExampleBody, Source, StatusCode as Listed, Sudo};
    use serde_json::json;

    use super::*;

    fn shape(
        source: &str,
        kind: ErrorKind,
        status: u16,
        message: &serde_json::Value,
    ) -> ErrorShape {
        ErrorShape {
            key: "message".to_owned(),
            kind,
            status: Some(status),
            example: ExampleBody::Json(json!({ "message": message })),
            source: Source(source.to_owned()),
        }
    }

    #[test]
    fn texts_come_first_and_sudo_is_another_matter() {
        let text = include_str!("../../../tests/data/music.yaml");
        let mut spec = docbind_spec::yaml::read_spec(text, "music.yaml").unwrap();
        spec.api.sudo = Some(Sudo {
            query: Some("sudo".to_owned()),
            header: None,
            source: Source("a.md#sudo".to_owned()),
        });
        let fields = json!({"title": ["is too long"]});
        spec.api.errors = vec![
            shape("a.md#sudo", ErrorKind::Text, 404, &json!("No such user")),
            shape("a.md#errors", ErrorKind::Fields, 400, &fields),
            shape("a.md#errors", ErrorKind::Text, 400, &json!("400 Bad")),
        ];
        spec.api.statuses = vec![Listed {
            status: 409,
            phrase: "Conflict".to_owned(),
            description: None,
            source: Source("a.md#statuses".to_owned()),
        }];
        let refusals = Refusals::of(&spec, &[]);
        let bad = refusals.with_status(StatusCode::BAD_REQUEST).unwrap();
        assert_eq!(bad.usual().unwrap().content, r#"{"message":"400 Bad"}"#);
        assert_eq!(bad.bodies.len(), 2);
        assert!(refusals.with_status(StatusCode::NOT_FOUND).is_none());
        let knows = |status| refusals.knows(StatusCode::from_u16(status).unwrap());
        assert!(knows(400) && knows(404) && knows(409) && !knows(418));
    }
}

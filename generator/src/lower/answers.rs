//! The answers of operations whose documents state more than one status.
//!
//! An operation that answers with one status, or whose only others hold for the whole API, needs
//! no type of its own: its success is the answer, and everything else a failure.

use docbind_spec::{Operation, Response, StatusOrigin};

use super::operations::{answer_of, is_success};
use super::types::Types;
use super::{Answer, Answers, LowerError, StatusVariant};
use crate::names::status_variant;

/// The type of the answers of an operation, if it has one; `success` is what the client expects.
pub(super) fn answers(
    operation: &Operation,
    success: (u16, &Answer),
    ident: &str,
    types: &Types<'_>,
) -> Result<Option<Answers>, LowerError> {
    let mut variants = Vec::new();
    for response in operation.responses.iter().filter(|own| is_own(own)) {
        let body = if response.status == success.0 {
            Some(success.1.clone())
        } else {
            body(operation, response, types)?
        };
        variants.push(variant(response.status, response.description.clone(), body));
    }
    if !variants.iter().any(|variant| variant.status == success.0) {
        variants.insert(0, variant(success.0, None, Some(success.1.clone())));
    }
    Ok((variants.len() > 1).then(|| Answers {
        ident: ident.to_owned(),
        variants,
    }))
}

/// Whether a status is the operation's own: a refusal that follows from the conventions of the
/// API is none.
fn is_own(response: &Response) -> bool {
    response.origin != StatusOrigin::Convention || is_success(response.status)
}

/// What comes with a status other than the one that the client expects.
fn body(
    operation: &Operation,
    response: &Response,
    types: &Types<'_>,
) -> Result<Option<Answer>, LowerError> {
    match response.status {
        status if is_success(status) => answer_of(operation, response, types).map(Some),
        // Where it says that nothing changed or where to look, the status and headers say it all.
        ..400 => Ok(Some(Answer::Empty)),
        _ => Ok(None),
    }
}

fn variant(status: u16, doc: Option<String>, body: Option<Answer>) -> StatusVariant {
    StatusVariant {
        ident: status_variant(status),
        status,
        doc,
        body,
    }
}

#[cfg(test)]
mod tests {
    use docbind_spec::yaml::read_spec;

    use crate::lower::{Answer, lower};
    use crate::names::assign;

    /// The variants of the only operation, with what comes with each.
    #[track_caller]
    fn check(responses: &str, expected: &str) {
        let text = format!(
            "format: 1\nname: music\ncontent: facts\napi:\n  other_roots: []\n  security: []\n  \
             success: []\n  statuses: []\n  errors: []\noperations:\n- {{id: make, resource: \
             songs, method: POST, path: /songs, deprecated: false, sections: [{{source: 'a.md#m', \
             title: T}}], parameters: [], responses: [{responses}], calls: [], corrections: []}}\n\
             types: []\nignored: []\n"
        );
        let spec = read_spec(&text, "spec.yaml").unwrap();
        let api = lower(&spec, &assign(&spec).unwrap()).unwrap();
        let answers = api.resources[0].operations[0].answers.as_ref();
        let variants: Vec<_> = answers
            .iter()
            .flat_map(|answers| &answers.variants)
            .map(|variant| {
                let body = match &variant.body {
                    None => "refusal",
                    Some(Answer::Empty) => "nothing",
                    Some(Answer::Text) => "text",
                    Some(_) => "json",
                };
                format!("{} {} {body}", variant.status, variant.ident)
            })
            .collect();
        assert_eq!(variants.join(", "), expected, "{responses}");
    }

    #[test]
    fn statuses_say_when_they_are_answered() {
        let text = include_str!("../../tests/data/music.yaml");
        let mut spec = read_spec(text, "music.yaml").unwrap();
        let operation = spec.operations.first_mut().unwrap();
        let mut response = operation.responses[0].clone();
        response.origin = docbind_spec::StatusOrigin::Stated;
        for (status, description) in [(409, Some("It is taken.".to_owned())), (410, None)] {
            response.status = status;
            response.description = description;
            operation.responses.push(response.clone());
        }
        let known = |status, text: &str| docbind_spec::StatusCode {
            status,
            phrase: String::new(),
            description: Some(text.to_owned()),
            source: docbind_spec::Source("a.md#statuses".to_owned()),
        };
        spec.api.statuses = vec![known(409, "Never shown."), known(410, "It was there.")];
        let api = lower(&spec, &assign(&spec).unwrap()).unwrap();
        let answers = api.resources[0].operations[0].answers.as_ref().unwrap();
        let said: Vec<_> = answers.variants.iter().rev().take(2).collect();
        assert_eq!(said[1].doc.as_deref(), Some("It is taken."));
        assert_eq!(said[0].doc.as_deref(), Some("It was there."));
    }

    fn response(status: u16, origin: &str, media_type: &str) -> String {
        let body = match media_type {
            "" => String::new(),
            text => format!(", media_type: {text}"),
        };
        format!("{{status: {status}, origin: {origin}, headers: [], examples: []{body}}}")
    }

    #[test]
    fn statuses_of_its_own_make_a_type() {
        let json = "application/json";
        check("", "");
        check(&response(201, "stated", json), "");
        check(&response(201, "convention", ""), "");
        let refused = [
            response(201, "convention", ""),
            response(404, "convention", ""),
        ];
        check(&refused.join(", "), "");
        let stated = [response(201, "convention", ""), response(404, "stated", "")];
        check(&stated.join(", "), "201 Created json, 404 NotFound refusal");
        let only = response(409, "override", "");
        check(&only, "200 Ok json, 409 Conflict refusal");
        let several = [
            response(200, "stated", json),
            response(202, "stated", "text/plain"),
            response(204, "stated", ""),
            response(304, "stated", ""),
            response(499, "stated", ""),
        ];
        check(
            &several.join(", "),
            "200 Ok json, 202 Accepted text, 204 NoContent nothing, 304 NotModified nothing, \
             499 Status499 refusal",
        );
    }
}

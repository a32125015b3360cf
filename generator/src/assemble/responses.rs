//! What an operation answers: stated statuses, the convention for its method, documented bodies.

use std::sync::Arc;

use docbind_spec::{Conventions, Example, ExampleBody, Header, Method, Response, StatusOrigin};

use super::operation::Merged;
use crate::extract::facts::{ExampleFact, ParamPlace};
use crate::few;

const JSON: &str = "application/json";

/// The answers of an operation by status.
pub(super) fn collect(merged: &Merged<'_>, api: &Conventions) -> Vec<Response> {
    let mut responses: Vec<Response> = Vec::new();
    for fact in merged
        .sections
        .iter()
        .flat_map(|section| &section.endpoint.statuses)
    {
        if responses.iter().all(|known| known.status != fact.status) {
            responses.push(response(
                fact.status,
                StatusOrigin::Stated,
                fact.description.clone(),
            ));
        }
    }
    let success = responses
        .iter()
        .map(|known| known.status)
        .find(|status| (200..300).contains(status));
    let success = success.unwrap_or_else(|| {
        let status = convention(merged.method, api);
        few::push(
            &mut responses,
            response(status, StatusOrigin::Convention, None),
        );
        status
    });
    for section in &merged.sections {
        for example in section.answers() {
            let status = example.status.unwrap_or(success);
            let body = Example {
                source: section.source.clone(),
                body: Arc::clone(&example.body),
            };
            let response = at(&mut responses, status);
            if response.examples.is_empty() {
                response.media_type = Some(media_type(example));
            }
            response.stream |= example.stream;
            few::push(&mut response.examples, body);
        }
        let sent = |name: &str| {
            let mut parameters = section.endpoint.parameters.iter();
            parameters
                .any(|parameter| parameter.place == ParamPlace::Header && parameter.name == name)
        };
        let headers = section
            .endpoint
            .response_headers
            .iter()
            .filter(|(_, name, _)| !sent(name));
        for (status, name, description) in headers {
            let header = Header {
                name: name.clone(),
                description: (!description.is_empty()).then(|| description.clone()),
            };
            let headers = &mut at(&mut responses, status.unwrap_or(success)).headers;
            if headers.iter().all(|known| known.name != header.name) {
                headers.push(header);
            }
        }
        let answer = section.endpoint.answer;
        let response = at(&mut responses, success);
        if response.media_type.is_none() && response.examples.is_empty() {
            response.media_type = answer.map(str::to_owned);
        }
    }
    responses.sort_by_key(|response| response.status);
    responses.shrink_to_fit();
    responses
}

/// The media type of a documented body.
fn media_type(example: &ExampleFact) -> String {
    let usual = match *example.body {
        ExampleBody::Json(_) | ExampleBody::Invalid(_) => JSON,
        ExampleBody::Text(_) => "text/plain",
    };
    example
        .media_type
        .clone()
        .unwrap_or_else(|| usual.to_owned())
}

fn response(status: u16, origin: StatusOrigin, description: Option<String>) -> Response {
    Response {
        status,
        origin,
        description,
        headers: Vec::new(),
        media_type: None,
        schema: None,
        like: None,
        stream: false,
        examples: Vec::new(),
    }
}

fn at(responses: &mut Vec<Response>, status: u16) -> &mut Response {
    let index = responses
        .iter()
        .position(|known| known.status == status)
        .unwrap_or_else(|| {
            few::push(responses, response(status, StatusOrigin::Stated, None));
            responses.len() - 1
        });
    &mut responses[index]
}

/// The status of success that the API's conventions give a method; 200 where they are silent.
fn convention(method: Method, api: &Conventions) -> u16 {
    api.success
        .iter()
        .find(|rule| rule.method == method)
        .map_or(200, |rule| rule.status)
}

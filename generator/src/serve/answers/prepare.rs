//! The answers of each operation, made ready from the spec.

use std::ops::Range;

use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use docbind_spec::{ApiSpec, Example, ExampleBody, Method, Operation, Response};
use serde_json::{Map, Value};

use super::borrow::{Lenders, Loan};
use super::headers::headers;
use super::make::{Maker, Manner};
use super::mend::Mender;
use super::place::{Number, Place};
use super::samples::Samples;
use super::shape::Shapes;
use super::{Answer, Body, Documented, JSON, raw};
use crate::extract::json_example::likely;

/// The name of a body that no section shows.
const MADE: &str = "made";

/// Prepares the answers of all operations, in the order of the spec.
pub(super) fn all(spec: &ApiSpec, maker: &Maker) -> Vec<Documented> {
    let samples = Samples::of(spec, maker.types());
    let preparing = Preparing {
        spec,
        maker,
        mender: Mender::new(maker, &samples),
        samples: &samples,
        shapes: Shapes::of(spec),
    };
    // What is shown has to be ready before anything can be borrowed.
    let shown: Vec<Vec<Answer>> = spec
        .operations
        .iter()
        .map(|operation| preparing.shown(operation))
        .collect();
    let mut lenders = Lenders::default();
    for (operation, answers) in spec.operations.iter().zip(&shown) {
        preparing.lend(operation, answers, &mut lenders);
    }
    let all = spec.operations.iter().zip(shown);
    all.map(|(operation, answers)| preparing.documented(operation, answers, &lenders))
        .collect()
}

/// What it takes to prepare answers.
struct Preparing<'a> {
    spec: &'a ApiSpec,
    maker: &'a Maker,
    mender: Mender<'a>,
    samples: &'a Samples,
    shapes: Shapes,
}

impl Preparing<'_> {
    /// What an operation shows by itself: one answer for each of its responses.
    fn shown(&self, operation: &Operation) -> Vec<Answer> {
        let responses = operation.responses.iter();
        responses.map(|it| self.answer(operation, it)).collect()
    }

    fn answer(&self, operation: &Operation, response: &Response) -> Answer {
        let status = StatusCode::from_u16(response.status).unwrap_or_default();
        let media_type = response.media_type.as_deref().unwrap_or(JSON);
        let mut answer = Answer::empty(status, known(media_type));
        answer.schema = self.shapes.schema(operation, response);
        if has_no_body(operation, status) {
            return answer;
        }
        let examples = response.examples.iter();
        if raw::is_binary(media_type) {
            // What is printed can only stand for the content.
        } else if !is_json(media_type) {
            answer.bodies = examples.map(raw_body).collect();
        } else if response.stream {
            answer.bodies = self.streamed(response, &answer);
        } else {
            let bodies = examples.filter_map(|example| {
                let value = value_of(&example.body)?;
                let value = self.mender.mended(&value, answer.schema.as_ref());
                Some(Body::json(&example.source.0, value))
            });
            answer.bodies = bodies.collect();
            self.take_texts(response, &mut answer);
        }
        answer
    }

    /// All values of a stream one after the other, and each of them.
    fn streamed(&self, response: &Response, answer: &Answer) -> Vec<Body> {
        let values = response.examples.iter().filter_map(|example| {
            let value = value_of(&example.body)?;
            let value = self.mender.mended(&value, answer.schema.as_ref());
            Some((example.source.0.as_str(), format!("{value}\n")))
        });
        let values: Vec<(&str, String)> = values.collect();
        let Some((first, _)) = values.first() else {
            return Vec::new();
        };
        let whole: String = values.iter().map(|(_, line)| line.as_str()).collect();
        let whole = Body::raw(first, Bytes::from(whole));
        let each = values.iter().skip(1);
        let each = each.map(|(name, line)| Body::raw(name, Bytes::from(line.clone())));
        std::iter::once(whole).chain(each).collect()
    }

    /// Texts that are shown where JSON is expected and no JSON is.
    fn take_texts(&self, response: &Response, answer: &mut Answer) {
        let is_text = |it: &&Example| matches!(*it.body, ExampleBody::Text(_));
        let texts = response.examples.iter().filter(is_text);
        if answer.bodies.is_empty() && response.schema.is_none() && texts.clone().count() > 0 {
            answer.media_type = known("text/plain");
            answer.bodies = texts.map(raw_body).collect();
        }
    }

    fn lend(&self, operation: &Operation, answers: &[Answer], lenders: &mut Lenders) {
        let Some(usual) = usual(operation) else {
            return;
        };
        let (response, answer) = match (operation.responses.get(usual), answers.get(usual)) {
            (Some(response), Some(answer)) => (response, answer),
            _ => return,
        };
        if let Some(value) = answer.usual().and_then(|body| body.value.as_ref()) {
            lenders.add(operation, response, answer.schema.as_ref(), value);
        }
    }

    /// The answers in order, the usual one with a body if it may have one.
    fn documented(
        &self,
        operation: &Operation,
        mut answers: Vec<Answer>,
        lenders: &Lenders,
    ) -> Documented {
        let usual = match usual(operation) {
            Some(number) if number < answers.len() => {
                let mut answer = answers.remove(number);
                if answer.bodies.is_empty() && wants_body(operation, answer.status) {
                    self.fill(
                        operation,
                        operation.responses.get(number),
                        &mut answer,
                        lenders,
                    );
                }
                answer
            }
            _ => {
                let mut answer = Answer::empty(self.success(operation), JSON);
                if wants_body(operation, answer.status) {
                    self.fill(operation, None, &mut answer, lenders);
                }
                answer
            }
        };
        answers.sort_by_key(|answer| !answer.status.is_success());
        answers.insert(0, usual);
        for answer in &mut answers {
            answer.headers = self.headers(operation, answer);
        }
        Documented { answers }
    }

    /// The documented headers of an answer whose bodies are ready.
    fn headers(&self, operation: &Operation, answer: &Answer) -> Vec<(HeaderName, HeaderValue)> {
        let mut responses = operation.responses.iter();
        let response = responses.find(|it| it.status == answer.status.as_u16());
        let named = response.map_or(&[][..], |response| &response.headers);
        if named.is_empty() {
            return Vec::new();
        }
        let value = answer.usual().and_then(|body| body.value.as_ref());
        headers(named, value, &self.address(operation))
    }

    /// The body of an answer that shows none itself.
    fn fill(
        &self,
        operation: &Operation,
        response: Option<&Response>,
        answer: &mut Answer,
        lenders: &Lenders,
    ) {
        let stated = response.filter(|it| it.media_type.is_some());
        if stated.is_some() && !is_json(answer.media_type) {
            let section = operation.sections.first();
            let title = section.map_or("", |section| section.title.as_str());
            let content = raw::content(answer.media_type, title, &operation.path);
            answer.bodies = vec![Body::raw(MADE, content)];
            return;
        }
        let loan = match (response, &answer.schema) {
            (Some(response), Some(schema)) => {
                let borrowed = lenders.of_type(operation, response, schema);
                borrowed.or_else(|| self.made(operation, answer))
            }
            _ => lenders.of_path(operation),
        };
        match loan {
            Some(loan) => {
                answer.bodies = vec![Body::json(&loan.source, loan.value)];
                answer.schema = answer.schema.take().or(loan.schema);
            }
            None => answer.bodies = vec![self.nothing_known(operation)],
        }
    }

    /// A value of the answer's type that stands in another one, or else is made up.
    fn made(&self, operation: &Operation, answer: &Answer) -> Option<Loan> {
        let schema = answer.schema.as_ref()?;
        let sample = super::types::named(schema).and_then(|name| self.samples.object(name));
        let value = match sample {
            Some(sample) => self.mender.mended(sample, Some(schema)),
            None => {
                let occasion = [operation.resource.as_str(), &operation.id];
                self.maker.value(schema, Manner::Plain, &occasion)
            }
        };
        Some(Loan {
            source: MADE.to_owned(),
            schema: None,
            value,
        })
    }

    /// What is answered where nothing is known: an empty object or list, because there are
    /// clients that parse every answer.
    fn nothing_known(&self, operation: &Operation) -> Body {
        let place = Place::of(operation);
        let many = place.is_some_and(|place| place.number == Number::Many);
        let is_list = many && self.shapes.is_collection(operation);
        let value = if is_list {
            Value::Array(Vec::new())
        } else {
            Value::Object(Map::new())
        };
        Body::json(MADE, value)
    }

    /// The status of success by the conventions of the API.
    fn success(&self, operation: &Operation) -> StatusCode {
        let mut rules = self.spec.api.success.iter();
        let rule = rules.find(|rule| rule.method == operation.method);
        let status = rule.and_then(|rule| StatusCode::from_u16(rule.status).ok());
        status.unwrap_or(StatusCode::OK)
    }

    /// Where a thing that the operation makes may be found.
    fn address(&self, operation: &Operation) -> String {
        let path = docbind_spec::PathTemplate::parse(&operation.path);
        let path = path.anonymous().replace([':', '*'], "1");
        let base = self.spec.api.base_path.as_deref().unwrap_or_default();
        let end = if operation.method == Method::Post {
            "/1"
        } else {
            ""
        };
        format!("{base}{path}{end}")
    }
}

/// The number of the response that is answered where nothing is wrong: the first success with a
/// body, else the first success, else where the documents send the client on.
fn usual(operation: &Operation) -> Option<usize> {
    let among = |statuses: Range<u16>| {
        let numbered = operation.responses.iter().enumerate();
        numbered.filter(move |(_, response)| statuses.contains(&response.status))
    };
    let successes = || among(200..300);
    let shows = |response: &Response| response.schema.is_some() || response.media_type.is_some();
    let showing = successes().find(|(_, response)| shows(response));
    let found = showing.or_else(|| successes().next());
    found
        .or_else(|| among(300..304).next())
        .map(|(number, _)| number)
}

/// Whether HTTP allows no body there.
fn has_no_body(operation: &Operation, status: StatusCode) -> bool {
    operation.method == Method::Head
        || status.is_informational()
        || matches!(status.as_u16(), 204 | 205 | 304)
}

/// Whether a body belongs there, shown or not.
fn wants_body(operation: &Operation, status: StatusCode) -> bool {
    status.is_success() && !has_no_body(operation, status)
}

/// The value of an example, by the likeliest repair where none is certain.
fn value_of(body: &ExampleBody) -> Option<Value> {
    match body {
        ExampleBody::Invalid(invalid) => match &invalid.repaired {
            Some(repaired) => Some(repaired.clone()),
            None => likely(&invalid.text),
        },
        body => body.value().cloned(),
    }
}

/// An example as it is printed.
fn raw_body(example: &Example) -> Body {
    let text = match &*example.body {
        ExampleBody::Json(value) => value.to_string(),
        ExampleBody::Text(text) => text.clone(),
        ExampleBody::Invalid(invalid) => invalid.text.clone(),
    };
    Body::raw(&example.source.0, Bytes::from(text))
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == JSON || essence.ends_with("+json")
}

/// A media type for as long as the program runs, as the operations are. What texts are encoded
/// in is said, because clients guess otherwise.
fn known(media_type: &str) -> &'static str {
    match media_type {
        JSON => JSON,
        "text/plain" => "text/plain; charset=utf-8",
        "application/octet-stream" => "application/octet-stream",
        text if text.starts_with("text/") && !text.contains("charset") => {
            format!("{text}; charset=utf-8").leak()
        }
        other => other.to_owned().leak(),
    }
}

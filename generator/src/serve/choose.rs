//! Which of the documented answers a request gets, and which page of it.
//!
//! What comes in: the answers of an operation and the wishes of a request. What goes out: one
//! answer, and what is to be said about the wishes. Nothing is remembered.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use docbind_templates::runtime::server::{PageInfo, Parts};
use docbind_templates::runtime::{Api, Method, Paging};
use serde_json::Value;

use super::answers::{Answer, Answers, Body, Documented, Maker, Manner, Refusals};
use super::steer::Wishes;

/// Says which wishes were granted, as RFC 7240 has it.
pub(super) const APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// What chooses.
#[derive(Clone)]
pub(super) struct Chooser {
    maker: Arc<Maker>,
    refusals: Arc<Refusals>,
    paging: Option<Paging>,
}

/// What is answered.
#[derive(Debug)]
pub(super) struct Choice<'a> {
    pub(super) status: StatusCode,
    /// The headers that the documents name.
    pub(super) headers: &'a [(HeaderName, HeaderValue)],
    /// The content with its media type. A refusal without one is made by the engine.
    pub(super) content: Option<(Bytes, &'static str)>,
    /// Which page of a list it is.
    pub(super) page: Option<PageInfo>,
    /// The wishes that were granted.
    pub(super) applied: Vec<String>,
    /// The wishes that were not granted, and why.
    pub(super) faults: Vec<String>,
}

impl Chooser {
    pub(super) fn new(answers: &Answers, api: &Api) -> Self {
        Self {
            maker: Arc::clone(answers.maker()),
            refusals: Arc::clone(answers.refusals()),
            paging: api.paging,
        }
    }

    /// What the documents show of a refusal with this status: the operation's own, or that of
    /// another one where no overview says how refusals look. What the overview describes, the
    /// engine words itself, about the very parameter.
    pub(super) fn refusal<'a>(
        &'a self,
        documented: &'a Documented,
        status: StatusCode,
    ) -> Option<(&'a Answer, &'a Body)> {
        let worded = status == StatusCode::BAD_REQUEST && self.refusals.are_described();
        let own = documented.with_status(status).filter(|_| !worded);
        let answers = own.into_iter().chain(self.refusals.elsewhere(status));
        answers
            .into_iter()
            .find_map(|answer| Some((answer, answer.usual()?)))
    }

    /// Chooses among the answers of an operation.
    pub(super) fn choose<'a>(
        &'a self,
        documented: &'a Documented,
        wishes: &Wishes,
        parts: &Parts,
    ) -> Choice<'a> {
        let mut choice = Choice {
            status: StatusCode::OK,
            headers: &[],
            content: None,
            page: None,
            applied: Vec::new(),
            faults: Vec::new(),
        };
        let Some(answer) = self.answer(documented, wishes, &mut choice) else {
            return choice;
        };
        if matches!(choice.status.as_u16(), 204 | 205 | 304) {
            return choice;
        }
        if wishes.dynamic && self.make(answer, parts, &mut choice) {
            return choice;
        }
        if let Some(body) = body(answer, wishes, &mut choice) {
            let value = body.value.as_ref();
            self.send(answer, value, || body.content.clone(), parts, &mut choice);
        }
        choice
    }

    /// The answer with the status that is wished, and the usual one where none is.
    fn answer<'a>(
        &'a self,
        documented: &'a Documented,
        wishes: &Wishes,
        choice: &mut Choice<'a>,
    ) -> Option<&'a Answer> {
        let Some(code) = wishes.code else {
            let example = wishes.example.as_deref();
            let shown = example.and_then(|name| shows(documented, name));
            let answer = shown.or_else(|| documented.success())?;
            (choice.status, choice.headers) = (answer.status, &answer.headers);
            return self.or_refusal(answer);
        };
        choice.status = code;
        choice.applied.push(format!("code={}", code.as_u16()));
        if let Some(answer) = documented.with_status(code) {
            choice.headers = &answer.headers;
            return self.or_refusal(answer);
        }
        if !self.refusals.knows(code) {
            let known = documented.all().iter();
            let known: Vec<&str> = known.map(|answer| answer.status.as_str()).collect();
            let known = known.join(", ");
            let words = format!("Prefer code: the documents say {known} here");
            choice.faults.push(words);
        }
        if code.is_success() {
            documented.success()
        } else {
            self.refusals.with_status(code)
        }
    }

    /// The answer itself, or what all operations answer where it is a refusal without a body.
    fn or_refusal<'a>(&'a self, answer: &'a Answer) -> Option<&'a Answer> {
        let is_refusal = answer.status.as_u16() >= 400;
        if is_refusal && answer.bodies.is_empty() {
            return self.refusals.with_status(answer.status);
        }
        Some(answer)
    }

    /// Answers made up values, where the type is known.
    fn make(&self, answer: &Answer, parts: &Parts, choice: &mut Choice<'_>) -> bool {
        let is_json = answer.usual().is_some_and(|body| body.value.is_some());
        let Some(schema) = answer.schema.as_ref().filter(|_| is_json) else {
            let words = "Prefer dynamic: the documents show no type here";
            choice.faults.push(words.to_owned());
            return false;
        };
        let address = parts.uri().path_and_query();
        let address = address.map_or("", |address| address.as_str());
        let occasion = [parts.operation().id, address];
        let value = self.maker.value(schema, Manner::Varied, &occasion);
        choice.applied.push("dynamic=true".to_owned());
        let content = || Bytes::from(value.to_string());
        self.send(answer, Some(&value), content, parts, choice);
        true
    }

    /// Sets the content: of a list the page that is asked for.
    fn send(
        &self,
        answer: &Answer,
        value: Option<&Value>,
        whole: impl FnOnce() -> Bytes,
        parts: &Parts,
        choice: &mut Choice<'_>,
    ) {
        let list = value.and_then(Value::as_array);
        let is_paged = choice.status.is_success()
            && parts.operation().method == Method::Get
            && self.paging.is_some();
        let content = match list.filter(|_| is_paged) {
            None => whole(),
            Some(items) => {
                let page = parts.page();
                let part = page.slice(items);
                choice.page = Some(page.info(u64::try_from(items.len()).unwrap_or(u64::MAX)));
                if part.len() == items.len() {
                    whole()
                } else {
                    Bytes::from(Value::from(part).to_string())
                }
            }
        };
        choice.content = Some((content, answer.media_type));
    }
}

/// The first answer that has an example of this name, or this status.
fn shows<'a>(documented: &'a Documented, name: &str) -> Option<&'a Answer> {
    let answers = documented.all();
    let named = answers.iter().find(|answer| answer.named(name).is_some());
    named.or_else(|| answers.iter().find(|answer| answer.status.as_str() == name))
}

/// The body that is wished, and the usual one where none is.
fn body<'a>(answer: &'a Answer, wishes: &Wishes, choice: &mut Choice<'_>) -> Option<&'a Body> {
    let Some(name) = wishes.example.as_deref() else {
        return answer.usual();
    };
    if let Some(body) = answer.named(name) {
        choice.applied.push(format!("example={name}"));
        return Some(body);
    }
    if answer.status.as_str() == name {
        return answer.usual();
    }
    choice.faults.push(known(answer));
    answer.usual()
}

/// The names of the bodies there are, each once: several may stand in one section.
fn known(answer: &Answer) -> String {
    let mut names: Vec<&str> = answer.bodies.iter().map(Body::anchor).collect();
    names.dedup();
    match answer.bodies.len() {
        0 => "Prefer example: the documents show none here".to_owned(),
        1 => format!(
            "Prefer example: the documents show {} here",
            names.join(", ")
        ),
        count => {
            let names = names.join(", ");
            format!("Prefer example: the documents show {names} here, or 1 to {count}")
        }
    }
}

#[cfg(test)]
mod tests;

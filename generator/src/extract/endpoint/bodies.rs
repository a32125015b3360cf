//! Documented bodies of a scope, with what is wrong with their JSON.

use std::ops::Range;
use std::sync::Arc;

use docbind_spec::{ExampleBody, JsonFault};

use super::{Reader, Role};
use crate::diag::{Diagnostic, Edit, Rule};
use crate::extract::conventions::is_error_key;
use crate::extract::facts::{BodyRole, ExampleFact, ParamPlace, Shown};
use crate::extract::http_message::{self, HttpRequest, HttpResponse};
use crate::extract::json_example::{self, Change, Fault, JsonExample};
use crate::extract::{directives, prose, roles};
use crate::few;
use crate::markdown::Code;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

impl Reader<'_> {
    /// A body of which only a row says that there is one is sent as callers have it.
    pub(super) fn body_unseen(&mut self) {
        let endpoint = &mut self.endpoint;
        let mut examples = endpoint.examples.iter();
        let seen = examples.any(|example| example.role == BodyRole::Request)
            || endpoint.curls.iter().any(|(curl, _)| curl.body.is_some())
            || endpoint
                .parameters
                .iter()
                .any(|it| it.place == ParamPlace::Body);
        if self.whole_body && !seen {
            endpoint.raw_body = true;
            endpoint.sent_as.push(JSON.to_owned());
        }
    }

    /// Takes the body that begins at `at` in a code block.
    pub(super) fn body(&mut self, code: &Arc<Code>, at: usize) {
        self.body_in(code, at..code.text.len());
    }

    /// Takes the body of a printed request; one that is not JSON is sent as it is.
    pub(super) fn sent(&mut self, code: &Arc<Code>, message: &HttpRequest<'_>) {
        let range = message.body_at..message.body_at + message.body.len();
        let media_type = http_message::media_type(&message.headers);
        self.endpoint.printed_as.extend(media_type.clone());
        if http_message::is_json(media_type.as_deref(), message.body) {
            self.lead.role = Some(Role::Request);
            self.body_in(code, range);
        } else if media_type.is_none() && message.body.trim_start().starts_with('<') {
            // The same in another format, where fields are described.
            self.endpoint.raw_body |= self.endpoint.parameters.is_empty();
        } else if media_type.as_deref() != Some(FORM) {
            self.endpoint.raw_body = true;
        }
    }

    /// Takes the body that stands there; each of several values is an example of its own.
    fn body_in(&mut self, code: &Arc<Code>, body: Range<usize>) {
        let text = code.text.get(body.clone()).unwrap_or_default();
        if let Some(example) = json_example::sound(text) {
            self.value_in(code, body, example);
            return;
        }
        let parts = json_example::several(text);
        if parts.is_empty() {
            self.value_in(code, body, json_example::read(text));
            return;
        }
        let before = self.endpoint.examples.len();
        for part in parts {
            let example = json_example::read(text.get(part.clone()).unwrap_or_default());
            let part = part.start + body.start..part.end + body.start;
            self.value_in(code, part, example);
        }
        let streams = directives::speaks_of_stream(&self.lead.text)
            || self
                .endpoint
                .description
                .iter()
                .any(|it| directives::speaks_of_stream(it));
        for example in self.endpoint.examples.iter_mut().skip(before) {
            example.stream = streams && example.role == BodyRole::Response;
        }
    }

    fn value_in(&mut self, code: &Arc<Code>, body: Range<usize>, example: JsonExample) {
        let shown = Shown {
            code: Arc::clone(code),
            body,
        };
        let role = match self.lead.role {
            Some(Role::Request | Role::Parameters) => BodyRole::Request,
            None if self.held.shows_request() => BodyRole::Request,
            _ => BodyRole::Response,
        };
        let mended = example.body.value().is_some();
        for fault in &example.faults {
            self.fault(&shown, fault, mended);
        }
        self.example(example.body, shown, role);
    }

    /// Takes the body of a printed answer; one that is not JSON is text.
    pub(super) fn answer(&mut self, code: &Arc<Code>, message: &HttpResponse<'_>) {
        if message.body.trim().is_empty() {
            return;
        }
        if !message.is_json() {
            self.text(code, message.body_at, message.media_type());
            return;
        }
        let before = self.endpoint.examples.len();
        self.body(code, message.body_at);
        let examples = self.endpoint.examples.iter_mut().skip(before);
        // One message that holds several values sends one after the other.
        let several = examples.len() > 1;
        for example in examples {
            example.media_type = message.media_type();
            example.stream = several;
        }
    }

    /// Takes the text that begins at `at` in a code block as what is answered.
    pub(super) fn text(&mut self, code: &Arc<Code>, at: usize, media_type: Option<String>) {
        let shown = Shown {
            code: Arc::clone(code),
            body: at..code.text.len(),
        };
        let body = ExampleBody::Text(shown.text().trim_end().to_owned());
        self.example(body, shown, BodyRole::Response);
        if let Some(example) = self.endpoint.examples.last_mut() {
            example.media_type = media_type;
        }
    }

    fn fault(&mut self, shown: &Shown, fault: &Fault, mended: bool) {
        let span = self.page.span(shown.range(&fault.range));
        let finding = if fault.kind == JsonFault::DuplicateKey {
            let key = shown.text().get(fault.range.clone()).unwrap_or_default();
            let message = format!("key `{}` stands twice in one object", key.trim_matches('"'));
            Diagnostic::new(Rule::DuplicateKey, span, message)
                .help("the last one is read; remove one, or correct its name")
        } else {
            let message = format!("example is not JSON: {}", prose::fault_words(fault.kind));
            let help = if mended {
                "it is read as if the fault were mended"
            } else {
                "it is kept as text"
            };
            Diagnostic::new(Rule::InvalidJson, span, message).help(help)
        };
        let repair = fault
            .change
            .as_ref()
            .map(|change| self.repair(shown, change));
        self.diagnostics.push(match repair {
            Some(edit) => finding.repair(edit),
            None => finding,
        });
    }

    fn repair(&self, shown: &Shown, change: &Change) -> Edit {
        let (range, text) = match change {
            Change::Delete(range) => (shown.range(range), ""),
            Change::CommaAfter(byte) => {
                // The next byte may stand in another line.
                let end = shown.code.offset(byte + shown.body.start) + 1;
                (end..end, ",")
            }
        };
        Edit {
            span: self.page.span(range),
            text: text.to_owned(),
        }
    }

    pub(super) fn example(&mut self, body: ExampleBody, shown: Shown, role: BodyRole) {
        let held = self.held.status();
        let status = self
            .lead
            .status
            .or(held)
            .or_else(|| self.status_of_another_error(&body));
        let status = status.filter(|_| role == BodyRole::Response);
        let example = ExampleFact {
            role,
            status,
            body: Arc::new(body),
            media_type: None,
            stream: false,
            shown,
        };
        few::push(&mut self.endpoint.examples, example);
    }

    /// Whether what stands before the request line is its body or its answer: the words before it
    /// say so, or it stands below a command.
    pub(super) fn shows_body(&self) -> bool {
        let lead = &self.lead;
        let led = || lead.text.trim_end().ends_with(':') && roles::speaks_of_answer(&lead.text);
        match lead.role {
            Some(Role::Request | Role::Response) => true,
            None => self.after_command || led(),
            Some(_) => self.after_command,
        }
    }

    /// Whether a text is what is answered where something went wrong, and nothing says with which
    /// status: it is none of the bodies that are answered where all went well.
    pub(super) fn fails_somehow(&self, text: &str) -> bool {
        let has_status = self.lead.status.is_some() || self.held.has_status();
        let fails = self.lead.fails || self.held.fails();
        let is_another = || {
            let body = json_example::read(text).body;
            self.status_of_another_error(&body).is_some()
        };
        fails && !has_status && !is_another()
    }

    /// The status of the error shown just before, where this is another one without words of its
    /// own.
    fn status_of_another_error(&self, body: &ExampleBody) -> Option<u16> {
        let before = self
            .endpoint
            .examples
            .last()?
            .status
            .filter(|status| *status >= 400)?;
        let map = body.value()?.as_object()?;
        let is_error = map.keys().all(|key| is_error_key(key));
        is_error.then_some(before)
    }
}

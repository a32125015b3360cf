//! The sections of operations.
//!
//! Each section of an operation is rendered with what it shows itself: the parameters, calls and
//! examples whose source it is. What no section claims goes to the first one. So sections that
//! were merged are merged to the same operation again.

use docbind_spec::{
    ApiSpec, Example, ExampleBody, Location, Operation, Parameter, Presence, Response, Section,
    Source, StatusOrigin, Witness,
};

use super::curl;
use super::text::{cell, code, fence, inline, paragraph, table};
use super::types::{default, facts, type_words};
use crate::emit::status::standard_phrase;

/// One section of an operation as Markdown.
pub(super) fn section(spec: &ApiSpec, operation: &Operation, section: &Section) -> String {
    let part = Part {
        spec,
        operation,
        source: &section.source,
        first: operation.sections.first() == Some(section),
    };
    let mut out = format!("## {}\n\n", inline(&section.title));
    if operation.deprecated && part.first {
        out.push_str("**Deprecated.**\n\n");
    }
    if let Some(description) = &section.description {
        out.push_str(&paragraph(description));
    }
    out.push_str(&fence(
        "",
        &format!("{} {}", operation.method, operation.path),
    ));
    out.push_str(&part.security());
    out.push_str(&part.parameters());
    out.push_str(&part.body_form());
    out.push_str(&part.calls());
    out.push_str(&part.request_examples());
    out.push_str(&part.statuses());
    out.push_str(&part.responses());
    out
}

/// What one section shows of its operation.
struct Part<'a> {
    spec: &'a ApiSpec,
    operation: &'a Operation,
    source: &'a Source,
    first: bool,
}

impl Part<'_> {
    fn shows(&self, source: &Source) -> bool {
        let known = self
            .operation
            .sections
            .iter()
            .any(|section| section.source == *source);
        source == self.source || (self.first && !known)
    }

    fn security(&self) -> String {
        let Some(ids) = self.operation.security.as_ref().filter(|_| self.first) else {
            return String::new();
        };
        let names: Vec<String> = ids
            .iter()
            .map(|id| {
                let scheme = self
                    .spec
                    .api
                    .security
                    .iter()
                    .find(|scheme| scheme.id == *id);
                let title = scheme.and_then(|scheme| scheme.title.as_deref());
                inline(title.unwrap_or(id))
            })
            .collect();
        match names.as_slice() {
            [] => "No authentication is needed.\n\n".to_owned(),
            names => format!("Authentication is done by {}.\n\n", names.join(" & ")),
        }
    }

    /// The tables of parameters, those of headers apart. Parameters that only an example, a call
    /// or the path shows are shown by these alone.
    fn parameters(&self) -> String {
        let (headers, others): (Vec<&Parameter>, Vec<&Parameter>) = self
            .operation
            .parameters
            .iter()
            .filter(|parameter| self.documents(parameter))
            .partition(|parameter| parameter.location == Location::Header);
        let mut out = String::new();
        if !others.is_empty() {
            out.push_str("Parameters:\n\n");
            out.push_str(&parameter_table("Attribute", &others));
        }
        if !headers.is_empty() {
            out.push_str("Headers:\n\n");
            out.push_str(&parameter_table("Header", &headers));
        }
        out
    }

    fn documents(&self, parameter: &Parameter) -> bool {
        let from_path = parameter.location == Location::Path;
        let mut texts = parameter
            .evidence
            .iter()
            .filter(|evidence| match evidence.witness {
                Witness::Example | Witness::Curl => false,
                Witness::RequestLine => !from_path,
                _ => true,
            });
        let none = parameter.evidence.is_empty();
        (none && self.first && !from_path) || texts.any(|evidence| self.shows(&evidence.source))
    }

    fn body_form(&self) -> String {
        let raw = self
            .operation
            .request_body
            .as_ref()
            .is_some_and(|body| body.raw);
        if raw && self.first {
            "The content is sent as the request body.\n\n".to_owned()
        } else {
            String::new()
        }
    }

    fn calls(&self) -> String {
        let commands: Vec<String> = self
            .operation
            .calls
            .iter()
            .filter(|call| self.shows(&call.source))
            .map(|call| fence("shell", &curl::command(self.spec, call)))
            .collect();
        introduced("Example request:", &commands)
    }

    fn request_examples(&self) -> String {
        let Some(body) = &self.operation.request_body else {
            return String::new();
        };
        let blocks: Vec<String> = body
            .examples
            .iter()
            .filter(|example| self.shows(&example.source))
            .map(|example| example_block(&example.body))
            .collect();
        introduced("Example request body:", &blocks)
    }

    fn statuses(&self) -> String {
        if !self.first {
            return String::new();
        }
        let stated: Vec<&Response> = self
            .operation
            .responses
            .iter()
            .filter(|response| response.origin != StatusOrigin::Convention)
            .collect();
        let mut out = String::new();
        if !stated.is_empty() {
            let rows: Vec<Vec<String>> = stated
                .iter()
                .map(|response| {
                    let words = response.description.as_deref().unwrap_or_default();
                    vec![code(&response.status.to_string()), cell(words)]
                })
                .collect();
            out.push_str("Statuses:\n\n");
            out.push_str(&table(&["Status", "Description"], &rows, &[1]));
        }
        for response in &self.operation.responses {
            let rows: Vec<Vec<String>> = response
                .headers
                .iter()
                .map(|header| {
                    let words = header.description.as_deref().unwrap_or_default();
                    vec![code(&header.name), cell(words)]
                })
                .collect();
            if !rows.is_empty() {
                let status = code(&response.status.to_string());
                out.push_str(&format!("Response headers of {status}:\n\n"));
                out.push_str(&table(&["Response header", "Description"], &rows, &[1]));
            }
        }
        out
    }

    /// Examples by status; as a whole message where the status is not that of the convention.
    fn responses(&self) -> String {
        let mut out = String::new();
        for response in &self.operation.responses {
            let blocks: Vec<String> = response
                .examples
                .iter()
                .filter(|example| self.shows(&example.source))
                .map(|example| self.response_block(response, example))
                .collect();
            out.push_str(&introduced("Example response:", &blocks));
        }
        out
    }

    fn response_block(&self, response: &Response, example: &Example) -> String {
        if response.origin == StatusOrigin::Convention {
            return example_block(&example.body);
        }
        let phrase = standard_phrase(response.status);
        let status = format!("HTTP/1.1 {} {phrase}", response.status);
        let media_type = response.media_type.as_deref().unwrap_or("application/json");
        let (_, text) = example_text(&example.body);
        fence(
            "http",
            &format!(
                "{}\nContent-Type: {media_type}\n\n{text}",
                status.trim_end()
            ),
        )
    }
}

fn introduced(words: &str, blocks: &[String]) -> String {
    if blocks.is_empty() {
        String::new()
    } else {
        format!("{words}\n\n{}", blocks.concat())
    }
}

fn parameter_table(name: &str, parameters: &[&Parameter]) -> String {
    let rows: Vec<Vec<String>> = parameters.iter().map(|parameter| row(parameter)).collect();
    let header = [name, "Type", "Required", "Default", "Description"];
    table(&header, &rows, &[1, 2, 4])
}

fn row(parameter: &Parameter) -> Vec<String> {
    let required = match (parameter.presence, &parameter.condition) {
        (Presence::Required, _) => "yes".to_owned(),
        (Presence::Optional, _) => "no".to_owned(),
        (Presence::Unstated, Some(condition)) => cell(condition),
        (Presence::Unstated, None) => String::new(),
    };
    let kind = match parameter.typed_by {
        Some(_) => type_words(&parameter.schema),
        None => String::new(),
    };
    let mut words = facts(&parameter.schema, parameter.limits.as_ref());
    if let Some(description) = &parameter.description {
        // What the documents say already is not said twice.
        if words.is_empty() || description.starts_with(&words) {
            words.clone_from(description);
        } else {
            words = format!("{words} {description}");
        }
    }
    vec![
        code(&parameter.name),
        kind,
        required,
        parameter.default.as_ref().map(default).unwrap_or_default(),
        cell(&words),
    ]
}

/// The block of an example's body.
pub(super) fn example_block(body: &ExampleBody) -> String {
    let (info, text) = example_text(body);
    fence(info, &text)
}

/// The words after the fence and the text of a body, invalid JSON as it was printed.
pub(super) fn example_text(body: &ExampleBody) -> (&'static str, String) {
    match body {
        ExampleBody::Json(value) => (
            "json",
            serde_json::to_string_pretty(value).unwrap_or_default(),
        ),
        ExampleBody::Text(text) => ("text", text.clone()),
        ExampleBody::Invalid(invalid) => ("json", invalid.text.clone()),
    }
}

//! The sections of operations.
//!
//! Each section of an operation is rendered with what it shows itself: the parameters, calls and
//! examples whose source it is. What no section claims goes to the first one. So sections that
//! were merged are merged to the same operation again.

use docbind_spec::{
    ApiSpec, Example, ExampleBody, Location, Operation, Parameter, Response, Schema, Section,
    Source, StatusOrigin, Witness,
};

use super::text::{code, fence, inline, inline_cell, paragraph, table};
use super::{curl, fields, stream};
use crate::status::standard_phrase;

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
        out.push_str(&statement("This operation is deprecated."));
    }
    let description = section.description.as_deref().unwrap_or_default();
    for text in description.split("\n\n").filter(|text| !text.is_empty()) {
        out.push_str(&paragraph(&inline(text)));
    }
    out.push_str(&part.requests());
    out.push_str(&part.security());
    out.push_str(&part.parameters());
    out.push_str(&part.bodies());
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

/// The media type of fields that are sent url-encoded.
const FORM: &str = "application/x-www-form-urlencoded";

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
        if ids.is_empty() {
            return statement("No authentication is needed.");
        }
        ids.iter()
            .map(|id| {
                let scheme = self
                    .spec
                    .api
                    .security
                    .iter()
                    .find(|scheme| scheme.id == *id);
                let title = scheme.and_then(|scheme| scheme.title.as_deref());
                let name = inline(title.unwrap_or(id));
                statement(&format!("Authenticate with {name}."))
            })
            .collect()
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
        let mut rows = Vec::new();
        for parameter in others {
            rows.push(fields::row(parameter));
            if parameter.location == Location::Body {
                rows.extend(self.fields_of(&parameter.name, &parameter.schema));
            }
        }
        let body = self.operation.request_body.as_ref();
        if let Some(schema) = body.and_then(|body| body.schema.as_ref()) {
            rows.extend(self.fields_of("", schema));
        }
        if !rows.is_empty() {
            out.push_str("Parameters:\n\n");
            out.push_str(&fields::table_of("Attribute", &rows));
        }
        if !headers.is_empty() {
            let rows: Vec<_> = headers.into_iter().map(fields::row).collect();
            out.push_str("Headers:\n\n");
            out.push_str(&fields::table_of("Header", &rows));
        }
        out
    }

    /// The rows of the fields that texts of this section list of what is sent under a name.
    fn fields_of(&self, name: &str, schema: &Schema) -> Vec<Vec<String>> {
        let types = &self.spec.types;
        fields::rows(types, name, schema, &|source| self.shows(source))
    }

    /// Whether the tables of this section have the parameter: where a text other than a request,
    /// a call or an example of the section shows it.
    fn documents(&self, parameter: &Parameter) -> bool {
        let undocumented = parameter.evidence.is_empty() && parameter.location != Location::Path;
        let mut own = parameter
            .evidence
            .iter()
            .filter(|evidence| self.shows(&evidence.source));
        undocumented && self.first
            || own.any(|evidence| match evidence.witness {
                Witness::Curl => false,
                Witness::Example => !self.is_field_of_example(parameter),
                Witness::RequestLine => parameter.location != Location::Path,
                _ => true,
            })
    }

    fn is_field_of_example(&self, parameter: &Parameter) -> bool {
        let body = self.operation.request_body.as_ref();
        body.is_some_and(|body| {
            body.examples.iter().any(|example| {
                let fields = example.body.value().and_then(|value| value.as_object());
                self.shows(&example.source)
                    && fields.is_some_and(|fields| fields.contains_key(&parameter.name))
            })
        })
    }

    /// The request line, and one with the query that the documents' own request lines have.
    fn requests(&self) -> String {
        let path = &self.operation.path;
        let line = format!("{} {path}", self.operation.method);
        let names: Vec<String> = self
            .operation
            .parameters
            .iter()
            .filter(|parameter| {
                parameter.location != Location::Path
                    && parameter.evidence.iter().any(|evidence| {
                        evidence.witness == Witness::RequestLine && self.shows(&evidence.source)
                    })
            })
            .map(|parameter| format!("{0}=:{0}", parameter.name))
            .collect();
        match names.as_slice() {
            [] => fence("", &line),
            names => fence("", &format!("{line}\n{line}?{}", names.join("&"))),
        }
    }

    /// What is sent or answered that is not JSON.
    fn bodies(&self) -> String {
        let mut out = String::new();
        let request = self.operation.request_body.as_ref();
        if self.first && request.is_some_and(|body| body.schema.is_some()) {
            out.push_str(&statement("The request body is an array."));
        }
        if self.first && request.is_some_and(|body| body.raw) {
            out.push_str(&statement("The content is sent as the request body."));
        } else if self.first
            && request.is_some_and(|body| body.media_types.iter().any(|t| t == FORM))
        {
            out.push_str(&statement(&format!("The body is sent as `{FORM}`.")));
        }
        let answers = self
            .operation
            .responses
            .iter()
            .filter(|response| (200..300).contains(&response.status) && self.first);
        for media_type in answers.filter_map(|response| response.media_type.as_deref()) {
            match media_type {
                json if json.contains("json") => {}
                text if text.starts_with("text/") => {
                    out.push_str(&statement("Answers in plain text."));
                }
                _ => out.push_str(&statement("Answers with the raw contents.")),
            }
        }
        out
    }

    fn calls(&self) -> String {
        let commands: Vec<String> = self
            .operation
            .calls
            .iter()
            .filter(|call| self.shows(&call.source))
            .map(|call| fence("shell", &curl::command(&self.spec.api, call)))
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
                    vec![code(&response.status.to_string()), inline_cell(words)]
                })
                .collect();
            out.push_str("Response statuses:\n\n");
            out.push_str(&table(&["Status", "Description"], &rows, &[1]));
        }
        for response in &self.operation.responses {
            let rows: Vec<Vec<String>> = response
                .headers
                .iter()
                .map(|header| {
                    let words = header.description.as_deref().unwrap_or_default();
                    vec![code(&header.name), inline_cell(words)]
                })
                .collect();
            if !rows.is_empty() {
                let lead = match response.origin {
                    StatusOrigin::Convention => "Response headers:".to_owned(),
                    _ => format!(
                        "Response headers of {}:",
                        code(&response.status.to_string())
                    ),
                };
                out.push_str(&paragraph(&lead));
                out.push_str(&table(&["Header", "Description"], &rows, &[1]));
            }
        }
        out
    }

    /// Examples by status; as a whole message where the status is not that of the convention.
    fn responses(&self) -> String {
        let mut out = String::new();
        for response in &self.operation.responses {
            let shown = response.examples.iter();
            let shown: Vec<&Example> = shown.filter(|it| self.shows(&it.source)).collect();
            if response.stream {
                out.push_str(&stream::block(response, &shown));
                continue;
            }
            for example in shown {
                out.push_str(&response_block(response, example));
            }
        }
        out
    }
}

/// An example of a response. Where the status is not that of the convention, the block shows it:
/// a message for JSON, a lead for texts, which no message reader takes for a text.
fn response_block(response: &Response, example: &Example) -> String {
    let conventional = response.origin == StatusOrigin::Convention;
    let text = matches!(*example.body, ExampleBody::Text(_));
    let lead = if conventional || !text {
        "Example response:".to_owned()
    } else {
        format!(
            "Example response of {}:",
            code(&response.status.to_string())
        )
    };
    let block = if conventional || text {
        example_block(&example.body)
    } else {
        let media_type = response.media_type.as_deref().unwrap_or("application/json");
        message(response.status, media_type, &example.body)
    };
    format!("{}{block}", paragraph(&lead))
}

/// The block of a whole HTTP response.
pub(super) fn message(status: u16, media_type: &str, body: &ExampleBody) -> String {
    message_of(status, media_type, &example_text(body).1)
}

pub(super) fn message_of(status: u16, media_type: &str, text: &str) -> String {
    let status = format!("HTTP/1.1 {status} {}", standard_phrase(status));
    fence(
        "http",
        &format!(
            "{}\nContent-Type: {media_type}\n\n{text}",
            status.trim_end()
        ),
    )
}

/// A sentence about the operation that is no description of it.
fn statement(words: &str) -> String {
    format!("> {words}\n\n")
}

/// Blocks with a lead each.
fn introduced(lead: &str, blocks: &[String]) -> String {
    blocks
        .iter()
        .map(|block| format!("{}{block}", paragraph(lead)))
        .collect()
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

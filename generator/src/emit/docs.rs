//! The documentation of operations and their parameters.
//!
//! In: an operation with its example. Out: what a reader needs to call it: what it does, what it
//! takes, what it answers, how it fails, and the documented call beside the same in Rust.

use crate::code::{Code, Name, code};
use docbind_spec::{Conventions, Location};

use super::calls::client_call;
use super::doc;
use super::fixtures::crate_name;
use super::markdown::curl;
use super::operations::request_line;
use super::rust_type::{api_type, ident, imports};
use crate::lower::{Answer, BodyKind, Example, Operation, Param, Refusal, Resource, RustApi, Type};

/// What the documentation of all operations has in common.
pub(super) struct Docs<'a> {
    /// The name of the crate.
    krate: String,
    /// The conventions of the API.
    conventions: &'a Conventions,
}

impl<'a> Docs<'a> {
    /// That of an API.
    pub(super) fn new(api: &'a RustApi) -> Self {
        Self {
            krate: crate_name(api),
            conventions: &api.conventions,
        }
    }

    /// The documentation of an operation's method in the client.
    pub(super) fn client_method(
        &self,
        resource: &Resource,
        operation: &Operation,
        example: Option<&Example>,
    ) -> Code {
        let mut sections = self.described(operation);
        let known = "Those of any call. The documents name these statuses:";
        sections.extend(errors(operation, known));
        if let Some(example) = example {
            sections.push(doc::own("# Example"));
            sections.extend(
                example
                    .documented
                    .as_ref()
                    .map(|call| doc::outer(&[fenced(&curl::command(self.conventions, call))])),
            );
            sections.push(doc::example(&self.code(resource, operation, example)));
        }
        sections.push(doc::outer(&operation.sources));
        joined(sections)
    }

    /// The documentation of an operation's method in the server.
    pub(super) fn server_method(&self, operation: &Operation) -> Code {
        let mut sections = self.described(operation);
        sections.extend(errors(operation, "The documents name these statuses:"));
        sections.push(doc::outer(&operation.sources));
        joined(sections)
    }

    /// What both halves say: what it does, answers and takes.
    fn described(&self, operation: &Operation) -> Vec<Code> {
        let mut first = vec![request_line(operation)];
        first.extend(operation.doc.iter().cloned());
        let mut sections = vec![doc::outer(&first), doc::own(&answer(operation))];
        let parameters = self.parameters(operation);
        if !parameters.is_empty() {
            sections.push(doc::own("# Parameters"));
            sections.push(doc::outer(&[parameters.join("\n")]));
        }
        sections
    }

    /// The parameters, those first that are arguments.
    fn parameters(&self, operation: &Operation) -> Vec<String> {
        let arguments = || {
            let places = operation.arguments.iter();
            places.filter_map(|&place| operation.params.get(place))
        };
        let setters = operation.params.iter().filter(|param| !param.required);
        let mut lines: Vec<String> = arguments().chain(setters).map(parameter).collect();
        if let BodyKind::Raw(media_type) = &operation.body {
            let text = format!(
                "- `body` (bytes, required): sent as {}",
                doc::code(media_type)
            );
            lines.insert(operation.arguments.len().min(lines.len()), text);
        }
        if let (Answer::Page(_), Some(paging)) = (&operation.answer, &self.conventions.paging) {
            let (page, size) = (
                doc::code(&paging.page.name),
                doc::code(&paging.per_page.name),
            );
            lines.push(format!(
                "- {page} (integer): the page to begin with, counted from 1"
            ));
            lines.push(format!("- {size} (integer): how many items a page has"));
        }
        lines
    }

    /// The call in Rust, as a function around it.
    fn code(&self, resource: &Resource, operation: &Operation, example: &Example) -> Code {
        let krate = ident(&self.krate);
        let call = client_call(resource, operation, &example.call);
        let statements = match &operation.answer {
            Answer::Page(_) | Answer::List(_) => code!(let page = client #call.await?;),
            Answer::Json(_) => code!(let answer = client #call.await?;),
            Answer::Text => code! {
                let content = client #call.await?;
                let text = content.text().await?;
            },
            Answer::Bytes => code! {
                let content = client #call.await?;
                let bytes = content.bytes().await?;
            },
            Answer::Empty => code!(client #call.await?;),
        };
        let imports = imports(
            &statements,
            &[
                ("BTreeMap", code!(std::collections::BTreeMap)),
                ("runtime", code!(#krate::runtime)),
                ("values", code!(#krate::runtime::values)),
                ("types", code!(#krate::types)),
            ],
        );
        function(krate, &code!(#imports #statements))
    }
}

/// Sections with an empty line between them.
fn joined(sections: Vec<Code>) -> Code {
    let mut out = Code::default();
    for section in sections.into_iter().filter(|section| !section.is_empty()) {
        if !out.is_empty() {
            out.extend([doc::empty()]);
        }
        out.extend([section]);
    }
    out
}

/// Statements that use `client`, in a function of their own.
pub(super) fn function(krate: Name<'_>, statements: &Code) -> Code {
    code! {
        async fn example(client: #krate::Client) -> Result<(), #krate::Error> {
            #statements
            Ok(())
        }
    }
}

fn fenced(command: &str) -> String {
    format!("```\n{command}\n```")
}

/// One parameter as an item of a list.
fn parameter(param: &Param) -> String {
    let mut notes = vec![match param.location {
        Location::Header => format!("header, {}", param.ty.word()),
        _ => param.ty.word().to_owned(),
    }];
    if param.required {
        notes.push("required".to_owned());
    }
    if let Some(values) = values(param) {
        notes.push(format!("one of {values}"));
    }
    if let Some(default) = &param.default {
        notes.push(format!("default {}", doc::code(default)));
    }
    notes.extend(param.limits.iter().cloned());
    let item = format!("- {} ({})", doc::code(&param.wire), notes.join(", "));
    match &param.doc {
        Some(text) => format!("{item}: {text}"),
        None => item,
    }
}

/// The documented values, if there are any.
fn values(param: &Param) -> Option<String> {
    let mut all = param.allowed.iter().chain(&param.listed).peekable();
    all.peek()?;
    let values: Vec<String> = all.map(|value| doc::code(value)).collect();
    Some(values.join(", "))
}

/// What it answers, with a link to the type.
fn answer(operation: &Operation) -> String {
    let what = match &operation.answer {
        Answer::Page(ty) => format!("a page of {}", linked(ty)),
        Answer::List(ty) => format!("a list of {}", linked(ty)),
        Answer::Json(Type::Value) => "JSON of a shape that is not documented".to_owned(),
        Answer::Json(ty) => linked(ty),
        Answer::Text => "a text, which is read as it comes".to_owned(),
        Answer::Bytes => "a file, which is read as it comes".to_owned(),
        Answer::Empty => "nothing".to_owned(),
    };
    format!("Answers {} with {what}.", operation.status)
}

/// The type as a link where it is one of the API's own.
fn linked(ty: &Type) -> String {
    match ty {
        Type::Struct(name) | Type::Enum(name) => format!("[`{name}`](crate::types::{name})"),
        Type::List(inner) => format!("a list of {}", linked(inner)),
        Type::Boxed(inner) => linked(inner),
        ty => doc::code(&api_type(ty).as_str().replace(' ', "")),
    }
}

/// How it fails, if the documents say so.
fn errors(operation: &Operation, first: &str) -> Vec<Code> {
    if operation.refusals.is_empty() {
        return Vec::new();
    }
    let list = doc::outer(&[statuses(&operation.refusals)]);
    vec![doc::own("# Errors"), doc::own(first), list]
}

/// The documented statuses other than success, as a list.
fn statuses(refusals: &[Refusal]) -> String {
    let lines: Vec<String> = refusals
        .iter()
        .map(|refusal| {
            let words = [refusal.phrase.as_deref(), refusal.description.as_deref()];
            let words: Vec<&str> = words.into_iter().flatten().collect();
            match words.as_slice() {
                [] => format!("- {}", refusal.status),
                words => format!("- {} {}", refusal.status, words.join(": ")),
            }
        })
        .collect();
    lines.join("\n")
}

/// What a parameter is, for the place where it is set.
pub(super) fn param_docs(param: &Param) -> Vec<String> {
    let name = doc::code(&param.wire);
    let name = if param.location == Location::Header {
        format!("The header {name}")
    } else {
        name
    };
    let first = match &param.doc {
        Some(text) => format!("{name}: {text}"),
        None => name,
    };
    let mut notes = Vec::new();
    if let Some(values) = values(param) {
        notes.push(format!("Documented values: {values}."));
    }
    if let Some(default) = &param.default {
        notes.push(format!("Default: {}.", doc::code(default)));
    }
    if !param.limits.is_empty() {
        notes.push(format!("Limits: {}.", param.limits.join(", ")));
    }
    vec![first, notes.join(" ")]
}

#[cfg(test)]
mod tests {
    use docbind_spec::Location;

    use super::{param_docs, parameter, statuses};
    use crate::lower::{Param, Refusal, Type};

    #[test]
    fn what_the_type_does_not_show_stands_in_the_text() {
        let param = Param {
            ident: "sort".to_owned(),
            wire: "sort".to_owned(),
            location: Location::Query,
            required: false,
            secret: false,
            style: None,
            allowed: Vec::new(),
            free_text: false,
            ty: Type::Value,
            sent: Type::Value,
            doc: Some("The order".to_owned()),
            listed: vec!["up".to_owned(), "down".to_owned()],
            default: Some("up".to_owned()),
            limits: vec!["at least 1".to_owned()],
        };
        assert_eq!(
            parameter(&param),
            "- `sort` (any JSON, one of `up`, `down`, default `up`, at least 1): The order"
        );
        assert_eq!(
            param_docs(&param),
            [
                "`sort`: The order",
                "Documented values: `up`, `down`. Default: `up`. Limits: at least 1.",
            ]
        );
    }

    #[test]
    fn refusals_say_what_the_documents_say() {
        let refusal = |status, phrase: Option<&str>, description: Option<&str>| Refusal {
            status,
            phrase: phrase.map(str::to_owned),
            description: description.map(str::to_owned),
        };
        let refusals = [
            refusal(404, Some("Not Found"), Some("no such shelf")),
            refusal(409, None, Some("taken")),
            refusal(422, None, None),
        ];
        assert_eq!(
            statuses(&refusals),
            "- 404 Not Found: no such shelf\n- 409 taken\n- 422"
        );
    }
}

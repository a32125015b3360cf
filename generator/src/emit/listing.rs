//! A spec as one flat list of operations with their parameters, for programs that compare lists.
//!
//! What comes in: a validated [`ApiSpec`]. What goes out: a JSON value whose keys are in a fixed
//! order. Other than OpenAPI, which takes `/a/{id}` and `/a/{book_id}` for one path with one name,
//! the list keeps each operation's own names. Nothing is added that the spec does not say.

use std::collections::BTreeSet;

use docbind_spec::{
    ApiSpec, Field, FieldPresence, Location, Operation, Parameter, PathTemplate, Piece, Presence,
    Schema, TypeDef,
};
use serde::Serialize;
use serde_json::Value;

/// The list.
#[derive(Serialize)]
struct Listing<'a> {
    operations: Vec<Listed<'a>>,
}

/// An operation.
#[derive(Serialize)]
struct Listed<'a> {
    method: &'a str,
    /// With its placeholders in braces, without the base path.
    path: String,
    id: &'a str,
    resource: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    /// The sections of the documents, `file#anchor`.
    sources: Vec<&'a str>,
    params: Vec<Param<'a>>,
}

/// A parameter, or a field within one.
#[derive(Serialize)]
struct Param<'a> {
    /// Its name; that of a field follows the name of what holds it after a dot.
    name: String,
    #[serde(rename = "in")]
    location: Location,
    /// Nothing where the documents do not say.
    required: Option<bool>,
    #[serde(rename = "type")]
    schema: &'a Schema,
    /// `example` where no text names it.
    #[serde(rename = "ev", skip_serializing_if = "Option::is_none")]
    evidence: Option<&'static str>,
}

/// The operations of a spec in order, each with its parameters: those of the path first, then as
/// the documents have them. Fields of objects that are sent follow the parameter which holds
/// them, as `address.city`; within one parameter each named type is opened once.
///
/// ```
/// use docbind::emit::listing::operations;
/// use docbind::pipeline::{ReadOptions, read_docs};
/// use docbind::source::{SourceFile, SourceSet};
/// let text = "## Get a book\n\n```\nGET /books/:isbn\n```\n";
/// let pages = SourceSet::new(vec![SourceFile { path: "a.md".to_owned(), text: text.to_owned() }]);
/// let spec = read_docs(&pages, &ReadOptions { name: "library".to_owned(), ..Default::default() }).spec;
/// let list = operations(&spec)?;
/// assert_eq!(list["operations"][0]["path"], "/books/{isbn}");
/// assert_eq!(list["operations"][0]["params"][0]["name"], "isbn");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// None that is known: a spec is made of texts, numbers and lists, which JSON takes.
pub fn operations(spec: &ApiSpec) -> serde_json::Result<Value> {
    let operations = spec.operations.iter();
    let listing = Listing {
        operations: operations.map(|one| listed(spec, one)).collect(),
    };
    serde_json::to_value(listing)
}

fn listed<'a>(spec: &'a ApiSpec, operation: &'a Operation) -> Listed<'a> {
    let path = PathTemplate::parse(&operation.path);
    let mut params = of_path(&path, operation);
    for parameter in &operation.parameters {
        if parameter.location != Location::Path {
            params.push(param(parameter));
            let mut within = Within::new(&spec.types, parameter.location);
            within.open(&parameter.name, &parameter.schema);
            params.extend(within.fields);
        }
    }
    let body = operation.request_body.as_ref();
    if let Some(whole) = body.and_then(|body| body.schema.as_ref()) {
        let mut within = Within::new(&spec.types, Location::Body);
        within.open("", whole);
        params.extend(within.fields);
    }
    let sections = operation.sections.iter();
    Listed {
        method: operation.method.as_str(),
        path: in_braces(&path),
        id: &operation.id,
        resource: &operation.resource,
        title: operation.sections.first().map(|one| one.title.as_str()),
        sources: sections.map(|one| one.source.0.as_str()).collect(),
        params,
    }
}

/// A path as most tools write it.
fn in_braces(path: &PathTemplate) -> String {
    let mut text = String::new();
    for segment in path.segments() {
        text.push('/');
        for piece in segment.pieces() {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Placeholder(name) | Piece::Wildcard(name) => {
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                }
            }
        }
    }
    text
}

/// The placeholders in the order of the path, documented or not.
fn of_path<'a>(path: &PathTemplate, operation: &'a Operation) -> Vec<Param<'a>> {
    let mut seen = BTreeSet::new();
    let names = path.placeholders().filter(|name| seen.insert(*name));
    names
        .map(|name| {
            let documented = operation
                .parameters
                .iter()
                .find(|one| one.location == Location::Path && one.name == name);
            Param {
                name: name.to_owned(),
                location: Location::Path,
                required: Some(true),
                schema: documented.map_or(&Schema::String, |one| &one.schema),
                evidence: None,
            }
        })
        .collect()
}

fn param(parameter: &Parameter) -> Param<'_> {
    Param {
        name: parameter.name.clone(),
        location: parameter.location,
        required: match parameter.presence {
            Presence::Required => Some(true),
            Presence::Optional => Some(false),
            Presence::Unstated => None,
        },
        schema: &parameter.schema,
        evidence: parameter.is_only_shown().then_some("example"),
    }
}

/// The fields within one parameter.
struct Within<'a> {
    types: &'a [TypeDef],
    location: Location,
    opened: BTreeSet<&'a str>,
    fields: Vec<Param<'a>>,
}

impl<'a> Within<'a> {
    fn new(types: &'a [TypeDef], location: Location) -> Self {
        Self {
            types,
            location,
            opened: BTreeSet::new(),
            fields: Vec::new(),
        }
    }

    /// Adds the fields of the objects that a type admits.
    fn open(&mut self, holder: &str, schema: &'a Schema) {
        match schema {
            Schema::Array(items) => self.open(holder, items),
            Schema::OneOf(options) => {
                for option in options {
                    self.open(holder, option);
                }
            }
            Schema::Ref(name) if self.opened.insert(name) => {
                let definition = self.types.iter().find(|one| one.name == *name);
                for field in definition.map_or(&[][..], |one| &one.fields) {
                    self.add(holder, field);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, holder: &str, field: &'a Field) {
        let name = if holder.is_empty() {
            field.name.clone()
        } else {
            format!("{holder}.{}", field.name)
        };
        self.fields.push(Param {
            name: name.clone(),
            location: self.location,
            required: field.presence.map(|it| it == FieldPresence::Required),
            schema: &field.schema,
            evidence: field.evidence.is_empty().then_some("example"),
        });
        self.open(&name, &field.schema);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{ReadOptions, read_docs};
    use crate::source::{SourceFile, SourceSet};

    fn list(text: &str) -> Vec<(String, Vec<String>)> {
        let pages = SourceSet::new(vec![SourceFile {
            path: "books.md".to_owned(),
            text: text.to_owned(),
        }]);
        let options = ReadOptions {
            name: "library".to_owned(),
            ..Default::default()
        };
        let spec = read_docs(&pages, &options).spec;
        let list = operations(&spec).unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let param = |one: &Value| {
            format!(
                "{} {} {} {}",
                text(&one["in"]),
                text(&one["name"]),
                one["required"],
                text(&one["ev"])
            )
        };
        let operations = list["operations"].as_array().unwrap().iter();
        operations
            .map(|one| {
                let params = one["params"].as_array().unwrap().iter().map(param);
                let params = params.map(|line| line.trim_end().to_owned()).collect();
                (
                    format!("{} {}", text(&one["method"]), text(&one["path"])),
                    params,
                )
            })
            .collect()
    }

    #[test]
    fn each_operation_keeps_its_own_names() {
        let pages = "## Change a book\n\n    PUT /books/:id\n\n\
            ## Delete a book\n\n    DELETE /books/:book_id\n\n\
            ## Read a file\n\n    GET /files/*path\n";
        let expected = [
            ("DELETE /books/{book_id}", "path book_id true"),
            ("GET /files/{path}", "path path true"),
            ("PUT /books/{id}", "path id true"),
        ];
        let mut found = list(pages);
        found.sort();
        let expected = expected.map(|(head, param)| (head.to_owned(), vec![param.to_owned()]));
        assert_eq!(found, expected);
    }

    #[test]
    fn fields_follow_what_holds_them_and_say_what_only_an_example_shows() {
        let page = "## Add a book\n\n    POST /books\n\n\
            | Parameter | Type | Required |\n|---|---|---|\n\
            | `title` | string | yes |\n| `shelf` | object | no |\n\n\
            Request:\n\n```json\n{\"title\": \"A\", \"shelf\": {\"room\": 3}, \"pages\": 9}\n```\n";
        let expected = [
            "body title true",
            "body shelf false",
            "body shelf.room null example",
            "body pages null example",
        ];
        let params = expected.map(str::to_owned).to_vec();
        assert_eq!(list(page), [("POST /books".to_owned(), params)]);
    }
}

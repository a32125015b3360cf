//! A spec without the documents' own words.
//!
//! What comes in: a validated [`ApiSpec`]. What goes out: a spec with the same operations,
//! parameters, types and conventions, but no sentence of the documents: descriptions are left
//! out, headings are made from the operations' names, and every free text in an example is
//! replaced by a placeholder that looks alike. What never happens here: no key, number, boolean,
//! null, length, enumeration value or status phrase changes.
//!
//! Placeholders are numbered in the order of first occurrence, one table for the whole spec:
//! equal texts stay equal wherever they stand, different texts stay different.

mod call;
mod class;
mod headings;
mod invalid;
mod table;

use std::sync::Arc;

use docbind_spec::{
    ApiSpec, Content, Conventions, Example, ExampleBody, Ignored, Operation, Parameter, Source,
};

use headings::{Headings, words};
use table::Table;

use crate::emit::markdown::{HOME, heading, identifiers_heading, scheme_heading, section_of};

/// What takes the place of every documented condition.
const CONDITION: &str = "conditional";

/// The facts of a spec. Doing it twice changes nothing more.
pub fn strip(spec: &ApiSpec) -> ApiSpec {
    let headings = Headings::new(spec);
    let mut table = Table::new(spec);
    let mut facts = spec.clone();
    facts.content = Content::Facts;
    facts.title = Some(format!("{} API", words(&spec.name)).replace("api API", "API"));
    for (number, operation) in facts.operations.iter_mut().enumerate() {
        strip_operation(&mut table, &headings, number, operation);
    }
    strip_conventions(&mut table, &mut facts.api);
    for definition in &mut facts.types {
        let mut sources: Vec<Source> = Vec::new();
        for source in &definition.sources {
            let source = headings.anywhere(source);
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        definition.sources = sources;
        for field in &mut definition.fields {
            field.description = None;
            for evidence in &mut field.evidence {
                evidence.source = headings.anywhere(&evidence.source);
            }
        }
    }
    facts.ignored = ignored(&headings, &spec.ignored);
    facts
}

fn strip_operation(
    table: &mut Table,
    headings: &Headings,
    number: usize,
    operation: &mut Operation,
) {
    let old = operation.clone();
    let source = |source: &Source| headings.source(number, &old, source);
    for section in &mut operation.sections {
        if let Some((title, source)) = headings.section(number, &section.source) {
            section.title.clone_from(title);
            section.source = source.clone();
        }
        section.description = None;
    }
    for parameter in &mut operation.parameters {
        strip_parameter(parameter);
        for evidence in &mut parameter.evidence {
            evidence.source = source(&evidence.source);
        }
    }
    for call in &mut operation.calls {
        call::strip(table, &old, call);
        call.source = source(&call.source);
    }
    if let Some(body) = &mut operation.request_body {
        for example in &mut body.examples {
            strip_example(table, example);
            example.source = source(&example.source);
        }
    }
    for response in &mut operation.responses {
        response.description = None;
        for header in &mut response.headers {
            header.description = None;
        }
        for example in &mut response.examples {
            strip_example(table, example);
            example.source = source(&example.source);
        }
    }
    for correction in &mut operation.corrections {
        correction.source = source(&correction.source);
    }
}

fn strip_parameter(parameter: &mut Parameter) {
    parameter.description = None;
    if parameter.condition.is_some() {
        parameter.condition = Some(CONDITION.to_owned());
    }
}

fn strip_example(table: &mut Table, example: &mut Example) {
    strip_body(table, Arc::make_mut(&mut example.body));
}

fn strip_body(table: &mut Table, body: &mut ExampleBody) {
    match body {
        ExampleBody::Json(value) => *value = table.value("", value),
        ExampleBody::Text(text) => *text = table.text("text", text),
        ExampleBody::Invalid(invalid) => {
            invalid.text = invalid::text(table, &invalid.text);
            invalid.repaired = invalid
                .repaired
                .as_ref()
                .map(|value| table.value("", value));
        }
    }
}

/// Conventions in our own words, with the sources that the rendered pages give them.
fn strip_conventions(table: &mut Table, api: &mut Conventions) {
    let home = |heading: &str| section_of(HOME, heading);
    for scheme in &mut api.security {
        scheme.title = Some(words(&scheme.id));
        scheme.source = section_of(HOME, &scheme_heading(scheme));
    }
    if let Some(sudo) = &mut api.sudo {
        sudo.source = home(heading::SUDO);
    }
    for rule in &mut api.success {
        rule.source = home(heading::STATUSES);
    }
    for status in &mut api.statuses {
        status.description = None;
        status.source = home(heading::STATUSES);
    }
    if let Some(paging) = &mut api.paging {
        for header in &mut paging.headers {
            header.description = None;
        }
        paging.source = home(heading::PAGING);
    }
    for shape in &mut api.errors {
        strip_body(table, &mut shape.example);
        shape.source = home(heading::ERRORS);
    }
    if let Some(identifiers) = &mut api.identifiers {
        identifiers.source = home(&identifiers_heading(identifiers));
    }
}

/// The ignored blocks, those of one section together.
fn ignored(headings: &Headings, blocks: &[Ignored]) -> Vec<Ignored> {
    let mut kept: Vec<Ignored> = Vec::new();
    for block in blocks {
        let source = headings.anywhere(&block.source);
        let same = kept.iter_mut().find(|known| {
            known.source == source && known.block == block.block && known.reason == block.reason
        });
        match same {
            Some(known) => known.count += block.count,
            None => kept.push(Ignored {
                source,
                ..block.clone()
            }),
        }
    }
    kept
}

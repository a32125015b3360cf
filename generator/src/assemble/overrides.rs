//! Human decisions, applied to sections before they are merged; the documented value stays
//! beside each.

use docbind_spec::{
    Change, Correction, Evidence, Location, Method, Operation, Override, Overrides, Parameter,
    ParameterChange, PathTemplate, Presence, Response, Schema, Source, StatusOrigin, Witness,
};
use serde_json::{Value, json};

use super::ReadPage;
use super::operation::Merged;
use super::sections::SectionOperation;
use crate::diag::{Diagnostic, Rule};
use crate::extract::facts::ExampleFact;
use crate::source::{FileId, Span};

/// Applies what concerns a section's request; keeps the rest for [`finish`]. A decision that
/// matches nothing is a finding.
pub(super) fn apply(
    found: &mut Vec<SectionOperation<'_>>,
    overrides: &Overrides,
    pages: &[ReadPage],
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Sections are found by what the documents say, whatever other decisions change.
    let documented: Vec<_> = found
        .iter()
        .map(|section| (section.source.clone(), section.method, section.path.clone()))
        .collect();
    let mut ignored = Vec::new();
    for decision in &overrides.overrides {
        let mut hits = hits(decision, &documented);
        if decision.set == Change::RemoveExamples {
            hits.retain(|number| found[*number].answers().any(ExampleFact::is_success));
        }
        if hits.is_empty() {
            diagnostics.push(unused(decision, pages));
        }
        for number in hits {
            if decision.set == Change::Ignore {
                ignored.push(number);
            }
            change(&mut found[number], decision);
        }
    }
    let mut number = 0;
    found.retain(|_| {
        number += 1;
        !ignored.contains(&(number - 1))
    });
}

/// What the documents say of a section's request.
type Documented = (Source, Method, PathTemplate);

/// The sections that a decision is about, by number.
fn hits(decision: &Override, documented: &[Documented]) -> Vec<usize> {
    let is_meant = |(_, method, path): &Documented| {
        let wanted = decision.path.as_deref();
        decision.method.is_none_or(|wanted| wanted == *method)
            && wanted.is_none_or(|wanted| wanted == path.as_str())
    };
    let chosen = |at: &dyn Fn(&Source) -> bool| -> Vec<usize> {
        let all = documented.iter().enumerate();
        let found = all.filter(|(_, section)| at(&section.0) && is_meant(section));
        found.map(|(number, _)| number).collect()
    };
    let exact = chosen(&|source| *source == decision.at);
    let whole_page = decision.at.page() == decision.at.0;
    if !exact.is_empty() || !whole_page || decision.path.is_none() {
        return exact;
    }
    // The page says where the operation is documented; what concerns all of it is said once.
    let mut found = chosen(&|source| source.page() == decision.at.page());
    if !concerns_section(&decision.set) {
        found.truncate(1);
    }
    found
}

/// Whether a change is about the request that a section shows, not about the whole operation.
fn concerns_section(change: &Change) -> bool {
    matches!(
        change,
        Change::Method(_) | Change::Path(_) | Change::RemoveExamples | Change::Ignore
    )
}

fn unused(decision: &Override, pages: &[ReadPage]) -> Diagnostic {
    let page = pages
        .iter()
        .position(|read| read.page.path == decision.at.page())
        .unwrap_or(0);
    let span = Span {
        file: FileId(page),
        range: 0..0,
    };
    let method = decision.method.map(|method| format!("{method} "));
    let request = decision.path.as_deref();
    let request = request.map(|path| format!(", `{}{path}`,", method.unwrap_or_default()));
    let message = format!(
        "override for `{}`{} matches nothing",
        decision.at,
        request.unwrap_or_default()
    );
    Diagnostic::new(Rule::UnusedOverride, span, message)
        .help("no section of this address documents such an operation; correct the address or remove the override")
}

fn change(section: &mut SectionOperation<'_>, decision: &Override) {
    let documented = match &decision.set {
        Change::Method(method) => Some((
            "method",
            json!(std::mem::replace(&mut section.method, *method)),
        )),
        Change::Path(path) => {
            let before = std::mem::replace(&mut section.path, PathTemplate::parse(path));
            Some(("path", json!(before.as_str())))
        }
        Change::RemoveExamples => {
            let shown = section.answers().filter(|example| example.is_success());
            Some(("examples of success", json!(shown.count())))
        }
        _ => None,
    };
    if let Some((subject, documented)) = documented {
        section
            .corrections
            .push(correction(section, subject, documented, &decision.reason));
    }
    section
        .changes
        .push((decision.set.clone(), decision.reason.clone()));
}

pub(super) fn correction(
    section: &SectionOperation<'_>,
    subject: &str,
    documented: Value,
    reason: &str,
) -> Correction {
    Correction {
        source: section.source.clone(),
        subject: subject.to_owned(),
        documented,
        reason: reason.to_owned(),
    }
}

/// Applies what concerns the whole operation.
pub(super) fn finish(operation: &mut Operation, merged: &Merged<'_>) {
    for section in &merged.sections {
        for (change, reason) in &section.changes {
            let done = match change {
                Change::SuccessStatus(status) => Some(success(operation, *status)),
                Change::Parameter(change) => Some(parameter(operation, change, section)),
                Change::RemoveParameter(name) => Some(remove(operation, name)),
                Change::Resource(resource) => Some((
                    "resource".to_owned(),
                    json!(std::mem::replace(&mut operation.resource, resource.clone())),
                )),
                _ => None,
            };
            if let Some((subject, documented)) = done {
                operation
                    .corrections
                    .push(correction(section, &subject, documented, reason));
            }
        }
    }
}

fn success(operation: &mut Operation, status: u16) -> (String, Value) {
    let at = operation
        .responses
        .iter()
        .position(|response| (200..300).contains(&response.status));
    let documented = at.map_or(Value::Null, |at| json!(operation.responses[at].status));
    match at {
        Some(at) => {
            operation.responses[at].status = status;
            operation.responses[at].origin = StatusOrigin::Override;
        }
        None => operation.responses.push(Response {
            status,
            origin: StatusOrigin::Override,
            description: None,
            headers: Vec::new(),
            media_type: None,
            schema: None,
            like: None,
            stream: false,
            examples: Vec::new(),
        }),
    }
    operation.responses.sort_by_key(|response| response.status);
    ("success status".to_owned(), documented)
}

fn parameter(
    operation: &mut Operation,
    change: &ParameterChange,
    section: &SectionOperation<'_>,
) -> (String, Value) {
    let subject = format!("parameter {}", change.name);
    let evidence = Evidence {
        witness: Witness::Override,
        source: section.source.clone(),
    };
    let at = operation
        .parameters
        .iter()
        .position(|parameter| parameter.name == change.name);
    let documented = at.map_or(Value::Null, |at| described(&operation.parameters[at]));
    let parameter = match at {
        Some(at) => &mut operation.parameters[at],
        None => {
            operation.parameters.push(new_parameter(&change.name));
            let last = operation.parameters.len() - 1;
            &mut operation.parameters[last]
        }
    };
    if let Some(name) = &change.rename {
        parameter.name.clone_from(name);
    }
    parameter.location = change.location.unwrap_or(parameter.location);
    if let Some(presence) = change.presence {
        parameter.presence = presence;
        parameter.condition = None;
    }
    if let Some(schema) = &change.schema {
        parameter.schema = schema.clone();
        parameter.typed_by = Some(Witness::Override);
    }
    parameter.array_style = change.array_style.or(parameter.array_style);
    if change.default.is_some() {
        parameter.default.clone_from(&change.default);
    }
    parameter.evidence.push(evidence);
    (subject, documented)
}

fn new_parameter(name: &str) -> Parameter {
    Parameter {
        name: name.to_owned(),
        location: Location::Query,
        presence: Presence::Optional,
        presence_by: None,
        condition: None,
        schema: Schema::String,
        typed_by: None,
        default: None,
        limits: None,
        array_style: None,
        description: None,
        evidence: Vec::new(),
    }
}

fn described(parameter: &Parameter) -> Value {
    json!({
        "name": parameter.name,
        "location": parameter.location,
        "presence": parameter.presence,
        "schema": parameter.schema,
    })
}

fn remove(operation: &mut Operation, name: &str) -> (String, Value) {
    let at = operation
        .parameters
        .iter()
        .position(|parameter| parameter.name == name);
    let documented = at.map_or(Value::Null, |at| {
        described(&operation.parameters.remove(at))
    });
    (format!("parameter {name}"), documented)
}

//! Further paths of operations, as people say them.
//!
//! What comes in: operations with their own paths, and the decisions about their sections. What
//! goes out: the aliases that lead to one operation each, and a finding about any other.

use std::collections::BTreeSet;

use docbind_spec::{Change, Conventions, Method, Operation, PathTemplate};
use serde_json::Value;

use super::ReadPage;
use super::operation::Merged;
use super::overrides::correction;
use super::sections::SectionOperation;
use crate::diag::{Diagnostic, Rule};
use crate::source::{FileId, Span};

/// Gives operations their aliases.
pub(super) fn apply(
    operations: &mut [Operation],
    merged: &[Merged<'_>],
    api: &Conventions,
    pages: &[ReadPage],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let requests = operations.iter().map(Operation::anonymous_request);
    let mut taken: BTreeSet<(Method, String)> = requests.collect();
    for (operation, group) in operations.iter_mut().zip(merged) {
        for (section, alias, reason) in wanted(group) {
            if let Some(fault) = fault(operation, alias, api, &mut taken) {
                let message = format!("alias `{alias}` of `{}` {fault}", section.source);
                let span = span(section, pages);
                diagnostics.push(
                    Diagnostic::new(Rule::UnusedOverride, span, message)
                        .help("correct the alias or remove the override"),
                );
                continue;
            }
            operation.aliases.push(alias.to_owned());
            let subject = format!("alias {alias}");
            let correction = correction(section, &subject, Value::Null, reason);
            operation.corrections.push(correction);
        }
    }
}

fn wanted<'m>(
    merged: &'m Merged<'_>,
) -> impl Iterator<Item = (&'m SectionOperation<'m>, &'m str, &'m str)> {
    merged.sections.iter().flat_map(|section| {
        let changes = section.changes.iter();
        changes.filter_map(move |(change, reason)| match change {
            Change::Alias(path) => Some((section, path.as_str(), reason.as_str())),
            _ => None,
        })
    })
}

/// Why the operation cannot be answered there, if it cannot.
fn fault(
    operation: &Operation,
    alias: &str,
    api: &Conventions,
    taken: &mut BTreeSet<(Method, String)>,
) -> Option<String> {
    let template = PathTemplate::parse(alias);
    let own = PathTemplate::parse(&operation.path);
    if names(&template) != names(&own) {
        return Some(format!("has other placeholders than `{own}`"));
    }
    if api.is_rooted(alias) != api.is_rooted(&operation.path) {
        return Some(format!("stands below another root than `{own}`"));
    }
    let request = (operation.method, template.anonymous());
    (!taken.insert(request)).then(|| "leads to an operation already".to_owned())
}

/// The names of the placeholders, each as often as it stands there.
fn names(path: &PathTemplate) -> Vec<&str> {
    let mut names: Vec<&str> = path.placeholders().collect();
    names.sort_unstable();
    names
}

fn span(section: &SectionOperation<'_>, pages: &[ReadPage]) -> Span {
    let page = pages.get(section.page);
    let request = section.requests.first();
    match (page, request) {
        (Some(page), Some(request)) => page.page.span(request.range.clone()),
        _ => Span {
            file: FileId(section.page),
            range: 0..0,
        },
    }
}

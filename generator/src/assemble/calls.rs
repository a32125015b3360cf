//! Documented calls, and where they contradict their request line.

use docbind_spec::{Call, Conventions, Credential, Method, PathTemplate};

use super::ReadPage;
use super::base::Base;
use super::operation::Merged;
use crate::diag::{Diagnostic, Rule};
use crate::source::Span;

/// The curl commands of all sections.
pub(super) fn collect(
    merged: &Merged<'_>,
    pages: &[ReadPage],
    api: &Conventions,
    base: &Base,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Call> {
    let mut calls = Vec::new();
    for section in &merged.sections {
        for (curl, range) in &section.endpoint.curls {
            let path = base.relative(&curl.url.path);
            if let Some(page) = pages.get(section.page) {
                let span = page.page.span(range.clone());
                diagnostics.extend(contradiction(merged, curl.method, &path, span.clone()));
                let headers = curl.headers.iter().map(|header| header.name.as_str());
                diagnostics.extend(headers.filter_map(|name| misspelt(name, api, span.clone())));
            }
            calls.push(Call {
                source: section.source.clone(),
                method: curl.method,
                path,
                query: curl.url.pairs(),
                headers: curl.headers.clone(),
                body: curl.body.clone(),
            });
        }
    }
    calls
}

/// A header that is that of a credential but for its dashes.
fn misspelt(name: &str, api: &Conventions, span: Span) -> Option<Diagnostic> {
    let flat = |name: &str| name.replace('_', "-").to_lowercase();
    let credentials = api.security.iter().flat_map(|scheme| &scheme.credentials);
    let documented = credentials.filter_map(|credential| match credential {
        Credential::Header(header) => Some(header.as_str()),
        Credential::Query(_) | Credential::Bearer | Credential::Parameter(_) => None,
    });
    let meant = { documented }.find(|header| flat(header) == flat(name))?;
    (!meant.eq_ignore_ascii_case(name)).then(|| {
        let message = format!("curl sends the header `{name}`, the credential goes into `{meant}`");
        Diagnostic::new(Rule::MisspeltHeader, span, message).help(format!(
            "write `{meant}`; a server takes the other for a header it does not know"
        ))
    })
}

fn contradiction(
    merged: &Merged<'_>,
    method: Method,
    path: &str,
    span: Span,
) -> Option<Diagnostic> {
    if !fits(path, &merged.path) {
        let message = format!(
            "curl calls `{path}`, the request line says `{}`",
            merged.path.as_str()
        );
        return Some(Diagnostic::new(Rule::PathMismatch, span, message));
    }
    if method != merged.method {
        let message = format!(
            "curl sends {method}, the request line says {}",
            merged.method
        );
        return Some(Diagnostic::new(Rule::MethodMismatch, span, message));
    }
    None
}

/// Whether a path is one of a template, segment by segment.
pub(super) fn fits(path: &str, template: &PathTemplate) -> bool {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let segments = template.segments();
    parts.len() == segments.len()
        && parts
            .iter()
            .zip(segments)
            .all(|(part, segment)| segment.as_literal().is_none_or(|literal| literal == *part))
}

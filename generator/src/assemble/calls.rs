//! Documented calls, and where they contradict their request line.

use std::ops::Range;

use docbind_spec::{Call, Conventions, Credential, Method, PathTemplate};

use super::ReadPage;
use super::base::Base;
use super::operation::Merged;
use super::sections::SectionOperation;
use crate::diag::{Diagnostic, Edit, Rule};
use crate::extract::curl::{Curl, MethodPlace, Places};
use crate::extract::facts::Request;
use crate::markdown::Page;

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
        for (curl, places) in &section.endpoint.curls {
            let path = base.relative(&curl.url.path);
            if !fits(&path, &merged.path) && is_of_another(&path, section, base) {
                continue;
            }
            if let Some(page) = pages.get(section.page) {
                let command = Command {
                    curl,
                    places,
                    page: &page.page,
                };
                let sure = section.endpoint.requests.len() == 1;
                diagnostics.extend(command.contradiction(merged, &path, sure));
                diagnostics.extend(command.misspelt(api));
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

/// Whether a command belongs to another request line of its section: it fits that one, or it fits
/// none and that one is the first.
fn is_of_another(path: &str, section: &SectionOperation<'_>, base: &Base) -> bool {
    let all = &section.endpoint.requests;
    let start = |request: &Request| request.range.start;
    let is_first = all.first().map(start) == section.requests.first().map(|own| start(own));
    let fitting = |request: &Request| {
        let other = PathTemplate::parse(&base.relative(&request.url.path));
        other != section.path && fits(path, &other)
    };
    all.iter().any(fitting) || !is_first
}

/// A command on its page.
struct Command<'a> {
    curl: &'a Curl,
    places: &'a Places,
    page: &'a Page,
}

impl Command<'_> {
    /// Headers that are that of a credential but for their dashes.
    fn misspelt(&self, api: &Conventions) -> Vec<Diagnostic> {
        let names = self.curl.headers.iter().map(|header| header.name.as_str());
        let places = self.places.headers.iter();
        names
            .zip(places)
            .filter_map(|(name, place)| {
                let meant = meant(name, api)?;
                let message =
                    format!("curl sends the header `{name}`, the credential goes into `{meant}`");
                let span = place.as_ref().unwrap_or(&self.places.whole);
                let finding = Diagnostic::new(
                    Rule::MisspeltHeader,
                    self.page.span(span.clone()),
                    message,
                )
                .help(format!(
                    "write `{meant}`; a server takes the other for a header it does not know"
                ));
                Some(match place {
                    Some(range) => finding.repair(self.edit(range.clone(), meant)),
                    None => finding,
                })
            })
            .collect()
    }

    /// `sure` says whether the section has one request line only, which the command must mean.
    fn contradiction(&self, merged: &Merged<'_>, path: &str, sure: bool) -> Option<Diagnostic> {
        let whole = || self.page.span(self.places.whole.clone());
        if !fits(path, &merged.path) {
            let message = format!(
                "curl calls `{path}`, the request line says `{}`",
                merged.path.as_str()
            );
            return Some(Diagnostic::new(Rule::PathMismatch, whole(), message));
        }
        let (sent, meant) = (self.curl.method, merged.method);
        if sent == meant {
            return None;
        }
        let message = format!("curl sends {sent}, the request line says {meant}");
        let span = match &self.places.method {
            MethodPlace::Given(range) => self.page.span(range.clone()),
            MethodPlace::Implied(_) | MethodPlace::Unsure => whole(),
        };
        let finding = Diagnostic::new(Rule::MethodMismatch, span, message);
        // With `--request HEAD` curl waits for a body that never comes, and with GET it would send
        // one that nobody reads.
        let odd = meant == Method::Head || meant == Method::Get && self.curl.body.is_some();
        let edit = match &self.places.method {
            _ if !sure || odd => None,
            MethodPlace::Given(range) => Some(self.edit(range.clone(), &meant.to_string())),
            MethodPlace::Implied(name) => {
                Some(self.edit(name.end..name.end, &format!(" --request {meant}")))
            }
            MethodPlace::Unsure => None,
        };
        Some(match edit {
            Some(edit) => finding.repair(edit),
            None => finding,
        })
    }

    fn edit(&self, range: Range<usize>, text: &str) -> Edit {
        Edit {
            span: self.page.span(range),
            text: text.to_owned(),
        }
    }
}

/// The header of a credential that a name is but for its dashes. Case alone makes no other header.
fn meant<'a>(name: &str, api: &'a Conventions) -> Option<&'a str> {
    let flat = |name: &str| name.replace('_', "-").to_lowercase();
    let credentials = api.security.iter().flat_map(|scheme| &scheme.credentials);
    let documented = credentials.filter_map(|credential| match credential {
        Credential::Header(header) => Some(header.as_str()),
        Credential::Query(_) | Credential::Bearer | Credential::Parameter(_) => None,
    });
    let meant = { documented }.find(|header| flat(header) == flat(name))?;
    (!meant.eq_ignore_ascii_case(name)).then_some(meant)
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

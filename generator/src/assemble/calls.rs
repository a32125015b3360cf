//! Documented calls, and where they contradict their request line.

use std::collections::BTreeMap;
use std::ops::Range;

use docbind_spec::{Call, Conventions, Credential, Method, PathTemplate, Piece, Segment, Witness};

use super::ReadPage;
use super::base::Base;
use super::operation::Merged;
use super::sections::SectionOperation;
use crate::diag::{Diagnostic, Edit, Rule};
use crate::extract::curl::{Curl, MethodPlace, Places};
use crate::extract::facts::Request;
use crate::few;
use crate::markdown::Page;

/// The paths of all operations, found by how a path is made: among them one finds what a command
/// calls that does not call the operation of its own section.
pub(super) struct Documented<'a>(BTreeMap<Make<'a>, Vec<&'a PathTemplate>>);

/// What the paths of one template have in common: the method, how many segments there are, and
/// the first one. Nothing stands for a number where a wildcard takes any, and for a first segment
/// that takes any text.
type Make<'a> = (Method, Option<usize>, Option<&'a str>);

impl<'a> Documented<'a> {
    /// Those of these operations.
    pub(super) fn new(all: &'a [Merged<'_>]) -> Self {
        let mut paths: BTreeMap<Make<'a>, Vec<&PathTemplate>> = BTreeMap::new();
        for Merged { method, path, .. } in all {
            let segments = path.segments();
            let count = (!segments.iter().any(is_wildcard)).then_some(segments.len());
            let first = segments.first().and_then(Segment::as_literal);
            paths.entry((*method, count, first)).or_default().push(path);
        }
        Self(paths)
    }

    /// Whether there is an operation of this method and path.
    fn has(&self, method: Method, path: &str) -> bool {
        let parts = parts(path);
        [None, Some(parts.len())].into_iter().any(|count| {
            [None, parts.first().copied()].into_iter().any(|first| {
                let alike = self.0.get(&(method, count, first));
                let mut alike = alike.into_iter().flatten();
                alike.any(|template| parts_fit(&parts, template.segments()))
            })
        })
    }
}

/// The curl commands of all sections of an operation.
pub(super) fn collect(
    merged: &Merged<'_>,
    all: &Documented<'_>,
    pages: &[ReadPage],
    api: &Conventions,
    base: &Base,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Call> {
    let mut calls = Vec::new();
    for section in &merged.sections {
        let curls = &section.endpoint.curls;
        let path_of = |curl: &Curl| base.relative(&curl.url.path);
        let is_own =
            |curl: &Curl| curl.method == merged.method && fits(&path_of(curl), &merged.path);
        let shown = curls.iter().any(|(curl, _)| is_own(curl));
        for (curl, places) in curls {
            let Some(page) = pages.get(section.page) else {
                continue;
            };
            let path = path_of(curl);
            let command = Command {
                curl,
                places,
                page: &page.page,
            };
            diagnostics.extend(command.misspelt(api));
            if !is_own(curl) {
                let documented = all.has(curl.method, &path);
                if shown && documented || is_of_another(curl, &path, section) {
                    continue;
                }
                let sure = section.endpoint.requests.len() == 1 && !documented;
                diagnostics.extend(command.contradiction(merged, &path, sure));
            }
            let call = Call {
                source: section.source.clone(),
                method: curl.method,
                path,
                query: curl.url.pairs(),
                headers: curl.headers.clone(),
                body: curl.body.clone(),
            };
            few::push(&mut calls, call);
        }
    }
    calls
}

/// Whether a command belongs to another request line of its section: it fits that one, or it fits
/// none and that one is the first.
fn is_of_another(curl: &Curl, path: &str, section: &SectionOperation<'_>) -> bool {
    let all = &section.endpoint.requests;
    let own = |request: &Request| {
        let mut own = section.requests.iter();
        own.any(|known| known.range == request.range)
    };
    let fitting = |(request, other): (&Request, &PathTemplate)| {
        let same_path = *other == section.path;
        (!same_path || request.method == curl.method) && !own(request) && fits(path, other)
    };
    all.iter().zip(&section.lines.paths).any(fitting) || !all.first().is_some_and(own)
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

    /// `sure` says whether the command must mean the section's request line.
    fn contradiction(&self, merged: &Merged<'_>, path: &str, sure: bool) -> Option<Diagnostic> {
        let whole = || self.page.span(self.places.whole.clone());
        if !fits(path, &merged.path) {
            let message = format!(
                "{} calls `{path}`, the request line says `{}`",
                self.caller(),
                merged.path.as_str()
            );
            return Some(
                Diagnostic::new(Rule::PathMismatch, whole(), message)
                    .help("one of the two is wrong: correct it, or write an override"),
            );
        }
        let (sent, meant) = (self.curl.method, merged.method);
        if sent == meant {
            return None;
        }
        let message = format!(
            "{} sends {sent}, the request line says {meant}",
            self.caller()
        );
        let span = match &self.places.method {
            MethodPlace::Given(range) => self.page.span(range.clone()),
            MethodPlace::Implied(_) | MethodPlace::Unsure => whole(),
        };
        let finding = Diagnostic::new(Rule::MethodMismatch, span, message)
            .help("one of the two is wrong: correct it, or write an override");
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

    const fn caller(&self) -> &'static str {
        match self.curl.witness {
            Witness::Example => "the example",
            _ => "curl",
        }
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

/// Whether a path is one of a template, segment by segment; a wildcard takes one or more.
pub(super) fn fits(path: &str, template: &PathTemplate) -> bool {
    parts_fit(&parts(path), template.segments())
}

/// What stands between the slashes of a path.
fn parts(path: &str) -> Vec<&str> {
    path.trim_matches('/').split('/').collect()
}

/// Goes back to the last wildcard where something does not fit, and gives it one part more.
pub(super) fn parts_fit(parts: &[&str], segments: &[Segment]) -> bool {
    let (mut part, mut segment) = (0, 0);
    let mut wildcard: Option<(usize, usize)> = None;
    loop {
        match (parts.get(part), segments.get(segment)) {
            (None, None) => return true,
            (Some(_), Some(pattern)) if is_wildcard(pattern) => {
                wildcard = Some((part + 1, segment + 1));
                (part, segment) = (part + 1, segment + 1);
                continue;
            }
            (Some(text), Some(pattern))
                if pattern.as_literal().is_none_or(|literal| literal == *text) =>
            {
                (part, segment) = (part + 1, segment + 1);
                continue;
            }
            _ => {}
        }
        match wildcard {
            Some((next, after)) if next < parts.len() => {
                wildcard = Some((next + 1, after));
                (part, segment) = (next + 1, after);
            }
            _ => return false,
        }
    }
}

pub(super) fn is_wildcard(segment: &Segment) -> bool {
    matches!(segment.pieces(), [Piece::Wildcard(_)])
}

#[cfg(test)]
mod tests {
    use super::{Documented, fits};
    use crate::assemble::operation::Merged;
    use docbind_spec::{Method, PathTemplate};

    #[test]
    fn operations_are_found_by_a_path_that_fills_theirs_in() {
        let merged: Vec<Merged<'_>> = ["/a/:x", "/:y/b/c", "/a/*rest/raw", ""]
            .into_iter()
            .map(|path| Merged {
                method: Method::Get,
                path: PathTemplate::parse(path),
                sections: Vec::new(),
                spots: Vec::new(),
            })
            .collect();
        let documented = Documented::new(&merged);
        for path in [
            "/a/1",
            "/x/b/c",
            "/a/1/raw",
            "/a/1/2/raw",
            "a/1/",
            "/a",
            "/b/1",
            "/x/b",
            "/a/raw",
            "/",
        ] {
            let expected = merged.iter().any(|other| fits(path, &other.path));
            assert_eq!(documented.has(Method::Get, path), expected, "{path}");
            assert!(!documented.has(Method::Put, path));
        }
    }

    #[test]
    fn wildcards_take_one_or_more_parts() {
        for (path, template, expected) in [
            ("/a/b", "/a/:x", true),
            ("/a/b/c", "/a/:x", false),
            ("/a/b/c", "/a/*x", true),
            ("/a", "/a/*x", false),
            ("/a/b/c/raw", "/a/*x/raw", true),
            ("/a/raw/raw", "/a/*x/raw", true),
            ("/a/raw", "/a/*x/raw", false),
            ("/a/b/c/d", "/a/*x/raw", false),
            ("/a/b/c/d/e", "/a/*x/c/*y", true),
        ] {
            let template = PathTemplate::parse(template);
            assert_eq!(fits(path, &template), expected, "{path} {template}");
        }
    }
}

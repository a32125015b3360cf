//! Texts that look like a request line and became no operation.
//!
//! What comes in: the pages, the operations and the request lines that they were read from. What
//! goes out: a finding for each method and path that stands where people write request lines (a
//! paragraph, heading, item, cell or line of code of its own), is none of those read, and is not
//! just another mention of an operation.

mod look;
mod places;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use docbind_spec::{Method, PathTemplate};

use self::look::Looked;
use self::places::Form;
pub(super) use self::places::{Place, of as places};
use super::super::base::Base;
use super::super::calls::{is_wildcard, parts_fit};
use super::Picture;
use crate::assemble::ReadPage;
use crate::diag::{Diagnostic, Rule};
use crate::extract::roles;
use crate::extract::words::Words;
use crate::markdown::Page;

/// Reports requests that were not read.
pub(super) fn report(picture: &Picture<'_>, found: &mut Vec<Diagnostic>) {
    if picture.pages.iter().all(is_clear) {
        return;
    }
    let known = Known::new(picture);
    let pages = picture.pages.iter().enumerate();
    for (number, read) in pages.filter(|(_, read)| !is_clear(read)) {
        let taken = Taken::new(read.facts.endpoints.iter().flat_map(|endpoint| {
            let requests = endpoint.requests.iter();
            requests.map(|request| request.range.clone())
        }));
        let mut reported: BTreeMap<usize, Vec<(Method, PathTemplate)>> = BTreeMap::new();
        for place in &read.remains.requests {
            if taken.has(&place.range) || known.has(&read.page, number, place) {
                continue;
            }
            let path = known.template(&place.request.path);
            let before = reported.entry(place.section).or_default();
            // A message shows the request that the section was just found not to describe.
            let shown = place.form == Form::Message
                && before
                    .iter()
                    .any(|(method, other)| *method == place.request.method && ends(&path, other));
            if shown {
                continue;
            }
            if let Some(span) = picture.span(number, place.range.clone()) {
                let instead = known.instead(&read.page, number, place, &path);
                let call = instead.and_then(|range| picture.span(number, range.clone()));
                let finding = finding(place, span);
                found.push(match call {
                    Some(call) => finding.related(call, "this call is read in its place"),
                    None => finding,
                });
            }
            before.push((place.request.method, path));
        }
    }
}

/// Whether nothing on a page looks like a request.
fn is_clear(read: &ReadPage) -> bool {
    read.remains.requests.is_empty()
}

fn finding(place: &Place, span: crate::source::Span) -> Diagnostic {
    let Looked {
        method, address, ..
    } = &place.request;
    let path = address.split('?').next().unwrap_or_default();
    let message = format!("`{method} {path}` looks like a request and is read as none");
    let help = match place.form {
        Form::Message => format!(
            "put a code block with nothing but `{method} {path}` before this one, and its section is read"
        ),
        Form::Text => format!(
            "write `{method} {path}` on a line of its own in a code block, and its section is read"
        ),
        Form::Part => format!(
            "give it a section of its own with `{method} {path}` on a line of its own in a code block"
        ),
    };
    Diagnostic::new(Rule::UnreadRequest, span, message).help(help)
}

/// The places of one page that request lines were read from.
struct Taken {
    starts: BTreeMap<usize, usize>,
}

impl Taken {
    fn new(ranges: impl Iterator<Item = Range<usize>>) -> Self {
        let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
        for range in ranges {
            let end = starts.entry(range.start).or_default();
            *end = range.end.max(*end);
        }
        Self { starts }
    }

    /// Whether a place is one of them or stands in one.
    fn has(&self, range: &Range<usize>) -> bool {
        let before = self.starts.range(..=range.start).next_back();
        before.is_some_and(|(_, end)| range.start < *end)
    }
}

/// The operations, by what a mention of them looks like.
struct Known<'a> {
    words: &'a Words,
    base: Base,
    documented: BTreeSet<(Method, String)>,
    /// Those of a section, by page and section, of pages on which something looks like a request.
    sections: BTreeMap<(usize, usize), Vec<Own>>,
}

/// An operation as a section documents it.
struct Own {
    method: Method,
    path: PathTemplate,
    /// Its first request line.
    range: Range<usize>,
}

impl<'a> Known<'a> {
    fn new(picture: &Picture<'a>) -> Self {
        let base = Base {
            path: picture.spec.api.base_path.clone().unwrap_or_default(),
            ..Base::default()
        };
        let mut known = Self {
            words: picture.words,
            base,
            documented: BTreeSet::new(),
            sections: BTreeMap::new(),
        };
        for merged in picture.merged {
            let key = (merged.method, merged.path.anonymous());
            known.documented.insert(key);
            let sections = merged.sections.iter();
            let clear = |page: usize| picture.pages.get(page).is_none_or(is_clear);
            for section in sections.filter(|section| !clear(section.page)) {
                let own = known
                    .sections
                    .entry((section.page, section.endpoint.section));
                own.or_default()
                    .extend(section.requests.first().map(|request| Own {
                        method: merged.method,
                        path: section.path.clone(),
                        range: request.range.clone(),
                    }));
            }
        }
        known
    }

    fn template(&self, path: &str) -> PathTemplate {
        PathTemplate::parse(&self.base.relative(path))
    }

    /// Whether a place mentions an operation, or shows a call of the one whose section it is in.
    fn has(&self, page: &Page, number: usize, place: &Place) -> bool {
        let Looked { method, path, .. } = &place.request;
        let path = self.template(path);
        if self.documented.contains(&(*method, path.anonymous())) {
            return true;
        }
        place.form == Form::Message
            && self
                .around(page, number, place.section)
                .iter()
                .any(|own| own.method == *method && ends(&path, &own.path))
    }

    /// The request line from which the place's section was read instead: a call of this path.
    fn instead(
        &self,
        page: &Page,
        number: usize,
        place: &Place,
        path: &PathTemplate,
    ) -> Option<&Range<usize>> {
        self.around(page, number, place.section)
            .iter()
            .find(|own| own.method == place.request.method && ends(&own.path, path))
            .map(|own| &own.range)
    }

    /// The operations of the section that a block belongs to: its own, or one around it or before
    /// it if its heading is one such as "Example".
    fn around(&self, page: &Page, number: usize, section: usize) -> &[Own] {
        let mut at = section;
        loop {
            if let Some(own) = self.sections.get(&(number, at)) {
                return own;
            }
            let Some(heading) = page.sections.get(at) else {
                return &[];
            };
            let before = match roles::of_heading(&heading.title.plain(), self.words) {
                Some(_) => at.checked_sub(1),
                None => heading.parent,
            };
            match before {
                Some(before) => at = before,
                None => return &[],
            }
        }
    }
}

/// Whether the last segments of a path are a template with anything in place of its placeholders:
/// a root may stand before them, and a wildcard takes one or more.
fn ends(path: &PathTemplate, template: &PathTemplate) -> bool {
    let (own, other) = (path.segments(), template.segments());
    let Some(most) = own
        .len()
        .checked_sub(other.len())
        .filter(|_| !other.is_empty())
    else {
        return false;
    };
    let parts: Vec<&str> = own
        .iter()
        .map(|it| it.as_literal().unwrap_or_default())
        .collect();
    let least = if other.iter().any(is_wildcard) {
        0
    } else {
        most
    };
    (least..=most).any(|start| parts_fit(&parts[start..], other))
}

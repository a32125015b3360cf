//! Sections of one method and path to one operation.

use std::collections::BTreeMap;

use docbind_spec::{Conventions, Method, Operation, PathTemplate, Section};

use super::base::Base;
use super::placement::{Spot, spots};
use super::sections::SectionOperation;
use super::{ReadPage, calls, conventions, overrides, parameters, responses};
use crate::diag::{Diagnostic, Rule};
use crate::threads;

/// The sections of one operation.
pub(super) struct Merged<'a> {
    pub(super) method: Method,
    pub(super) path: PathTemplate,
    pub(super) sections: Vec<SectionOperation<'a>>,
    /// Where the parameters of each section are sent.
    pub(super) spots: Vec<Vec<Spot>>,
}

/// Merges sections by method and anonymous path, in document order.
pub(super) fn merge(found: Vec<SectionOperation<'_>>) -> Vec<Merged<'_>> {
    let mut merged: Vec<Merged<'_>> = Vec::with_capacity(found.len());
    let mut known = BTreeMap::new();
    let placed = threads::each_of_many(&found, spots);
    for (section, spots) in found.into_iter().zip(placed) {
        let key = (section.method, section.path.anonymous());
        let at = *known.entry(key).or_insert(merged.len());
        match merged.get_mut(at) {
            Some(known) => {
                known.sections.push(section);
                known.spots.push(spots);
            }
            None => merged.push(Merged {
                method: section.method,
                path: section.path.clone(),
                sections: vec![section],
                spots: vec![spots],
            }),
        }
    }
    merged
}

/// What operations are built with.
pub(super) struct Picture<'a> {
    pub(super) documented: &'a calls::Documented<'a>,
    pub(super) pages: &'a [ReadPage],
    /// What each page is about.
    pub(super) resources: &'a [String],
    pub(super) api: &'a Conventions,
    pub(super) base: &'a Base,
}

/// Builds all operations, names and inferred types aside. None knows of the others.
pub(super) fn build_all(
    merged: &[Merged<'_>],
    picture: &Picture<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Operation> {
    let built = threads::each_of_many(merged, |group| {
        let mut found = Vec::new();
        (build(group, picture, &mut found), found)
    });
    let (operations, found): (Vec<_>, Vec<_>) = built.into_iter().unzip();
    diagnostics.extend(found.into_iter().flatten());
    operations
}

/// Builds the operation, names and inferred types aside.
fn build(
    merged: &Merged<'_>,
    picture: &Picture<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Operation {
    let Picture {
        pages, api, base, ..
    } = *picture;
    report_repeated(merged, pages, diagnostics);
    let parameters = parameters::merge(merged, api);
    let all = picture.documented;
    let calls = calls::collect(merged, all, pages, api, base, diagnostics);
    let request_body = parameters::request_body(merged, &parameters, &calls);
    let first = &merged.sections[0];
    let mut operation = Operation {
        id: String::new(),
        resource: picture
            .resources
            .get(first.page)
            .cloned()
            .unwrap_or_default(),
        method: merged.method,
        path: merged.path.as_str().to_owned(),
        aliases: Vec::new(),
        deprecated: merged
            .sections
            .iter()
            .any(|section| section.endpoint.deprecated),
        sections: merged.sections.iter().map(section).collect(),
        security: conventions::security(merged, pages, api),
        parameters,
        request_body,
        responses: responses::collect(merged, api),
        calls,
        corrections: merged
            .sections
            .iter()
            .flat_map(|section| section.corrections.clone())
            .collect(),
    };
    overrides::finish(&mut operation, merged);
    operation
}

fn section(found: &SectionOperation<'_>) -> Section {
    let text = found.endpoint.description.join("\n\n");
    Section {
        source: found.source.clone(),
        title: found.title.clone(),
        description: (!text.is_empty()).then_some(text),
    }
}

/// Two sections of one page with the same request line, word for word, may be a slip.
fn report_repeated(merged: &Merged<'_>, pages: &[ReadPage], diagnostics: &mut Vec<Diagnostic>) {
    let [first, others @ ..] = &merged.sections[..] else {
        return;
    };
    for other in others {
        let (Some(request), Some(before)) = (other.requests.first(), first.requests.first()) else {
            continue;
        };
        let (Some(page), Some(first_page)) = (pages.get(other.page), pages.get(first.page)) else {
            continue;
        };
        let span = page.page.span(request.range.clone());
        let (shown, again) = (first.path.as_str(), other.path.as_str());
        let message = if shown == again {
            format!("`{} {shown}` is documented in two sections", merged.method)
        } else {
            format!(
                "no request tells `{method} {shown}` and `{method} {again}` apart",
                method = merged.method
            )
        };
        diagnostics.push(
            Diagnostic::new(Rule::DuplicateOperation, span, message)
                .related(first_page.page.span(before.range.clone()), "first documented here")
                .help("both sections become one operation; if one path is wrong, correct the page or write an override"),
        );
    }
}

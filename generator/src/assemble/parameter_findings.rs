//! Where the parameters of one operation contradict each other or its path.

use docbind_spec::{Location, Presence};

use super::ReadPage;
use super::describe::Describer;
use super::operation::Merged;
use super::parameters::Gathered;
use crate::diag::{Diagnostic, Rule};
use crate::extract::facts::ParamFact;
use crate::source::Span;

/// Reports what is wrong with the parameters of an operation.
pub(super) fn report(
    merged: &Merged<'_>,
    gathered: &[Gathered<'_>],
    pages: &[ReadPage],
    describer: &Describer<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let undescribed: Vec<&str> = gathered
        .iter()
        .filter(|known| known.location == Location::Path && known.facts.is_empty())
        .map(|known| known.name.as_str())
        .collect();
    if let Some(request) = request(merged, pages) {
        diagnostics.extend(undescribed.iter().map(|name| {
            let message = format!("path parameter `{name}` is not described");
            let mut finding =
                Diagnostic::new(Rule::PathParamNotDescribed, request.clone(), message);
            finding.repair.extend(describer.repair(merged, name));
            finding
        }));
        for known in gathered
            .iter()
            .filter(|known| known.location != Location::Path)
        {
            diagnostics.extend(misspelt(known, &undescribed, merged, pages, &request));
        }
    }
    diagnostics.extend(
        gathered
            .iter()
            .filter_map(|known| conflict(known, merged, pages)),
    );
}

fn request(merged: &Merged<'_>, pages: &[ReadPage]) -> Option<Span> {
    let section = merged.sections.first()?;
    let request = section.requests.first()?;
    Some(pages.get(section.page)?.page.span(request.range.clone()))
}

fn place(
    section: usize,
    fact: &ParamFact,
    merged: &Merged<'_>,
    pages: &[ReadPage],
) -> Option<Span> {
    let page = pages.get(merged.sections.get(section)?.page)?;
    Some(page.page.span(fact.range.clone()))
}

/// A required parameter that the path does not have, beside a placeholder that nothing describes
/// and whose name ends alike.
fn misspelt(
    known: &Gathered<'_>,
    undescribed: &[&str],
    merged: &Merged<'_>,
    pages: &[ReadPage],
    request: &Span,
) -> Option<Diagnostic> {
    let (section, fact) = known
        .facts
        .iter()
        .find(|(_, fact)| fact.presence == Presence::Required)?;
    let alike = |placeholder: &&&str| {
        let ends = |long: &str, short: &str| {
            long.strip_suffix(short)
                .is_some_and(|rest| rest.ends_with('_'))
        };
        ends(placeholder, &known.name) || ends(&known.name, placeholder)
    };
    let placeholder = undescribed.iter().find(alike)?;
    let message = format!(
        "`{}` is documented, the path has `{placeholder}`",
        known.name
    );
    Some(
        Diagnostic::new(
            Rule::PathParamUnknown,
            place(*section, fact, merged, pages)?,
            message,
        )
        .related(request.clone(), "the path")
        .help("spell the placeholder and the row alike"),
    )
}

/// Two texts that state different types.
fn conflict(known: &Gathered<'_>, merged: &Merged<'_>, pages: &[ReadPage]) -> Option<Diagnostic> {
    let mut typed = known.facts.iter().filter(|(_, fact)| fact.schema.is_some());
    let (first_section, first) = typed.next()?;
    let (section, other) = typed.find(|(_, fact)| fact.schema != first.schema)?;
    let message = format!("parameter `{}` has another type than before", known.name);
    Some(
        Diagnostic::new(
            Rule::ConflictingTypes,
            place(*section, other, merged, pages)?,
            message,
        )
        .related(
            place(*first_section, first, merged, pages)?,
            "the type that is taken",
        )
        .help("correct the page, or state the type in overrides.yaml"),
    )
}

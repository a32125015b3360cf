//! Placeholders and what describes them: one without a row, and a row without one.

use docbind_spec::{Location, Presence};

use super::describe::Describer;
use super::placeholders::placeholder_at;
use super::{Group, Picture};
use crate::assemble::parameters::Gathered;
use crate::diag::{Diagnostic, Rule};
use crate::source::Span;

/// Reports both.
pub(super) fn report(
    picture: &Picture<'_>,
    group: &Group<'_>,
    describer: &Describer<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let undescribed: Vec<&str> = group
        .gathered
        .iter()
        .filter(|known| known.location == Location::Path && known.facts.is_empty())
        .map(|known| known.name.as_str())
        .collect();
    for name in &undescribed {
        let message = format!("path parameter `{name}` is not described");
        if let Some(span) = in_path(picture, group, name) {
            let mut finding = Diagnostic::new(Rule::PathParamNotDescribed, span, message);
            finding.repair.extend(describer.repair(group.merged, name));
            found.push(finding);
        }
    }
    let rows = { &group.gathered }
        .iter()
        .filter(|known| known.location != Location::Path);
    found.extend(rows.filter_map(|known| misspelt(picture, group, known, &undescribed)));
}

/// A placeholder in the operation's first request line.
fn in_path(picture: &Picture<'_>, group: &Group<'_>, name: &str) -> Option<Span> {
    let section = group.merged.sections.first()?;
    let request = section.requests.first()?;
    let range = placeholder_at(picture.text(section.page), &request.range, name);
    picture.span(section.page, range.unwrap_or_else(|| request.range.clone()))
}

/// A required parameter that the path does not have, beside a placeholder that nothing describes
/// and whose name ends alike.
fn misspelt(
    picture: &Picture<'_>,
    group: &Group<'_>,
    known: &Gathered<'_>,
    undescribed: &[&str],
) -> Option<Diagnostic> {
    let (section, fact) = known
        .facts
        .iter()
        .find(|(_, fact)| fact.presence == Presence::Required)?;
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|rest| rest.ends_with('_'))
    };
    let placeholder = undescribed
        .iter()
        .find(|name| ends(name, &known.name) || ends(&known.name, name))?;
    let page = group.merged.sections.get(*section)?.page;
    let message = format!(
        "`{}` is documented, the path has `{placeholder}`",
        known.name
    );
    Some(
        Diagnostic::new(
            Rule::PathParamUnknown,
            picture.span(page, fact.range.clone())?,
            message,
        )
        .related(in_path(picture, group, placeholder)?, "the path")
        .help("spell the placeholder and the row alike"),
    )
}

//! Placeholders and what describes them: one without a row, and a row without one.

use docbind_spec::{Location, Presence};

use super::describe::Describer;
use super::placeholders::placeholder_at;
use super::sent::is_own;
use super::{Group, Picture, plain_name};
use crate::assemble::parameters::Gathered;
use crate::diag::{Diagnostic, Rule};
use crate::source::Span;

/// Names this long may differ by a slip of the pen and mean the same.
const MIN_LENGTH: usize = 5;

/// Reports both.
pub(super) fn report(
    picture: &Picture<'_>,
    group: &Group<'_>,
    describer: &Describer<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let misnamed = misnamed(group);
    for name in undescribed(group) {
        let Some(span) = in_path(picture, group, name) else {
            continue;
        };
        let message = format!("path parameter `{name}` is not described");
        let mut finding = Diagnostic::new(Rule::PathParamNotDescribed, span, message)
            .help("add a row or an item for it");
        // A row of another name that means it wants another name, not a second row.
        if misnamed.iter().all(|(_, placeholder)| *placeholder != name) {
            finding.repair.extend(describer.repair(group.merged, name));
        }
        found.push(finding);
    }
    let rows = misnamed.iter();
    found.extend(
        rows.filter_map(|(known, placeholder)| unknown(picture, group, known, placeholder)),
    );
}

fn undescribed<'a>(group: &'a Group<'_>) -> Vec<&'a str> {
    group
        .gathered
        .iter()
        .filter(|known| known.location == Location::Path && known.facts.is_empty())
        .map(|known| known.name.as_str())
        .collect()
}

/// A placeholder in the operation's first request line.
fn in_path(picture: &Picture<'_>, group: &Group<'_>, name: &str) -> Option<Span> {
    let section = group.merged.sections.first()?;
    let request = section.requests.first()?;
    let range = placeholder_at(picture.text(section.page), &request.range, name);
    picture.span(section.page, range.unwrap_or_else(|| request.range.clone()))
}

/// Required parameters that the path does not have, each with the placeholder that it means and
/// that nothing describes: the names are alike, or it is an identifier that no command sends and
/// the only placeholder left.
pub(super) fn misnamed<'a>(group: &'a Group<'_>) -> Vec<(&'a Gathered<'a>, &'a str)> {
    let undescribed = undescribed(group);
    if undescribed.is_empty() {
        return Vec::new();
    }
    let required: Vec<&Gathered<'_>> = group
        .gathered
        .iter()
        .filter(|known| known.location != Location::Path && is_required(known))
        .filter(|known| !group.is_decided(&known.name))
        .collect();
    let identifiers: Vec<&&Gathered<'_>> = required
        .iter()
        .filter(|known| is_identifier(&known.name) && is_never_sent(group, &known.name))
        .collect();
    let only = match (undescribed.as_slice(), identifiers.as_slice()) {
        ([placeholder], [known]) => Some((known.name.as_str(), *placeholder)),
        _ => None,
    };
    required
        .iter()
        .filter_map(|known| {
            let alike = undescribed.iter().find(|name| alike(name, &known.name));
            let only = only.filter(|(name, _)| *name == known.name);
            let placeholder = alike
                .copied()
                .or(only.map(|(_, placeholder)| placeholder))?;
            Some((*known, placeholder))
        })
        .collect()
}

fn is_required(known: &Gathered<'_>) -> bool {
    let mut facts = known.facts.iter();
    facts.any(|(_, fact)| fact.presence == Presence::Required && fact.condition.is_none())
}

/// Whether two names end alike, or differ by a slip of the pen.
fn alike(name: &str, other: &str) -> bool {
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|rest| rest.ends_with('_'))
    };
    let slip = name.len().min(other.len()) >= MIN_LENGTH && strsim::osa_distance(name, other) == 1;
    ends(name, other) || ends(other, name) || slip
}

fn is_identifier(name: &str) -> bool {
    ["id", "iid", "uid", "uuid"].iter().any(|word| {
        name.strip_suffix(word)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
    })
}

/// Whether there are commands, and none of them sends a parameter.
fn is_never_sent(group: &Group<'_>, name: &str) -> bool {
    let mut commands = group
        .merged
        .sections
        .iter()
        .flat_map(|section| {
            let curls = section.endpoint.curls.iter().map(|(curl, _)| curl);
            curls.filter(|curl| is_own(group, section, curl))
        })
        .peekable();
    commands.peek().is_some()
        && commands.all(|curl| {
            let mut sent = curl.sent().into_iter();
            sent.all(|(sent, _)| plain_name(sent) != name)
        })
}

fn unknown(
    picture: &Picture<'_>,
    group: &Group<'_>,
    known: &Gathered<'_>,
    placeholder: &str,
) -> Option<Diagnostic> {
    let (section, fact) = known
        .facts
        .iter()
        .find(|(_, fact)| fact.presence == Presence::Required)?;
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

//! Placeholders and what describes them: one without a row, and a row without one.

use docbind_spec::{Location, Presence};

use super::describe::Describer;
use super::placeholders::placeholder_at;
use super::sent::is_own;
use super::{Group, Picture, plain_name};
use crate::assemble::gather::Gathered;
use crate::assemble::placement::{is_same, is_slip};
use crate::diag::{Diagnostic, Rule};
use crate::extract::facts::ParamFact;
use crate::source::Span;

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
    let rows = misnamed.iter().filter_map(|(known, placeholder)| {
        let mut facts = known.facts.iter();
        let (section, fact) = facts.find(|(_, fact)| fact.presence == Presence::Required)?;
        unknown(picture, group, (*section, fact), placeholder)
    });
    found.extend(rows);
    let spelled = spelled_otherwise(group).into_iter();
    found.extend(
        spelled.filter_map(|(fact, placeholder)| unknown(picture, group, fact, placeholder)),
    );
}

fn undescribed<'a>(group: &'a Group<'_>) -> Vec<&'a str> {
    group
        .gathered
        .iter()
        .filter(|known| known.location == Location::Path && known.facts.is_empty())
        .map(|known| known.name.as_ref())
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
        ([placeholder], [known]) => Some((known.name.as_ref(), *placeholder)),
        _ => None,
    };
    required
        .iter()
        .filter_map(|known| {
            let alike = undescribed.iter().find(|name| is_slip(name, &known.name));
            let only = only.filter(|(name, _)| *name == known.name);
            let placeholder = alike
                .copied()
                .or(only.map(|(_, placeholder)| placeholder))?;
            Some((*known, placeholder))
        })
        .collect()
}

/// The first row of each placeholder that is spelled otherwise, with its section and the
/// placeholder as that section has it.
fn spelled_otherwise<'a>(group: &'a Group<'_>) -> Vec<((usize, &'a ParamFact), &'a str)> {
    let in_path = group.gathered.iter().enumerate();
    in_path
        .filter(|(_, known)| known.location == Location::Path)
        .filter(|(_, known)| !group.is_decided(&known.name))
        .filter_map(|(position, known)| {
            known.facts.iter().find_map(|(section, fact)| {
                let path = &group.merged.sections.get(*section)?.path;
                let placeholder = path.placeholders().nth(position)?;
                let other = !placeholder
                    .split("_or_")
                    .any(|name| is_same(name, &fact.name))
                    && !is_same(placeholder, &fact.name);
                other.then_some(((*section, *fact), placeholder))
            })
        })
        .collect()
}

fn is_required(known: &Gathered<'_>) -> bool {
    let mut facts = known.facts.iter();
    facts.any(|(_, fact)| fact.presence == Presence::Required && fact.condition.is_none())
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
    (section, fact): (usize, &ParamFact),
    placeholder: &str,
) -> Option<Diagnostic> {
    let page = group.merged.sections.get(section)?.page;
    let message = format!(
        "`{}` is documented, the path has `{placeholder}`",
        fact.name
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

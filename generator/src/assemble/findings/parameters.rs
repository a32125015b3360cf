//! What two texts say about one parameter: twice in one section, with another type, or with
//! another required flag.

use docbind_spec::{Presence, Witness};

use super::{Group, Picture};
use crate::assemble::gather::Gathered;
use crate::diag::{Diagnostic, Rule};
use crate::extract::facts::ParamFact;
use crate::source::Span;

/// Reports all three.
pub(super) fn report(picture: &Picture<'_>, group: &Group<'_>, found: &mut Vec<Diagnostic>) {
    for known in &group.gathered {
        if group.is_decided(&known.name) {
            continue;
        }
        match repeated(picture, group, known) {
            Some(repeated) => found.push(repeated),
            None => {
                found.extend(retyped(picture, group, known));
                found.extend(contradicted(picture, group, known));
            }
        }
    }
}

fn place(
    picture: &Picture<'_>,
    group: &Group<'_>,
    section: usize,
    fact: &ParamFact,
) -> Option<Span> {
    picture.span(group.merged.sections.get(section)?.page, fact.range.clone())
}

/// Two rows or items of one section.
fn repeated(picture: &Picture<'_>, group: &Group<'_>, known: &Gathered<'_>) -> Option<Diagnostic> {
    let mut listed = known
        .facts
        .iter()
        .filter(|(_, fact)| matches!(fact.witness, Witness::Table | Witness::List));
    let (section, first) = listed.next()?;
    let (_, second) = listed.find(|(other, fact)| other == section && fact.range != first.range)?;
    let message = format!("parameter `{}` is listed twice", known.name);
    let finding = Diagnostic::new(
        Rule::DuplicateParameter,
        place(picture, group, *section, second)?,
        message,
    );
    Some(
        finding
            .related(place(picture, group, *section, first)?, "first listed here")
            .help("remove one of the two, or correct its name"),
    )
}

/// Two texts that state different types.
fn retyped(picture: &Picture<'_>, group: &Group<'_>, known: &Gathered<'_>) -> Option<Diagnostic> {
    let mut typed = known.facts.iter().filter(|(_, fact)| fact.schema.is_some());
    let (first_section, first) = typed.next()?;
    let (section, other) = typed.find(|(_, fact)| fact.schema != first.schema)?;
    let message = format!("parameter `{}` has another type than before", known.name);
    Some(
        Diagnostic::new(
            Rule::ConflictingTypes,
            place(picture, group, *section, other)?,
            message,
        )
        .related(
            place(picture, group, *first_section, first)?,
            "the type that is taken",
        )
        .help("correct the page, or state the type in overrides.yaml"),
    )
}

/// Two texts, one of which demands what the other leaves open.
fn contradicted(
    picture: &Picture<'_>,
    group: &Group<'_>,
    known: &Gathered<'_>,
) -> Option<Diagnostic> {
    let mut decided = known.facts.iter().filter(|(_, fact)| {
        fact.condition.is_none() && matches!(fact.presence, Presence::Required | Presence::Optional)
    });
    let (first_section, first) = decided.next()?;
    let (section, other) = decided.find(|(_, fact)| fact.presence != first.presence)?;
    let message = format!(
        "parameter `{}` is {} here and {} elsewhere",
        known.name,
        words(other.presence),
        words(first.presence)
    );
    let finding = Diagnostic::new(
        Rule::ConflictingPresence,
        place(picture, group, *section, other)?,
        message,
    );
    Some(
        finding
            .related(
                place(picture, group, *first_section, first)?,
                format!("{} here", words(first.presence)),
            )
            .help("it is read as optional; correct the page, or state the truth in overrides.yaml"),
    )
}

const fn words(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Unstated => "unstated",
    }
}

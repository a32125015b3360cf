//! Findings that people have waived.
//!
//! What comes in: findings and waivers. What goes out: the findings that remain, and those that
//! are waived with the reasons. A waiver that no finding needs is a finding itself.

use docbind_spec::{Source, Waiver};

use crate::assemble::{ReadPage, section_source};
use crate::diag::{Diagnostic, Rule};
use crate::source::{FileId, Span};

/// A finding that is known and stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The finding.
    pub finding: Diagnostic,
    /// Why it stays.
    pub reason: String,
}

/// Parts findings in those that remain and those that are waived, both in their order.
pub(crate) fn apply(
    found: Vec<Diagnostic>,
    waivers: &[Waiver],
    pages: &[ReadPage],
) -> (Vec<Diagnostic>, Vec<Waived>) {
    if waivers.is_empty() {
        return (found, Vec::new());
    }
    let mut used = vec![false; waivers.len()];
    let mut open = Vec::with_capacity(found.len());
    let mut waived = Vec::new();
    for finding in found {
        let at = section_at(&finding.span, pages);
        let mut reason = None;
        for (waiver, used) in waivers.iter().zip(&mut used) {
            if at.as_ref().is_some_and(|at| covers(waiver, at, &finding)) {
                *used = true;
                reason.get_or_insert_with(|| waiver.reason.clone());
            }
        }
        match reason {
            Some(reason) => waived.push(Waived { finding, reason }),
            None => open.push(finding),
        }
    }
    let unneeded = waivers.iter().zip(used).filter(|(_, used)| !used);
    open.extend(unneeded.map(|(waiver, _)| unused(waiver, pages)));
    (open, waived)
}

fn covers(waiver: &Waiver, at: &Source, finding: &Diagnostic) -> bool {
    let in_place = waiver.at == *at || waiver.at.0 == at.page();
    let about = waiver.about.as_deref();
    in_place
        && waiver.rule == finding.rule.name()
        && about.is_none_or(|about| finding.message.contains(about))
}

/// The section that a place is in.
fn section_at(span: &Span, pages: &[ReadPage]) -> Option<Source> {
    let page = &pages.get(span.file.0)?.page;
    Some(section_source(page, page.section_at(span.range.start)))
}

fn unused(waiver: &Waiver, pages: &[ReadPage]) -> Diagnostic {
    let page = pages
        .iter()
        .position(|read| read.page.path == waiver.at.page());
    let heading = page.and_then(|number| {
        let page = &pages[number].page;
        let mut sections =
            (0..page.sections.len()).map(|section| (section, &page.sections[section]));
        let named = sections.find(|(section, _)| section_source(page, *section) == waiver.at);
        named.map(|(_, section)| section.title.range())
    });
    let span = Span {
        file: FileId(page.unwrap_or(0)),
        range: heading.unwrap_or(0..0),
    };
    let (message, help) = match Rule::from_name(&waiver.rule) {
        None => (
            format!(
                "waiver for `{}` names no rule: `{}`",
                waiver.at, waiver.rule
            ),
            match nearest_rule(&waiver.rule) {
                Some(rule) => format!("did you mean `{}`?", rule.name()),
                None => "`docbind explain` lists the rules".to_owned(),
            },
        ),
        Some(rule) => (
            format!(
                "waiver of `{}` for `{}` waives nothing",
                rule.name(),
                waiver.at
            ),
            "no such finding stands there; correct the address or remove the waiver".to_owned(),
        ),
    };
    Diagnostic::new(Rule::UnusedWaiver, span, message).help(help)
}

fn nearest_rule(name: &str) -> Option<Rule> {
    Rule::ALL
        .iter()
        .map(|rule| (strsim::osa_distance(name, rule.name()), *rule))
        .filter(|(distance, _)| *distance <= 3)
        .min()
        .map(|(_, rule)| rule)
}

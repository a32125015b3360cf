//! Contradictions that came and went: findings that two texts cannot both be true.

use docbind_spec::{ApiSpec, Operation, Source};

use super::operations::subject;
use super::{Change, Documents, Place, Rule as Changed, Subject};
use crate::diag::{Diagnostic, Rule};
use crate::source::SourceSet;

/// Compares the findings of both sides; nothing where those of one are not known.
pub(super) fn compare(
    (older, old): (&ApiSpec, &Documents<'_>),
    (newer, new): (&ApiSpec, &Documents<'_>),
) -> Vec<Change> {
    let (Some(before), Some(after)) = (old.findings(), new.findings()) else {
        return Vec::new();
    };
    let came = lacking(after, before).into_iter().map(|finding| {
        let place = placed(finding, new, after.0);
        let subject = subject_of(newer, place.as_ref());
        Change::new(Changed::ContradictionAdded, &subject)
            .part(finding.rule.name())
            .to(&finding.message)
            .places(None, place)
    });
    let went = lacking(before, after).into_iter().map(|finding| {
        let place = placed(finding, old, before.0);
        let subject = subject_of(older, place.as_ref());
        Change::new(Changed::ContradictionRemoved, &subject)
            .part(finding.rule.name())
            .from(&finding.message)
            .places(place, None)
    });
    came.chain(went).collect()
}

type Side<'a> = (&'a SourceSet, &'a [Diagnostic]);

/// The contradictions of some pages that the others have not; lines are no difference.
fn lacking<'a>(some: Side<'a>, others: Side<'_>) -> Vec<&'a Diagnostic> {
    let mut left: Vec<_> = contradictions(others).map(key).collect();
    contradictions(some)
        .filter(|finding| {
            let key = key(finding);
            match left.iter().position(|other| *other == key) {
                Some(index) => {
                    left.swap_remove(index);
                    false
                }
                None => true,
            }
        })
        .collect()
}

fn contradictions<'a>((_, findings): Side<'a>) -> impl Iterator<Item = &'a Diagnostic> {
    findings
        .iter()
        .filter(|finding| finding.rule.is_contradiction())
}

/// What makes two findings one: not the page, which may have another name now.
fn key(finding: &Diagnostic) -> (Rule, &str) {
    (finding.rule, finding.message.as_str())
}

fn placed(finding: &Diagnostic, documents: &Documents<'_>, sources: &SourceSet) -> Option<Place> {
    let span = &finding.span;
    let source = documents.section_at(span.file, span.range.start)?;
    let mut place = Place::section(&source);
    place.at = sources.line_column(span.file, span.range.start);
    Some(place)
}

/// The operation that a section documents, else the whole API.
fn subject_of(spec: &ApiSpec, place: Option<&Place>) -> Subject {
    let documents = |operation: &&Operation, source: &Source| {
        let mut sections = operation.sections.iter();
        sections.any(|section| section.source == *source)
    };
    let mut operations = spec.operations.iter();
    let operation =
        place.and_then(|place| operations.find(|operation| documents(operation, &place.source)));
    operation.map_or(Subject::Api, subject)
}

//! Overrides by themselves, before they meet documents.
//!
//! What comes in: overrides. What goes out: violations. Whether a section or parameter exists
//! is not known here.

use std::collections::BTreeMap;

use super::types::{check_alternatives, check_enum};
use super::{Findings, Violation, names};
use crate::text::shorten;
use crate::{Change, Override, Overrides, Schema, TypeChange, TypeOverride, Waiver};

/// Checks what can be checked without the documents; empty for sound overrides.
///
/// Sound overrides have a reason each, address a section, set valid names, paths and statuses,
/// and never set the same thing twice.
///
/// ```
/// use docbind_spec::{validate_overrides, yaml::read_overrides};
///
/// let text = "
/// overrides:
/// - at: orders.md#cancel-an-order
///   reason: ''
///   set: {success_status: 202}
/// ";
/// let violations = validate_overrides(&read_overrides(text, "overrides.yaml")?);
/// assert_eq!(violations[0].path, "overrides[0] orders.md#cancel-an-order");
/// assert_eq!(violations[0].message, "no reason is given");
/// # Ok::<(), docbind_spec::SpecError>(())
/// ```
pub fn validate_overrides(overrides: &Overrides) -> Vec<Violation> {
    let mut findings = Findings::default();
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    for (index, one) in overrides.overrides.iter().enumerate() {
        let place = format!("overrides[{index}] {}", shorten(&one.at.0));
        findings.source(&place, &one.at);
        if one.reason.trim().is_empty() {
            findings.add(
                &place,
                "no reason is given",
                "say in `reason` why the document is wrong or silent",
            );
        }
        check_change(&place, &one.set, &mut findings);
        let subject = (&one.at, one.method, &one.path, subject(one));
        if let Some(first) = seen.get(&subject) {
            findings.add(
                &place,
                format!("overrides[{first}] sets the same thing already"),
                "keep one of them",
            );
        }
        seen.entry(subject).or_insert(index);
    }
    check_types(&overrides.types, &mut findings);
    check_waivers(&overrides.waivers, &mut findings);
    findings.violations
}

fn check_types(types: &[TypeOverride], findings: &mut Findings) {
    for (index, one) in types.iter().enumerate() {
        let place = format!("types[{index}] {}", shorten(&one.name));
        if one.reason.trim().is_empty() {
            findings.add(
                &place,
                "no reason is given",
                "say in `reason` why the examples are wrong or silent",
            );
        }
        if let TypeChange::Name(name) = &one.set
            && !names::is_upper_camel(name)
        {
            findings.add(
                &place,
                format!("`{}` is not UpperCamelCase", shorten(name)),
                "write letters and digits without blanks, each word with a capital first",
            );
        }
    }
}

fn check_waivers(waivers: &[Waiver], findings: &mut Findings) {
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    for (index, one) in waivers.iter().enumerate() {
        let place = format!("waivers[{index}] {}", shorten(&one.at.0));
        findings.source(&place, &one.at);
        if one.reason.trim().is_empty() {
            findings.add(
                &place,
                "no reason is given",
                "say in `reason` why the finding stays",
            );
        }
        if one.rule.trim().is_empty() {
            findings.add(&place, "no rule is named", "name it in `rule`");
        }
        let subject = (&one.at, &one.rule, &one.about);
        if let Some(first) = seen.get(&subject) {
            findings.add(
                &place,
                format!("waivers[{first}] waives the same already"),
                "keep one of them",
            );
        }
        seen.entry(subject).or_insert(index);
    }
}

/// What a decision is about: its kind, and the parameter where it is one.
fn subject(one: &Override) -> (&'static str, &str) {
    match &one.set {
        Change::Method(_) => ("method", ""),
        Change::Path(_) => ("path", ""),
        Change::Alias(path) => ("alias", path),
        Change::Id(_) => ("id", ""),
        Change::Resource(_) => ("resource", ""),
        Change::SuccessStatus(_) => ("success status", ""),
        Change::Parameter(change) => ("parameter", &change.name),
        Change::RemoveParameter(name) => ("parameter", name),
        Change::RemoveExamples => ("examples", ""),
        Change::Ignore => ("ignore", ""),
    }
}

fn check_change(place: &str, change: &Change, findings: &mut Findings) {
    match change {
        Change::Id(name) | Change::Resource(name) => findings.snake(place, name),
        Change::Path(path) | Change::Alias(path) => findings.path(place, path),
        Change::SuccessStatus(status) => {
            if !(200..=399).contains(status) {
                findings.add(
                    place,
                    format!("{status} is not a status of success"),
                    "write a number from 200 to 399",
                );
            }
        }
        Change::Parameter(change) => {
            for name in [Some(&change.name), change.rename.as_ref()]
                .into_iter()
                .flatten()
            {
                findings.sent_name(place, name);
            }
            match &change.schema {
                Some(Schema::OneOf(alternatives)) => {
                    check_alternatives(place, alternatives, findings);
                }
                Some(Schema::Enum(values)) => check_enum(place, values, findings),
                _ => {}
            }
        }
        Change::RemoveParameter(name) => findings.sent_name(place, name),
        Change::Method(_) | Change::RemoveExamples | Change::Ignore => {}
    }
}

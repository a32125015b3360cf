//! Findings on stderr, and what they mean for the exit code.

use std::collections::BTreeMap;

use super::Verdict;
use super::job::Read;
use super::settings::Settings;
use super::streams::Streams;
use crate::diag::render::{Renderer, Style};
use crate::diag::{Diagnostic, Level};

/// What to do with findings where the command line does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unasked {
    /// Show each.
    Show,
    /// Say how many there are of each rule.
    Count,
}

/// Shows the findings of one API and says whether a denied rule fired. Those that are denied are
/// shown in any case.
pub(super) fn report(
    read: &Read,
    unasked: Unasked,
    settings: &Settings,
    streams: &mut Streams,
) -> Verdict {
    let levels = &settings.levels;
    let renderer = Renderer::new(&read.sources)
        .levels(levels.clone())
        .folder(read.folder.display().to_string());
    let (denied, warned): (Vec<Diagnostic>, Vec<Diagnostic>) = read
        .findings
        .iter()
        .filter(|finding| levels.of(finding.rule) != Level::Allow)
        .cloned()
        .partition(|finding| levels.of(finding.rule) == Level::Deny);

    let style = settings.style.unwrap_or(settings.full);
    let show_all = settings.style.is_some() || unasked == Unasked::Show;
    if show_all {
        streams.message(&renderer.render(&warned, style));
    }
    streams.complaint(&renderer.render(&denied, style));
    if style != Style::Json && denied.len() + warned.len() > 0 {
        let mut text = count(&read.spec.name, &denied, &warned);
        if !show_all {
            text.push_str(
                "  to see each: --format full; what a rule means: docbind explain RULE\n",
            );
        }
        streams.message(&text);
    }
    if denied.is_empty() {
        Verdict::Fine
    } else {
        Verdict::Wanting
    }
}

/// `books: 3 findings: 2 invalid-json, 1 malformed-row`, the most frequent first.
fn count(api: &str, denied: &[Diagnostic], warned: &[Diagnostic]) -> String {
    let mut rules = BTreeMap::new();
    for finding in denied.iter().chain(warned) {
        *rules.entry(finding.rule.name()).or_insert(0_usize) += 1;
    }
    let mut rules: Vec<(&str, usize)> = rules.into_iter().collect();
    rules.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let all = denied.len() + warned.len();
    let each: Vec<String> = rules
        .iter()
        .map(|(rule, number)| format!("{number} {rule}"))
        .collect();
    let findings = if all == 1 { "finding" } else { "findings" };
    let errors = match denied.len() {
        0 => String::new(),
        number => format!(", {number} of a denied rule"),
    };
    format!("{api}: {all} {findings}{errors}: {}\n", each.join(", "))
}

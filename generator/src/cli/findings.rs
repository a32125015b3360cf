//! Findings on stderr, and what they mean for the exit code.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use super::Verdict;
use super::job::Read;
use super::settings::Settings;
use super::streams::Streams;
use crate::diag::render::{Renderer, Style, render_together};
use crate::diag::{Diagnostic, Level, Levels};

/// What to do with findings where the command line does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unasked {
    /// Show each.
    Show,
    /// Say how many there are of each rule.
    Count,
    /// Say how many there are of each rule after repairs.
    CountRest,
    /// Say how many there are.
    Total,
}

/// Shows the findings of all APIs, by page and place, and says whether a denied rule fired. Those
/// that are denied are shown in any case.
pub(super) fn report(
    all: &[Read],
    unasked: Unasked,
    settings: &Settings,
    streams: &mut Streams,
) -> Verdict {
    let style = settings.style.unwrap_or(settings.full);
    let show_all = settings.style.is_some() || unasked == Unasked::Show;
    let least = if show_all && !streams.is_quiet() {
        Level::Warn
    } else {
        Level::Deny
    };
    let found: Vec<Vec<Diagnostic>> = all
        .iter()
        .map(|read| at_least(least, &read.findings, &settings.levels))
        .collect();

    if style == Style::Sarif {
        // One log, even if there is nothing to say.
        let parts: Vec<(Renderer<'_>, &[Diagnostic])> = all
            .iter()
            .zip(&found)
            .map(|(read, found)| (renderer(read, style, settings), found.as_slice()))
            .collect();
        streams.complaint(&render_together(&parts, style));
    } else {
        for (read, found) in all.iter().zip(&found) {
            streams.complaint(&renderer(read, style, settings).render(found, style));
            if !style.is_for_programs() {
                streams.message(&count(read, &settings.levels, show_all, unasked));
            }
        }
    }
    let denied = |read: &Read| settings.levels.count(&read.findings, Level::Deny) > 0;
    if all.iter().any(denied) {
        Verdict::Wanting
    } else {
        Verdict::Fine
    }
}

fn renderer<'a>(read: &'a Read, style: Style, settings: &Settings) -> Renderer<'a> {
    let folder = match style {
        Style::Sarif | Style::Github => from_here(&read.folder),
        _ => read.folder.display().to_string(),
    };
    Renderer::new(&read.sources)
        .levels(settings.levels.clone())
        .folder(folder)
}

/// A folder as other programs look for it: relative to the current one if it is below, without
/// `.`, with `/` between parts.
fn from_here(folder: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let parts: Vec<String> = folder
        .strip_prefix(&here)
        .unwrap_or(folder)
        .components()
        .filter(|part| !matches!(part, Component::CurDir))
        .map(|part| match part {
            Component::RootDir => String::new(),
            part => part.as_os_str().to_string_lossy().into_owned(),
        })
        .collect();
    parts.join("/")
}

fn at_least(least: Level, findings: &[Diagnostic], levels: &Levels) -> Vec<Diagnostic> {
    findings
        .iter()
        .filter(|finding| levels.of(finding.rule) >= least)
        .cloned()
        .collect()
}

/// What is said of an API's findings where nobody asked to see them and none is denied.
pub(super) fn counted(read: &Read, levels: &Levels) -> String {
    count(read, levels, false, Unasked::Count)
}

/// `books: 3 findings: 2 invalid-json, 1 malformed-row`, the most frequent first, and how many are
/// waived; nothing where there is none.
fn count(read: &Read, levels: &Levels, show_all: bool, unasked: Unasked) -> String {
    let mut rules = BTreeMap::new();
    for finding in at_least(Level::Warn, &read.findings, levels) {
        *rules.entry(finding.rule.name()).or_insert(0_usize) += 1;
    }
    let mut rules: Vec<(&str, usize)> = rules.into_iter().collect();
    rules.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let all: usize = rules.iter().map(|(_, number)| number).sum();
    let waived = match read.waived.len() {
        0 => String::new(),
        number => format!("; {number} waived"),
    };
    if all == 0 {
        return match read.waived.len() {
            0 => String::new(),
            _ => format!("{}: no findings{waived}\n", read.spec.name),
        };
    }
    let each: Vec<String> = rules
        .iter()
        .map(|(rule, number)| format!("{number} {rule}"))
        .collect();
    let findings = match (unasked, all) {
        (Unasked::CountRest, 1) => "finding remains",
        (Unasked::CountRest, _) => "findings remain",
        (_, 1) => "finding",
        (_, _) => "findings",
    };
    let errors = match levels.count(&read.findings, Level::Deny) {
        0 => String::new(),
        number => format!(", {number} of a denied rule"),
    };
    if unasked == Unasked::Total && !show_all {
        let name = &read.spec.name;
        return format!("{name}: {all} {findings}{errors}{waived}; to see each: docbind spec\n");
    }
    let mut text = format!(
        "{}: {all} {findings}{errors}: {}{waived}\n",
        read.spec.name,
        each.join(", ")
    );
    if !show_all {
        text.push_str("  to see each: --format full; what a rule means: docbind explain RULE\n");
    }
    text
}

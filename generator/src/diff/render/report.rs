//! Changes for people at a terminal: what breaks first, then what came, then the rest.

use super::{Change, Level, Subject, Titles, by_level};
use crate::diff::Summary;

/// The whole report: a headline, then the changes by level and subject with their places.
///
/// Changes in wording and examples have one line for each subject.
pub fn report(changes: &[Change], titles: &Titles) -> String {
    let api = titles.api.iter().map(|api| format!("{api}: "));
    let mut out = format!(
        "{}{}\n",
        api.collect::<String>(),
        Summary::of(changes, titles.audience).headline()
    );
    for (level, groups) in by_level(changes) {
        out.push_str(&format!("\n{}\n", level.words()));
        for (subject, changes) in groups {
            if level == Level::Prose {
                out.push_str(&prose(subject, &changes));
                continue;
            }
            out.push_str(&format!("  {subject}\n"));
            for change in changes {
                out.push_str(&lines(change, titles));
            }
        }
    }
    out
}

fn lines(change: &Change, titles: &Titles) -> String {
    let mut out = format!("    {} [{}]\n", change.message(), change.rule.name());
    if let Some(places) = titles.places(change) {
        out.push_str(&format!("      {places}\n"));
    }
    out
}

fn prose(subject: &Subject, changes: &[&Change]) -> String {
    let messages: Vec<String> = changes.iter().map(|change| change.message()).collect();
    format!("  {subject}: {}\n", messages.join("; "))
}

//! Changes for a pull request. Text of the documents means itself, whatever Markdown and HTML
//! would make of it.

use super::{Change, Level, Subject, Titles, by_level};
use crate::diag::render::visible;
use crate::diff::Summary;
use crate::emit::markdown::{code, escaped};

/// A heading, the headline, and a list for each level; what concerns nobody is folded.
pub fn markdown(changes: &[Change], titles: &Titles) -> String {
    let mut out = format!(
        "### {}\n\n**{}**\n",
        escaped(&heading_of(titles)),
        Summary::of(changes, titles.audience).counts()
    );
    for (level, groups) in by_level(changes) {
        let folded = !level.breaks() && level != Level::Contradiction;
        let count: usize = groups.iter().map(|(_, changes)| changes.len()).sum();
        out.push_str(&if folded {
            let words = level.words();
            format!("\n<details>\n<summary>{words} ({count})</summary>\n\n")
        } else {
            format!("\n#### {}\n\n", level.words())
        });
        for (subject, changes) in groups {
            out.push_str(&format!("- {}\n", heading(subject)));
            for change in changes {
                out.push_str(&item(change, titles));
            }
        }
        if folded {
            out.push_str("\n</details>\n");
        }
    }
    out
}

fn heading_of(titles: &Titles) -> String {
    let sides = format!("{} → {}", titles.old, titles.new);
    match &titles.api {
        Some(api) => format!("`{api}`: {sides}"),
        None => sides,
    }
}

fn heading(subject: &Subject) -> String {
    match subject {
        Subject::Operation { request, .. } => code(&visible(request)),
        Subject::Type(name) => format!("type {}", code(&visible(name))),
        other => other.to_string(),
    }
}

/// What happened, with everything that documents say as code: no text of theirs addresses
/// anybody or leads anywhere.
fn told(change: &Change) -> String {
    let words = change.rule.words().replace('`', "");
    change.told(&words, &|value| {
        if value.is_empty() {
            String::new()
        } else {
            code(value)
        }
    })
}

fn item(change: &Change, titles: &Titles) -> String {
    let places = titles.places(change);
    let places = places.map_or_else(String::new, |places| format!(", {}", escaped(&places)));
    format!("  - {} (`{}`{places})\n", told(change), change.rule.name())
}

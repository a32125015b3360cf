//! A survey as text for people.
//!
//! What comes in: a [`Survey`]. What goes out: lines with counts, shapes and places in columns. What
//! documents say is shown without control characters.

use super::{Survey, Tally};
use crate::diag::render::visible;

/// The most shapes that are listed of those that nothing reads; the JSON has all.
const MOST_UNREAD: usize = 12;

/// The most shapes that are listed of one topic.
const MOST_SHAPES: usize = 8;

/// The widest column of shapes.
const WIDEST: usize = 64;

/// The survey of an API as people read it.
pub fn text(api: &str, survey: &Survey) -> String {
    let mut out = format!(
        "{api}: {}, {}, {}\n",
        number(survey.pages, "page"),
        number(survey.operations, "operation"),
        number(survey.parameters, "parameter")
    );
    for topic in &survey.topics {
        out.push_str(&format!("\n{}\n", topic.title));
        list(&mut out, &topic.shapes, MOST_SHAPES);
        for conclusion in &topic.conclusions {
            out.push_str(&format!("      → {conclusion}\n"));
        }
    }
    if !survey.unread.is_empty() {
        out.push_str("\nnot read\n");
    }
    let mut remedy = "";
    let shown = survey.unread.iter().take(MOST_UNREAD);
    let width = width(shown.clone().map(|unread| &unread.tally));
    for unread in shown {
        if !remedy.is_empty() && unread.remedy != remedy {
            out.push_str(&format!("      → {remedy}\n"));
        }
        remedy = unread.remedy;
        line(&mut out, &unread.tally, width);
    }
    if !remedy.is_empty() {
        out.push_str(&format!("      → {remedy}\n"));
    }
    more(&mut out, survey.unread.len(), MOST_UNREAD);
    out
}

fn list(out: &mut String, tallies: &[Tally], most: usize) {
    let shown = &tallies[..tallies.len().min(most)];
    let width = width(shown.iter());
    for tally in shown {
        line(out, tally, width);
    }
    more(out, tallies.len(), most);
}

fn line(out: &mut String, tally: &Tally, width: usize) {
    let shape = visible(&tally.shape);
    let place = tally.place.to_string();
    let place = visible(&place);
    out.push_str(&format!("  {:>5}  {shape:<width$}  {place}\n", tally.count));
}

fn more(out: &mut String, all: usize, shown: usize) {
    if all > shown {
        out.push_str(&format!(
            "         and {} more\n",
            number(all - shown, "shape")
        ));
    }
}

fn width<'a>(tallies: impl Iterator<Item = &'a Tally>) -> usize {
    let widths = tallies.map(|tally| visible(&tally.shape).chars().count());
    widths.filter(|width| *width <= WIDEST).max().unwrap_or(0)
}

fn number(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

//! Blocks as writers mean them, in the words of Markdown that the parser reads.
//!
//! What comes in: the text of a page without what its tools add. What goes out: the same text, in
//! which HTML is Markdown, and tables, lists and fences that Markdown would not take for such are
//! written as it takes them. Every byte keeps its place in the page. One file per mechanism.

mod bullets;
mod definitions;
mod entity;
mod fences;
mod html_code;
mod html_heading;
mod html_list;
mod html_table;
mod pipes;
mod place;
mod pre;
mod transcripts;

use super::normalise::{Scanned, Step, run};

/// What turns HTML into Markdown. Code comes first, so that nothing in it is taken for a tag.
const HTML: &[Step] = &[
    pre::edits,
    html_code::edits,
    html_table::edits,
    html_heading::edits,
    html_list::edits,
];

/// What mends Markdown.
const MARKDOWN: &[Step] = &[
    bullets::edits,
    definitions::edits,
    fences::edits,
    transcripts::edits,
    pipes::edits,
];

/// Mends a page.
pub(super) fn page(text: Scanned) -> Scanned {
    run(run(text, HTML), MARKDOWN)
}

/// A text after one mechanism.
#[cfg(test)]
fn after(step: Step, text: &str) -> String {
    let text = Scanned::of(super::edited::Edited::new(text));
    run(text, &[step]).edited.text().to_owned()
}

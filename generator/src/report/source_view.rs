//! The lines of a document as they stand in its file, with blocks, marks and findings.

use std::collections::BTreeSet;
use std::ops::Range;

use super::findings;
use super::model::{ApiView, Block, Group, PageView, State};
use crate::html::Html;

use crate::ledger::Outcome;
use crate::source::Span;

/// Marks on more lines than this would say no more than the block's colour does.
const MOST_MARKED_LINES: usize = 3;

/// What a stretch of a page is marked as; the stronger one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Related,
    Warning,
    Error,
}

/// The marks of a page.
#[derive(Debug, Default)]
pub(super) struct Marks {
    ranges: Vec<(Range<usize>, Mark)>,
    /// Lines to which findings refer.
    pointed: BTreeSet<usize>,
}

/// A group's lines.
pub(super) fn write(
    html: &mut Html,
    view: &ApiView<'_>,
    page: &PageView<'_>,
    group: &Group<'_>,
    marks: &Marks,
) {
    let mut open: Vec<usize> = Vec::new();
    let mut blocks = group.blocks.iter().peekable();
    let mut found = group.findings.iter().collect::<Vec<_>>();
    found.sort_by_key(|found| found.line);
    let mut found = found.into_iter().peekable();
    for number in group.lines.clone() {
        while open.last().is_some_and(|end| *end <= number) {
            open.pop();
            html.markup("</div>\n");
        }
        while let Some(block) = blocks.next_if(|block| block.lines.start <= number) {
            begin(html, view, block);
            open.push(block.lines.end);
        }
        line(html, page, group, number, marks);
        while let Some(found) = found.next_if(|found| found.line <= number) {
            findings::write(html, view, found);
        }
    }
    for _ in open {
        html.markup("</div>\n");
    }
}

fn begin(html: &mut Html, view: &ApiView<'_>, block: &Block) {
    let outcome = match block.outcome {
        Outcome::Fact => "fact",
        Outcome::Finding => "finding",
        Outcome::Ignored(_) => "ignored",
    };
    let addresses: Vec<String> = block
        .targets
        .iter()
        .map(|target| view.part_address(target))
        .collect();
    html.open(
        "div",
        &[
            ("class", &format!("block {outcome}")),
            ("id", &format!("b{}", block.number)),
            ("data-to", &addresses.join(" ")),
        ],
    );
    match (block.outcome, block.targets.first(), addresses.first()) {
        (Outcome::Fact, Some(target), Some(address)) => {
            html.link("to", address, target.part.word());
        }
        (Outcome::Fact, ..) => {}
        (Outcome::Finding, ..) => html.markup("<span class=\"to\">not understood</span>"),
        (outcome, ..) => html.element("span", &[("class", "to")], outcome.words()),
    }
}

fn line(html: &mut Html, page: &PageView<'_>, group: &Group<'_>, number: usize, marks: &Marks) {
    let Some((start, text)) = page.lines.get(number) else {
        return;
    };
    let mut headings = group
        .headings
        .iter()
        .filter(|heading| heading.line == number && heading.level > 0);
    let label = (number + 1).to_string();
    match headings.next() {
        Some(heading) => {
            let id = match heading.source.0.split_once('#') {
                Some((_, anchor)) => format!("{}/{}", page.id, crate::html::address(anchor)),
                None => String::new(),
            };
            html.open(
                "div",
                &[
                    ("class", "l h"),
                    ("data-n", &label),
                    ("id", &id),
                    ("role", "heading"),
                    ("aria-level", &(heading.level + 3).to_string()),
                ],
            );
        }
        None => html.open("div", &[("class", "l"), ("data-n", &label)]),
    }
    if marks.pointed.contains(&number) {
        html.open("span", &[("id", &page.line_address(number))]);
        html.close("span");
    }
    marked(html, *start, text, &marks.ranges);
    html.markup("</div>\n");
}

/// The text of a line that begins at this byte of the page.
fn marked(html: &mut Html, start: usize, text: &str, marks: &[(Range<usize>, Mark)]) {
    let end = start + text.len();
    let here: Vec<&(Range<usize>, Mark)> = marks
        .iter()
        .filter(|(range, _)| range.start < end && range.end > start)
        .collect();
    let mut cuts: BTreeSet<usize> = here
        .iter()
        .flat_map(|(range, _)| [range.start, range.end])
        .filter(|at| (start..=end).contains(at) && text.is_char_boundary(at - start))
        .collect();
    cuts.insert(end);
    let mut from = start;
    for to in cuts {
        let piece = text.get(from - start..to - start).unwrap_or_default();
        let mark = here
            .iter()
            .filter(|(range, _)| range.start <= from && range.end >= to)
            .map(|(_, mark)| *mark)
            .max();
        match mark {
            _ if piece.is_empty() => {}
            None => html.text(piece),
            Some(Mark::Related) => html.element("mark", &[("class", "related")], piece),
            Some(Mark::Warning) => html.element("mark", &[("class", "warning")], piece),
            Some(Mark::Error) => html.element("mark", &[("class", "error")], piece),
        }
        from = to;
    }
}

impl Marks {
    /// What findings mark on a page, and the lines to which they refer.
    pub(super) fn of(view: &ApiView<'_>, page: &PageView<'_>) -> Self {
        let mut marks = Self::default();
        for found in view.findings() {
            let own = match found.state {
                State::Error => Mark::Error,
                State::Warning => Mark::Warning,
                State::Waived(_) => Mark::Related,
            };
            marks.add(page, &found.finding.span, own);
            for (span, _) in &found.finding.related {
                marks.add(page, span, Mark::Related);
                if span.file == page.file {
                    marks.pointed.insert(page.line_at(span.range.start));
                }
            }
        }
        marks
    }

    fn add(&mut self, page: &PageView<'_>, span: &Span, mark: Mark) {
        let range = &span.range;
        if span.file == page.file
            && page.line_at(range.end) - page.line_at(range.start) <= MOST_MARKED_LINES
        {
            self.ranges.push((range.clone(), mark));
        }
    }
}

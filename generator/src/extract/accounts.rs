//! Closes the books of a scope: every block, row and item of it has an outcome.

use std::collections::BTreeMap;
use std::ops::Range;

use docbind_spec::BlockKind as Kind;

use super::facts::IgnoredFact;
use super::scope::Placed;
use crate::diag::{Diagnostic, Rule};
use crate::ledger::{Entry, Outcome};
use crate::markdown::{Block, BlockKind, Page};

/// What the reader of a scope said of its blocks.
pub(super) struct Accounts<'a> {
    /// Those that became facts.
    pub(super) facts: &'a [(Kind, Range<usize>)],
    /// Those that are ignored.
    pub(super) ignored: &'a [IgnoredFact],
    /// Tables of whose rows one finding speaks.
    pub(super) told: &'a [Range<usize>],
}

/// The outcome of every block, row and item. One that the accounts lack is a finding, which is
/// added unless there is one for its place.
pub(super) fn close(
    page: &Page,
    blocks: &[Placed<'_>],
    accounts: &Accounts<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let mut all = Vec::new();
    for placed in blocks {
        countable(placed.block, &mut all);
    }
    let outcomes = accounts.outcomes();
    let unread = diagnostics
        .iter()
        .filter(|finding| finding.rule == Rule::UnreadBlock)
        .map(|finding| &finding.span.range);
    let mut told = Told::new(unread.chain(accounts.told));
    all.into_iter()
        .map(|Countable { block, range, html }| {
            let outcome = outcomes
                .get(&(block, range.start))
                .copied()
                .unwrap_or(Outcome::Finding);
            let span = page.span(range.clone());
            if outcome == Outcome::Finding && !told.has(&range) {
                let (message, help) = words(block, html);
                let finding = Diagnostic::new(Rule::UnreadBlock, span.clone(), message);
                diagnostics.push(finding.help(help));
                told.last = range.end;
            }
            Entry {
                span,
                block,
                outcome,
            }
        })
        .collect()
}

/// The places of which a finding speaks.
struct Told {
    /// Where each begins, and where the last of those up to it ends, in the order of the page.
    ends: Vec<(usize, usize)>,
    /// Where the last one ends that was added in the order of the page.
    last: usize,
}

impl Told {
    fn new<'a>(ranges: impl Iterator<Item = &'a Range<usize>>) -> Self {
        let mut ends: Vec<(usize, usize)> = ranges.map(|range| (range.start, range.end)).collect();
        ends.sort_unstable();
        let mut last = 0;
        for (_, end) in &mut ends {
            last = last.max(*end);
            *end = last;
        }
        Self { ends, last: 0 }
    }

    /// Whether one of them overlaps a place.
    fn has(&self, range: &Range<usize>) -> bool {
        let before = self.ends.partition_point(|(start, _)| *start < range.end);
        let end = before.checked_sub(1).and_then(|at| self.ends.get(at));
        end.is_some_and(|(_, end)| *end > range.start) || self.last > range.start
    }
}

impl Accounts<'_> {
    /// What was said of each block, by its kind and its first byte.
    fn outcomes(&self) -> BTreeMap<(Kind, usize), Outcome> {
        let ignored = self.ignored.iter().map(|fact| {
            let key = (fact.block, fact.range.start);
            (key, Outcome::Ignored(fact.reason))
        });
        let facts = self
            .facts
            .iter()
            .map(|(kind, range)| ((*kind, range.start), Outcome::Fact));
        ignored.chain(facts).collect()
    }
}

/// What is the matter with a block that no reader speaks of, and what to do.
fn words(block: Kind, html: bool) -> (&'static str, &'static str) {
    match block {
        _ if html => (
            "this table or list in HTML has no end",
            "close it with `</table>` or `</ul>`, or write it in Markdown",
        ),
        Kind::Code => (
            "this code block is none that docbind reads",
            "show requests, curl commands, messages or JSON; `docbind explain unread-block` says more",
        ),
        Kind::TableRow => (
            "this row belongs to no table that docbind reads",
            "put the table into the section itself, with a column of names and one of descriptions",
        ),
        Kind::ListItem => (
            "this item belongs to no list that docbind reads",
            "if it is a parameter, write it as \"- `name` (required) - words\" in a list of parameters",
        ),
        Kind::RequestLine => (
            "this request line is not read",
            "write it on a line of its own in a code block",
        ),
    }
}

/// Something that must be accounted for.
struct Countable {
    block: Kind,
    range: Range<usize>,
    /// Whether it is HTML that nobody reads, because it has no end.
    html: bool,
}

/// Everything that must be accounted for, in the order of the page.
fn countable(block: &Block, out: &mut Vec<Countable>) {
    let mut push = |kind, range: &Range<usize>, html| {
        out.push(Countable {
            block: kind,
            range: range.clone(),
            html,
        });
    };
    match &block.kind {
        BlockKind::Code(_) => push(Kind::Code, &block.range, false),
        // A table of one row is all head.
        BlockKind::Table(table) if table.rows.is_empty() => {
            push(Kind::TableRow, &block.range, false);
        }
        BlockKind::Table(table) => {
            for row in &table.rows {
                push(Kind::TableRow, &row.range, false);
            }
        }
        BlockKind::List(list) => {
            for item in &list.items {
                out.push(Countable {
                    block: Kind::ListItem,
                    range: item.range.clone(),
                    html: false,
                });
                item.blocks.iter().for_each(|block| countable(block, out));
            }
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| countable(block, out)),
        BlockKind::Html(html) => {
            if let Some(kind) = html_kind(html) {
                push(kind, &block.range, true);
            }
        }
        BlockKind::Paragraph(_) | BlockKind::Element(_) | BlockKind::Rule => {}
    }
}

/// Whether HTML that people see has rows or items.
fn html_kind(html: &str) -> Option<Kind> {
    let mut seen = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        seen.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    seen.push_str(rest);
    let seen = seen.to_ascii_lowercase();
    let has = |tag: &str| {
        seen.match_indices(tag).any(|(at, _)| {
            let after = seen[at + tag.len()..].chars().next();
            !after.is_some_and(|c| c.is_alphanumeric() || c == '-')
        })
    };
    if has("<tr") {
        Some(Kind::TableRow)
    } else {
        (has("<li") || has("<dt")).then_some(Kind::ListItem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_overlap_is_told() {
        let told = Told::new([5..6, 0..20, 30..40].iter());
        for (range, expected) in [
            (7..8, true),
            (20..30, false),
            (39..50, true),
            (40..41, false),
        ] {
            assert_eq!(told.has(&range), expected, "{range:?}");
        }
    }

    #[test]
    fn html_counts_by_what_it_holds() {
        for (html, expected) in [
            ("<table>\n<TR><td>a</td></tr></table>", Some(Kind::TableRow)),
            ("<ul><li>a</ul>", Some(Kind::ListItem)),
            ("<dl><dt class=x>a", Some(Kind::ListItem)),
            ("<link rel=x>", None),
            ("<track>", None),
            ("<!-- <tr> --><p>a</p>", None),
            ("<!-- <tr>", None),
        ] {
            assert_eq!(html_kind(html), expected, "{html}");
        }
    }
}

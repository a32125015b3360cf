//! Closes the books of a scope: every block, row and item of it has an outcome.

use std::collections::BTreeMap;
use std::ops::Range;

use docbind_spec::BlockKind as Kind;

use super::facts::IgnoredFact;
use super::scope::Placed;
use crate::diag::{Diagnostic, Rule};
use crate::ledger::{Entry, Outcome};
use crate::markdown::{Block, BlockKind, Page};
use crate::source::Span;

/// What the reader of a scope said of its blocks.
pub(super) struct Accounts<'a> {
    /// Those that became facts.
    pub(super) facts: &'a [(Kind, Range<usize>)],
    /// Those that are ignored.
    pub(super) ignored: &'a [IgnoredFact],
    /// The first bytes of those of which a finding about something larger tells.
    pub(super) told: &'a [usize],
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
    all.into_iter()
        .map(|found| {
            let Countable { block, range, .. } = &found;
            let (block, range) = (*block, range.clone());
            let outcome = outcomes
                .get(&(block, range.start))
                .copied()
                .unwrap_or(Outcome::Finding);
            let span = page.span(range.clone());
            let told = |finding: &Diagnostic| {
                finding.rule == Rule::UnreadBlock && overlaps(&finding.span.range, &range)
            };
            if outcome == Outcome::Finding
                && !accounts.told.contains(&range.start)
                && !diagnostics.iter().any(told)
            {
                diagnostics.push(found.unread(span.clone()));
            }
            Entry {
                span,
                block,
                outcome,
            }
        })
        .collect()
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

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Something that must be accounted for.
struct Countable {
    block: Kind,
    range: Range<usize>,
    /// Whether it is HTML, which stands for all rows or items in it.
    html: bool,
}

impl Countable {
    fn new(block: Kind, range: &Range<usize>) -> Self {
        Self {
            block,
            range: range.clone(),
            html: false,
        }
    }

    /// The finding that nobody understands it.
    fn unread(&self, span: Span) -> Diagnostic {
        let (message, help) = match (self.html, self.block) {
            (true, Kind::TableRow) => {
                ("tables in HTML are not read", "write the table in Markdown")
            }
            (true, _) => ("lists in HTML are not read", "write the list in Markdown"),
            (false, Kind::Code) => (
                "this code block is not understood",
                "say before it what it shows, or move it out of the operation's section",
            ),
            (false, Kind::TableRow) => (
                "this table row is not understood",
                "write the table outside of lists and quotes, with columns such as `Parameter` and `Description`",
            ),
            (false, Kind::ListItem) => (
                "this list item is not understood",
                "write it as the other items are written, a name first",
            ),
            (false, Kind::RequestLine) => (
                "this request line is not understood",
                "write method and path on a line of their own",
            ),
        };
        Diagnostic::new(Rule::UnreadBlock, span, message).help(help)
    }
}

/// Everything that must be accounted for, in the order of the page.
fn countable(block: &Block, out: &mut Vec<Countable>) {
    match &block.kind {
        BlockKind::Code(_) => out.push(Countable::new(Kind::Code, &block.range)),
        BlockKind::Table(table) => {
            let rows = table.rows.iter();
            out.extend(rows.map(|row| Countable::new(Kind::TableRow, &row.range)));
        }
        BlockKind::List(list) => {
            for item in &list.items {
                out.push(Countable::new(Kind::ListItem, &item.range));
                item.blocks.iter().for_each(|block| countable(block, out));
            }
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| countable(block, out)),
        BlockKind::Html(text) => out.extend(html_kind(text).map(|kind| Countable {
            html: true,
            ..Countable::new(kind, &block.range)
        })),
        BlockKind::Paragraph(_) | BlockKind::Rule => {}
    }
}

/// What HTML holds that must be accounted for.
fn html_kind(text: &str) -> Option<Kind> {
    let text = text.to_ascii_lowercase();
    let holds = |tags: &[&str]| tags.iter().any(|tag| text.contains(tag));
    if holds(&["<tr", "<td"]) {
        Some(Kind::TableRow)
    } else {
        holds(&["<li", "<dt"]).then_some(Kind::ListItem)
    }
}

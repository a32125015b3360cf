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
        .map(|(block, range)| {
            let outcome = outcomes
                .get(&(block, range.start))
                .copied()
                .unwrap_or(Outcome::Finding);
            let span = page.span(range.clone());
            let told = |finding: &Diagnostic| {
                finding.rule == Rule::UnreadBlock && overlaps(&finding.span.range, &range)
            };
            if outcome == Outcome::Finding && !diagnostics.iter().any(told) {
                let message = format!("nobody understands {}", words(block));
                diagnostics.push(Diagnostic::new(Rule::UnreadBlock, span.clone(), message));
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

fn words(block: Kind) -> &'static str {
    match block {
        Kind::Code => "this code block",
        Kind::TableRow => "this table row",
        Kind::ListItem => "this list item",
        Kind::RequestLine => "this request line",
    }
}

/// Everything that must be accounted for, in the order of the page.
fn countable(block: &Block, out: &mut Vec<(Kind, Range<usize>)>) {
    match &block.kind {
        BlockKind::Code(_) => out.push((Kind::Code, block.range.clone())),
        BlockKind::Table(table) => {
            out.extend(
                table
                    .rows
                    .iter()
                    .map(|row| (Kind::TableRow, row.range.clone())),
            );
        }
        BlockKind::List(list) => {
            for item in &list.items {
                out.push((Kind::ListItem, item.range.clone()));
                item.blocks.iter().for_each(|block| countable(block, out));
            }
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| countable(block, out)),
        BlockKind::Paragraph(_) | BlockKind::Html(_) | BlockKind::Rule => {}
    }
}

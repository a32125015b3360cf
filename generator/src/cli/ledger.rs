//! `docbind spec --ledger`: what became of every block of the operations' sections.

use std::fmt::Write as _;

use docbind_spec::BlockKind;
use serde_json::json;

use super::args::LedgerStyle;
use super::job::Read;
use crate::ledger::{Entry, Outcome, Totals};

/// The ledger of one API: totals, then what is no fact, each with its place.
pub(super) fn render(read: &Read, style: LedgerStyle) -> String {
    match style {
        LedgerStyle::Text => text(read),
        LedgerStyle::Json => json_lines(read),
    }
}

/// What is the matter where more is ignored than may be, in percent of all.
pub(super) fn too_much_ignored(read: &Read, most: f64) -> Option<String> {
    let percent = Totals::of(&read.ledger).ignored_percent();
    (percent > most).then(|| {
        format!(
            "{}: {percent:.1} % of all blocks, rows and items are ignored, at most {most} % may be; \
             --ledger lists them\n",
            read.spec.name
        )
    })
}

fn text(read: &Read) -> String {
    let totals = Totals::of(&read.ledger);
    let mut out = format!(
        "{}: {} blocks, rows and items: {} facts, {} findings, {} ignored ({:.1} %)\n",
        read.spec.name,
        totals.all(),
        totals.facts,
        totals.findings,
        totals.ignored,
        totals.ignored_percent(),
    );
    for entry in read
        .ledger
        .iter()
        .filter(|entry| entry.outcome != Outcome::Fact)
    {
        let _ = writeln!(
            out,
            "{}: {}: {}",
            place(read, entry),
            kind(entry.block),
            entry.outcome.words()
        );
    }
    out
}

/// One object a line, facts included.
fn json_lines(read: &Read) -> String {
    let mut out = String::new();
    for entry in &read.ledger {
        let place = read
            .sources
            .line_column(entry.span.file, entry.span.range.start);
        let line = json!({
            "api": read.spec.name,
            "file": read.sources.get(entry.span.file).map(|file| file.path.as_str()),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "block": kind(entry.block),
            "outcome": entry.outcome.words(),
        });
        let _ = writeln!(out, "{line}");
    }
    out
}

fn place(read: &Read, entry: &Entry) -> String {
    let file = read
        .sources
        .get(entry.span.file)
        .map_or("", |file| file.path.as_str());
    match read
        .sources
        .line_column(entry.span.file, entry.span.range.start)
    {
        Some(place) => format!("{file}:{}:{}", place.line, place.column),
        None => file.to_owned(),
    }
}

const fn kind(block: BlockKind) -> &'static str {
    match block {
        BlockKind::Code => "code block",
        BlockKind::TableRow => "table row",
        BlockKind::ListItem => "list item",
        BlockKind::RequestLine => "request line",
    }
}

//! The account of a run: one line per API.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::job::Read;
use crate::diag::Level;
use crate::ledger::Totals;
use docbind_spec::ApiSpec;

/// What was done for one API.
pub(super) struct Row {
    cells: Vec<String>,
}

/// How much was read of one API: what the columns from `pages` to `findings` say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Numbers([usize; 7]);

/// How many files a command wrote and how many it found up to date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Files {
    /// Written or removed, or to be so in a check.
    pub changed: usize,
    /// Up to date.
    pub unchanged: usize,
}

const HEADS: [&str; 11] = [
    "api",
    "pages",
    "operations",
    "parameters",
    "examples",
    "types",
    "ignored",
    "findings",
    "written",
    "unchanged",
    "time",
];

impl Row {
    /// The account of one API that was read.
    pub(super) fn new(read: &Read, files: Files, time: Duration) -> Self {
        Self::of(&read.spec.name, &Numbers::of(read), files, time)
    }

    /// The account of one API of which so much is known.
    pub(super) fn of(api: &str, numbers: &Numbers, files: Files, time: Duration) -> Self {
        let mut cells = vec![api.to_owned()];
        let files = [files.changed, files.unchanged];
        let numbers = numbers.0.iter().chain(&files);
        cells.extend(numbers.map(ToString::to_string));
        cells.push(format!("{:.2} s", time.as_secs_f64()));
        Self { cells }
    }
}

impl Numbers {
    /// Those of an API that was read.
    pub(super) fn of(read: &Read) -> Self {
        let spec = &read.spec;
        let parameters = spec.operations.iter().map(|it| it.parameters.len());
        Self([
            read.sources.len(),
            spec.operations.len(),
            parameters.sum(),
            examples(spec),
            spec.types.len(),
            Totals::of(&read.ledger).ignored,
            read.findings.len() - read.levels.count(&read.findings, Level::Allow),
        ])
    }
}

/// The rows under their heads, in columns.
pub(super) fn table(rows: &[Row]) -> String {
    let widths: Vec<usize> = HEADS
        .iter()
        .enumerate()
        .map(|(column, head)| {
            rows.iter()
                .filter_map(|row| row.cells.get(column))
                .map(String::len)
                .fold(head.len(), usize::max)
        })
        .collect();
    let line = |cells: &[&str]| {
        let mut text = String::new();
        for (column, (cell, width)) in cells.iter().zip(&widths).enumerate() {
            if column == 0 {
                text.push_str(&format!("{cell:<width$}"));
            } else {
                text.push_str(&format!("  {cell:>width$}"));
            }
        }
        text.push('\n');
        text
    };
    let mut text = line(&HEADS);
    for row in rows {
        let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
        text.push_str(&line(&cells));
    }
    text
}

/// Documented bodies of requests and responses.
fn examples(spec: &ApiSpec) -> usize {
    spec.operations
        .iter()
        .map(|operation| {
            let responses = operation
                .responses
                .iter()
                .map(|response| response.examples.len());
            let body = operation
                .request_body
                .iter()
                .map(|body| body.examples.len());
            responses.chain(body).sum::<usize>()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_aligned_to_the_right() {
        let row = |name: &str, pages: &str| Row {
            cells: vec![name.to_owned(), pages.to_owned()],
        };
        let text = table(&[row("books", "7"), row("longer-name", "123456")]);
        let starts: Vec<&str> = text
            .lines()
            .map(|line| &line[..19.min(line.len())])
            .collect();
        assert_eq!(
            starts,
            [
                "api           pages",
                "books             7",
                "longer-name  123456"
            ]
        );
    }
}

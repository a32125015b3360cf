//! From pages to formatted client, server and tests, beside what progenitor takes for a client
//! from a document that is already there.

use std::hint::black_box;

use docbind::generate::{GenerateOptions, generate};

use crate::corpus::Corpus;
use crate::openapi::print_removed;
use crate::rival::{STYLES, client, readable};
use crate::table::{Row, Target};
use crate::{Fault, measure};

const RUNS: usize = 7;

pub fn rows(corpus: &Corpus) -> Result<Vec<Row>, Fault> {
    let spec = corpus.read().spec;
    let readable = readable(&spec)?;
    print_removed("progenitor", &readable.removed);
    let mut fault = None;
    let ours = measure::median_cpu(RUNS, || {
        let options = GenerateOptions::new("bench");
        match generate(&corpus.read().spec, &options) {
            Ok(made) => drop(black_box(made)),
            Err(error) => fault = Some(error),
        }
    })?;
    if let Some(error) = fault {
        return Err(error.into());
    }
    let mut rows = Vec::new();
    for style in STYLES {
        let text = client(&readable.document, style)?;
        let theirs =
            measure::median_cpu(RUNS, || drop(black_box(client(&readable.document, style))))?;
        let detail = format!(
            "{:.0} ms CPU of {:.0} ms for {} lines",
            ours * 1e3,
            theirs * 1e3,
            text.lines().count()
        );
        let row = Row::ratio(
            format!("whole job by progenitor {}", style.name()),
            ours,
            theirs,
        );
        rows.push(row.target(Target::AtMost(1.0 / 3.0)).detail(detail));
    }
    Ok(rows)
}

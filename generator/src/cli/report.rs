//! `docbind report`: the review page.

use super::Verdict;
use super::args::ReportArgs;
use super::failure::Failure;
use super::findings::Unasked;
use super::job::read_all;
use super::settings::{Job, Settings, Source};
use super::streams::Streams;
use super::summary::{self, Files, Row};
use super::write;
use crate::report::{Api, render};

/// Writes the page even where a denied rule fired: it is there to show why.
pub(super) fn run(
    args: &ReportArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    let pages = |source: &Source| matches!(source, Source::Docs { .. });
    if let Some(job) = settings.jobs.iter().find(|job| !pages(&job.source)) {
        return Err(Failure::new(format!(
            "`{}` has no pages to review: it is read from a spec",
            job.name
        ))
        .help("give the folder of its Markdown pages with --docs DIR, or name other APIs"));
    }
    let settings = &in_full(settings);
    let (all, verdict) = read_all(settings, Unasked::Count, streams)?;
    let apis: Vec<Api<'_>> = all
        .iter()
        .map(|read| Api {
            spec: &read.spec,
            sources: &read.sources,
            findings: &read.findings,
            waived: &read.waived,
            ledger: &read.ledger,
            hints: &read.hints,
            levels: &read.levels,
        })
        .collect();
    let page = render(&apis);
    if args.out.as_os_str() == "-" {
        streams.data(&page)?;
        return Ok(verdict);
    }
    let files = write::file(&args.out, &page)?;
    if !settings.is_for_programs() {
        // One file for all of them, counted once.
        let rows: Vec<Row> = all
            .iter()
            .enumerate()
            .map(|(number, read)| {
                let files = if number == 0 { files } else { Files::default() };
                Row::new(read, files, read.time)
            })
            .collect();
        streams.message(&summary::table(&rows));
    }
    Ok(verdict)
}

/// The page shows the documents, and beside them what was read from them, headings included: it
/// is of no use to leave sentences out of one half.
fn in_full(settings: &Settings) -> Settings {
    let full = |job: &Job| Job {
        facts: false,
        ..job.clone()
    };
    Settings {
        jobs: settings.jobs.iter().map(full).collect(),
        lock: settings.lock.clone(),
        levels: settings.levels.clone(),
        style: settings.style,
        full: settings.full,
        changes: settings.changes,
        out_colour: settings.out_colour,
    }
}

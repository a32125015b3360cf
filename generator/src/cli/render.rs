//! `docbind render`: a spec as Markdown pages in docbind's own wording.

use super::Verdict;
use super::args::RenderArgs;
use super::failure::Failure;
use super::findings::Unasked;
use super::generate::output_failure;
use super::job::read_all;
use super::settings::Settings;
use super::streams::Streams;
use super::summary::{self, Files, Row};
use crate::emit::markdown;
use crate::output::{self, Mode, OutputFile};

pub(super) fn run(
    args: &RenderArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    settings.single()?;
    let (all, verdict) = read_all(settings, Unasked::Count, streams)?;
    if verdict == Verdict::Wanting {
        return Ok(verdict);
    }
    let mode = if args.force {
        Mode::Overwrite
    } else {
        Mode::Write
    };
    let mut rows = Vec::new();
    for read in &all {
        let pages: Vec<OutputFile> = markdown::render(&read.spec)
            .into_iter()
            .map(|page| OutputFile {
                path: page.path,
                text: page.text,
            })
            .collect();
        let report = output::write(&args.out, &pages, mode).map_err(output_failure)?;
        let files = Files {
            changed: report.changed.len() + report.removed.len(),
            unchanged: report.unchanged.len(),
        };
        rows.push(Row::new(read, files, read.time));
    }
    streams.account(&summary::table(&rows))?;
    Ok(Verdict::Fine)
}

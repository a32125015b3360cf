//! `docbind spec`: documentation to spec.

use std::path::{Path, PathBuf};

use super::Verdict;
use super::args::SpecArgs;
use super::failure::Failure;
use super::findings::Unasked;
use super::job::{Read, is_json, read_all};
use super::ledger;
use super::locked;
use super::settings::{Job, Settings};
use super::streams::Streams;
use super::summary::{self, Files, Row};
use super::write;
use crate::output::Mode;

pub(super) fn run(
    args: &SpecArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    if args.out.is_some() {
        settings.single()?;
    }
    let targets: Vec<Option<PathBuf>> = settings
        .jobs
        .iter()
        .map(|job| target(args, job, settings))
        .collect::<Result<_, _>>()?;
    // A spec that is kept goes with the commit that it was read from.
    let by_settings = args.out.is_none() && targets.iter().any(Option::is_some);
    let (all, verdict) = read_all(settings, Unasked::Show, streams)?;
    if verdict == Verdict::Wanting {
        return Ok(verdict);
    }
    let excess: String = args
        .max_ignored
        .iter()
        .flat_map(|most| {
            all.iter()
                .filter_map(|read| ledger::too_much_ignored(read, *most))
        })
        .collect();
    if let Some(style) = args.ledger {
        for read in &all {
            streams.data(&ledger::render(read, style))?;
        }
    }
    if !excess.is_empty() {
        streams.complaint(&excess);
        return Ok(Verdict::Wanting);
    }
    let mut rows = Vec::new();
    for (read, target) in all.iter().zip(targets) {
        let files = match target {
            Some(path) => write_spec(read, &path, Mode::Write)?,
            None if args.ledger.is_some() => Files::default(),
            None => {
                streams.data(&yaml(read)?)?;
                Files::default()
            }
        };
        rows.push(Row::new(read, files, read.time));
    }
    if by_settings {
        locked::write(&all, settings, Mode::Write, streams)?;
    }
    // Stdout may hold the spec, and stderr what another program reads.
    if !settings.is_for_programs() {
        streams.message(&summary::table(&rows));
    }
    Ok(Verdict::Fine)
}

/// Writes a spec, or sees whether it is up to date.
pub(super) fn write_spec(read: &Read, path: &Path, mode: Mode) -> Result<Files, Failure> {
    let text = if is_json(path) {
        let mut text = serde_json::to_string_pretty(&read.spec)
            .map_err(|error| Failure::new(format!("cannot write the spec as JSON: {error}")))?;
        text.push('\n');
        text
    } else {
        yaml(read)?
    };
    write::file(path, &text, mode)
}

fn yaml(read: &Read) -> Result<String, Failure> {
    Ok(docbind_spec::yaml::write_spec(&read.spec)?)
}

/// Where the spec of a job goes; stdout where there is none.
fn target(args: &SpecArgs, job: &Job, settings: &Settings) -> Result<Option<PathBuf>, Failure> {
    match (&args.out, &job.spec) {
        (Some(out), _) if out.as_os_str() == "-" => Ok(None),
        (Some(out), _) => Ok(Some(out.clone())),
        (None, Some(spec)) => Ok(Some(spec.clone())),
        (None, None) if settings.jobs.len() == 1 => Ok(None),
        (None, None) => Err(Failure::new(format!(
            "`apis.{}` in `docbind.toml` has no `spec`",
            job.name
        ))
        .help("add `spec = \"FILE\"`, or name one API and give --out")),
    }
}

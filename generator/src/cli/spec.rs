//! `docbind spec`: documentation to spec.

use std::path::{Path, PathBuf};

use super::Verdict;
use super::args::SpecArgs;
use super::failure::Failure;
use super::findings::Unasked;
use super::job::{Read, is_json, read_all};
use super::ledger;
use super::lock::{Access, Locks, Place};
use super::locked;
use super::produce::{Edits, Plan, Product, TextFile};
use super::settings::{Job, Settings};
use super::streams::Streams;
use super::summary::{self, Row};

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
    let places = targets.iter().flatten().cloned().map(Place::File);
    let places: Vec<Place> = places.chain(locked::place(settings)).collect();
    let locks = Locks::take(&places, Access::Write, settings, streams)?;
    let settings = &settings.as_of_now()?;
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
    let mut products = Vec::new();
    for (read, target) in all.iter().zip(targets) {
        let mut product = Product::default();
        match target {
            Some(path) => {
                let text = spec_text(read, &path)?;
                product.spec = Some(TextFile { path, text });
            }
            None if args.ledger.is_some() => {}
            None => streams.data(&yaml(read)?)?,
        }
        products.push(product);
    }
    let lock = if by_settings {
        locked::file(&all, settings)?
    } else {
        None
    };
    let plan = Plan::of(&products)?.with_common(lock.as_ref())?;
    let counts = plan.counts();
    let locks_anew = plan.common_changes();
    plan.carry_out(Edits::Keep, &locks)?;
    locked::tell(lock.as_ref().filter(|_| locks_anew), settings, streams);
    let rows = all.iter().zip(counts);
    let rows: Vec<Row> = rows
        .map(|(read, files)| Row::new(read, files, read.time))
        .collect();
    // Stdout may hold the spec, and stderr what another program reads.
    if !settings.is_for_programs() {
        streams.message(&summary::table(&rows));
    }
    Ok(Verdict::Fine)
}

/// The text of a spec, in the format that the name of its file asks for.
pub(super) fn spec_text(read: &Read, path: &Path) -> Result<String, Failure> {
    if !is_json(path) {
        return yaml(read);
    }
    let mut text = serde_json::to_string_pretty(&read.spec)
        .map_err(|error| Failure::new(format!("cannot write the spec as JSON: {error}")))?;
    text.push('\n');
    Ok(text)
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

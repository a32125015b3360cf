//! `docbind generate`: documentation or spec to a Rust crate.
//!
//! Everything is read, generated and planned before the first file is written.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use docbind_spec::ApiSpec;

use super::Verdict;
use super::args::GenerateArgs;
use super::failure::Failure;
use super::findings::Unasked;
use super::job::{Read, read_all};
use super::lock::{Access, Locks, Place};
use super::produce::{Edits, Owned, Plan, Product, SpecFile};
use super::settings::{Job, Settings};
use super::spec::spec_text;
use super::streams::Streams;
use super::summary::{self, Row};
use crate::generate::{self, GenerateError, GenerateOptions};
use crate::output::OutputFile;

pub(super) fn run(
    args: &GenerateArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    let folders = folders(args, settings)?;
    let access = if args.check {
        Access::Read
    } else {
        Access::Write
    };
    let locks = Locks::take(&places(&folders, settings), access, settings, streams)?;
    let (all, verdict) = read_all(settings, Unasked::Count, streams)?;
    if verdict == Verdict::Wanting {
        return Ok(verdict);
    }
    let halves = Halves::of(args.client, args.server);
    let jobs = settings.jobs.iter().zip(folders);
    let (products, times): (Vec<Product>, Vec<Duration>) = all
        .iter()
        .zip(jobs)
        .map(|(read, (job, folder))| product(read, job, folder, halves))
        .collect::<Result<_, _>>()?;
    let plan = Plan::of(&products)?;
    if args.check {
        let complaint = complaint(&plan.interrupted(), &plan.stale());
        if !complaint.is_empty() {
            streams.complaint(&complaint);
            return Ok(Verdict::Wanting);
        }
    }
    let counts = plan.counts();
    if !args.check {
        plan.carry_out(Edits::of(args.force), &locks)?;
    }
    let rows: Vec<Row> = all
        .iter()
        .zip(counts)
        .zip(times)
        .map(|((read, files), time)| Row::new(read, files, read.time + time))
        .collect();
    streams.account(&summary::table(&rows))?;
    Ok(Verdict::Fine)
}

/// What has to be locked to write crates and specs.
pub(super) fn places(folders: &[PathBuf], settings: &Settings) -> Vec<Place> {
    let specs = settings.jobs.iter().filter_map(|job| job.spec.clone());
    let folders = folders.iter().cloned().map(Place::Folder);
    folders.chain(specs.map(Place::File)).collect()
}

/// What is to be written for an API, and how long it took to make.
pub(super) fn product(
    read: &Read,
    job: &Job,
    folder: PathBuf,
    halves: Halves,
) -> Result<(Product, Duration), Failure> {
    let start = Instant::now();
    let files = generate(&read.spec, &job.command, halves)?;
    let spec = match &job.spec {
        Some(path) => Some(SpecFile {
            path: path.clone(),
            text: spec_text(read, path)?,
        }),
        None => None,
    };
    let owned = Some(Owned { folder, files });
    Ok((Product { spec, owned }, start.elapsed()))
}

/// Which halves of a crate are generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Halves {
    Both,
    Client,
    Server,
}

impl Halves {
    /// What the flags `--client` and `--server` ask for.
    pub(super) const fn of(client: bool, server: bool) -> Self {
        match (client, server) {
            (true, false) => Self::Client,
            (false, true) => Self::Server,
            _ => Self::Both,
        }
    }

    /// The flag that asks for them, with a blank before it.
    pub(super) const fn flag(self) -> &'static str {
        match self {
            Self::Both => "",
            Self::Client => " --client",
            Self::Server => " --server",
        }
    }
}

/// The files of a crate, which name the command that makes them.
pub(super) fn generate(
    spec: &ApiSpec,
    command: &str,
    halves: Halves,
) -> Result<Vec<OutputFile>, Failure> {
    let options = GenerateOptions {
        command: format!("{command}{}", halves.flag()),
        client: halves != Halves::Server,
        server: halves != Halves::Client,
        resources: None,
        blocking: false,
    };
    let generated = generate::generate(spec, &options).map_err(|error| match error {
        GenerateError::CrateName { .. } => Failure::new(error.to_string())
            .help("give the API another name, with --name or in `docbind.toml`"),
        error => Failure::new(error.to_string()),
    })?;
    Ok(generated.files)
}

/// What `--check` has to say: that a run was interrupted, and what is out of date.
fn complaint(interrupted: &[PathBuf], stale: &[PathBuf]) -> String {
    const SHOWN: usize = 10;
    let mut text = String::new();
    for path in interrupted {
        text.push_str(&format!(
            "error: a run of docbind was interrupted while it wrote `{}`\n",
            path.display()
        ));
    }
    if !stale.is_empty() {
        text.push_str("error: out of date:\n");
    }
    for path in stale.iter().take(SHOWN) {
        text.push_str(&format!("  {}\n", path.display()));
    }
    if stale.len() > SHOWN {
        text.push_str(&format!("  and {} more\n", stale.len() - SHOWN));
    }
    if !text.is_empty() {
        text.push_str("  help: run the same command without --check\n");
    }
    text
}

/// The folder of every crate.
fn folders(args: &GenerateArgs, settings: &Settings) -> Result<Vec<PathBuf>, Failure> {
    if let Some(out) = &args.out {
        settings.single()?;
        return Ok(vec![out.clone()]);
    }
    settings
        .jobs
        .iter()
        .map(|job| {
            job.out.clone().ok_or_else(|| {
                Failure::new(format!("no folder to write the crate `{}` to", job.name))
                    .help("give one: --out DIR, or `out = \"DIR\"` in `docbind.toml`")
            })
        })
        .collect()
}

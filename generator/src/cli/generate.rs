//! `docbind generate`: documentation or spec to a Rust crate.
//!
//! Everything is read and generated before the first file is written.

use std::path::{Path, PathBuf};
use std::time::Instant;

use docbind_spec::ApiSpec;

use super::Verdict;
use super::args::GenerateArgs;
use super::failure::Failure;
use super::findings::Unasked;
use super::job::read_all;
use super::locked;
use super::settings::Settings;
use super::spec::write_spec;
use super::streams::Streams;
use super::summary::{self, Files, Row};
use crate::generate::{self, GenerateError, GenerateOptions};
use crate::output::{self, Mode, OutputError, OutputFile};

pub(super) fn run(
    args: &GenerateArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    let folders = folders(args, settings)?;
    let (all, verdict) = read_all(settings, Unasked::Count, streams)?;
    if verdict == Verdict::Wanting {
        return Ok(verdict);
    }
    let mut crates = Vec::new();
    for (read, job) in all.iter().zip(&settings.jobs) {
        let start = Instant::now();
        let halves = Halves::of(args.client, args.server);
        let files = generate(&read.spec, &job.command, halves)?;
        crates.push((files, start.elapsed()));
    }

    let mode = match (args.check, args.force) {
        (true, _) => Mode::Check,
        (false, true) => Mode::Overwrite,
        (false, false) => Mode::Write,
    };
    let mut rows = Vec::new();
    let mut stale = Vec::new();
    for (index, read) in all.iter().enumerate() {
        let (Some(folder), Some(job), Some((files, time))) = (
            folders.get(index),
            settings.jobs.get(index),
            crates.get(index),
        ) else {
            continue;
        };
        let start = Instant::now();
        let mut count = write_crate(folder, files, mode, &mut stale)?;
        if let Some(path) = &job.spec {
            let spec = write_spec(read, path, mode)?;
            if spec.changed > 0 {
                stale.push(path.clone());
            }
            count.changed += spec.changed;
            count.unchanged += spec.unchanged;
        }
        rows.push(Row::new(read, count, read.time + *time + start.elapsed()));
    }
    if let Some(path) = locked::write(&all, settings, mode, streams)? {
        // First, as the rest may follow from it.
        stale.insert(0, path.to_owned());
    }
    if args.check && !stale.is_empty() {
        streams.complaint(&out_of_date(&stale));
        return Ok(Verdict::Wanting);
    }
    streams.account(&summary::table(&rows))?;
    Ok(Verdict::Fine)
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
}

/// The files of a crate, which name the command that makes them.
pub(super) fn generate(
    spec: &ApiSpec,
    command: &str,
    halves: Halves,
) -> Result<Vec<OutputFile>, Failure> {
    let flag = match halves {
        Halves::Both => "",
        Halves::Client => " --client",
        Halves::Server => " --server",
    };
    let options = GenerateOptions {
        command: format!("{command}{flag}"),
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

/// Writes a crate, or sees which of its files are out of date.
fn write_crate(
    folder: &Path,
    files: &[OutputFile],
    mode: Mode,
    stale: &mut Vec<PathBuf>,
) -> Result<Files, Failure> {
    let report = output::write(folder, files, mode).map_err(output_failure)?;
    stale.extend(
        report
            .changed
            .iter()
            .chain(&report.removed)
            .map(|path| folder.join(path)),
    );
    Ok(Files {
        changed: report.changed.len() + report.removed.len(),
        unchanged: report.unchanged.len(),
    })
}

/// The reason why files could not be written.
pub(super) fn output_failure(error: OutputError) -> Failure {
    match error {
        OutputError::Io {
            action,
            path,
            source,
        } => Failure::new(format!(
            "cannot {action} `{}`: {}",
            path.display(),
            crate::build_script::pages::plain(&source)
        ))
        .help("give another place with --out, or make this one writable"),
        other @ OutputError::NotAFolder { .. } => {
            Failure::new(other.to_string()).help("give the name of a folder with --out")
        }
        other => Failure::new(other.to_string()),
    }
}

fn out_of_date(stale: &[PathBuf]) -> String {
    const SHOWN: usize = 10;
    let mut text = String::from("error: out of date:\n");
    for path in stale.iter().take(SHOWN) {
        text.push_str(&format!("  {}\n", path.display()));
    }
    if stale.len() > SHOWN {
        text.push_str(&format!("  and {} more\n", stale.len() - SHOWN));
    }
    text.push_str("  help: run the same command without --check\n");
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

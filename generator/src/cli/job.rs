//! One API from its input to its spec, whatever the input is.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use docbind_spec::{ApiSpec, Overrides, Violation, validate, validate_overrides, yaml};

use super::Verdict;
use super::failure::Failure;
use super::findings::{self, Unasked};
use super::git::Commit;
use super::input::{Input, Taken};
use super::settings::{Job, Settings, Source};
use super::streams::Streams;
use crate::build_script::pages::read_text;
use crate::diag::{Diagnostic, Levels};
use crate::facts;
use crate::hints::Hints;
use crate::ledger::Entry;
use crate::pipeline::{ReadOptions, read_docs};
use crate::source::SourceSet;
use crate::waive::Waived;

/// One API that was read.
pub(super) struct Read {
    /// What the documents say.
    pub spec: ApiSpec,
    /// What is the matter with them, by place.
    pub findings: Vec<Diagnostic>,
    /// Findings that the overrides waive.
    pub waived: Vec<Waived>,
    /// What became of every block of the operations' sections; empty where a spec was read.
    pub ledger: Vec<Entry>,
    /// The hints that they were read with.
    pub hints: Hints,
    /// The pages; none where a spec was read.
    pub sources: SourceSet,
    /// The folder of the pages.
    pub folder: PathBuf,
    /// The commit that the pages are of, where they are in git.
    pub commit: Option<Commit>,
    /// How seriously findings are taken.
    pub levels: Levels,
    /// How long it took.
    pub time: Duration,
}

/// Reads every API before anything is written, so that an error in one leaves all as they were.
pub(super) fn read_all(
    settings: &Settings,
    unasked: Unasked,
    streams: &mut Streams,
) -> Result<(Vec<Read>, Verdict), Failure> {
    let inputs = take_all(settings, streams)?;
    read_inputs(inputs, settings, unasked, streams)
}

/// Takes what every API is read from.
pub(super) fn take_all(settings: &Settings, streams: &mut Streams) -> Result<Vec<Input>, Failure> {
    let jobs = settings.jobs.iter();
    jobs.map(|job| Input::take(job, settings, streams))
        .collect()
}

/// Reads what was taken.
pub(super) fn read_inputs(
    inputs: Vec<Input>,
    settings: &Settings,
    unasked: Unasked,
    streams: &mut Streams,
) -> Result<(Vec<Read>, Verdict), Failure> {
    let mut all = Vec::new();
    for (input, job) in inputs.into_iter().zip(&settings.jobs) {
        let read = read(input, job, settings)?;
        if read.spec.operations.is_empty() && !settings.is_for_programs() {
            streams.message(&format!(
                "{}: no operation found; a request line such as `GET /books` in a code block of \
                 its own makes one\n",
                read.spec.name
            ));
        }
        all.push(read);
    }
    let verdict = findings::report(&all, unasked, settings, streams);
    Ok((all, verdict))
}

fn read(input: Input, job: &Job, settings: &Settings) -> Result<Read, Failure> {
    let start = Instant::now();
    let mut read = match input.source {
        Taken::Pages(pages, decided) => {
            let mut reading = read_docs(&pages.sources, &decided.options(job)?);
            if pages.commit.is_some() {
                // Nobody can write them there, so none is offered.
                for finding in &mut reading.diagnostics {
                    finding.repair.clear();
                }
            }
            Read {
                spec: reading.spec,
                findings: reading.diagnostics,
                waived: reading.waived,
                ledger: reading.ledger,
                hints: reading.hints,
                sources: pages.sources,
                folder: pages.folder,
                commit: pages.commit,
                levels: settings.levels.clone(),
                time: Duration::ZERO,
            }
        }
        Taken::Spec(file) => Read {
            spec: file.spec()?,
            findings: Vec::new(),
            waived: Vec::new(),
            ledger: Vec::new(),
            hints: Hints::default(),
            sources: SourceSet::default(),
            folder: PathBuf::new(),
            commit: None,
            levels: settings.levels.clone(),
            time: Duration::ZERO,
        },
    };
    if job.facts {
        read.spec = facts::strip(&read.spec);
    }
    read.time = input.time + start.elapsed();
    Ok(read)
}

/// What the reading of an API's pages depends on beside them, with the names of this spec.
pub(super) fn decisions(job: &Job, frozen: Option<ApiSpec>) -> Result<ReadOptions, Failure> {
    let (overrides, hints) = match &job.source {
        Source::Docs {
            overrides, hints, ..
        } => (overrides.as_deref(), Hints::clone(hints)),
        Source::Spec(_) => (None, Hints::default()),
    };
    Ok(ReadOptions {
        name: job.name.clone(),
        overrides: overrides_of(overrides)?,
        frozen,
        hints,
    })
}

/// The decisions in a file; none without one.
pub(super) fn overrides_of(path: Option<&Path>) -> Result<Overrides, Failure> {
    let Some(path) = path else {
        return Ok(Overrides::default());
    };
    overrides_in(&read_text(path)?, path)
}

/// The decisions in the text of a file.
pub(super) fn overrides_in(text: &str, path: &Path) -> Result<Overrides, Failure> {
    let overrides = yaml::read_overrides(text, &path.display().to_string())?;
    sound(path, &validate_overrides(&overrides))?;
    Ok(overrides)
}

/// The spec in a file, JSON or YAML, which contains JSON.
pub(super) fn spec_of(path: &Path) -> Result<ApiSpec, Failure> {
    parse_spec(&read_text(path)?, &path.display().to_string())
}

/// The spec in a text; `name` is what messages call it.
pub(super) fn parse_spec(text: &str, name: &str) -> Result<ApiSpec, Failure> {
    let spec = yaml::read_spec(text, name)?;
    sound(Path::new(name), &validate(&spec))?;
    Ok(spec)
}

/// What is read well may still contradict itself.
fn sound(path: &Path, violations: &[Violation]) -> Result<(), Failure> {
    let Some(first) = violations.first() else {
        return Ok(());
    };
    let more = match violations.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    Err(Failure::new(format!(
        "`{}` contradicts itself: {}: {}{more}",
        path.display(),
        first.path,
        first.message
    ))
    .help(first.help.clone()))
}

/// Whether the name of a file asks for JSON.
pub(super) fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// Whether a file is a spec by its name.
pub(super) fn is_spec(path: &Path) -> bool {
    is_json(path) || is_yaml(path)
}

/// Whether the name of a file asks for YAML.
pub(super) fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
    })
}

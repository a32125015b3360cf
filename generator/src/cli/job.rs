//! One API from its input to its spec, whatever the input is.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use docbind_spec::{ApiSpec, Overrides, Violation, validate, validate_overrides, yaml};

use super::Verdict;
use super::config::Docs;
use super::failure::Failure;
use super::findings::{self, Unasked};
use super::git::{self, Commit, Locked, Origin, Progress};
use super::settings::{Job, Settings, Source};
use super::streams::Streams;
use crate::build_script::pages::{read_pages, read_text};
use crate::diag::{Diagnostic, Levels};
use crate::facts;
use crate::hints::{Hints, Idle, Selected};
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
    let mut all = Vec::new();
    for job in &settings.jobs {
        let read = read(job, settings, streams)?;
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

fn read(job: &Job, settings: &Settings, streams: &mut Streams) -> Result<Read, Failure> {
    let mut start = Instant::now();
    let mut read = match &job.source {
        Source::Docs { docs, .. } => {
            // First, so that nothing is fetched in vain.
            let options = read_options(job)?;
            let mut pages = match docs {
                Docs::Here(path) => Pages::of_folder(path)?,
                Docs::Git(origin) => {
                    let pages = Pages::of_git(job, origin, settings, streams)?;
                    // The network's time is not docbind's.
                    start = Instant::now();
                    pages
                }
            };
            pages.select(job, &options.hints, settings, streams)?;
            let mut reading = read_docs(&pages.sources, &options);
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
        Source::Spec(path) => Read {
            spec: spec_of(path)?,
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
    read.time = start.elapsed();
    Ok(read)
}

/// The pages of an API, wherever they are.
struct Pages {
    sources: SourceSet,
    folder: PathBuf,
    commit: Option<Commit>,
}

impl Pages {
    fn of_folder(path: &Path) -> Result<Self, Failure> {
        let pages = read_pages(path)?;
        Ok(Self {
            sources: pages.sources,
            folder: pages.folder,
            commit: None,
        })
    }

    /// Leaves the pages that are read, and tells of hints that say nothing about any page.
    fn select(
        &mut self,
        job: &Job,
        hints: &Hints,
        settings: &Settings,
        streams: &mut Streams,
    ) -> Result<(), Failure> {
        let (left, idle) = selected(&job.name, hints, &self.sources)?;
        self.sources = left;
        if !settings.is_for_programs() {
            for hint in idle {
                streams.message(&format!(
                    "{}: hint {hint}; correct it or take it out\n",
                    job.name
                ));
            }
        }
        Ok(())
    }

    /// The pages of the locked commit, or of what the revision is now where none is locked.
    fn of_git(
        job: &Job,
        origin: &Origin,
        settings: &Settings,
        streams: &mut Streams,
    ) -> Result<Self, Failure> {
        let mut progress = Progress::new(settings, streams);
        let (commit, word) = match &settings.lock {
            // Flags: whoever has no network gets what there was.
            None => (git::resolve_or_remember(origin, &mut progress)?, "is"),
            Some(lock) => match lock.get(&job.name, origin) {
                Locked::To(commit) if lock.is_moved(&job.name) => (commit, "is now"),
                Locked::To(commit) => (commit, "is locked to"),
                Locked::No | Locked::Otherwise => (git::resolve(origin)?, "is now"),
            },
        };
        let pages = git::pages(origin, &commit, &mut progress)?;
        if !settings.is_for_programs() {
            streams.message(&format!(
                "{}: read from `{}`: {} {word} {}\n",
                job.name,
                origin.remote,
                origin.rev_shown(),
                commit.short()
            ));
        }
        Ok(Self {
            sources: pages.sources,
            folder: pages.folder,
            commit: Some(commit),
        })
    }
}

/// The pages that are read, and the hints that say nothing about any page.
pub(super) fn selected(
    api: &str,
    hints: &Hints,
    sources: &SourceSet,
) -> Result<(SourceSet, Vec<Idle>), Failure> {
    let had_pages = !sources.is_empty();
    let Selected { pages, idle } = hints.select(sources);
    if had_pages && pages.is_empty() {
        let help = "patterns are relative to `docs`, such as `rest/**` or `*.md`";
        return Err(Failure::new(format!(
            "`include` and `exclude` of `apis.{api}.hints` leave no page to read"
        ))
        .help(help));
    }
    Ok((pages, idle))
}

/// What the reading of an API's pages depends on beside them.
pub(super) fn read_options(job: &Job) -> Result<ReadOptions, Failure> {
    // Only now: another run that was waited for may have written it.
    let frozen = job.frozen.iter().find(|path| path.is_file());
    decisions(job, frozen.map(|path| spec_of(path)).transpose()?)
}

/// The same, with the names of this spec.
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
    let overrides = yaml::read_overrides(&read_text(path)?, &path.display().to_string())?;
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

//! One API from its input to its spec, whatever the input is.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use docbind_spec::{ApiSpec, Overrides, yaml};

use super::Verdict;
use super::failure::Failure;
use super::findings::{self, Unasked};
use super::settings::{Job, Settings, Source};
use super::streams::Streams;
use crate::build_script::pages::{read_pages, read_text};
use crate::diag::{Diagnostic, Levels};
use crate::source::SourceSet;
use crate::{facts, stub};

/// One API that was read.
pub(super) struct Read {
    /// What the documents say.
    pub spec: ApiSpec,
    /// What is the matter with them, by place.
    pub findings: Vec<Diagnostic>,
    /// The pages; none where a spec was read.
    pub sources: SourceSet,
    /// The folder of the pages.
    pub folder: PathBuf,
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
    let mut verdict = Verdict::Fine;
    let mut all = Vec::new();
    for job in &settings.jobs {
        let read = read(job, settings)?;
        if read.spec.operations.is_empty() {
            streams.message(&format!(
                "{}: no operation found; a request line such as `GET /books` in a code block of \
                 its own makes one\n",
                read.spec.name
            ));
        }
        if findings::report(&read, unasked, settings, streams) == Verdict::Wanting {
            verdict = Verdict::Wanting;
        }
        all.push(read);
    }
    Ok((all, verdict))
}

fn read(job: &Job, settings: &Settings) -> Result<Read, Failure> {
    let start = Instant::now();
    let mut read = match &job.source {
        Source::Docs { path, overrides } => {
            let pages = read_pages(path)?;
            let options = stub::ReadOptions {
                name: job.name.clone(),
                overrides: overrides_of(overrides.as_deref())?,
            };
            let reading = stub::read_docs(&pages.sources, &options);
            Read {
                spec: reading.spec,
                findings: reading.diagnostics,
                sources: pages.sources,
                folder: pages.folder,
                levels: settings.levels.clone(),
                time: Duration::ZERO,
            }
        }
        Source::Spec(path) => Read {
            spec: spec_of(path)?,
            findings: Vec::new(),
            sources: SourceSet::default(),
            folder: PathBuf::new(),
            levels: settings.levels.clone(),
            time: Duration::ZERO,
        },
    };
    if job.facts {
        read.spec = facts::strip(&read.spec);
    }
    read.findings
        .sort_by_key(|finding| (finding.span.file, finding.span.range.start));
    read.time = start.elapsed();
    Ok(read)
}

fn overrides_of(path: Option<&Path>) -> Result<Overrides, Failure> {
    let Some(path) = path else {
        return Ok(Overrides::default());
    };
    Ok(yaml::read_overrides(
        &read_text(path)?,
        &path.display().to_string(),
    )?)
}

fn spec_of(path: &Path) -> Result<ApiSpec, Failure> {
    let text = read_text(path)?;
    // JSON is YAML as well.
    Ok(yaml::read_spec(&text, &path.display().to_string())?)
}

/// Whether the name of a file asks for JSON.
pub(super) fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// Whether the name of a file asks for YAML.
pub(super) fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
    })
}

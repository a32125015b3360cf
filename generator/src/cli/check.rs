//! `docbind check`: where documentation, committed spec and generated crate disagree.
//!
//! The documentation is compared with the spec by meaning, the crate with what the spec gives.
//! Nothing is written.

use std::path::{Path, PathBuf};

use docbind_spec::ApiSpec;
use serde_json::json;

use super::Verdict;
use super::args::CheckArgs;
use super::failure::Failure;
use super::findings::Unasked;
use super::generate::{Halves, generate};
use super::input::TextFile;
use super::job::{Read, read_inputs, take_all};
use super::lock::{Access, Locks, Place};
use super::locked;
use super::settings::{Job, Settings};
use super::spec::spec_text;
use super::streams::Streams;
use super::unchanged::{Expected, Known, Question};
use crate::diag::render::Style;
use crate::diff::{self, Change};
use crate::output::{self, Mode, Report, Single};

pub(super) fn run(
    args: &CheckArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    if args.spec.is_some() || args.out.is_some() {
        settings.single()?;
    }
    let sides: Vec<Sides> = settings
        .jobs
        .iter()
        .map(|job| Sides::of(args, job))
        .collect::<Result<_, _>>()?;
    let places = sides.iter().flat_map(Sides::places);
    let places: Vec<Place> = places.chain(locked::place(settings)).collect();
    let _held = Locks::take(&places, Access::Read, settings, streams)?;
    let settings = &settings.as_of_now()?;
    let halves = Halves::of(args.client, args.server);
    let inputs = take_all(settings, streams)?;
    let committed = sides.iter().map(Sides::committed);
    let committed: Vec<Option<TextFile>> = committed.collect::<Result<_, _>>()?;
    let parts = committed.iter().map(|spec| {
        let text = spec.as_ref().map(TextFile::text);
        let state = if text.is_some() { "spec" } else { "none" };
        ["check", halves.flag(), state, text.unwrap_or_default()]
    });
    let question = Question::about(&inputs, settings, parts);
    let places = sides
        .iter()
        .map(|it| (it.spec.as_deref(), it.krate.as_deref()));
    if let Some(known) = question.as_ref().and_then(|it| it.answer(places)) {
        return unchanged(&known, settings, streams);
    }
    let (all, mut verdict) = read_inputs(inputs, settings, Unasked::Count, streams)?;
    let drifts: Vec<Drift<'_>> = all
        .iter()
        .zip(&settings.jobs)
        .zip(sides.iter().zip(&committed))
        .map(|((read, job), sides)| drift(read, job, sides, halves, settings))
        .collect::<Result<_, _>>()?;
    for drift in &drifts {
        if !drift.is_none() {
            verdict = Verdict::Wanting;
        }
        if settings.style == Some(Style::Json) {
            streams.data(&drift.json())?;
        } else if drift.is_none() {
            streams.account(&drift.text())?;
        } else {
            streams.data(&drift.text())?;
        }
    }
    if let (Verdict::Fine, Some(question)) = (verdict, question) {
        let found = all.iter().zip(drifts);
        question.keep(found.map(|(read, drift)| Known::of(read, drift.expected)));
    }
    Ok(verdict)
}

/// Says what a run says that finds everything as an earlier one did.
fn unchanged(
    known: &[Known],
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    for known in known {
        streams.message(&known.findings);
    }
    for job in &settings.jobs {
        streams.account(&up_to_date(&job.name))?;
    }
    Ok(Verdict::Fine)
}

fn up_to_date(api: &str) -> String {
    format!("{api}: up to date\n")
}

/// What the documentation of one API is compared with.
struct Sides {
    spec: Option<PathBuf>,
    krate: Option<PathBuf>,
}

impl Sides {
    fn of(args: &CheckArgs, job: &Job) -> Result<Self, Failure> {
        let sides = Self {
            spec: args.spec.clone().or_else(|| job.spec.clone()),
            krate: args.out.clone().or_else(|| job.out.clone()),
        };
        if sides.spec.is_none() && sides.krate.is_none() {
            return Err(Failure::new(format!(
                "nothing to compare `{}` with: no spec and no crate",
                job.name
            ))
            .help("give them: --spec FILE and --out DIR, or `spec` and `out` in `docbind.toml`"));
        }
        Ok(sides)
    }

    /// The spec that is compared, if it is there.
    fn committed(&self) -> Result<Option<TextFile>, Failure> {
        let spec = self.spec.as_deref().filter(|path| path.is_file());
        spec.map(TextFile::take).transpose()
    }

    fn places(&self) -> impl Iterator<Item = Place> {
        let krate = self.krate.iter().cloned().map(Place::Folder);
        krate.chain(self.spec.iter().cloned().map(Place::File))
    }
}

/// How the spec of an API compares with its documentation.
enum SpecState {
    /// There is no spec to compare with.
    NotCompared,
    /// It says the same.
    Current,
    /// It says the same but is written in another way than docbind writes it.
    Restyled,
    /// It is not there.
    Missing,
    /// It says something else.
    Differs(Vec<Change>),
}

/// What is out of date about one API.
struct Drift<'a> {
    name: String,
    /// The lock file and what is the matter with it.
    lock: Option<(&'a Path, &'static str)>,
    spec_path: PathBuf,
    spec: SpecState,
    crate_path: PathBuf,
    files: Report,
    /// How its files should be.
    expected: Expected,
    interrupted: Option<Interrupted>,
}

/// A run that was stopped before its end.
struct Interrupted {
    /// What it wrote: the crate, or the spec.
    path: PathBuf,
    /// What completes it.
    command: String,
}

fn drift<'a>(
    read: &Read,
    job: &Job,
    (sides, committed): (&Sides, &Option<TextFile>),
    halves: Halves,
    settings: &'a Settings,
) -> Result<Drift<'a>, Failure> {
    let older = committed.as_ref().map(TextFile::spec).transpose()?;
    let (spec, spec_text) = match (&sides.spec, &older) {
        (None, _) => (SpecState::NotCompared, None),
        (Some(_), None) => (SpecState::Missing, None),
        (Some(path), Some(older)) => {
            let text = spec_text(read, path)?;
            (compare(read, older, path, &text), Some(text))
        }
    };
    let mut files = Report::default();
    let mut generated = None;
    if let Some(folder) = &sides.krate {
        let made = generate(older.as_ref().unwrap_or(&read.spec), job, halves)?;
        files = output::write(folder, &made, Mode::Check)?;
        generated = Some(made);
    }
    Ok(Drift {
        interrupted: interrupted(job, sides, halves, &files),
        name: read.spec.name.clone(),
        lock: locked::fault(job, settings),
        spec_path: sides.spec.clone().unwrap_or_default(),
        spec,
        crate_path: sides.krate.clone().unwrap_or_default(),
        files,
        expected: Expected::of(spec_text.as_deref(), generated.as_deref()),
    })
}

fn interrupted(job: &Job, sides: &Sides, halves: Halves, files: &Report) -> Option<Interrupted> {
    let krate = sides.krate.as_ref().filter(|_| files.interrupted);
    let spec = sides.spec.as_ref();
    let path = krate.or_else(|| spec.filter(|path| Single::plan(path, "").is_interrupted()))?;
    // Where `docbind.toml` says where to write, the command is known; flags are the person's.
    let is_set = |set: &Option<PathBuf>| set.as_ref() == Some(path);
    let command = if is_set(&job.out) || is_set(&job.spec) {
        format!("run `{}{}`", job.command, halves.flag())
    } else {
        "run the same command again".to_owned()
    };
    Some(Interrupted {
        path: path.clone(),
        command,
    })
}

fn compare(read: &Read, older: &ApiSpec, path: &Path, text: &str) -> SpecState {
    let differences = diff::compare(older, &read.spec);
    if !differences.is_empty() {
        SpecState::Differs(differences)
    } else if Single::plan(path, text).changes {
        SpecState::Restyled
    } else {
        SpecState::Current
    }
}

impl Drift<'_> {
    fn is_none(&self) -> bool {
        matches!(self.spec, SpecState::NotCompared | SpecState::Current)
            && self.files.is_current()
            && self.lock.is_none()
            && self.interrupted.is_none()
    }

    /// The files of the crate that are not as they should be, with what is the matter.
    fn stale(&self) -> Vec<(String, &'static str)> {
        let files = &self.files;
        let state = |path: &String| {
            if files.missing.contains(path) {
                "missing"
            } else if files.edited.contains(path) {
                "edited by hand"
            } else {
                "differs"
            }
        };
        let changed = files.changed.iter().map(|path| (path, state(path)));
        let removed = files.removed.iter().map(|path| {
            let edited = files.edited.contains(path);
            let state = if edited {
                "no longer generated, edited by hand"
            } else {
                "no longer generated"
            };
            (path, state)
        });
        changed
            .chain(removed)
            .map(|(path, state)| (path.clone(), state))
            .collect()
    }

    /// Why the spec file is out of date, where it is not for what it says.
    fn spec_fault(&self) -> Option<&'static str> {
        match &self.spec {
            SpecState::Missing => Some("missing"),
            SpecState::Restyled => Some("says the same, but is not as docbind writes it"),
            SpecState::NotCompared | SpecState::Current | SpecState::Differs(_) => None,
        }
    }

    fn text(&self) -> String {
        if self.is_none() {
            return up_to_date(&self.name);
        }
        let mut text = String::new();
        if let Some(Interrupted { path, command }) = &self.interrupted {
            text.push_str(&format!(
                "{}: a run of docbind was interrupted while it wrote `{}`; {command} to complete it\n",
                self.name,
                path.display()
            ));
        }
        if let Some((path, fault)) = self.lock {
            text.push_str(&format!("{}: `{}`: {fault}\n", self.name, path.display()));
        }
        let spec = self.spec_path.display();
        if let SpecState::Differs(differences) = &self.spec {
            let number = differences.len();
            let noun = if number == 1 {
                "difference"
            } else {
                "differences"
            };
            text.push_str(&format!(
                "{}: {number} {noun} between `{spec}` and the documentation\n{}",
                self.name,
                diff::text(differences)
            ));
        }
        if let Some(fault) = self.spec_fault() {
            text.push_str(&format!("{}: `{spec}`: {fault}\n", self.name));
        }
        let stale = self.stale();
        if !stale.is_empty() {
            let noun = if stale.len() == 1 { "file" } else { "files" };
            text.push_str(&format!(
                "{}: {} {noun} of `{}` out of date\n{}",
                self.name,
                stale.len(),
                self.crate_path.display(),
                files(&stale)
            ));
        }
        text
    }

    fn json(&self) -> String {
        let mut lines = Vec::new();
        let file = |kind: &str, path: String, state: &str| json!({"kind": kind, "path": path, "message": state});
        if let Some(Interrupted { path, command }) = &self.interrupted {
            let message = format!(
                "a run of docbind was interrupted while it wrote this; {command} to complete it"
            );
            lines.push(file("interrupted", path.display().to_string(), &message));
        }
        if let SpecState::Differs(differences) = &self.spec {
            lines.extend(differences.iter().map(Change::to_json));
        }
        let lock = self.lock.iter();
        lines.extend(lock.map(|(path, fault)| file("lock", path.display().to_string(), fault)));
        let spec = self.spec_path.display().to_string();
        lines.extend(self.spec_fault().map(|fault| file("spec", spec, fault)));
        lines.extend(self.stale().iter().map(|(path, state)| {
            let path = self.crate_path.join(path).display().to_string();
            file("file", path, state)
        }));
        let mut text = String::new();
        for mut line in lines {
            if let Some(object) = line.as_object_mut() {
                object.insert("api".to_owned(), json!(self.name));
            }
            text.push_str(&format!("{line}\n"));
        }
        text
    }
}

/// One line per file, up to a number that can be read.
fn files(stale: &[(String, &'static str)]) -> String {
    const SHOWN: usize = 20;
    let mut text = String::new();
    for (path, state) in stale.iter().take(SHOWN) {
        text.push_str(&format!("  {path}: {state}\n"));
    }
    if stale.len() > SHOWN {
        text.push_str(&format!("  and {} more\n", stale.len() - SHOWN));
    }
    text
}

//! `docbind update`: the documents as they are now, what that changes, and everything made anew.
//!
//! For each API of `docbind.toml` the newest commit of its pages is found, if they are in git; the
//! pages are read, with every decision and every name of the committed spec kept; what differs
//! from that spec is told by `diff`; then spec, crate and `docbind.lock` are written together. With
//! `--dry-run` and `--check`, nothing is.

use std::path::Path;

use docbind_spec::ApiSpec;
use serde_json::json;

use super::Verdict;
use super::args::{FailOn, UpdateArgs};
use super::config::Docs;
use super::diff::{self as comparison, ChangeStyle};
use super::failure::Failure;
use super::findings::Unasked;
use super::generate::Halves;
use super::git::{self, Content, Locked, Progress};
use super::job::{Read, decisions, read_all, spec_of};
use super::lock::{Access, Locks};
use super::produce::Edits;
use super::settings::{Job, Settings, Source};
use super::streams::Streams;
use super::summary;
use super::version;
use super::work::{Work, complaint, places, with_force};
use crate::build_script::pages::read_text;
use crate::diag::Diagnostic;
use crate::diff::{self, Audience, Change, Documents, Summary, Titles};
use crate::pipeline::read_docs;
use crate::source::SourceSet;

pub(super) fn run(
    args: &UpdateArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    settings.jobs.iter().try_for_each(refuse_without)?;
    let access = if args.dry_run || args.check {
        Access::Read
    } else {
        Access::Write
    };
    let folders = settings.jobs.iter().filter_map(|job| job.out.as_ref());
    let locks = Locks::take(&places(folders, settings), access, settings, streams)?;
    let settings = &settings.as_of_now()?;
    let before: Vec<Option<Before>> = settings
        .jobs
        .iter()
        .map(|job| Before::of(job, settings, streams))
        .collect::<Result<_, _>>()?;
    refuse_unjudged(args, settings, &before)?;
    let settings = &newest(settings, &before, streams)?;
    let (all, verdict) = read_all(settings, Unasked::Count, streams)?;
    if verdict == Verdict::Wanting {
        return Ok(verdict);
    }
    let halves = Halves::of(args.client, args.server);
    let mut failing = Vec::new();
    for (number, ((read, job), before)) in all.iter().zip(&settings.jobs).zip(&before).enumerate() {
        let in_parts = matches!(settings.changes, ChangeStyle::Full | ChangeStyle::Markdown);
        if number > 0 && in_parts {
            streams.data("\n")?;
        }
        let audience = halves.or(job.halves).audience();
        let changes = changes(read, before.as_ref(), audience);
        tell((read, job, audience), changes.as_deref(), settings, streams)?;
        if fails(changes.as_deref().unwrap_or_default(), &args.fail_on) {
            failing.push(job.name.as_str());
        }
    }
    if !failing.is_empty() {
        let names = failing.join(", ");
        streams.complaint(&format!(
            "error: nothing was written: `--fail-on` names a level of the changes of {names}\n"
        ));
        return Ok(Verdict::Wanting);
    }
    write(args, settings, (&all, &locks), streams)
}

/// What an update needs to know of an API.
fn refuse_without(job: &Job) -> Result<(), Failure> {
    let name = &job.name;
    match (&job.source, &job.spec) {
        (Source::Spec(_), _) => Err(Failure::new(format!(
            "`apis.{name}` in `docbind.toml` has no `docs` to update from"
        ))
        .help("add `docs`, or run `docbind generate` after you edited the spec")),
        (Source::Docs { .. }, None) => Err(Failure::new(format!(
            "`apis.{name}` in `docbind.toml` has no `spec`, so nothing says what was there before"
        ))
        .help("add `spec = \"FILE\"`; `docbind generate` writes it")),
        (Source::Docs { .. }, Some(_)) => Ok(()),
    }
}

/// What an API was before: its committed spec and, if they are in git, its pages.
struct Before {
    spec: ApiSpec,
    pages: Option<(SourceSet, Vec<Diagnostic>)>,
}

impl Before {
    /// `None` where there is no spec yet.
    fn of(job: &Job, settings: &Settings, streams: &mut Streams) -> Result<Option<Self>, Failure> {
        let Some(path) = job.spec.as_ref().filter(|path| path.is_file()) else {
            return Ok(None);
        };
        let spec = spec_of(path)?;
        let pages = match pages_before(job, settings, streams) {
            Some(sources) => {
                let options = decisions(job, Some(spec.clone()))?;
                let sources = options.hints.select(&sources).pages;
                let reading = read_docs(&sources, &options);
                let mut findings = reading.diagnostics;
                comparison::leave_out(&mut findings, &settings.levels);
                Some((sources, findings))
            }
            None => None,
        };
        Ok(Some(Self { spec, pages }))
    }
}

/// The pages of the commit that is locked so far or, for pages of this checkout, those that were
/// committed with the spec. That they cannot be had any more is no obstacle: places are sections
/// then, and contradictions are not compared.
fn pages_before(job: &Job, settings: &Settings, streams: &mut Streams) -> Option<SourceSet> {
    let Some(origin) = job.origin() else {
        return committed_pages(job);
    };
    let Locked::To(commit) = settings.lock.as_ref()?.get(&job.name, origin) else {
        return None;
    };
    let mut progress = Progress::new(settings, streams);
    let pages = git::pages(origin, &commit, &mut progress).ok()?;
    Some(pages.sources)
}

/// The pages that were committed last, if the spec is as it was committed with them.
fn committed_pages(job: &Job) -> Option<SourceSet> {
    let Source::Docs {
        docs: Docs::Here(docs),
        ..
    } = &job.source
    else {
        return None;
    };
    let spec = job.spec.as_deref()?;
    let committed = |path: &Path| git::at_revision("HEAD", path).ok().map(|it| it.content);
    match committed(spec)? {
        Content::File(file) if file.text == read_text(spec).ok()? => {}
        _ => return None,
    }
    Some(match committed(docs)? {
        Content::Folder(sources) => sources,
        Content::File(page) => SourceSet::new(vec![page]),
    })
}

/// Refuses to promise what cannot be seen.
fn refuse_unjudged(
    args: &UpdateArgs,
    settings: &Settings,
    before: &[Option<Before>],
) -> Result<(), Failure> {
    if !args.fail_on.contains(&FailOn::Contradiction) {
        return Ok(());
    }
    let unknown = settings
        .jobs
        .iter()
        .zip(before)
        .find(|(_, before)| before.as_ref().is_some_and(|before| before.pages.is_none()));
    match unknown {
        None => Ok(()),
        Some((job, _)) => Err(Failure::new(format!(
            "cannot say which contradictions of `{}` are new: its pages of before are not at hand",
            job.name
        ))
        .help(comparison::PAGES_OF_BEFORE)),
    }
}

/// The settings with every API in git locked to the commit that its revision is now.
///
/// A commit with the same pages is no newer one: what else happens in a repository is of no
/// concern.
fn newest(
    settings: &Settings,
    before: &[Option<Before>],
    streams: &mut Streams,
) -> Result<Settings, Failure> {
    let mut newest = settings.clone();
    let Some(lock) = &mut newest.lock else {
        return Ok(newest);
    };
    for (job, before) in settings.jobs.iter().zip(before) {
        let Some(origin) = job.origin() else {
            continue;
        };
        let commit = git::resolve(origin)?;
        let locked = lock.get(&job.name, origin);
        if matches!(&locked, Locked::To(before) if *before != commit) {
            let mut progress = Progress::new(settings, streams);
            let pages = git::pages(origin, &commit, &mut progress)?;
            let known = before.as_ref().and_then(|before| before.pages.as_ref());
            if known.is_some_and(|(sources, _)| *sources == pages.sources) {
                continue;
            }
        }
        if let Locked::To(before) = locked
            && before != commit
            && !settings.is_for_programs()
        {
            streams.message(&format!(
                "{}: {} of `{}` moved from {} to {}\n",
                job.name,
                origin.rev_shown(),
                origin.remote,
                before.short(),
                commit.short()
            ));
        }
        lock.set(&job.name, origin, commit);
    }
    Ok(newest)
}

/// What differs; `None` where there was nothing before.
fn changes(read: &Read, before: Option<&Before>, audience: Audience) -> Option<Vec<Change>> {
    let before = before?;
    let old = match &before.pages {
        Some((sources, findings)) => Documents::read_with(sources, findings, &read.hints),
        None => Documents::default(),
    };
    let mut findings = read.findings.clone();
    comparison::leave_out(&mut findings, &read.levels);
    let new = Documents::read_with(&read.sources, &findings, &read.hints);
    let changes = diff::compare_documents((&before.spec, &old), (&read.spec, &new));
    let told = changes.into_iter().map(|it| it.to_audience(audience));
    Some(told.collect())
}

fn fails(changes: &[Change], fail_on: &[FailOn]) -> bool {
    comparison::verdict(changes, fail_on) == Verdict::Wanting
}

/// Says what differs, and what version that makes.
fn tell(
    (read, job, audience): (&Read, &Job, Audience),
    changes: Option<&[Change]>,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<(), Failure> {
    let Some(changes) = changes else {
        return first(read, job, settings, streams);
    };
    let folder = read.folder.display().to_string();
    let titles = Titles {
        api: Some(job.name.clone()),
        old: "before".to_owned(),
        new: "now".to_owned(),
        old_folder: folder.clone(),
        // Pages of another repository are no files here.
        new_files: job.origin().is_none().then(|| folder.clone()),
        new_folder: folder,
        audience,
    };
    streams.data(&comparison::shown(changes, &titles, settings))?;
    match version::next(job.version, Summary::of(changes, audience).step) {
        Some(next) if settings.changes == ChangeStyle::Full => streams.data(&format!("\n{next}\n")),
        _ => Ok(()),
    }
}

/// Says that there was nothing before.
fn first(
    read: &Read,
    job: &Job,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<(), Failure> {
    let count = match read.spec.operations.len() {
        1 => "1 operation".to_owned(),
        count => format!("{count} operations"),
    };
    let message = format!("new, with {count}; there was no spec to compare with");
    let name = &job.name;
    streams.data(&match settings.changes {
        ChangeStyle::Json => {
            let new = json!({"kind": "new", "message": message, "api": name});
            format!("{new}\n")
        }
        _ => format!("{name}: {message}\n"),
    })
}

/// Writes everything, or says what would be written.
fn write(
    args: &UpdateArgs,
    settings: &Settings,
    (all, locks): (&[Read], &Locks),
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    let asked = Halves::of(args.client, args.server);
    let folders = settings.jobs.iter().map(|job| job.out.clone());
    let work = Work::of(all, folders, asked, settings)?;
    if args.check {
        let complaint = complaint(&work.plan()?, "run `docbind update`");
        if complaint.is_empty() {
            return Ok(Verdict::Fine);
        }
        streams.complaint(&complaint);
        return Ok(Verdict::Wanting);
    }
    if args.dry_run {
        let plan = work.plan()?;
        let (count, noun) = match plan.stale().len() {
            1 => (1, "file"),
            count => (count, "files"),
        };
        let force = with_force(&plan.edited());
        streams.message(&format!("{count} {noun} would be written{force}\n"));
        return Ok(Verdict::Fine);
    }
    let interrupted = work.plan()?.interrupted();
    let rows = work.write(Edits::of(args.force), locks, (all, settings), streams)?;
    for path in interrupted {
        streams.message(&format!(
            "completed `{}`, at which a run was interrupted; it had told its changes\n",
            path.display()
        ));
    }
    if !settings.is_for_programs() {
        streams.message(&summary::table(&rows));
    }
    Ok(Verdict::Fine)
}

//! `docbind diff OLD NEW`: what changed between two states of an API, and what that means.
//!
//! Each side is a folder of pages, one page, a spec, or any of them at a revision of the checkout.
//! Nothing is written.

use std::path::{Path, PathBuf};

use docbind_spec::{ApiSpec, Content as Kept, Overrides};

use super::Verdict;
use super::args::{DiffArgs, FailOn};
use super::failure::Failure;
use super::git::{self, Content};
use super::job::{is_spec, overrides_of, parse_spec, spec_of};
use super::settings::{Job, Settings, Source};
use super::streams::Streams;
use crate::build_script::pages::{api_name, read_pages};
use crate::diag::{Diagnostic, Level, Levels};
use crate::diff::{self, Audience, Change, Documents, Titles};
use crate::facts;
use crate::hints::Hints;
use crate::pipeline::{ReadOptions, read_docs};
use crate::source::SourceSet;

pub(super) fn run(
    args: &DiffArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    let decisions = Decisions::of(args, settings.jobs.first())?;
    let (old, new) = (input(&args.old)?, input(&args.new)?);
    let name = decisions.name_for(&[&new, &old]);
    let mut older = side(old, &name, &decisions, None)?;
    let mut newer = side(new, &name, &decisions, Some(&older.spec))?;
    if decisions.facts || older.spec.content != newer.spec.content {
        older.keep_facts();
        newer.keep_facts();
    }
    if args.fail_on.contains(&FailOn::Contradiction)
        && (older.pages.is_none() || newer.pages.is_none())
    {
        return Err(Failure::new(
            "cannot say which contradictions are new: a spec does not tell them",
        )
        .help(PAGES_OF_BEFORE));
    }
    older.leave_out(&settings.levels);
    newer.leave_out(&settings.levels);
    let hints = &decisions.hints;
    let (before, after) = (older.documents(hints), newer.documents(hints));
    let changes = diff::compare_documents((&older.spec, &before), (&newer.spec, &after));
    let titles = Titles {
        api: None,
        old: args.old.clone(),
        new: args.new.clone(),
        old_folder: older.folder.clone(),
        new_folder: newer.folder.clone(),
        new_files: newer.files.clone(),
        audience: Audience::Both,
    };
    streams.data(&shown(&changes, &titles, settings))?;
    Ok(verdict(&changes, &args.fail_on))
}

/// What to do where contradictions of before are not known.
pub(super) const PAGES_OF_BEFORE: &str =
    "compare pages with pages: keep them in git, where `diff REV:PATH PATH` finds those of before";

/// Changes in the style that is asked for.
pub(super) fn shown(changes: &[Change], titles: &Titles, settings: &Settings) -> String {
    match settings.changes {
        ChangeStyle::Full => diff::report(changes, titles),
        ChangeStyle::Concise => diff::concise(changes, titles),
        ChangeStyle::Markdown => diff::markdown(changes, titles),
        ChangeStyle::Json => diff::json(changes, titles),
        ChangeStyle::Github => diff::github(changes, titles),
    }
}

/// Leaves out findings that nobody wants to see.
pub(super) fn leave_out(findings: &mut Vec<Diagnostic>, levels: &Levels) {
    findings.retain(|finding| levels.of(finding.rule) != Level::Allow);
}

/// How to show changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChangeStyle {
    /// By level and subject, with places.
    Full,
    /// One line each.
    Concise,
    /// For a pull request.
    Markdown,
    /// One JSON object a line.
    Json,
    /// Notes of GitHub.
    Github,
}

/// Whether a change is of a level that the person wants to fail on.
pub(super) fn verdict(changes: &[Change], fail_on: &[FailOn]) -> Verdict {
    let fails = |change: &Change| fail_on.iter().any(|level| level.covers(change.level));
    if changes.iter().any(fails) {
        Verdict::Wanting
    } else {
        Verdict::Fine
    }
}

/// What the person decided about both sides.
struct Decisions {
    name: Option<String>,
    overrides: Overrides,
    hints: Hints,
    facts: bool,
}

impl Decisions {
    /// Those of the flags, else those of the API of `docbind.toml` that is compared.
    fn of(args: &DiffArgs, known: Option<&Job>) -> Result<Self, Failure> {
        let (decided, hints) = match known.map(|job| &job.source) {
            Some(Source::Docs {
                overrides, hints, ..
            }) => (overrides.as_deref(), Hints::clone(hints)),
            Some(Source::Spec(_)) | None => (None, Hints::default()),
        };
        let name = args.name.clone();
        Ok(Self {
            name: name.or_else(|| known.map(|job| job.name.clone())),
            overrides: overrides_of(args.overrides.as_deref().or(decided))?,
            hints,
            facts: args.facts || known.is_some_and(|job| job.facts),
        })
    }

    /// One name for both sides: as given, else that of a spec, else that of the newer pages.
    fn name_for(&self, inputs: &[&Input]) -> String {
        let of_spec = |input: &&Input| match &input.content {
            Material::Spec(spec) => Some(spec.name.clone()),
            Material::Pages(_) => None,
        };
        let named = || inputs.first().map(|input| api_name(&input.path));
        let name = self.name.clone();
        name.or_else(|| inputs.iter().find_map(of_spec))
            .or_else(named)
            .unwrap_or_default()
    }
}

/// One side as it was found.
struct Input {
    path: PathBuf,
    /// The folder of the pages, for places.
    folder: String,
    /// The same as a path of files here, if there are such.
    files: Option<String>,
    content: Material,
}

enum Material {
    Spec(Box<ApiSpec>),
    Pages(SourceSet),
}

/// What an argument names: something in the file system if there is such a thing, else something
/// at a revision.
fn input(argument: &str) -> Result<Input, Failure> {
    let path = Path::new(argument);
    if path.is_file() && is_spec(path) {
        return Ok(Input {
            path: path.to_owned(),
            folder: String::new(),
            files: None,
            content: Material::Spec(Box::new(spec_of(path)?)),
        });
    }
    match argument.split_once(':') {
        Some((revision, inside)) if !path.exists() && !revision.is_empty() => {
            at_revision(revision, inside)
        }
        _ if !path.exists() => Err(Failure::new(format!("`{argument}` does not exist")).help(
            "give a folder of Markdown pages, a page or a spec, or REV:PATH for one of them at a \
             revision of this checkout",
        )),
        _ => {
            let pages = read_pages(path)?;
            let folder = pages.folder.display().to_string();
            Ok(Input {
                path: path.to_owned(),
                files: Some(folder.clone()),
                folder,
                content: Material::Pages(pages.sources),
            })
        }
    }
}

fn at_revision(revision: &str, inside: &str) -> Result<Input, Failure> {
    let found = git::at_revision(revision, Path::new(inside))?;
    let path = PathBuf::from(inside);
    let parent = |path: &str| {
        path.rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned()
    };
    let at = |folder: &str| format!("{revision}:{folder}");
    let (folder, content) = match found.content {
        Content::Folder(sources) => (Some(found.path), Material::Pages(sources)),
        Content::File(file) if is_spec(Path::new(&file.path)) => {
            let spec = parse_spec(&file.text, &at(&found.path))?;
            (None, Material::Spec(Box::new(spec)))
        }
        Content::File(file) => (
            Some(parent(&found.path)),
            Material::Pages(SourceSet::new(vec![file])),
        ),
    };
    Ok(Input {
        path,
        folder: folder.as_deref().map(at).unwrap_or_default(),
        files: folder,
        content,
    })
}

/// One side as it was read.
struct Side {
    spec: ApiSpec,
    folder: String,
    files: Option<String>,
    pages: Option<(SourceSet, Vec<Diagnostic>)>,
}

/// Reads a side. The newer one keeps the names of the older, as an update would.
fn side(
    input: Input,
    name: &str,
    decisions: &Decisions,
    frozen: Option<&ApiSpec>,
) -> Result<Side, Failure> {
    let sources = match input.content {
        Material::Spec(spec) => {
            return Ok(Side {
                spec: *spec,
                folder: input.folder,
                files: None,
                pages: None,
            });
        }
        Material::Pages(sources) => sources,
    };
    let options = ReadOptions {
        name: name.to_owned(),
        overrides: decisions.overrides.clone(),
        frozen: frozen.cloned(),
        hints: decisions.hints.clone(),
    };
    let sources = options.hints.select(&sources).pages;
    let reading = read_docs(&sources, &options);
    if reading.spec.operations.is_empty() && sources.is_empty() {
        return Err(Failure::new(format!(
            "no Markdown page (`.md`) in `{}`",
            input.path.display()
        ))
        .help("give the folder that holds the Markdown pages"));
    }
    Ok(Side {
        spec: reading.spec,
        folder: input.folder,
        files: input.files,
        pages: Some((sources, reading.diagnostics)),
    })
}

impl Side {
    fn keep_facts(&mut self) {
        if self.spec.content != Kept::Facts {
            self.spec = facts::strip(&self.spec);
        }
    }

    fn leave_out(&mut self, levels: &Levels) {
        if let Some((_, findings)) = &mut self.pages {
            leave_out(findings, levels);
        }
    }

    fn documents(&self, hints: &Hints) -> Documents<'_> {
        match &self.pages {
            Some((sources, findings)) => Documents::read_with(sources, findings, hints),
            None => Documents::default(),
        }
    }
}

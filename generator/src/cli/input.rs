//! What an API is read from, taken from the disk once.
//!
//! What comes in: the settings of an API. What goes out: its pages or its spec, and the files with
//! what was decided about it, as texts. Everything that follows looks at these texts and at no
//! file again, so that who reads them and who asks whether they are as before see the same.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::config::Docs;
use super::failure::Failure;
use super::git::{self, Commit, Locked, Origin, Progress};
use super::job::{overrides_in, parse_spec};
use super::settings::{Job, Settings, Source};
use super::streams::Streams;
use crate::build_script::pages::{read_pages, read_text};
use crate::hints::{Hints, Idle, Selected};
use crate::output::Digester;
use crate::pipeline::ReadOptions;
use crate::source::SourceSet;

/// Everything that an API is read from.
pub(super) struct Input {
    /// What it is read from.
    pub source: Taken,
    /// How long it took to get it from the disk.
    pub time: Duration,
}

/// What an API is read from.
pub(super) enum Taken {
    /// Pages, with what was decided about them.
    Pages(Pages, Decided),
    /// A spec.
    Spec(TextFile),
}

/// The pages of an API, wherever they are.
pub(super) struct Pages {
    /// The pages that are read.
    pub sources: SourceSet,
    /// The folder that their paths are relative to.
    pub folder: PathBuf,
    /// The commit that they are of, where they are in git.
    pub commit: Option<Commit>,
}

/// A file that was read.
pub(super) struct TextFile {
    path: PathBuf,
    text: String,
}

/// What was decided about pages, as it stands in its files.
pub(super) struct Decided {
    overrides: Option<TextFile>,
    frozen: Option<TextFile>,
}

impl Input {
    /// Takes the texts of an API from the disk, or out of git.
    pub(super) fn take(
        job: &Job,
        settings: &Settings,
        streams: &mut Streams,
    ) -> Result<Self, Failure> {
        let mut start = Instant::now();
        let source = match &job.source {
            Source::Docs { docs, hints, .. } => {
                let decided = Decided::take(job)?;
                let mut pages = match docs {
                    Docs::Here(path) => Pages::of_folder(path)?,
                    Docs::Git(origin) => {
                        // First, so that nothing is fetched in vain.
                        decided.options(job)?;
                        let pages = Pages::of_git(job, origin, settings, streams)?;
                        // The network's time is not docbind's.
                        start = Instant::now();
                        pages
                    }
                };
                pages.select(job, hints, settings, streams)?;
                Taken::Pages(pages, decided)
            }
            Source::Spec(path) => Taken::Spec(TextFile::take(path)?),
        };
        Ok(Self {
            source,
            time: start.elapsed(),
        })
    }

    /// The texts as parts of a digest; nothing for pages in git, of which more can change than
    /// their texts.
    pub(super) fn digest(&self, digester: &mut Digester) -> Option<()> {
        match &self.source {
            Taken::Pages(pages, decided) => {
                if pages.commit.is_some() {
                    return None;
                }
                digester.part("pages");
                digester.part(pages.sources.len().to_string());
                for (_, page) in pages.sources.iter() {
                    digester.part(&page.path);
                    digester.part(&page.text);
                }
                for file in [&decided.overrides, &decided.frozen] {
                    digester.part(if file.is_some() { "file" } else { "none" });
                    digester.part(file.as_ref().map_or("", |file| &file.text));
                }
            }
            Taken::Spec(file) => {
                digester.part("spec");
                digester.part(&file.text);
            }
        }
        Some(())
    }
}

impl TextFile {
    /// Takes a file from the disk.
    pub(super) fn take(path: &Path) -> Result<Self, Failure> {
        Ok(Self {
            path: path.to_owned(),
            text: read_text(path)?,
        })
    }

    /// Its whole text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The spec in it.
    pub(super) fn spec(&self) -> Result<docbind_spec::ApiSpec, Failure> {
        parse_spec(&self.text, &self.path.display().to_string())
    }
}

impl Decided {
    /// Takes the files of an API from the disk.
    pub(super) fn take(job: &Job) -> Result<Self, Failure> {
        let overrides = match &job.source {
            Source::Docs { overrides, .. } => overrides.as_deref(),
            Source::Spec(_) => None,
        };
        // Only now: another run that was waited for may have written it.
        let frozen = job.frozen.iter().find(|path| path.is_file());
        Ok(Self {
            overrides: overrides.map(TextFile::take).transpose()?,
            frozen: frozen.map(|path| TextFile::take(path)).transpose()?,
        })
    }

    /// What the reading of an API's pages depends on beside them.
    pub(super) fn options(&self, job: &Job) -> Result<ReadOptions, Failure> {
        let hints = match &job.source {
            Source::Docs { hints, .. } => Hints::clone(hints),
            Source::Spec(_) => Hints::default(),
        };
        let overrides = self.overrides.as_ref();
        let overrides = overrides.map(|file| overrides_in(&file.text, &file.path));
        Ok(ReadOptions {
            name: job.name.clone(),
            overrides: overrides.transpose()?.unwrap_or_default(),
            frozen: self.frozen.as_ref().map(TextFile::spec).transpose()?,
            hints,
        })
    }
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

//! What a command makes of everything that it read: specs, crates and `docbind.lock`, planned
//! together and written together.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::failure::Failure;
use super::generate::{Halves, generate};
use super::job::Read;
use super::lock::{Locks, Place};
use super::locked;
use super::produce::{Edits, Owned, Plan, Product, TextFile};
use super::settings::{Job, Settings};
use super::spec::spec_text;
use super::streams::Streams;
use super::summary::{Files, Row};
use super::unchanged::{Expected, Known};

/// Everything that is to be written.
pub(super) struct Work {
    products: Vec<Product>,
    /// How long each took to make.
    times: Vec<Duration>,
    lock: Option<TextFile>,
}

/// What has to be locked to write crates, specs and the list of commits.
pub(super) fn places<'a>(
    folders: impl IntoIterator<Item = &'a PathBuf>,
    settings: &Settings,
) -> Vec<Place> {
    let folders = folders.into_iter().cloned().map(Place::Folder);
    let specs = settings.jobs.iter().filter_map(|job| job.spec.clone());
    folders
        .chain(specs.map(Place::File))
        .chain(locked::place(settings))
        .collect()
}

impl Work {
    /// Makes everything, with a crate for each API that has a folder for it.
    pub(super) fn of(
        all: &[Read],
        folders: impl IntoIterator<Item = Option<PathBuf>>,
        halves: Halves,
        settings: &Settings,
    ) -> Result<Self, Failure> {
        let jobs = settings.jobs.iter().zip(folders);
        let made: Vec<(Product, Duration)> = all
            .iter()
            .zip(jobs)
            .map(|(read, (job, folder))| product(read, job, folder, halves))
            .collect::<Result<_, _>>()?;
        let (products, times) = made.into_iter().unzip();
        Ok(Self {
            products,
            times,
            lock: locked::file(all, settings)?,
        })
    }

    /// What it takes to write it.
    pub(super) fn plan(&self) -> Result<Plan<'_>, Failure> {
        Plan::of(&self.products)?.with_common(self.lock.as_ref())
    }

    /// Writes it, and gives the account of each API.
    pub(super) fn write(
        &self,
        edits: Edits,
        locks: &Locks,
        (all, settings): (&[Read], &Settings),
        streams: &mut Streams,
    ) -> Result<Vec<Row>, Failure> {
        let plan = self.plan()?;
        let rows = self.rows(all, plan.counts());
        let locks_anew = plan.common_changes();
        plan.carry_out(edits, locks)?;
        let lock = self.lock.as_ref().filter(|_| locks_anew);
        locked::tell(lock, settings, streams);
        Ok(rows)
    }

    /// What there is of each API once it is written.
    pub(super) fn known(&self, all: &[Read]) -> Vec<Known> {
        let known = |(read, product): (&Read, &Product)| {
            let spec = product.spec.as_ref().map(|spec| spec.text.as_str());
            let files = product.owned.as_ref().map(|owned| owned.files.as_slice());
            Known::of(read, Expected::of(spec, files))
        };
        all.iter().zip(&self.products).map(known).collect()
    }

    /// The account of each API of which so many files change and stay.
    pub(super) fn rows(&self, all: &[Read], counts: Vec<Files>) -> Vec<Row> {
        all.iter()
            .zip(counts)
            .zip(&self.times)
            .map(|((read, files), time)| Row::new(read, files, read.time + *time))
            .collect()
    }
}

/// What `--check` has to say: that a run was interrupted, what is out of date, and what to do;
/// nothing where all is well.
pub(super) fn complaint(plan: &Plan<'_>, remedy: &str) -> String {
    const SHOWN: usize = 10;
    let mut text = String::new();
    for path in plan.interrupted() {
        text.push_str(&format!(
            "error: a run of docbind was interrupted while it wrote `{}`\n",
            path.display()
        ));
    }
    let stale = plan.stale();
    if !stale.is_empty() {
        text.push_str("error: out of date:\n");
    }
    let edited = plan.edited();
    for path in stale.iter().take(SHOWN) {
        let state = if edited.contains(path) {
            ": edited by hand"
        } else {
            ""
        };
        text.push_str(&format!("  {}{state}\n", path.display()));
    }
    if stale.len() > SHOWN {
        text.push_str(&format!("  and {} more\n", stale.len() - SHOWN));
    }
    if !text.is_empty() {
        text.push_str(&format!("  help: {remedy}{}\n", with_force(&edited)));
    }
    text
}

/// What else it takes where files were edited.
pub(super) fn with_force(edited: &[PathBuf]) -> String {
    let first = match edited {
        [] => return String::new(),
        [one] => format!("`{}`", one.display()),
        [first, rest @ ..] => format!("`{}` and {} more", first.display(), rest.len()),
    };
    format!("; {first}: edited by hand, move your changes elsewhere or overwrite them with --force")
}

/// What is to be written for an API, and how long it took to make.
fn product(
    read: &Read,
    job: &Job,
    folder: Option<PathBuf>,
    halves: Halves,
) -> Result<(Product, Duration), Failure> {
    let start = Instant::now();
    let owned = match folder {
        Some(folder) => Some(Owned {
            folder,
            files: generate(&read.spec, job, halves)?,
        }),
        None => None,
    };
    let spec = match &job.spec {
        Some(path) => Some(TextFile {
            path: path.clone(),
            text: spec_text(read, path)?,
        }),
        None => None,
    };
    Ok((Product { spec, owned }, start.elapsed()))
}

//! What becomes of `docbind.lock` when APIs were read.
//!
//! What comes in: what was read, with the commits of pages in git. What goes out: the file with
//! these commits, written with the rest of a command's output, or what is the matter with it.

use std::path::Path;

use super::failure::Failure;
use super::git::Locked;
use super::job::Read;
use super::settings::{Job, Settings};
use super::streams::Streams;
use super::write;
use crate::output::Mode;

/// Brings the file up to date; gives its path if it was not.
pub(super) fn write<'a>(
    all: &[Read],
    settings: &'a Settings,
    mode: Mode,
    streams: &mut Streams,
) -> Result<Option<&'a Path>, Failure> {
    let Some(lock) = &settings.lock else {
        return Ok(None);
    };
    let mut new = lock.clone();
    for (read, job) in all.iter().zip(&settings.jobs) {
        if let (Some(origin), Some(commit)) = (job.origin(), &read.commit) {
            new.set(&job.name, origin, commit.clone());
        }
    }
    let changed = write::file(lock.path(), &new.text()?, mode)?.changed > 0;
    if changed && mode != Mode::Check && !settings.is_for_programs() {
        streams.message(&format!(
            "wrote `{}`; keep it in version control\n",
            lock.path().display()
        ));
    }
    Ok(changed.then(|| lock.path()))
}

/// What is the matter with the file for an API, and its path.
pub(super) fn fault<'a>(job: &Job, settings: &'a Settings) -> Option<(&'a Path, &'static str)> {
    let (lock, origin) = (settings.lock.as_ref()?, job.origin()?);
    let fault = match lock.get(&job.name, origin) {
        Locked::To(_) => return None,
        Locked::No => {
            "no commit is locked, so the pages are those of today; `docbind generate` locks them"
        }
        Locked::Otherwise => {
            "the commit is locked for other settings, so the pages are those of today; `docbind \
             generate` locks them"
        }
    };
    Some((lock.path(), fault))
}

//! What becomes of `docbind.lock` when APIs were read.
//!
//! What comes in: what was read, with the commits of pages in git. What goes out: the file with
//! these commits, to be written with the rest of a command's output, or what is the matter with
//! it.

use std::path::Path;

use super::failure::Failure;
use super::git::Locked;
use super::job::Read;
use super::lock::Place;
use super::produce::TextFile;
use super::settings::{Job, Settings};
use super::streams::Streams;

/// The file, as a place that one run at a time writes to.
pub(super) fn place(settings: &Settings) -> Option<Place> {
    let lock = settings.lock.as_ref();
    lock.map(|lock| Place::File(lock.path().to_owned()))
}

/// The file with the commits of what was read; none where no API is in git.
pub(super) fn file(all: &[Read], settings: &Settings) -> Result<Option<TextFile>, Failure> {
    let Some(lock) = &settings.lock else {
        return Ok(None);
    };
    let mut new = lock.clone();
    for (read, job) in all.iter().zip(&settings.jobs) {
        if let (Some(origin), Some(commit)) = (job.origin(), &read.commit) {
            new.set(&job.name, origin, commit.clone());
        }
    }
    Ok(Some(TextFile {
        path: lock.path().to_owned(),
        text: new.text()?,
    }))
}

/// Says that the file was written.
pub(super) fn tell(file: Option<&TextFile>, settings: &Settings, streams: &mut Streams) {
    if let Some(file) = file
        && !settings.is_for_programs()
    {
        streams.message(&format!(
            "wrote `{}`; keep it in version control\n",
            file.path.display()
        ));
    }
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

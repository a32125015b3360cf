//! The steps that bring a folder up to date, each of which may be the last of a run.
//!
//! 1. The list announces what is about to be, beside what is there, and says that it is
//!    unfinished.
//! 2. Every new text is written beside its file: what the disk or the permissions refuse, they
//!    refuse here, where everything can still be taken back.
//! 3. Files that are no longer produced go, and the new texts are put in place.
//! 4. The list says what is there.

use std::fs;
use std::io;
use std::path::Path;

use super::manifest::MANIFEST;
use super::plan::Plan;
use super::whole::{self, Beside, write_whole};
use super::{OutputError, Report, io_error};

/// A folder whose list says that its files are being written. Dropped, it is as it was.
#[derive(Debug)]
pub(crate) struct Announced<'a> {
    plan: Plan<'a>,
    waiting: Vec<Beside>,
    undo: Undo,
}

/// A folder of which every new text waits beside its file. Dropped, it is as it was.
#[derive(Debug)]
pub(crate) struct Staged<'a>(Announced<'a>);

/// What is left to do for a run that ends before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Undo {
    /// To take back the announcement.
    Announcement,
    /// Nothing: there was nothing to do, or the next run has to complete it.
    Nothing,
}

impl<'a> Announced<'a> {
    /// Removes what a run that was killed left, and lists what is about to be written beside what
    /// is there. A run that is stopped leaves nothing that the next one takes for somebody else's.
    pub(super) fn of(plan: Plan<'a>) -> Result<Self, OutputError> {
        whole::sweep(&plan.leftovers)?;
        let mut announced = Self {
            plan,
            waiting: Vec::new(),
            undo: Undo::Nothing,
        };
        if !announced.plan.report.is_current() {
            let both = announced.plan.old.on_the_way_to(&announced.plan.new);
            write_whole(&announced.plan.dir.join(MANIFEST), &both.text())?;
            announced.undo = Undo::Announcement;
        }
        Ok(announced)
    }

    /// Does what may fail, as far as it can be taken back.
    pub(crate) fn stage(mut self) -> Result<Staged<'a>, OutputError> {
        let Plan { dir, files, .. } = self.plan;
        for file in files {
            if self.plan.report.changed.binary_search(&file.path).is_ok() {
                let beside = Beside::write(dir.join(&file.path), &file.text)?;
                self.waiting.push(beside);
            }
        }
        for path in &self.plan.report.removed {
            // Where a file can be made, one can be removed.
            drop(Beside::write(dir.join(path), "")?);
        }
        Ok(Staged(self))
    }
}

impl Staged<'_> {
    /// Puts everything in its place, the list last.
    pub(crate) fn finish(self) -> Result<Report, OutputError> {
        let Self(mut announced) = self;
        announced.undo = Undo::Nothing;
        let dir = announced.plan.dir;
        // First, so that where case does not count a file can get another spelling.
        for path in &announced.plan.report.removed {
            remove(&dir.join(path))?;
        }
        for file in announced.waiting.drain(..) {
            file.put_in_place()?;
        }
        for path in announced.plan.gone() {
            remove_empty(dir, &path);
        }
        let report = std::mem::take(&mut announced.plan.report);
        if !report.is_current() {
            write_whole(&dir.join(MANIFEST), &announced.plan.new.text())?;
        }
        Ok(report)
    }
}

impl Drop for Announced<'_> {
    fn drop(&mut self) {
        if self.undo == Undo::Nothing {
            return;
        }
        let Plan { dir, old_text, .. } = &self.plan;
        self.waiting.clear();
        for path in &self.plan.report.missing {
            remove_empty(dir, path);
        }
        let list = dir.join(MANIFEST);
        // Where this fails, the list says that the run was interrupted, which is true.
        let _ = match old_text {
            Some(text) => write_whole(&list, text),
            None => remove(&list),
        };
    }
}

fn remove(path: &Path) -> Result<(), OutputError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(io_error("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// Removes the folders on the way to a file that hold nothing.
fn remove_empty(dir: &Path, file: &str) {
    let path = dir.join(file);
    let folders = path.ancestors().skip(1);
    for folder in folders.take_while(|folder| *folder != dir) {
        // One that is gone may have stood in one that is empty now.
        if fs::remove_dir(folder).is_err() && folder.exists() {
            break;
        }
    }
}

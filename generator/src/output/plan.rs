//! What has to be done so that a folder holds these files and no others of docbind's.
//!
//! What comes in: a folder and files. What goes out: which files would change, vanish or stay,
//! which of them are not docbind's alone, and whether the run before was interrupted. Nothing is
//! written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::{MANIFEST, Manifest, State};
use super::stage::Announced;
use super::{OutputError, OutputFile, Report, banner, path, read, whole};

/// A folder, the files that it should hold, and what that takes.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(super) dir: &'a Path,
    pub(super) files: &'a [OutputFile],
    /// The list as it stands there, if one does.
    pub(super) old_text: Option<String>,
    pub(super) old: Manifest,
    pub(super) new: Manifest,
    /// Texts that a run which was killed left beside files.
    pub(super) leftovers: Vec<PathBuf>,
    pub(super) report: Report,
}

impl<'a> Plan<'a> {
    /// Looks at every file, and changes none.
    pub(crate) fn of(dir: &'a Path, files: &'a [OutputFile]) -> Result<Self, OutputError> {
        check_paths(files)?;
        refuse_file(dir)?;
        let old_text = read(&dir.join(MANIFEST))?;
        let mut plan = Self {
            dir,
            files,
            old: Manifest::read(old_text.as_deref().unwrap_or_default()),
            new: Manifest::of(files),
            old_text,
            leftovers: Vec::new(),
            report: Report::default(),
        };
        for file in files {
            plan.look_at(file)?;
        }
        for path in plan.gone() {
            plan.look_at_gone(path)?;
        }
        let known = plan.old.files.keys().chain(plan.new.files.keys());
        plan.leftovers = leftovers(dir, known.map(String::as_str));
        plan.report.interrupted = plan.old.state == State::Unfinished || !plan.leftovers.is_empty();
        // A list that is wrong is something to do of its own only if nothing else is.
        let is_listed = plan
            .old_text
            .as_deref()
            .is_some_and(|text| text.replace('\r', "") == plan.new.text());
        if plan.report.is_current() && !is_listed {
            plan.report.changed.push(MANIFEST.to_owned());
        }
        plan.report.sort();
        Ok(plan)
    }

    /// What would be done.
    pub(crate) const fn report(&self) -> &Report {
        &self.report
    }

    /// The files that would be overwritten or removed although a person edited or made them.
    pub(crate) fn edited(&self) -> Vec<PathBuf> {
        let paths = self.report.edited.iter();
        paths.map(|path| self.dir.join(path)).collect()
    }

    /// Begins to write: the list says what is about to be.
    pub(crate) fn announce(self) -> Result<Announced<'a>, OutputError> {
        Announced::of(self)
    }

    fn look_at(&mut self, file: &OutputFile) -> Result<(), OutputError> {
        refuse_obstacles(self.dir, &file.path)?;
        let report = &mut self.report;
        let path = file.path.clone();
        match read(&self.dir.join(&path))? {
            None => {
                report.missing.push(path.clone());
                report.changed.push(path);
            }
            Some(text) if text.replace('\r', "") == file.text && !respelt(&self.old, &path) => {
                report.unchanged.push(path);
            }
            Some(text) => {
                if !is_ours(&path, &text, &self.old) {
                    report.edited.push(path.clone());
                }
                report.changed.push(path);
            }
        }
        Ok(())
    }

    fn look_at_gone(&mut self, path: String) -> Result<(), OutputError> {
        refuse_obstacles(self.dir, &path)?;
        if let Some(text) = read(&self.dir.join(&path))? {
            if !is_ours(&path, &text, &self.old) {
                self.report.edited.push(path.clone());
            }
            self.report.removed.push(path);
        }
        Ok(())
    }

    /// Files of the list that are no longer produced, whether they are there or not.
    pub(super) fn gone(&self) -> Vec<String> {
        let paths = self.old.files.keys();
        let gone = paths.filter(|path| !self.new.files.contains_key(*path));
        gone.cloned().collect()
    }
}

/// Texts that a run which was killed left beside these files of a folder, or beside its list.
pub(super) fn leftovers<'a>(dir: &Path, files: impl Iterator<Item = &'a str>) -> Vec<PathBuf> {
    let paths: BTreeSet<&str> = files.chain([MANIFEST]).collect();
    let paths: Vec<PathBuf> = paths.into_iter().map(|path| dir.join(path)).collect();
    whole::leftovers(paths.iter().map(PathBuf::as_path))
}

/// Refuses a folder if it, or one that it is in, is a file.
pub(crate) fn refuse_file(dir: &Path) -> Result<(), OutputError> {
    match dir.ancestors().find(|path| path.is_file()) {
        Some(file) => Err(OutputError::NotAFolder {
            path: file.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Whether a file of the list had this path but for the case of letters. Where case does not
/// count, the file of the old name is the one of the new name, and has to be made anew.
fn respelt(old: &Manifest, path: &str) -> bool {
    !old.files.contains_key(path)
        && old
            .files
            .keys()
            .any(|known| known.eq_ignore_ascii_case(path))
}

/// Whether docbind wrote this text, as its list or the file's own banner shows.
fn is_ours(path: &str, text: &str, old: &Manifest) -> bool {
    old.knows(path, text) || banner::is_intact(path, text)
}

fn check_paths(files: &[OutputFile]) -> Result<(), OutputError> {
    let mut seen = BTreeSet::new();
    for file in files {
        if let Some(reason) = path::refusal(&file.path) {
            return Err(OutputError::Path {
                path: file.path.clone(),
                reason,
            });
        }
        // File systems that ignore case would merge the two.
        let lower = file.path.to_ascii_lowercase();
        if lower == MANIFEST || !seen.insert(lower.clone()) {
            return Err(OutputError::Twice { path: lower });
        }
    }
    Ok(())
}

/// Refuses paths that lead out of the folder by a symbolic link, or over what is no folder.
pub(super) fn refuse_obstacles(dir: &Path, relative: &str) -> Result<(), OutputError> {
    let file = dir.join(relative);
    let mut path = dir.to_owned();
    for part in relative.split('/') {
        path.push(part);
        let Ok(found) = fs::symlink_metadata(&path) else {
            return Ok(());
        };
        let what = if found.is_symlink() {
            "a symbolic link"
        } else if path == file && found.is_dir() {
            "a folder"
        } else if path != file && !found.is_dir() {
            "a file, not a folder"
        } else {
            continue;
        };
        return Err(OutputError::InTheWay { path, what });
    }
    Ok(())
}

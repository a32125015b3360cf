//! From texts to files.
//!
//! What comes in: paths with their text. What goes out: files in a folder, or what would change
//! there. A file that a person edited is never overwritten, a file that docbind did not write
//! never removed, and no file is ever half written. A run that was interrupted is known as such,
//! and the next one completes it.

mod banner;
#[cfg(feature = "cli")]
mod digest;
mod examples;
mod format;
mod hash;
mod inline;
mod manifest;
#[cfg(feature = "cli")]
mod page;
mod path;
mod plan;
mod prelude;
mod relative;
mod single;
mod stage;
mod whole;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use format::FormatError;
pub use manifest::MANIFEST;

pub(crate) use banner::add as add_banner;
#[cfg(feature = "cli")]
pub(crate) use digest::{Digest, Digester};
pub(crate) use format::format;
#[cfg(test)]
pub(crate) use format::format_by_tree;
#[cfg(feature = "cli")]
pub(crate) use hash::hash;
pub(crate) use inline::inline;
#[cfg(feature = "cli")]
pub(crate) use page::{check_page, replace_page};
pub(crate) use plan::Plan;
#[cfg(feature = "cli")]
pub(crate) use plan::refuse_file;
#[cfg(feature = "cli")]
pub(crate) use single::Single;
pub(crate) use single::write_one;
#[cfg(feature = "cli")]
pub(crate) use stage::Announced;

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its path in the folder, with `/` between parts.
    pub path: String,
    /// Its whole text.
    pub text: String,
}

/// What to do with the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Write what is not up to date; refuse where a person edited a file.
    Write,
    /// Write what is not up to date, edited files included.
    Overwrite,
    /// Write nothing and say what [`Mode::Overwrite`] would do.
    Check,
    /// Write nothing and return all texts in one, each after a line with its path.
    Print,
}

/// What was done, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Files that were written or are out of date, by path; the list of them only where it is the
    /// only one.
    pub changed: Vec<String>,
    /// Files that are no longer produced, by path.
    pub removed: Vec<String>,
    /// Files that were up to date, by path.
    pub unchanged: Vec<String>,
    /// Those of `changed` that were not there, by path.
    pub missing: Vec<String>,
    /// Those of `changed` and `removed` that a person edited or made, by path.
    pub edited: Vec<String>,
    /// Whether the run before was interrupted, so that old files may stand beside new ones.
    pub interrupted: bool,
    /// All texts, in mode [`Mode::Print`].
    pub printed: Option<String>,
}

impl Report {
    /// Whether the folder is up to date.
    pub fn is_current(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty() && !self.interrupted
    }

    fn sort(&mut self) {
        let Self {
            changed,
            removed,
            unchanged,
            missing,
            edited,
            ..
        } = self;
        for paths in [changed, removed, unchanged, missing, edited] {
            paths.sort();
        }
    }
}

/// Why files could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// Files were edited since docbind wrote them, or were never written by docbind.
    #[error("edited by hand or not docbind's: {}", listed(paths))]
    Edited {
        /// The files.
        paths: Vec<PathBuf>,
    },
    /// A path that docbind does not write to.
    #[error("docbind does not write to the path {path:?}: {reason}")]
    Path {
        /// The path.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Two files with one path.
    #[error("two files would be written to `{path}`")]
    Twice {
        /// The path, in lower case.
        path: String,
    },
    /// A file stands where the folder should be.
    #[error("cannot write into `{}`: it is a file, not a folder", path.display())]
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// Something stands where a file should be that docbind does not replace.
    #[error("cannot write to `{}`: it is {what}", path.display())]
    InTheWay {
        /// What stands there.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// A page may not be written.
    #[error("cannot write `{}`: it is read-only", path.display())]
    ReadOnly {
        /// The page.
        path: PathBuf,
    },
    /// A page was changed after it had been read.
    #[error("cannot write `{}`: somebody changed it while docbind was reading", path.display())]
    Changed {
        /// The page.
        path: PathBuf,
    },
    /// The file system refuses.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

/// Brings the files of a folder up to date, the list of them last.
///
/// One call at a time for a folder: it removes what an interrupted one left, and could not tell
/// that from what another one is about to put in place.
///
/// ```
/// use docbind::output::{Mode, OutputFile, write};
/// let folder = tempfile::tempdir()?;
/// let files = [OutputFile { path: "a.txt".to_owned(), text: "text".to_owned() }];
/// assert_eq!(write(folder.path(), &files, Mode::Write)?.changed, ["a.txt"]);
/// assert!(write(folder.path(), &files, Mode::Check)?.is_current());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(dir: &Path, files: &[OutputFile], mode: Mode) -> Result<Report, OutputError> {
    let plan = Plan::of(dir, files)?;
    match mode {
        Mode::Check => Ok(plan.report().clone()),
        Mode::Print => Ok(Report {
            printed: Some(print(files)),
            ..plan.report().clone()
        }),
        Mode::Write if !plan.edited().is_empty() => Err(OutputError::Edited {
            paths: plan.edited(),
        }),
        Mode::Write | Mode::Overwrite => plan.announce()?.stage()?.finish(),
    }
}

/// The command that the banner of a file names; nothing where there is no such file or banner.
#[cfg(feature = "conformance")]
pub(crate) fn banner_command(path: &Path) -> Option<String> {
    let text = read(path).ok()??;
    banner::command(&text).map(str::to_owned)
}

/// The version that the manifest of a generated crate gives it.
#[cfg(feature = "conformance")]
pub(crate) fn crate_version(folder: &Path) -> Option<String> {
    let text = read(&folder.join("Cargo.toml")).ok()??;
    let mut lines = text.lines();
    let version = lines.find_map(|line| line.strip_prefix("version = \""))?;
    version.strip_suffix('"').map(str::to_owned)
}

/// The text of a file, or nothing where there is none. Bytes that are no text count as an edit.
fn read(path: &Path) -> Result<Option<String>, OutputError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_error("read", path)(error)),
    }
}

fn io_error(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OutputError {
    move |source| OutputError::Io {
        action,
        path: path.to_owned(),
        source,
    }
}

fn print(files: &[OutputFile]) -> String {
    files
        .iter()
        .map(|file| format!("==> {} <==\n{}\n", file.path, file.text))
        .collect()
}

/// Paths in one line.
fn listed(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths
        .iter()
        .map(|path| format!("`{}`", path.display()))
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests;

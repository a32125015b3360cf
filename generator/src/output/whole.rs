//! Files that are written whole.
//!
//! A text is first written beside the file that it is for, under another name, and then put in
//! its place in one step. Whoever reads the file finds the old text or the new one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::hash::hash;
use super::{OutputError, io_error};

const PREFIX: &str = ".docbind-";

/// A text that waits beside its file. It vanishes if it is not put in place.
#[derive(Debug)]
pub(crate) struct Beside {
    waiting: TempPath,
    path: PathBuf,
}

impl Beside {
    /// Writes a text beside the file that it is for.
    pub(super) fn write(path: PathBuf, text: &str) -> Result<Self, OutputError> {
        let folder = folder(&path);
        fs::create_dir_all(folder).map_err(io_error("create the folder", folder))?;
        let prefix = prefix(&path);
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        #[cfg(unix)]
        let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        #[cfg(unix)]
        builder.permissions(permissions);
        let mut file = builder
            .tempfile_in(folder)
            .map_err(io_error("write into", folder))?;
        file.write_all(text.as_bytes())
            .map_err(io_error("write", &path))?;
        // Closed, as hundreds may wait at once.
        let waiting = file.into_temp_path();
        Ok(Self { waiting, path })
    }

    /// Replaces the file.
    pub(super) fn put_in_place(self) -> Result<(), OutputError> {
        let Self { waiting, path } = self;
        waiting
            .persist(&path)
            .map_err(|error| io_error("write", &path)(error.error))
    }
}

/// Writes a file whole.
pub(super) fn write_whole(path: &Path, text: &str) -> Result<(), OutputError> {
    Beside::write(path.to_owned(), text)?.put_in_place()
}

/// Texts that a run which was killed left beside these files.
///
/// Only whoever keeps other runs from writing to the files may ask: theirs look the same.
pub(super) fn leftovers<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Vec<PathBuf> {
    let mut prefixes: BTreeMap<&Path, BTreeSet<String>> = BTreeMap::new();
    for path in paths {
        let known = prefixes.entry(folder(path)).or_default();
        known.insert(prefix(path));
    }
    let mut found = Vec::new();
    for (folder, prefixes) in prefixes {
        // What cannot be listed is not there, or cannot be written to, which is noticed there.
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let of = name.to_str().and_then(beside_of);
            if of.is_some_and(|prefix| prefixes.contains(prefix)) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

/// Removes what [`leftovers`] found.
pub(super) fn sweep(leftovers: &[PathBuf]) -> Result<(), OutputError> {
    for path in leftovers {
        fs::remove_file(path).map_err(io_error("remove", path))?;
    }
    Ok(())
}

/// The folder in which a file stands.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// How names begin of texts that wait beside this file. They say for which file they are, so that
/// no run takes another one's for its own.
fn prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!("{PREFIX}{}-", hash(&name))
}

/// The prefix in a name that `tempfile` made: it adds six letters or digits.
fn beside_of(name: &str) -> Option<&str> {
    let (prefix, random) = name.split_at_checked(name.len().checked_sub(6)?)?;
    let is_random = random.chars().all(|c| c.is_ascii_alphanumeric());
    is_random.then_some(prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_waits_beside_a_file_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.rs");
        let waiting = Beside::write(path.clone(), "new").unwrap();
        fs::write(dir.path().join(".docbind-notes"), "mine").unwrap();
        fs::write(dir.path().join(format!("{}notes", prefix(&path))), "mine").unwrap();
        assert_eq!(leftovers([path.as_path()]), [waiting.waiting.to_path_buf()]);
        assert!(leftovers([dir.path().join("b.rs").as_path()]).is_empty());
        assert!(!path.exists());
        waiting.put_in_place().unwrap();
        assert!(leftovers([path.as_path()]).is_empty());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[test]
    fn a_text_that_is_not_put_in_place_vanishes() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.rs");
        drop(Beside::write(path.clone(), "new").unwrap());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_was_left_is_swept() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.rs");
        let waiting = Beside::write(path.clone(), "new").unwrap();
        waiting.waiting.keep().unwrap();
        assert_eq!(leftovers([path.as_path()]).len(), 1);
        sweep(&leftovers([path.as_path()])).unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}

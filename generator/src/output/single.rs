//! Single files without banner and list: specs, exports, the file of a `build.rs`.
//!
//! What comes in: a path and the text that the file should have. What goes out: the file, whole
//! or not at all. A device or a pipe is written to, never read and never replaced by a file.

use std::fs;
use std::path::{Path, PathBuf};

#[cfg(feature = "cli")]
use super::digest::Digest;
#[cfg(feature = "cli")]
use super::whole;
use super::whole::Beside;
use super::{Mode, OutputError, io_error, read};

/// Brings a single file up to date; says whether it was not.
pub(crate) fn write_one(path: &Path, text: &str, mode: Mode) -> Result<bool, OutputError> {
    let single = Single::plan(path, text);
    let changes = single.changes;
    if matches!(mode, Mode::Write | Mode::Overwrite) {
        single.stage()?.put_in_place()?;
    }
    Ok(changes)
}

/// A single file and the text that it should have.
#[derive(Debug)]
pub(crate) struct Single<'a> {
    path: PathBuf,
    text: &'a str,
    /// Whether it has another text.
    pub changes: bool,
}

impl<'a> Single<'a> {
    /// Sees whether a file is up to date. Line ends of a checkout on another system are no
    /// difference.
    pub(crate) fn plan(path: &Path, text: &'a str) -> Self {
        // A link stays a link.
        let path = match fs::canonicalize(path) {
            Ok(real) if path.is_symlink() && !is_stream(path) => real,
            _ => path.to_owned(),
        };
        // What cannot be read cannot be written either, which is the clearer message.
        let is_current = !is_stream(&path)
            && read(&path)
                .ok()
                .flatten()
                .is_some_and(|old| old.replace('\r', "") == text.replace('\r', ""));
        Self {
            path,
            text,
            changes: !is_current,
        }
    }

    /// Whether a run was killed while it wrote the file. Only whoever keeps other runs from
    /// writing to it may ask.
    #[cfg(feature = "cli")]
    pub(crate) fn is_interrupted(&self) -> bool {
        !self.leftovers().is_empty()
    }

    /// Removes what a run that was killed left. The same holds.
    #[cfg(feature = "cli")]
    pub(crate) fn sweep(&self) -> Result<(), OutputError> {
        whole::sweep(&self.leftovers())
    }

    #[cfg(feature = "cli")]
    fn leftovers(&self) -> Vec<PathBuf> {
        if is_stream(&self.path) {
            return Vec::new();
        }
        whole::leftovers([self.path.as_path()])
    }

    /// What the file at a path holds; nothing where there is none, or a run was killed while it
    /// wrote it. The same holds.
    #[cfg(feature = "cli")]
    pub(crate) fn digest(path: &Path) -> Option<Digest> {
        let single = Single::plan(path, "");
        if is_stream(&single.path) || single.is_interrupted() {
            return None;
        }
        Some(Digest::of_bytes(&fs::read(&single.path).ok()?))
    }

    /// Does what may fail, as far as nobody sees anything of it.
    pub(crate) fn stage(self) -> Result<StagedSingle<'a>, OutputError> {
        if !self.changes {
            return Ok(StagedSingle::Current);
        }
        if is_stream(&self.path) {
            return Ok(StagedSingle::Stream(self.path, self.text));
        }
        Beside::write(self.path, self.text).map(StagedSingle::Beside)
    }
}

/// A single file just before it is replaced.
#[derive(Debug)]
pub(crate) enum StagedSingle<'a> {
    /// There is nothing to do.
    Current,
    /// The text goes to what is no file.
    Stream(PathBuf, &'a str),
    /// The text waits beside the file.
    Beside(Beside),
}

impl StagedSingle<'_> {
    /// Replaces the file.
    pub(crate) fn put_in_place(self) -> Result<(), OutputError> {
        match self {
            Self::Current => Ok(()),
            Self::Stream(path, text) => fs::write(&path, text).map_err(io_error("write", &path)),
            Self::Beside(beside) => beside.put_in_place(),
        }
    }
}

/// Whether something stands there that is no file and no folder: `/dev/null`, a named pipe.
fn is_stream(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn never_replaces_what_is_no_file() -> Result<(), OutputError> {
        use std::os::unix::fs::FileTypeExt as _;
        let dir = tempfile::tempdir().map_err(io_error("make", Path::new("dir")))?;
        let path = dir.path().join("socket");
        let _listener =
            std::os::unix::net::UnixListener::bind(&path).map_err(io_error("listen at", &path))?;
        assert!(write_one(&path, "text", Mode::Write).is_err());
        let kind = fs::metadata(&path)
            .map_err(io_error("read", &path))?
            .file_type();
        assert!(kind.is_socket(), "the socket was replaced by a file");
        write_one(Path::new("/dev/null"), "text", Mode::Write)?;
        Ok(())
    }

    #[cfg(feature = "cli")]
    #[test]
    fn a_digest_is_of_a_whole_file_only() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("spec.yaml");
        assert_eq!(Single::digest(&path), None);
        fs::write(&path, "a\r\nb\n").unwrap();
        assert_eq!(Single::digest(&path), Some(Digest::of_text("a\nb\n")));
        let beside = Beside::write(path.clone(), "new").unwrap();
        assert_eq!(Single::digest(&path), None, "a run is at it, or was killed");
        drop(beside);
        assert!(Single::digest(&path).is_some());
        assert_eq!(Single::digest(Path::new("/dev/null")), None);
    }

    #[test]
    fn a_link_stays_a_link() -> Result<(), OutputError> {
        let dir = tempfile::tempdir().unwrap();
        let (real, link) = (dir.path().join("real.yaml"), dir.path().join("spec.yaml"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink("real.yaml", &link).unwrap();
        assert!(write_one(&link, "new", Mode::Write)?);
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        Ok(())
    }
}

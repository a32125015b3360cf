//! From texts to files.
//!
//! What comes in: paths with their text. What goes out: files in a folder, or what would change
//! there. A file that a person edited is never overwritten, a file that docbind did not write
//! never removed, and no file is ever half written.

mod banner;
mod examples;
mod format;
mod hash;
mod inline;
mod manifest;
#[cfg(feature = "cli")]
mod page;
mod path;
mod prelude;
mod relative;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub use format::FormatError;
pub use manifest::MANIFEST;

pub(crate) use banner::add as add_banner;
pub(crate) use format::format;
pub(crate) use inline::inline;
#[cfg(feature = "cli")]
pub(crate) use page::{check_page, replace_page};

use manifest::Manifest;

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
    /// Files that were written or are out of date, by path.
    pub changed: Vec<String>,
    /// Files that are no longer produced, by path.
    pub removed: Vec<String>,
    /// Files that were up to date, by path.
    pub unchanged: Vec<String>,
    /// Those of `changed` that were not there, by path.
    pub missing: Vec<String>,
    /// Those of `changed` and `removed` that a person edited or made, by path.
    pub edited: Vec<String>,
    /// All texts, in mode [`Mode::Print`].
    pub printed: Option<String>,
}

impl Report {
    /// Whether the folder is up to date.
    pub fn is_current(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Why files could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// A file was edited since docbind wrote it, or was never written by docbind.
    #[error(
        "`{}` was edited by hand or is not docbind's; move your changes elsewhere, or overwrite it with `--force`",
        path.display()
    )]
    Edited {
        /// The file.
        path: PathBuf,
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
/// ```
/// use docbind::output::{Mode, OutputFile, write};
/// let folder = tempfile::tempdir()?;
/// let files = [OutputFile { path: "a.txt".to_owned(), text: "text".to_owned() }];
/// assert_eq!(write(folder.path(), &files, Mode::Write)?.changed, ["a.txt"]);
/// assert!(write(folder.path(), &files, Mode::Check)?.is_current());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(dir: &Path, files: &[OutputFile], mode: Mode) -> Result<Report, OutputError> {
    check_paths(files)?;
    if let Some(file) = dir.ancestors().find(|path| path.is_file()) {
        return Err(OutputError::NotAFolder {
            path: file.to_owned(),
        });
    }
    let manifest_path = dir.join(MANIFEST);
    let old_text = read(&manifest_path)?.unwrap_or_default();
    let old = manifest::read(&old_text);
    let mut report = plan(dir, files, &old, mode)?;
    match mode {
        Mode::Check => return Ok(report),
        Mode::Print => {
            report.printed = Some(print(files));
            return Ok(report);
        }
        Mode::Write | Mode::Overwrite => {}
    }
    let new = listed(files);
    if !report.is_current() {
        announce(dir, &old, &new)?;
    }
    for file in files {
        if report.changed.binary_search(&file.path).is_ok() {
            write_whole(&dir.join(&file.path), &file.text)?;
        }
    }
    for path in &report.removed {
        remove(dir, path)?;
    }
    let old_text = read(&manifest_path)?.unwrap_or_default();
    let new_text = manifest::write(&new);
    if new_text != old_text.replace('\r', "") {
        write_whole(&manifest_path, &new_text)?;
    }
    Ok(report)
}

fn listed(files: &[OutputFile]) -> Manifest {
    files
        .iter()
        .map(|file| (file.path.clone(), [hash::hash(&file.text)].into()))
        .collect()
}

/// Lists what is about to be written beside what is there, so that a run that is stopped leaves
/// nothing that the next one takes for somebody else's.
fn announce(dir: &Path, old: &Manifest, new: &Manifest) -> Result<(), OutputError> {
    let both = manifest::merge(old, new);
    write_whole(&dir.join(MANIFEST), &manifest::write(&both))
}

/// What has to be done, before anything is.
fn plan(
    dir: &Path,
    files: &[OutputFile],
    old: &Manifest,
    mode: Mode,
) -> Result<Report, OutputError> {
    let mut report = Report::default();
    for file in files {
        let path = dir.join(&file.path);
        refuse_links(dir, &file.path)?;
        match read(&path)? {
            Some(text) if text.replace('\r', "") == file.text => {
                report.unchanged.push(file.path.clone());
            }
            Some(text) if mode == Mode::Write && !is_ours(&file.path, &text, old) => {
                return Err(OutputError::Edited { path });
            }
            Some(text) => {
                if !is_ours(&file.path, &text, old) {
                    report.edited.push(file.path.clone());
                }
                report.changed.push(file.path.clone());
            }
            None => {
                report.missing.push(file.path.clone());
                report.changed.push(file.path.clone());
            }
        }
    }
    for path in old.keys() {
        if files.iter().any(|file| file.path == *path) {
            continue;
        }
        match read(&dir.join(path))? {
            None => {}
            Some(text) if mode == Mode::Write && !is_ours(path, &text, old) => {
                return Err(OutputError::Edited {
                    path: dir.join(path),
                });
            }
            Some(text) => {
                if !is_ours(path, &text, old) {
                    report.edited.push(path.clone());
                }
                report.removed.push(path.clone());
            }
        }
    }
    for paths in [
        &mut report.changed,
        &mut report.unchanged,
        &mut report.missing,
        &mut report.edited,
    ] {
        paths.sort();
    }
    Ok(report)
}

/// Whether docbind wrote this text, as its list or the file's own banner shows.
fn is_ours(path: &str, text: &str, old: &Manifest) -> bool {
    old.get(path)
        .is_some_and(|known| known.contains(&hash::hash(text)))
        || banner::is_intact(text)
}

fn check_paths(files: &[OutputFile]) -> Result<(), OutputError> {
    let mut seen = std::collections::BTreeSet::new();
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

/// Refuses paths that lead out of the folder by a symbolic link.
fn refuse_links(dir: &Path, relative: &str) -> Result<(), OutputError> {
    let mut path = dir.to_owned();
    for part in relative.split('/') {
        path.push(part);
        if path.is_symlink() {
            return Err(OutputError::Path {
                path: relative.to_owned(),
                reason: "a symbolic link stands there",
            });
        }
    }
    Ok(())
}

/// The command that the banner of a file names; nothing where there is no such file or banner.
#[cfg(feature = "conformance")]
pub(crate) fn banner_command(path: &Path) -> Option<String> {
    let text = read(path).ok()??;
    banner::command(&text).map(str::to_owned)
}

/// The text of a file, or nothing where there is none. Bytes that are no text count as an edit.
fn read(path: &Path) -> Result<Option<String>, OutputError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_error("read", path)(error)),
    }
}

/// Brings a single file up to date, without banner and list; says whether it was not.
///
/// Line ends of a checkout on another system are no difference. A device or a pipe is written to,
/// never read and never replaced by a file.
pub(crate) fn write_one(path: &Path, text: &str, mode: Mode) -> Result<bool, OutputError> {
    if is_stream(path) {
        if matches!(mode, Mode::Write | Mode::Overwrite) {
            fs::write(path, text).map_err(io_error("write", path))?;
        }
        return Ok(true);
    }
    // What cannot be read cannot be written either, which is the clearer message.
    if read(path)
        .ok()
        .flatten()
        .is_some_and(|old| old.replace('\r', "") == text.replace('\r', ""))
    {
        return Ok(false);
    }
    if matches!(mode, Mode::Write | Mode::Overwrite) {
        write_whole(path, text)?;
    }
    Ok(true)
}

/// Whether something stands there that is no file and no folder: `/dev/null`, a named pipe.
fn is_stream(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Writes a file whole: under another name in the same folder first.
fn write_whole(path: &Path, text: &str) -> Result<(), OutputError> {
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(io_error("create the folder", parent))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".docbind-");
    #[cfg(unix)]
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions);
    let mut file = builder
        .tempfile_in(parent)
        .map_err(io_error("write into", parent))?;
    file.write_all(text.as_bytes())
        .map_err(io_error("write", path))?;
    file.persist(path)
        .map_err(|error| io_error("write", path)(error.error))?;
    Ok(())
}

/// Removes a file, and the folders that it leaves empty.
fn remove(dir: &Path, relative: &str) -> Result<(), OutputError> {
    let path = dir.join(relative);
    fs::remove_file(&path).map_err(io_error("remove", &path))?;
    let mut parent = path.parent();
    while let Some(folder) = parent.filter(|folder| *folder != dir) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
        parent = folder.parent();
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> OutputFile {
        OutputFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn writes_checks_and_removes() -> Result<(), OutputError> {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("new");
        let first = [file("src/a.rs", "a"), file("src/deep/b.rs", "b")];
        let report = write(&dir, &first, Mode::Write)?;
        assert_eq!(report.changed, ["src/a.rs", "src/deep/b.rs"]);
        assert_eq!(report.missing, report.changed);
        assert!(write(&dir, &first, Mode::Check)?.is_current());

        fs::write(dir.join("src/mine.rs"), "mine").unwrap();
        let second = [file("src/a.rs", "a2")];
        let check = write(&dir, &second, Mode::Check)?;
        assert_eq!(
            (check.changed, check.removed),
            (vec!["src/a.rs".into()], vec!["src/deep/b.rs".into()])
        );
        assert_eq!(fs::read_to_string(dir.join("src/a.rs")).unwrap(), "a");
        write(&dir, &second, Mode::Write)?;
        assert_eq!(fs::read_to_string(dir.join("src/a.rs")).unwrap(), "a2");
        assert!(!dir.join("src/deep").exists());
        assert!(dir.join("src/mine.rs").exists());
        Ok(())
    }

    #[test]
    fn leaves_unchanged_files_alone() -> Result<(), OutputError> {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[file("a", "a")], Mode::Write)?;
        let modified = || {
            fs::metadata(folder.path().join("a"))
                .unwrap()
                .modified()
                .unwrap()
        };
        let before = modified();
        let report = write(folder.path(), &[file("a", "a")], Mode::Write)?;
        assert_eq!(report.unchanged, ["a"]);
        assert_eq!(modified(), before);
        Ok(())
    }

    #[test]
    fn never_overwrites_an_edit_unless_told_to() -> Result<(), OutputError> {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        write(dir, &[file("a", "a"), file("b", "b")], Mode::Write)?;
        fs::write(dir.join("b"), "edited").unwrap();
        let next = [file("a", "a2"), file("b", "b2")];
        let error = write(dir, &next, Mode::Write).unwrap_err();
        assert!(matches!(error, OutputError::Edited { path } if path.ends_with("b")));
        assert_eq!(
            fs::read_to_string(dir.join("a")).unwrap(),
            "a",
            "nothing half written"
        );
        assert_eq!(write(dir, &next, Mode::Check)?.edited, ["b"]);
        assert_eq!(write(dir, &next[..1], Mode::Check)?.edited, ["b"]);
        let removed = write(dir, &next[..1], Mode::Write).unwrap_err();
        assert!(matches!(removed, OutputError::Edited { .. }));
        write(dir, &next, Mode::Overwrite)?;
        assert_eq!(fs::read_to_string(dir.join("b")).unwrap(), "b2");
        Ok(())
    }

    #[test]
    fn knows_its_own_files_without_a_list() -> Result<(), OutputError> {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let text = |body: &str| add_banner("a.rs", "docbind generate", body);
        write(dir, &[file("a.rs", &text("1\n"))], Mode::Write)?;
        fs::remove_file(dir.join(MANIFEST)).unwrap();
        write(dir, &[file("a.rs", &text("2\n"))], Mode::Write)?;
        Ok(())
    }

    #[test]
    fn goes_on_where_a_run_was_stopped() -> Result<(), OutputError> {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let files = |text: &str| [file("a.json", text), file("b.json", text)];
        write(dir, &files("1"), Mode::Write)?;
        // The run that writes the second texts is stopped after the first file.
        announce(dir, &listed(&files("1")), &listed(&files("2")))?;
        write_whole(&dir.join("a.json"), "2")?;
        let report = write(dir, &files("3"), Mode::Write)?;
        assert_eq!(report.changed, ["a.json", "b.json"]);
        assert!(write(dir, &files("3"), Mode::Check)?.is_current());
        let list = fs::read_to_string(dir.join(MANIFEST)).unwrap();
        assert_eq!(list, manifest::write(&listed(&files("3"))));
        Ok(())
    }

    #[test]
    fn refuses_bad_paths() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["../x", "/x", MANIFEST] {
            assert!(
                write(folder.path(), &[file(path, "")], Mode::Write).is_err(),
                "{path}"
            );
        }
        let twice = [file("a", ""), file("A", "")];
        assert!(write(folder.path(), &twice, Mode::Write).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn follows_no_symbolic_link() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("src")).unwrap();
        let result = write(folder.path(), &[file("src/a", "")], Mode::Write);
        assert!(matches!(result, Err(OutputError::Path { .. })));
    }

    #[cfg(unix)]
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
}

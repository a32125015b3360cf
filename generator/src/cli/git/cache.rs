//! What was fetched, kept for the next time.
//!
//! What comes in: pages of a commit, and which commit a branch or tag was. What goes out: the same,
//! without network and without git. A commit never changes, so what is kept of it never does.
//!
//! Each entry is one file that becomes visible whole, so that runs at the same time and runs that
//! are killed do no harm. Pages are kept inside of it and never as files of their own: names that
//! somebody else chose are no paths here.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use serde::{Deserialize, Serialize};

use super::super::failure::Failure;
use super::Commit;
use super::origin::{Remote, Rev};
use super::tree::Content;
use crate::build_script::pages::plain;
use crate::output::hash;
use crate::source::{SourceFile, SourceSet};

/// The variable that names the folder.
const VARIABLE: &str = "DOCBIND_CACHE";

/// The folder of what is kept.
#[derive(Debug, Clone)]
pub(super) struct Cache {
    folder: PathBuf,
}

/// A folder for work that nobody else touches. It goes when this is dropped; one that a killed run
/// left behind, the next run removes.
#[derive(Debug)]
pub(super) struct Workplace {
    folder: tempfile::TempDir,
    /// Held so that nobody sweeps.
    _shared: File,
}

/// Pages as they are kept.
#[derive(Serialize, Deserialize)]
struct Entry {
    commit: String,
    path: String,
    kind: Kind,
    files: Vec<Page>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Folder,
    File,
}

#[derive(Serialize, Deserialize)]
struct Page {
    path: String,
    text: String,
}

/// What a branch or tag was.
#[derive(Serialize, Deserialize)]
struct Known {
    git: String,
    rev: Option<String>,
    commit: String,
}

impl Cache {
    /// The folder that the environment names, or that of the platform. It need not exist.
    pub(super) fn locate() -> Result<Self, Failure> {
        if let Some(folder) = std::env::var_os(VARIABLE).filter(|folder| !folder.is_empty()) {
            return Ok(Self {
                folder: folder.into(),
            });
        }
        match etcetera::base_strategy::choose_native_strategy() {
            Ok(strategy) => Ok(Self {
                folder: strategy.cache_dir().join("docbind"),
            }),
            Err(_) => Err(Failure::new(
                "there is no folder to keep fetched pages in: no home folder is known",
            )
            .help(format!("set {VARIABLE} to a folder"))),
        }
    }

    /// The pages at a path of a commit, if they are kept and whole.
    pub(super) fn pages(&self, commit: &Commit, path: &str) -> Option<Content> {
        let entry: Entry = read(&self.entry(commit, path))?;
        if entry.commit != commit.as_str() || entry.path != path {
            return None;
        }
        let mut files = entry.files.into_iter().map(|page| SourceFile {
            path: page.path,
            text: page.text,
        });
        match entry.kind {
            Kind::Folder => Some(Content::Folder(SourceSet::new(files.collect()))),
            Kind::File => files.next().map(Content::File),
        }
    }

    /// Keeps the pages at a path of a commit.
    pub(super) fn keep_pages(
        &self,
        commit: &Commit,
        path: &str,
        content: &Content,
        work: &Workplace,
    ) -> Result<(), Failure> {
        let page = |file: &SourceFile| Page {
            path: file.path.clone(),
            text: file.text.clone(),
        };
        let (kind, files) = match content {
            Content::Folder(pages) => {
                let pages = pages.iter().map(|(_, file)| page(file));
                (Kind::Folder, pages.collect())
            }
            Content::File(file) => (Kind::File, vec![page(file)]),
        };
        let entry = Entry {
            commit: commit.as_str().to_owned(),
            path: path.to_owned(),
            kind,
            files,
        };
        write(&self.entry(commit, path), &entry, work)
    }

    /// The commit that a branch or tag was when it was last asked for.
    pub(super) fn commit(&self, remote: &Remote, rev: Option<&Rev>) -> Option<Commit> {
        let known: Known = read(&self.known(remote, rev))?;
        let same = known.git == remote.key() && known.rev.as_deref() == rev.map(Rev::as_str);
        Commit::parse(&known.commit).filter(|_| same)
    }

    /// Keeps the commit that a branch or tag is.
    pub(super) fn keep_commit(
        &self,
        remote: &Remote,
        rev: Option<&Rev>,
        commit: &Commit,
        work: &Workplace,
    ) -> Result<(), Failure> {
        let known = Known {
            git: remote.key(),
            rev: rev.map(|rev| rev.as_str().to_owned()),
            commit: commit.as_str().to_owned(),
        };
        write(&self.known(remote, rev), &known, work)
    }

    /// A folder to work in.
    pub(super) fn workplace(&self) -> Result<Workplace, Failure> {
        let work = self.folder.join("work");
        fs::create_dir_all(&work).map_err(|error| unwritable(&work, &error))?;
        let shared = hold(&self.folder.join("work.lock"), &work)
            .map_err(|error| unwritable(&self.folder, &error))?;
        let folder = tempfile::tempdir_in(&work).map_err(|error| unwritable(&work, &error))?;
        Ok(Workplace {
            folder,
            _shared: shared,
        })
    }

    fn entry(&self, commit: &Commit, path: &str) -> PathBuf {
        let name = format!("{}-{}.json", commit.as_str(), hash(path));
        self.folder.join("pages").join(name)
    }

    fn known(&self, remote: &Remote, rev: Option<&Rev>) -> PathBuf {
        let rev = rev.map_or("", Rev::as_str);
        let name = format!("{}.json", hash(&format!("{}\n{rev}", remote.key())));
        self.folder.join("revisions").join(name)
    }
}

impl Workplace {
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Takes part in the work, and sweeps before where nobody else takes part: work that is lying
/// around then belongs to nobody.
fn hold(lock: &Path, work: &Path) -> io::Result<File> {
    let file = File::options().create(true).append(true).open(lock)?;
    match file.try_lock() {
        Ok(()) => {
            for entry in fs::read_dir(work)? {
                // What cannot be removed is in nobody's way.
                let _ = fs::remove_dir_all(entry?.path());
            }
            file.unlock()?;
        }
        Err(TryLockError::WouldBlock) => {}
        // A file system without locks: nothing is swept there.
        Err(TryLockError::Error(_)) => return Ok(file),
    }
    file.lock_shared()?;
    Ok(file)
}

/// Reads a file of the cache. One that is not whole is as good as none.
fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Option<T> {
    let text = fs::read_to_string(path).ok()?;
    let (sum, json) = text.split_once('\n')?;
    if sum != hash(json) {
        return None;
    }
    serde_json::from_str(json).ok()
}

/// Writes a file of the cache, whole or not at all.
fn write<T: Serialize>(path: &Path, value: &T, work: &Workplace) -> Result<(), Failure> {
    let fail = |error: &io::Error| unwritable(path, error);
    let json = serde_json::to_string(value).map_err(|error| fail(&error.into()))?;
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| fail(&error))?;
    let mut file = tempfile::NamedTempFile::new_in(work.path()).map_err(|error| fail(&error))?;
    let text = format!("{}\n{json}", hash(&json));
    file.write_all(text.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .map_err(|error| fail(&error))?;
    file.persist(path).map_err(|error| fail(&error.error))?;
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!(
        "cannot keep fetched pages in `{}`: {}",
        path.display(),
        plain(error)
    ))
    .help(format!(
        "make it writable, or set {VARIABLE} to another folder"
    ))
}

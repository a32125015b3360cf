//! The folder of what docbind keeps for itself between runs.
//!
//! What comes in: values with names. What goes out: the same in a later run, or nothing. Each is
//! one file that becomes visible whole, so that runs at the same time and runs that are killed do
//! no harm; one that is damaged is as good as none. The folder may be removed at any time.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use crate::build_script::pages::plain;
use crate::output::hash;

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

    /// What is kept under this name, if it is whole.
    pub(super) fn read<T: for<'de> Deserialize<'de>>(&self, name: &str) -> Option<T> {
        let text = fs::read_to_string(self.folder.join(name)).ok()?;
        let (sum, json) = text.split_once('\n')?;
        if sum != hash(json) {
            return None;
        }
        serde_json::from_str(json).ok()
    }

    /// Keeps a value under a name, whole or not at all.
    pub(super) fn write<T: Serialize>(
        &self,
        name: &str,
        value: &T,
        work: &Workplace,
    ) -> Result<(), Failure> {
        let path = self.folder.join(name);
        let fail = |error: &io::Error| unwritable(&path, error);
        let json = serde_json::to_string(value).map_err(|error| fail(&error.into()))?;
        let folder = path.parent().unwrap_or(&path);
        fs::create_dir_all(folder).map_err(|error| fail(&error))?;
        let mut file =
            tempfile::NamedTempFile::new_in(work.path()).map_err(|error| fail(&error))?;
        let text = format!("{}\n{json}", hash(&json));
        file.write_all(text.as_bytes())
            .and_then(|()| file.as_file().sync_all())
            .map_err(|error| fail(&error))?;
        file.persist(&path).map_err(|error| fail(&error.error))?;
        Ok(())
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

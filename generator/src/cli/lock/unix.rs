//! A lock on the handle of a folder.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::Access;

/// A folder that is open, and locked once it is asked to be.
#[derive(Debug)]
pub(super) struct Handle {
    folder: File,
    path: PathBuf,
    /// How people know what is guarded.
    place: PathBuf,
    id: Id,
}

/// Device and number: what makes two folders the same one, whatever their paths are.
type Id = (u64, u64);

impl Handle {
    /// Opens a folder, without waiting for anybody.
    pub(super) fn open(path: &Path, place: &Path) -> io::Result<Self> {
        let folder = File::open(path)?;
        let found = folder.metadata()?;
        Ok(Self {
            folder,
            path: path.to_owned(),
            place: place.to_owned(),
            id: (found.dev(), found.ino()),
        })
    }

    pub(super) const fn id(&self) -> &Id {
        &self.id
    }

    /// Waits for the lock, and says for what if there is anything to wait for.
    pub(super) fn lock(&mut self, access: Access, tell: &mut impl FnMut(&Path)) {
        let tried = match access {
            Access::Read => self.folder.try_lock_shared(),
            Access::Write => self.folder.try_lock(),
        };
        if !matches!(tried, Err(fs::TryLockError::WouldBlock)) {
            return;
        }
        tell(&self.place);
        loop {
            let locked = match access {
                Access::Read => self.folder.lock_shared(),
                Access::Write => self.folder.lock(),
            };
            // A signal that was none of ours is no reason to go on without.
            if !locked.is_err_and(|error| error.kind() == io::ErrorKind::Interrupted) {
                return;
            }
        }
    }

    /// Whether the path still leads to the folder that is locked.
    pub(super) fn is_still_there(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|found| (found.dev(), found.ino()) == self.id)
    }
}

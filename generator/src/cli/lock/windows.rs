//! A file in the folder that one process can have open, and that Windows deletes with the process.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::windows::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::Access;

const NAME: &str = ".docbind-lock";
/// `FILE_FLAG_DELETE_ON_CLOSE`.
const DELETE_ON_CLOSE: u32 = 0x0400_0000;
/// `ERROR_ACCESS_DENIED`: the file is about to vanish, or nobody may write to the folder.
const DENIED: i32 = 5;
/// `ERROR_SHARING_VIOLATION`: another process has the file open.
const BUSY: i32 = 32;
const PAUSE: Duration = Duration::from_millis(20);
/// How often a refusal is taken for a file that is about to vanish.
const PATIENCE: u32 = 50;

/// A folder, and the file that locks it.
#[derive(Debug)]
pub(super) struct Handle {
    file: Option<File>,
    path: PathBuf,
    /// How people know what is guarded.
    place: PathBuf,
}

impl Handle {
    /// Finds a folder, without waiting for anybody.
    pub(super) fn open(path: &Path, place: &Path) -> io::Result<Self> {
        Ok(Self {
            file: None,
            path: path.canonicalize()?,
            place: place.to_owned(),
        })
    }

    pub(super) fn id(&self) -> &Path {
        &self.path
    }

    /// Waits for the lock, and says for what if there is anything to wait for.
    ///
    /// Whoever reads waits for whoever writes and locks nothing, as it may not be allowed to.
    pub(super) fn lock(&mut self, access: Access, tell: &mut impl FnMut(&Path)) {
        let mut refusals = 0;
        loop {
            let opened = OpenOptions::new()
                .read(true)
                .write(access == Access::Write)
                .create(access == Access::Write)
                .share_mode(0)
                .custom_flags(match access {
                    Access::Write => DELETE_ON_CLOSE,
                    Access::Read => 0,
                })
                .open(self.path.join(NAME));
            match opened {
                Ok(file) => {
                    self.file = (access == Access::Write).then_some(file);
                    return;
                }
                Err(error) if error.raw_os_error() == Some(BUSY) => tell(&self.place),
                Err(error) if error.raw_os_error() == Some(DENIED) && refusals < PATIENCE => {
                    refusals += 1;
                }
                Err(_) => return,
            }
            thread::sleep(PAUSE);
        }
    }

    /// Whether the folder is still there: one that holds an open file cannot be removed.
    pub(super) fn is_still_there(&self) -> bool {
        self.file.is_some() || self.path.exists()
    }
}

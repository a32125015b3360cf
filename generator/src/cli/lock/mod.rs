//! One run at a time for what is written, and none that reads while another one writes.
//!
//! What comes in: the places that a command writes to or looks at. What goes out: a [`Locks`] that
//! keeps other runs of docbind away until it is dropped. The lock is on the folder, vanishes with
//! the process however that ends, and leaves no file. A file system that knows no locks keeps
//! nobody from working.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod os;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use os::Handle;

use super::failure::Failure;
use super::settings::Settings;
use super::streams::Streams;
use crate::output::{self, OutputError};

/// Something that is written as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A folder with all that docbind keeps in it.
    Folder(PathBuf),
    /// A single file.
    File(PathBuf),
}

/// What a command does with places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// It looks at them, as others may at the same time. What is not there is no obstacle.
    Read,
    /// It writes to them. Folders that are not there are made, and removed again if they stay
    /// empty.
    Write,
}

/// The right to places, until dropped.
#[derive(Debug)]
pub(super) struct Locks {
    handles: Vec<Handle>,
    made: Made,
}

/// Folders that were made to be locked, the inner ones first. Dropped, those that are still empty
/// vanish.
#[derive(Debug, Default)]
struct Made(Vec<PathBuf>);

impl Locks {
    /// Waits until no other run is in the way, and says so once.
    ///
    /// To be taken before anything is read that decides what is written: an older reading would
    /// overwrite a newer one. All places at once: two runs that wait for each other's would wait
    /// for ever.
    pub(super) fn take(
        places: &[Place],
        access: Access,
        settings: &Settings,
        streams: &mut Streams,
    ) -> Result<Self, Failure> {
        let mut is_told = false;
        let mut tell = |place: &Path| {
            if !is_told && !settings.is_for_programs() {
                let does = match access {
                    Access::Read => "writes to",
                    Access::Write => "reads or writes",
                };
                streams.message(&format!(
                    "waiting for another docbind that {does} `{}`\n",
                    place.display()
                ));
            }
            is_told = true;
        };
        loop {
            let mut locks = Self::open(places, access)?;
            // One order for all runs, and no folder twice.
            locks.handles.sort_by(|one, two| one.id().cmp(two.id()));
            locks.handles.dedup_by(|one, two| one.id() == two.id());
            for handle in &mut locks.handles {
                handle.lock(access, &mut tell);
            }
            // Whoever was waited for may have removed a folder that it had made.
            if locks.handles.iter().all(Handle::is_still_there) {
                return Ok(locks);
            }
        }
    }

    fn open(places: &[Place], access: Access) -> Result<Self, Failure> {
        let mut locks = Self {
            handles: Vec::new(),
            made: Made::default(),
        };
        for place in places {
            let Some(folder) = place.folder() else {
                continue;
            };
            if access == Access::Write {
                place.refuse_file()?;
                locks.made.make(&folder)?;
            }
            // What cannot be opened is not there, or says why when it is read or written.
            locks.handles.extend(Handle::open(&folder, place.path()));
        }
        Ok(locks)
    }
}

impl Drop for Locks {
    fn drop(&mut self) {
        if cfg!(windows) {
            // What holds a lock there is a file in the folder.
            self.handles.clear();
        }
        // Elsewhere while the lock is held: nobody shall write to what is about to vanish.
        self.made.remove_empty();
    }
}

impl Place {
    fn path(&self) -> &Path {
        match self {
            Self::Folder(path) | Self::File(path) => path,
        }
    }

    /// Refuses a folder where a file is. Of the folder of a file, the system says it.
    fn refuse_file(&self) -> Result<(), OutputError> {
        match self {
            Self::Folder(folder) => output::refuse_file(folder),
            Self::File(_) => Ok(()),
        }
    }

    /// The folder whose lock guards the place; none for what is no file, such as `/dev/null`.
    fn folder(&self) -> Option<PathBuf> {
        let path = match self {
            Self::Folder(path) => return Some(path.clone()),
            Self::File(path) => path,
        };
        if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
            return None;
        }
        // What is written to is what a link leads to.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let parent = path.parent()?;
        if parent.as_os_str().is_empty() {
            return Some(PathBuf::from("."));
        }
        Some(parent.to_owned())
    }
}

impl Made {
    fn make(&mut self, folder: &Path) -> Result<(), OutputError> {
        let missing = folder
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && !path.exists());
        let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        self.0.splice(0..0, missing);
        match fs::create_dir_all(folder) {
            // Another run may have removed what it had made a moment ago.
            Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(folder),
            result => result,
        }
        .map_err(|source| OutputError::Io {
            action: "create the folder",
            path: folder.to_owned(),
            source,
        })
    }

    fn remove_empty(&mut self) {
        for folder in self.0.drain(..) {
            // One that holds something is meant to stay.
            let _ = fs::remove_dir(folder);
        }
    }
}

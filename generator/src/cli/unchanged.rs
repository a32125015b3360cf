//! What a run found, remembered for as long as nothing changes.
//!
//! What comes in: everything that the files of an API follow from, and what a run made of it. What
//! goes out: in a later run with the very same, how the files should be that there are, and what
//! is to be said of the API. The files themselves are looked at each time.
//!
//! Files follow from the texts that are read, from settings and from this program, and from
//! nothing else. So what is remembered goes by a digest of all three, the program's own bytes
//! included: another build of the same version has other ones. It is remembered in the folder of
//! docbind's own, not beside the files: no checkout brings it along, and no merge spoils it. Only
//! runs that found everything up to date leave something here. Where anything is in doubt, nothing
//! is known, and everything is read again.

use std::fs::File;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::cache::Cache;
use super::findings::counted;
use super::input::Input;
use super::job::Read;
use super::settings::{Job, Settings};
use super::summary::Numbers;
use crate::output::{Digest, Digester, OutputFile, Single};

/// Whether a command would find what an earlier run of this program found.
pub(super) struct Question {
    cache: Cache,
    /// One for each API.
    keys: Vec<Key>,
}

/// Everything that the files of an API follow from, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Key(Digest);

/// What was found out about an API whose files are all up to date.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Known {
    /// The files that there should be.
    pub files: Expected,
    /// What is said of its findings.
    pub findings: String,
    /// How much was read.
    pub numbers: Numbers,
}

/// The files that an API should have.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Expected {
    spec: Option<Digest>,
    krate: Option<Digest>,
    /// How many there are.
    pub count: usize,
}

/// A file of the cache.
#[derive(Serialize, Deserialize)]
struct Entry {
    key: Key,
    known: Known,
}

impl Question {
    /// About these APIs, with what else the files of each follow from for this command. Nothing
    /// can be asked of pages in git, and where findings are to be shown, which are not kept.
    pub(super) fn about<'a, const N: usize>(
        inputs: &[Input],
        settings: &Settings,
        command: impl IntoIterator<Item = [&'a str; N]>,
    ) -> Option<Self> {
        if settings.style.is_some() {
            return None;
        }
        let cache = Cache::locate().ok()?;
        let program = Digest::of_reader(File::open(own_path()?).ok()?).ok()?;
        let apis = inputs.iter().zip(&settings.jobs).zip(command);
        let key = |((input, job), command): ((&Input, &Job), [&str; N])| {
            let mut digester = Digester::default();
            digester.part(program.as_str());
            digester.part(format!("{job:?}"));
            digester.part(format!("{:?}", settings.levels));
            for part in command {
                digester.part(part);
            }
            input.digest(&mut digester)?;
            Some(Key(digester.finish()))
        };
        let keys = apis.map(key).collect::<Option<_>>()?;
        Some(Self { cache, keys })
    }

    /// What is known of all APIs, if the spec and the crate of each are as they should be.
    pub(super) fn answer<'a>(
        &self,
        places: impl IntoIterator<Item = (Option<&'a Path>, Option<&'a Path>)>,
    ) -> Option<Vec<Known>> {
        let apis = self.keys.iter().zip(places);
        apis.map(|(key, (spec, krate))| {
            let entry: Entry = self.cache.read(&key.place())?;
            let is_it = entry.key == *key && entry.known.files.are_there(spec, krate);
            is_it.then_some(entry.known)
        })
        .collect()
    }

    /// Keeps what was found of APIs whose files are all up to date. Where that cannot be written,
    /// it is found again.
    pub(super) fn keep(self, found: impl IntoIterator<Item = Known>) {
        let Ok(work) = self.cache.workplace() else {
            return;
        };
        for (key, known) in self.keys.into_iter().zip(found) {
            let place = key.place();
            let _ = self.cache.write(&place, &Entry { key, known }, &work);
        }
    }
}

impl Known {
    /// What a run found that read an API.
    pub(super) fn of(read: &Read, files: Expected) -> Self {
        Self {
            files,
            findings: counted(read, &read.levels),
            numbers: Numbers::of(read),
        }
    }
}

impl Key {
    /// Where it is kept. There are as many places as three digits have values, so that the cache
    /// stays small; whoever comes later has the place.
    fn place(&self) -> String {
        let digits = self.0.as_str();
        format!("unchanged/{}.json", digits.get(..3).unwrap_or(digits))
    }
}

impl Expected {
    /// These files: the text of a spec, and those of a crate.
    pub(super) fn of(spec: Option<&str>, files: Option<&[OutputFile]>) -> Self {
        Self {
            spec: spec.map(Digest::of_text),
            krate: files.map(Digest::of_files),
            count: usize::from(spec.is_some()) + files.map_or(0, <[_]>::len),
        }
    }

    /// Whether they are all there, and as they should be.
    fn are_there(&self, spec: Option<&Path>, folder: Option<&Path>) -> bool {
        let spec = spec.map(Single::digest);
        let krate = folder.map(Digest::of_folder);
        let is_as_known = |there: Option<Option<Digest>>, known: &Option<Digest>| match there {
            None => known.is_none(),
            Some(digest) => digest.is_some() && digest == *known,
        };
        is_as_known(spec, &self.spec) && is_as_known(krate, &self.krate)
    }
}

/// Where the program is that runs. On Linux this leads to its bytes even after another build has
/// taken its place.
fn own_path() -> Option<PathBuf> {
    if cfg!(target_os = "linux") {
        return Some(Path::new("/proc/self/exe").to_owned());
    }
    std::env::current_exe().ok()
}

//! What files hold, in one short value that nothing else has.
//!
//! What comes in: texts, or a folder that docbind wrote to. What goes out: a [`Digest`], by which
//! it can be told later whether files are as they were made, without making them again. The hash
//! is one that nobody can fool, other than that of the list, which only notices edits.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::OutputFile;
use super::manifest::{MANIFEST, Manifest};
use super::plan;

/// The hash of some parts, as hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Digest(String);

/// Parts on the way to their [`Digest`].
#[derive(Debug, Default)]
pub(crate) struct Digester(blake3::Hasher);

impl Digester {
    /// One more part. Where one ends and the next begins makes a difference.
    pub(crate) fn part(&mut self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// The value of all parts.
    pub(crate) fn finish(&self) -> Digest {
        Digest(self.0.finalize().to_hex().to_string())
    }

    /// A text as files hold it: carriage returns do not count, so that a checkout with other line
    /// ends is no edit.
    fn file(&mut self, bytes: &[u8]) {
        if bytes.contains(&b'\r') {
            let rest = bytes.iter().filter(|byte| **byte != b'\r');
            self.part(rest.copied().collect::<Vec<u8>>());
        } else {
            self.part(bytes);
        }
    }
}

impl Digest {
    /// The hexadecimal digits.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Of everything that can be read there.
    pub(crate) fn of_reader(reader: impl io::Read) -> io::Result<Self> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(reader)?;
        Ok(Self(hasher.finalize().to_hex().to_string()))
    }

    /// Of the text that a file should have. One with carriage returns is like no file.
    pub(crate) fn of_text(text: &str) -> Self {
        let mut digester = Digester::default();
        digester.part(text);
        digester.finish()
    }

    /// Of a file's bytes.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        let mut digester = Digester::default();
        digester.file(bytes);
        digester.finish()
    }

    /// Of a folder that holds these files and their list.
    pub(crate) fn of_files(files: &[OutputFile]) -> Self {
        let texts = files.iter().map(|file| (file.path.as_str(), &file.text));
        let texts: BTreeMap<&str, &String> = texts.collect();
        let mut digester = Digester::default();
        for (path, text) in texts {
            digester.part(path);
            digester.part(text);
        }
        digester.part(Manifest::of(files).text());
        digester.finish()
    }

    /// Of what a folder holds of the files on its list. Nothing where a file is not there, cannot
    /// be read or has an obstacle in its way, and where a run was killed.
    pub(crate) fn of_folder(dir: &Path) -> Option<Self> {
        plan::refuse_file(dir).ok()?;
        let list = fs::read(dir.join(MANIFEST)).ok()?;
        let text: Cow<'_, str> = String::from_utf8_lossy(&list);
        let manifest = Manifest::read(&text);
        if !plan::leftovers(dir, manifest.files.keys().map(String::as_str)).is_empty() {
            return None;
        }
        let mut digester = Digester::default();
        for path in manifest.files.keys() {
            plan::refuse_obstacles(dir, path).ok()?;
            digester.part(path);
            digester.file(&fs::read(dir.join(path)).ok()?);
        }
        digester.file(&list);
        Some(digester.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Mode, write};
    use super::*;

    fn file(path: &str, text: &str) -> OutputFile {
        OutputFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_folder_is_what_was_written_until_anything_changes() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let files = [
            file("src/lib.rs", "one\ntwo\n"),
            file("README.md", "text\n"),
        ];
        let expected = Some(Digest::of_files(&files));
        assert_eq!(Digest::of_folder(dir), None);
        write(dir, &files, Mode::Write).unwrap();
        assert_eq!(Digest::of_folder(dir), expected);

        let list = fs::read_to_string(dir.join(MANIFEST)).unwrap();
        let lib = dir.join("src/lib.rs");
        for (path, text, is_same) in [
            (lib.as_path(), "one\r\ntwo\r\n", true),
            (lib.as_path(), "one\ntwo", false),
            (&dir.join(MANIFEST), "", false),
            (&dir.join(MANIFEST), &format!("{list}# mine\n"), false),
            (&dir.join(MANIFEST), &list.replace('\n', "\r\n"), true),
            (&dir.join("src/mine.rs"), "mine", true),
        ] {
            let before = fs::read(path).ok();
            fs::write(path, text).unwrap();
            assert_eq!(Digest::of_folder(dir) == expected, is_same, "{path:?}");
            assert_eq!(
                write(dir, &files, Mode::Check).unwrap().is_current(),
                is_same,
                "{path:?}"
            );
            match before {
                Some(bytes) => fs::write(path, bytes).unwrap(),
                None => fs::remove_file(path).unwrap(),
            }
        }
        assert_eq!(Digest::of_folder(dir), expected);
        fs::remove_file(lib).unwrap();
        assert_eq!(Digest::of_folder(dir), None);
    }

    #[test]
    fn what_a_killed_run_left_and_what_is_in_the_way_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let files = [file("a.txt", "text\n")];
        write(dir, &files, Mode::Write).unwrap();
        let beside = super::super::whole::Beside::write(dir.join("a.txt"), "new").unwrap();
        assert_eq!(Digest::of_folder(dir), None);
        drop(beside);
        assert!(Digest::of_folder(dir).is_some());
        #[cfg(unix)]
        {
            fs::rename(dir.join("a.txt"), dir.join("b.txt")).unwrap();
            std::os::unix::fs::symlink("b.txt", dir.join("a.txt")).unwrap();
            assert_eq!(Digest::of_folder(dir), None);
        }
    }

    #[test]
    fn borders_of_parts_count() {
        let digest = |parts: &[&str]| {
            let mut digester = Digester::default();
            for part in parts {
                digester.part(part);
            }
            digester.finish()
        };
        assert_eq!(digest(&["ab", "c"]), digest(&["ab", "c"]));
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        assert_ne!(digest(&["ab"]), digest(&["ab", ""]));
    }
}

//! The list of the files that a folder owes to docbind, with their hashes.
//!
//! One line per file: hash, two blanks, path; ordered by path. While files are written, the list
//! says so, and a file has a line for its text before and one for its text after. A run that was
//! stopped in between is known by that, and leaves nothing that the next one takes for somebody
//! else's.

use std::collections::{BTreeMap, BTreeSet};

use super::OutputFile;
use super::hash::hash;

/// Name of the file that holds the list.
pub const MANIFEST: &str = ".docbind-manifest";

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Manifest {
    /// Path to the hashes of the texts that it may have.
    pub files: BTreeMap<String, BTreeSet<String>>,
    /// Whether the run that wrote the list came to its end.
    pub state: State,
}

/// How far the run came that wrote the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum State {
    /// Every file has its text.
    #[default]
    Finished,
    /// Files may have the text of before, and removed ones may be there still.
    Unfinished,
}

const HEAD: &str = "# Files in this folder that docbind wrote, with the hashes of their content.\n";
/// How the line begins by which an unfinished list is known; the rest is for people.
const MARK: &str = "# Unfinished:";
const UNFINISHED: &str = " docbind is writing these files, or was interrupted while it did.\n";

impl Manifest {
    /// The list of these files once they are written.
    pub(super) fn of(files: &[OutputFile]) -> Self {
        Self {
            files: files
                .iter()
                .map(|file| (file.path.clone(), [hash(&file.text)].into()))
                .collect(),
            state: State::Finished,
        }
    }

    /// The list in a text. Lines that are none of ours are left out: at worst a file counts as
    /// somebody else's and is not touched.
    pub(super) fn read(text: &str) -> Self {
        let mut manifest = Self::default();
        for line in text.lines() {
            if line.starts_with(MARK) {
                manifest.state = State::Unfinished;
            }
            let Some((hash, path)) = line.split_once("  ") else {
                continue;
            };
            if hash.len() == 16 && super::path::refusal(path).is_none() {
                let hashes = manifest.files.entry(path.to_owned()).or_default();
                hashes.insert(hash.to_owned());
            }
        }
        manifest
    }

    /// The text of the list.
    pub(super) fn text(&self) -> String {
        let mut out = HEAD.to_owned();
        if self.state == State::Unfinished {
            out.push_str(MARK);
            out.push_str(UNFINISHED);
        }
        for (path, hashes) in &self.files {
            for hash in hashes {
                out.push_str(&format!("{hash}  {path}\n"));
            }
        }
        out
    }

    /// What holds while this list's files give way to those of another.
    pub(super) fn on_the_way_to(&self, new: &Self) -> Self {
        let mut both = self.clone();
        both.state = State::Unfinished;
        for (path, hashes) in &new.files {
            let known = both.files.entry(path.clone()).or_default();
            known.extend(hashes.clone());
        }
        both
    }

    /// Whether a file with this path may have this text. Where case does not count, a file that
    /// is now spelt in another way is the same file.
    pub(super) fn knows(&self, path: &str, text: &str) -> bool {
        let digest = hash(text);
        self.files
            .iter()
            .any(|(known, hashes)| known.eq_ignore_ascii_case(path) && hashes.contains(&digest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(files: &[(&str, &str)]) -> Manifest {
        let files: Vec<OutputFile> = files
            .iter()
            .map(|(path, text)| OutputFile {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            })
            .collect();
        Manifest::of(&files)
    }

    #[test]
    fn reads_what_it_writes_and_no_strange_path() {
        let manifest = list(&[("src/lib.rs", "1"), ("a", "2")]);
        let text = manifest.text();
        assert_eq!(Manifest::read(&text), manifest);
        assert_eq!(
            Manifest::read(&format!("{text}0123456789abcdef  ../x\nrubbish\n")),
            manifest
        );
    }

    #[test]
    fn an_unfinished_list_says_so_and_knows_both_texts() {
        let both = list(&[("a", "1"), ("b", "1")]).on_the_way_to(&list(&[("a", "2"), ("c", "2")]));
        assert_eq!(Manifest::read(&both.text()), both);
        assert_eq!(both.state, State::Unfinished);
        for (path, text, known) in [
            ("a", "1", true),
            ("a", "2", true),
            ("A", "2", true),
            ("a", "3", false),
            ("b", "1", true),
            ("b", "2", false),
            ("c", "2", true),
        ] {
            assert_eq!(both.knows(path, text), known, "{path} {text}");
        }
        // Another line end is no other list.
        assert_eq!(Manifest::read(&both.text().replace('\n', "\r\n")), both);
    }
}

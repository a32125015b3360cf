//! The list of the files that a folder owes to docbind, with their hashes.
//!
//! One line per file: hash, two blanks, path; ordered by path. While files are written, a file
//! has a line for its text before and one for its text after, so that a run that was stopped in
//! between leaves nothing that the next one takes for somebody else's.

use std::collections::{BTreeMap, BTreeSet};

/// Name of the file that holds the list.
pub const MANIFEST: &str = ".docbind-manifest";

/// Path to the hashes of the texts that it may have.
pub(super) type Manifest = BTreeMap<String, BTreeSet<String>>;

const HEAD: &str = "# Files in this folder that docbind wrote, with the hashes of their content.\n";

/// The text of a list.
pub(super) fn write(manifest: &Manifest) -> String {
    let mut out = HEAD.to_owned();
    for (path, hashes) in manifest {
        for hash in hashes {
            out.push_str(&format!("{hash}  {path}\n"));
        }
    }
    out
}

/// Both lists in one.
pub(super) fn merge(old: &Manifest, new: &Manifest) -> Manifest {
    let mut both = old.clone();
    for (path, hashes) in new {
        both.entry(path.clone()).or_default().extend(hashes.clone());
    }
    both
}

/// The list in a text. Lines that are none of ours are left out: at worst a file counts as
/// somebody else's and is not touched.
pub(super) fn read(text: &str) -> Manifest {
    let mut manifest = Manifest::new();
    for (hash, path) in text.lines().filter_map(|line| line.split_once("  ")) {
        if hash.len() == 16 && super::path::refusal(path).is_none() {
            let hashes = manifest.entry(path.to_owned()).or_default();
            hashes.insert(hash.to_owned());
        }
    }
    manifest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_no_strange_path() {
        let manifest: Manifest = [
            ("src/lib.rs", "0123456789abcdef"),
            ("a", "fedcba9876543210"),
        ]
        .map(|(path, hash)| (path.to_owned(), [hash.to_owned()].into()))
        .into();
        let text = write(&manifest);
        assert_eq!(read(&text), manifest);
        assert_eq!(
            read(&format!("{text}0123456789abcdef  ../x\nrubbish\n")),
            manifest
        );
    }
}

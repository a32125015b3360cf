//! The list of the files that a folder owes to docbind, with their hashes.
//!
//! One line per file: hash, two blanks, path; ordered by path.

use std::collections::BTreeMap;

/// Name of the file that holds the list.
pub const MANIFEST: &str = ".docbind-manifest";

/// Path to hash.
pub(super) type Manifest = BTreeMap<String, String>;

const HEAD: &str = "# Files in this folder that docbind wrote, with the hashes of their content.\n";

/// The text of a list.
pub(super) fn write(manifest: &Manifest) -> String {
    let mut out = HEAD.to_owned();
    for (path, hash) in manifest {
        out.push_str(&format!("{hash}  {path}\n"));
    }
    out
}

/// The list in a text. Lines that are none of ours are left out: at worst a file counts as
/// somebody else's and is not touched.
pub(super) fn read(text: &str) -> Manifest {
    text.lines()
        .filter_map(|line| line.split_once("  "))
        .filter(|(hash, path)| hash.len() == 16 && super::path::refusal(path).is_none())
        .map(|(hash, path)| (path.to_owned(), hash.to_owned()))
        .collect()
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
        .map(|(path, hash)| (path.to_owned(), hash.to_owned()))
        .into();
        let text = write(&manifest);
        assert_eq!(read(&text), manifest);
        assert_eq!(
            read(&format!("{text}0123456789abcdef  ../x\nrubbish\n")),
            manifest
        );
    }
}

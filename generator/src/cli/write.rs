//! Single files that no other one belongs to: exports, the review page.

use std::path::Path;

use super::failure::Failure;
use super::summary::Files;
use crate::output::{self, Mode};

/// Brings a file up to date, whole or not at all.
pub(super) fn file(path: &Path, text: &str) -> Result<Files, Failure> {
    refuse_folder(path)?;
    let changed = output::write_one(path, text, Mode::Write)?;
    Ok(Files {
        changed: usize::from(changed),
        unchanged: usize::from(!changed),
    })
}

/// Refuses to write a file where a folder is.
pub(super) fn refuse_folder(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        return Err(
            Failure::new(format!("cannot write `{}`: it is a folder", path.display()))
                .help("give the name of a file with --out"),
        );
    }
    Ok(())
}

//! Single files: specs and exports.

use std::path::Path;

use super::failure::Failure;
use super::generate::output_failure;
use super::summary::Files;
use crate::output::{self, Mode};

/// Brings a file up to date, whole or not at all.
pub(super) fn file(path: &Path, text: &str, mode: Mode) -> Result<Files, Failure> {
    if path.is_dir() {
        return Err(
            Failure::new(format!("cannot write `{}`: it is a folder", path.display()))
                .help("give the name of a file with --out"),
        );
    }
    let changed = output::write_one(path, text, mode).map_err(output_failure)?;
    Ok(Files {
        changed: usize::from(changed),
        unchanged: usize::from(!changed),
    })
}

//! Single files, written whole or not at all.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::failure::Failure;
use super::summary::Files;

/// What to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Bring it up to date.
    Write,
    /// See whether it is up to date.
    Check,
}

/// Brings a file up to date, under another name first so that it is never half written.
pub(super) fn file(path: &Path, text: &str, mode: Mode) -> Result<Files, Failure> {
    if path.is_dir() {
        return Err(
            Failure::new(format!("cannot write `{}`: it is a folder", path.display()))
                .help("give the name of a file with --out"),
        );
    }
    // Line ends of a checkout on another system are no difference.
    let current = fs::read(path).is_ok_and(|old| {
        String::from_utf8(old).is_ok_and(|old| old == text || old.replace('\r', "") == text)
    });
    if current {
        return Ok(Files {
            changed: 0,
            unchanged: 1,
        });
    }
    if mode == Mode::Write {
        write_whole(path, text).map_err(|error| Failure::unwritable(path, &error))?;
    }
    Ok(Files {
        changed: 1,
        unchanged: 0,
    })
}

fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.prefix(".docbind-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

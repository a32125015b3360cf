//! Pages of documentation with another text.
//!
//! What comes in: a page's path, the text that was read from it and the text it should have. What
//! goes out: the file with the new text, whole or not at all. What people set on the file stays:
//! its permissions, a byte order mark, a symbolic link that leads to it.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::{OutputError, io_error};

const MARK: &str = "\u{feff}";

/// Whether a page can be replaced: it still has the text that was read, and may be written.
pub(crate) fn check_page(path: &Path, old: &str) -> Result<(), OutputError> {
    current(path, old).map(|_| ())
}

/// Replaces the text of a page.
pub(crate) fn replace_page(path: &Path, old: &str, new: &str) -> Result<(), OutputError> {
    // Another API of the same pages may have been first.
    if current(path, new).is_ok() {
        return Ok(());
    }
    let with_mark = current(path, old)?.starts_with(MARK);
    let real = fs::canonicalize(path).map_err(io_error("find", path))?;
    let meta = fs::metadata(&real).map_err(io_error("read", path))?;
    let folder = real.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".docbind-")
        .tempfile_in(folder)
        .map_err(io_error("write into", folder))?;
    let mark = if with_mark { MARK } else { "" };
    file.write_all(mark.as_bytes())
        .and_then(|()| file.write_all(new.as_bytes()))
        .and_then(|()| file.as_file().set_permissions(meta.permissions()))
        .map_err(io_error("write", path))?;
    file.persist(&real)
        .map_err(|error| io_error("write", path)(error.error))?;
    Ok(())
}

/// The text of a page with its byte order mark, if without it is the expected one.
fn current(path: &Path, expected: &str) -> Result<String, OutputError> {
    let meta = fs::metadata(path).map_err(io_error("read", path))?;
    if meta.permissions().readonly() {
        return Err(OutputError::ReadOnly {
            path: path.to_owned(),
        });
    }
    let text = fs::read_to_string(path).map_err(io_error("read", path))?;
    if text.strip_prefix(MARK).unwrap_or(&text) == expected {
        Ok(text)
    } else {
        Err(OutputError::Changed {
            path: path.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stays_and_a_changed_page_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "\u{feff}old\r\n").unwrap();
        replace_page(&path, "old\r\n", "new\r\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}new\r\n");
        let error = replace_page(&path, "old\r\n", "newer\r\n").unwrap_err();
        assert!(matches!(error, OutputError::Changed { .. }), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}new\r\n");
        // Done already.
        replace_page(&path, "old\r\n", "new\r\n").unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.md"), folder.path().join("a.md"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
        replace_page(&link, "old", "new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert_eq!(
            fs::metadata(&real).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}

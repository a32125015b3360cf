//! Pages from the file system.
//!
//! What comes in: the path of a folder or of one page. What goes out: a [`SourceSet`], and the
//! paths that it was read from. Nothing is written, nothing but pages is opened, and nothing is
//! read that is longer than people write.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::generate::is_reserved;
use crate::output::MANIFEST;
use crate::source::{SourceFile, SourceSet};

/// The pages of one API with the paths that they came from.
#[derive(Debug, Clone)]
pub(crate) struct Pages {
    /// The pages.
    pub sources: SourceSet,
    /// Every file and folder that was read.
    pub read: Vec<PathBuf>,
    /// The folders that were searched, each before those in it; empty for one page.
    pub folders: Vec<Folder>,
    /// The folder that the paths of the pages are relative to.
    pub folder: PathBuf,
    /// The paths of pages whose bytes are not all UTF-8: what was read is not what is in the file.
    #[cfg_attr(
        not(any(feature = "cli", test)),
        expect(dead_code, reason = "only the program writes pages back")
    )]
    pub undecoded: BTreeSet<String>,
}

/// A folder that was searched for pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folder {
    /// Its path as it was reached.
    pub path: PathBuf,
    /// Its path without symbolic links.
    pub real: PathBuf,
    /// The paths of the pages directly in it.
    pub pages: Vec<PathBuf>,
    /// Whether programs build in a folder directly in it.
    pub holds_builds: bool,
}

/// Why a file or folder of input cannot be used. Each says what is wrong, and `help` what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// There is nothing where pages should be.
    #[error("`{}` does not exist", path.display())]
    MissingPages {
        /// The path as it was given.
        path: PathBuf,
    },
    /// There is nothing where a file should be.
    #[error("`{}` does not exist", path.display())]
    Missing {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The file system refuses.
    #[error("cannot read `{}`: {}", path.display(), plain(source))]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The file is longer than people write, or has no end.
    #[error("`{}` is longer than {} MiB", path.display(), LONGEST >> 20)]
    TooLong {
        /// The file.
        path: PathBuf,
    },
    /// The folder has no Markdown page.
    #[error("no Markdown page (`.md`) in `{}`", path.display())]
    NoPages {
        /// The folder.
        path: PathBuf,
    },
    /// The bytes are not UTF-8.
    #[error("`{}` is not UTF-8: byte 0x{byte:02X} at {line}:{column}", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first byte that is wrong.
        byte: u8,
        /// Its line, from 1.
        line: usize,
        /// Its column in characters, from 1.
        column: usize,
    },
}

impl InputError {
    /// What a person can do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Missing { .. } => {
                "check the path; relative ones start at the current folder".to_owned()
            }
            Self::MissingPages { .. } => {
                "give the folder that holds the Markdown pages, or one page".to_owned()
            }
            Self::Unreadable { .. } => {
                "check that the path is right and that you may read it".to_owned()
            }
            Self::TooLong { .. } => {
                "people write shorter ones: split it, or move it elsewhere".to_owned()
            }
            Self::NoPages { .. } => {
                "give the folder that holds the Markdown pages; subfolders are searched, hidden \
                 ones are not"
                    .to_owned()
            }
            Self::NotUtf8 { path, .. } => format!(
                "save it as UTF-8, for example: iconv -f latin1 -t utf-8 '{0}' > utf8.tmp && mv \
                 utf8.tmp '{0}'",
                path.display()
            ),
        }
    }
}

/// Reads one page, or all pages of a folder and its subfolders.
///
/// Hidden files and folders are skipped, and subfolders that docbind wrote or that programs build
/// in. A folder that symbolic links reach twice is read once, so links may lead in circles.
pub(crate) fn read_pages(path: &Path) -> Result<Pages, InputError> {
    let meta = fs::metadata(path).map_err(|error| match input_error(path, error) {
        InputError::Missing { path } => InputError::MissingPages { path },
        other => other,
    })?;
    if !meta.is_dir() {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let mut walk = Walk::default();
        walk.page(path, page_name(&name.to_string_lossy()))?;
        return Ok(walk.pages(path.parent().unwrap_or(Path::new(""))));
    }
    let mut walk = Walk::default();
    walk.folder(path, "")?;
    if walk.found.is_empty() {
        return Err(InputError::NoPages {
            path: path.to_owned(),
        });
    }
    Ok(walk.pages(path))
}

/// The text of a file without a byte order mark.
pub(crate) fn read_text(path: &Path) -> Result<String, InputError> {
    let text = String::from_utf8(bytes(path)?).map_err(|error| not_utf8(path, &error))?;
    Ok(without_mark(text))
}

/// The longest file that is read. The longest specs have some megabytes, pages much less.
const LONGEST: u64 = 64 << 20;

/// What is in a file, which may be none that ends.
fn bytes(path: &Path) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes));
    let count = read.map_err(|error| input_error(path, error))?;
    if u64::try_from(count).is_ok_and(|count| count <= LONGEST) {
        Ok(bytes)
    } else {
        Err(InputError::TooLong {
            path: path.to_owned(),
        })
    }
}

/// How the names of pages end.
const ENDINGS: &[&str] = &["md", "mdx", "markdown"];

/// The name of a file or folder as findings and the spec have it: what cannot be printed is none.
pub(crate) fn page_name(name: &str) -> String {
    name.replace(char::is_control, "\u{fffd}")
}

/// Whether the name of a file is that of a page.
pub(crate) fn is_page(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|ending| {
        ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// A text without the byte order mark that some editors write before it.
pub(crate) fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// A name for an API that has none: that of its folder or page, in `kebab-case`.
///
/// The name depends on the last part of the path only, so that it is the same on every machine.
pub(crate) fn api_name(path: &Path) -> String {
    let named = match path.file_name() {
        Some(_) => path.to_owned(),
        // `.` and `..` have no name of their own.
        None => fs::canonicalize(path).unwrap_or_default(),
    };
    let stem = if is_page(&named.to_string_lossy()) {
        named.file_stem()
    } else {
        named.file_name()
    };
    let mut name = String::new();
    for c in stem.unwrap_or_default().to_string_lossy().chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    match name.chars().next() {
        None => "api".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("api-{name}"),
        Some(_) if is_reserved(name) => format!("{name}-api"),
        Some(_) => name.to_owned(),
    }
}

#[derive(Default)]
struct Walk {
    found: Vec<SourceFile>,
    undecoded: BTreeSet<String>,
    read: Vec<PathBuf>,
    folders: Vec<Folder>,
    seen: BTreeSet<PathBuf>,
}

/// Files by which a folder says that programs build in it: the mark of cache folders that Cargo
/// and others write, and a file that Cargo keeps in any folder that it builds in.
const BUILD_MARKS: &[&str] = &["CACHEDIR.TAG", ".rustc_info.json"];

/// Whether programs build in this folder, so that nothing in it is documentation.
fn holds_builds(path: &Path) -> bool {
    BUILD_MARKS.iter().any(|mark| path.join(mark).is_file())
}

impl Walk {
    /// Reads a folder; `prefix` is its path relative to the first one, with a `/` at the end.
    fn folder(&mut self, path: &Path, prefix: &str) -> Result<(), InputError> {
        let real = fs::canonicalize(path).map_err(|error| input_error(path, error))?;
        // A crate that was generated into the documentation's folder is no documentation.
        if !prefix.is_empty() && path.join(MANIFEST).is_file() {
            return Ok(());
        }
        let number = self.folders.len();
        self.folders.push(Folder {
            path: path.to_owned(),
            real: real.clone(),
            pages: Vec::new(),
            holds_builds: false,
        });
        if !self.seen.insert(real) {
            return Ok(());
        }
        self.read.push(path.to_owned());
        let mut entries = fs::read_dir(path)
            .and_then(Iterator::collect::<io::Result<Vec<_>>>)
            .map_err(|error| input_error(path, error))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = page_name(&entry.file_name().to_string_lossy());
            if name.starts_with('.') {
                continue;
            }
            let path = entry.path();
            let is_page = is_page(&name);
            match fs::metadata(&path) {
                Ok(meta) if meta.is_dir() && holds_builds(&path) => {
                    self.folders[number].holds_builds = true;
                }
                Ok(meta) if meta.is_dir() => self.folder(&path, &format!("{prefix}{name}/"))?,
                Ok(meta) if meta.is_file() && is_page => {
                    self.page(&path, format!("{prefix}{name}"))?;
                    self.folders[number].pages.push(path);
                }
                // A link to nowhere matters only where it should be a page.
                Err(error) if is_page => return Err(input_error(&path, error)),
                Ok(_) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// Reads a page. A byte that is no UTF-8 spoils a character, not the run: a rule tells of it.
    fn page(&mut self, path: &Path, name: String) -> Result<(), InputError> {
        let text = String::from_utf8(bytes(path)?).unwrap_or_else(|error| {
            self.undecoded.insert(name.clone());
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        });
        self.read.push(path.to_owned());
        self.found.push(SourceFile {
            path: name,
            text: without_mark(text),
        });
        Ok(())
    }

    fn pages(self, folder: &Path) -> Pages {
        Pages {
            sources: SourceSet::new(self.found),
            read: self.read,
            folders: self.folders,
            folder: folder.to_owned(),
            undecoded: self.undecoded,
        }
    }
}

fn input_error(path: &Path, source: io::Error) -> InputError {
    let path = path.to_owned();
    if source.kind() == io::ErrorKind::NotFound {
        InputError::Missing { path }
    } else {
        InputError::Unreadable { path, source }
    }
}

fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> InputError {
    let valid = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let before = String::from_utf8_lossy(&bytes[..valid]);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    InputError::NotUtf8 {
        path: path.to_owned(),
        byte: bytes.get(valid).copied().unwrap_or_default(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..]
            .trim_start_matches('\u{feff}')
            .chars()
            .count()
            + 1,
    }
}

/// The words of the system without the number that Rust adds.
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(at) => text[..at].to_lowercase(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(pages: &Pages) -> Vec<&str> {
        pages
            .sources
            .iter()
            .map(|(_, page)| page.path.as_str())
            .collect()
    }

    #[test]
    fn pages_end_as_markdown_does() {
        for (name, expected) in [
            ("a.md", true),
            ("A.MD", true),
            ("a.mdx", true),
            ("a.markdown", true),
            ("a.txt", false),
            ("md", false),
        ] {
            assert_eq!(is_page(name), expected, "{name}");
        }
    }

    #[test]
    fn finds_pages_in_subfolders_and_skips_hidden_ones() {
        let dir = tempfile::tempdir().unwrap();
        for path in ["b.md", "a/c.MD", ".git/x.md", "a/.hidden.md", "notes.txt"] {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        let pages = read_pages(dir.path()).unwrap();
        assert_eq!(paths(&pages), ["a/c.MD", "b.md"]);
        assert_eq!(
            pages.read,
            ["", "a", "a/c.MD", "b.md"].map(|path| {
                if path.is_empty() {
                    dir.path().to_owned()
                } else {
                    dir.path().join(path)
                }
            })
        );
    }

    #[test]
    fn what_programs_build_is_no_documentation() {
        let dir = tempfile::tempdir().unwrap();
        for path in [
            "books.md",
            "target/CACHEDIR.TAG",
            "target/package/README.md",
            "api/build/.rustc_info.json",
            "api/build/README.md",
        ] {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        let pages = read_pages(dir.path()).unwrap();
        assert_eq!(paths(&pages), ["books.md"]);
        assert!(pages.folders.iter().all(|folder| folder.holds_builds));
        assert_eq!(pages.folders.len(), 2);
        // Unless that is what is asked for.
        let asked = read_pages(&dir.path().join("target")).unwrap();
        assert_eq!(paths(&asked), ["package/README.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_may_lead_in_circles() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.md"), "text").unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("again")).unwrap();
        assert_eq!(paths(&read_pages(dir.path()).unwrap()), ["a.md"]);
    }

    #[test]
    fn one_page_is_enough() {
        let dir = tempfile::tempdir().unwrap();
        let page = dir.path().join("api.md");
        fs::write(&page, "\u{feff}# API").unwrap();
        let pages = read_pages(&page).unwrap();
        assert_eq!(paths(&pages), ["api.md"]);
        let text = pages
            .sources
            .iter()
            .next()
            .map(|(_, page)| page.text.clone());
        assert_eq!(text.as_deref(), Some("# API"), "without byte order mark");
    }

    #[test]
    fn a_page_may_have_bytes_that_are_no_utf8() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.md"), b"\xef\xbb\xbf# caf\xe9\n").unwrap();
        fs::write(dir.path().join("b.md"), "# \u{fffd}\n").unwrap();
        let pages = read_pages(dir.path()).unwrap();
        let texts: Vec<_> = pages.sources.iter().map(|(_, it)| &it.text).collect();
        assert_eq!(texts, ["# caf\u{fffd}\n", "# \u{fffd}\n"]);
        assert_eq!(pages.undecoded, ["a.md".to_owned()].into());
    }

    #[test]
    fn says_where_another_file_is_not_utf8() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("overrides.yaml");
        fs::write(&path, b"# \xc3\xa9\n\xc3\xa9 caf\xe9\n").unwrap();
        let error = read_text(&path).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("`{}` is not UTF-8: byte 0xE9 at 2:6", path.display())
        );
    }

    #[test]
    fn names_an_api_after_its_folder() {
        for (path, name) in [
            ("doc/Book_Shop API", "book-shop-api"),
            ("doc/songs.md", "songs"),
            ("v1.2/", "v1-2"),
            ("2024", "api-2024"),
            ("書", "api"),
            ("docs/core", "core-api"),
            ("self.md", "self-api"),
            ("serde_json/", "serde-json-api"),
        ] {
            assert_eq!(api_name(Path::new(path)), name, "{path}");
        }
    }
}

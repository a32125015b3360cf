//! What Cargo is told to look at, to know when the build script has to run again.
//!
//! What comes in: the folders and pages that were read, and the folder that is written to. What
//! goes out: paths, and what no path can tell. Nothing is read or written here.
//!
//! Cargo looks at a folder with everything below it, so a folder stands for its pages, those that
//! are removed and those that will be added. It must then not hold what a build writes, or every
//! build would ask for the next one. Of such a folder, its pages and the folders in it that hold
//! no build are named instead; a page that is added to it directly goes unnoticed, and that is
//! said.

use std::path::{Path, PathBuf};

use super::pages::{Folder, Pages};

/// What Cargo is told to look at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Watch {
    /// The paths, as Cargo can read them.
    pub paths: Vec<String>,
    /// What goes unnoticed.
    pub gaps: Vec<Gap>,
}

/// A change that Cargo cannot be told to notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gap {
    /// A new page in this folder, which holds what is built, too.
    NewPages(PathBuf),
    /// Any change of this file or folder: its name does not fit into a line.
    Unnameable(PathBuf),
}

impl Watch {
    /// Looks at these paths, whatever they are.
    pub(super) fn paths<'a>(paths: impl IntoIterator<Item = &'a PathBuf>) -> Self {
        let mut watch = Self::default();
        for path in paths {
            watch.file(path);
        }
        watch
    }

    /// Looks at all that these pages were read from; `out` is where the build writes, without
    /// symbolic links.
    pub(super) fn pages(pages: &Pages, out: &Path) -> Self {
        if pages.folders.is_empty() {
            return Self::paths(&pages.read);
        }
        let mut watch = Self::default();
        let mut whole: Vec<&Path> = Vec::new();
        for folder in &pages.folders {
            if whole.iter().any(|above| folder.path.starts_with(above)) {
                continue;
            }
            if !holds_builds(folder, &pages.folders, out) {
                watch.folder(&folder.path);
                whole.push(&folder.path);
                continue;
            }
            watch.gaps.push(Gap::NewPages(folder.path.clone()));
            for page in &folder.pages {
                watch.file(page);
            }
        }
        watch
    }

    /// Looks at both.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.paths.extend(other.paths);
        self.gaps.extend(other.gaps);
        self
    }
}

impl Watch {
    fn file(&mut self, path: &Path) {
        // Cargo takes away blanks at the end of a line.
        match line(path).filter(|line| line.trim_end() == *line) {
            Some(line) => self.paths.push(line.to_owned()),
            None => self.gaps.push(Gap::Unnameable(path.to_owned())),
        }
    }

    fn folder(&mut self, path: &Path) {
        match line(path) {
            Some(line) if line.trim_end() != line => self.paths.push(format!("{line}/.")),
            Some(line) => self.paths.push(line.to_owned()),
            None => self.gaps.push(Gap::Unnameable(path.to_owned())),
        }
    }
}

/// The path as it can stand in a line that Cargo reads.
fn line(path: &Path) -> Option<&str> {
    path.to_str()
        .filter(|line| !line.contains(char::is_control))
}

/// Whether a build writes below this folder, also where a symbolic link leads from it.
fn holds_builds(folder: &Folder, all: &[Folder], out: &Path) -> bool {
    all.iter()
        .filter(|below| below.path.starts_with(&folder.path))
        .any(|below| below.holds_builds || out.starts_with(&below.real))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceSet;

    fn folder(path: &str, pages: &[&str]) -> Folder {
        Folder {
            path: path.into(),
            real: Path::new("/work").join(path.trim_start_matches("./")),
            pages: pages.iter().map(PathBuf::from).collect(),
            holds_builds: false,
        }
    }

    fn watch(folders: Vec<Folder>, out: &str) -> Watch {
        let pages = Pages {
            sources: SourceSet::default(),
            read: Vec::new(),
            folders,
            folder: PathBuf::new(),
            undecoded: Default::default(),
        };
        Watch::pages(&pages, Path::new(out))
    }

    #[test]
    fn a_folder_of_pages_is_all_that_is_named() {
        let folders = vec![
            folder("doc", &["doc/a.md"]),
            folder("doc/b", &["doc/b/c.md"]),
        ];
        let watch = watch(folders, "/work/target/out");
        assert_eq!((watch.paths, watch.gaps), (vec!["doc".to_owned()], vec![]));
    }

    #[test]
    fn of_a_folder_that_holds_a_build_its_parts_are_named() {
        for (out, marked) in [("/work/target/out", false), ("/elsewhere", true)] {
            let mut folders = vec![
                folder(".", &["./a.md"]),
                folder("./doc", &["./doc/b.md"]),
                folder("./doc/more", &[]),
            ];
            folders[0].real = "/work".into();
            folders[0].holds_builds = marked;
            let watch = watch(folders, out);
            assert_eq!(watch.paths, ["./a.md", "./doc"], "{out}");
            assert_eq!(watch.gaps, [Gap::NewPages(".".into())]);
        }
    }

    #[test]
    fn a_link_to_a_build_counts() {
        let mut folders = vec![folder("doc", &["doc/a.md"]), folder("doc/link", &[])];
        folders[1].real = "/work".into();
        let watch = watch(folders, "/work/target/out");
        assert_eq!(watch.paths, ["doc/a.md"]);
    }

    #[test]
    fn no_name_makes_a_line_of_its_own() {
        let mut watch = watch(vec![folder("do\nc", &[])], "/out");
        assert_eq!(watch.paths, [""; 0]);
        assert_eq!(watch.gaps, [Gap::Unnameable("do\nc".into())]);
        watch = self::watch(vec![folder("my doc ", &[])], "/out");
        assert_eq!(watch.paths, ["my doc /."]);
        watch = Watch::paths(&["a\r.md".into(), "o.yaml ".into(), "ü b.md".into()]);
        assert_eq!(
            (watch.paths, watch.gaps.len()),
            (vec!["ü b.md".to_owned()], 2)
        );
    }
}

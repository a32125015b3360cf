//! Pages out of a commit, without a checkout.
//!
//! What comes in: a repository, a commit of it and a path inside. What goes out: first a
//! [`Listing`], the pages with the names of their objects, so that objects which are not here yet
//! can be fetched together; then their texts. The same files are pages as in a folder.
//!
//! Nothing is written, no filter of the repository runs, and no link is followed that leads out of
//! the commit. Links to folders inside of the given one are not followed, nor are submodules.

use super::program::{Git, GitError};
use crate::build_script::pages::{is_page, page_name, without_mark};
use crate::output::MANIFEST;
use crate::source::{SourceFile, SourceSet};

/// What stands at a path of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Content {
    /// A folder: its pages, with paths relative to it; perhaps none.
    Folder(SourceSet),
    /// A file of any kind, with its name as its path.
    File(SourceFile),
}

/// Why a path of a commit cannot be read.
#[derive(Debug)]
pub(super) enum TreeError {
    /// Git does not answer.
    Git(GitError),
    /// There is nothing at the path.
    Nothing,
    /// A submodule stands at the path, or on the way to it.
    Submodule(String),
    /// A link that should be a page, or the path itself, leads where nothing can be read.
    Link { path: String, to: &'static str },
    /// The object of this path is not in the repository, which is a partial clone.
    NotHere(String),
}

impl From<GitError> for TreeError {
    fn from(error: GitError) -> Self {
        Self::Git(error)
    }
}

/// The files to read at a path.
#[derive(Debug)]
pub(super) struct Listing {
    kind: Kind,
    /// Their paths, relative to the folder, and objects.
    files: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    File,
}

/// What git finds at a path when it follows links.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Folder(String),
    File(String),
    Nothing,
    Elsewhere(&'static str),
}

impl Listing {
    /// The files of this path of a commit, `""` for all of it.
    pub(super) fn of(git: &Git, commit: &str, path: &str) -> Result<Self, TreeError> {
        match find(git, commit, path)? {
            Found::Folder(tree) => Ok(Self {
                kind: Kind::Folder,
                files: pages(git, commit, path, &tree)?,
            }),
            Found::File(object) => {
                let name = path.rsplit('/').next().unwrap_or(path);
                Ok(Self {
                    kind: Kind::File,
                    files: vec![(name.to_owned(), object)],
                })
            }
            Found::Nothing => Err(match submodule(git, commit, path)? {
                Some(path) => TreeError::Submodule(path),
                None => TreeError::Nothing,
            }),
            Found::Elsewhere(to) => Err(TreeError::Link {
                path: path.to_owned(),
                to,
            }),
        }
    }

    /// The objects of the files, one a line.
    pub(super) fn objects(&self) -> String {
        self.files
            .iter()
            .map(|(_, object)| format!("{object}\n"))
            .collect()
    }

    /// The texts of the files. Bytes that are no UTF-8 spoil a character, as in a folder.
    pub(super) fn read(self, git: &Git) -> Result<Content, TreeError> {
        let bytes = git.feed(&["cat-file", "--batch"], self.objects().as_bytes())?;
        let mut rest = bytes.as_slice();
        let mut files = Vec::new();
        for (path, _) in self.files {
            let Some((content, after)) = next_object(rest) else {
                return Err(TreeError::NotHere(path));
            };
            rest = after;
            let text = without_mark(String::from_utf8_lossy(content).into_owned());
            let path = page_name(&path);
            files.push(SourceFile { path, text });
        }
        Ok(match (self.kind, files.pop()) {
            (Kind::File, Some(file)) => Content::File(file),
            (_, last) => {
                files.extend(last);
                Content::Folder(SourceSet::new(files))
            }
        })
    }
}

/// All paths of a commit, folders included.
pub(super) fn all_paths(git: &Git, commit: &str) -> Result<Vec<String>, GitError> {
    let listed = git.run(&[
        "ls-tree",
        "-r",
        "-t",
        "-z",
        "--full-tree",
        "--name-only",
        commit,
    ])?;
    Ok(split(&listed).collect())
}

/// The pages of a folder with their objects.
fn pages(
    git: &Git,
    commit: &str,
    path: &str,
    tree: &str,
) -> Result<Vec<(String, String)>, TreeError> {
    let listed = git.run(&["ls-tree", "-r", "-z", "--full-tree", tree])?;
    let entries: Vec<Entry> = split(&listed)
        .filter_map(|line| Entry::read(&line))
        .collect();
    // A crate that was generated into the documentation's folder is no documentation.
    let outputs: Vec<&str> = entries
        .iter()
        .filter_map(|entry| entry.path.strip_suffix(MANIFEST))
        .filter(|folder| folder.ends_with('/'))
        .collect();
    let mut pages = Vec::new();
    for entry in &entries {
        let hidden = entry.path.split('/').any(|part| part.starts_with('.'));
        let output = outputs.iter().any(|it| entry.path.starts_with(it));
        if hidden || output || !is_page(&entry.path) {
            continue;
        }
        match entry.mode {
            Mode::File => pages.push((entry.path.clone(), entry.object.clone())),
            Mode::Link => pages.extend(linked(git, commit, path, &entry.path)?),
            Mode::Other => {}
        }
    }
    Ok(pages)
}

/// The page that a link leads to; none where it leads to a folder.
fn linked(
    git: &Git,
    commit: &str,
    folder: &str,
    link: &str,
) -> Result<Option<(String, String)>, TreeError> {
    let path = join(folder, link);
    match find(git, commit, &path)? {
        Found::File(object) => Ok(Some((link.to_owned(), object))),
        Found::Folder(_) => Ok(None),
        Found::Nothing => Err(TreeError::Link {
            path,
            to: "nowhere",
        }),
        Found::Elsewhere(to) => Err(TreeError::Link { path, to }),
    }
}

/// One path below another, `""` being the top.
pub(super) fn join(folder: &str, path: &str) -> String {
    match (folder, path) {
        ("", path) => path.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, path) => format!("{folder}/{path}"),
    }
}

/// What a path leads to. Git follows the links, and none out of the commit.
fn find(git: &Git, commit: &str, path: &str) -> Result<Found, GitError> {
    if path.contains('\n') {
        // It would be two questions.
        return Ok(Found::Nothing);
    }
    let answer = git.feed(
        &[
            "cat-file",
            "--batch-check=%(objectname) %(objecttype)",
            "--follow-symlinks",
        ],
        format!("{commit}:{path}\n").as_bytes(),
    )?;
    Ok(found(&String::from_utf8_lossy(&answer)))
}

fn found(answer: &str) -> Found {
    let first = answer.lines().next().unwrap_or_default();
    match first.rsplit_once(' ') {
        Some((object, "tree")) => Found::Folder(object.to_owned()),
        Some((object, "blob")) => Found::File(object.to_owned()),
        Some(("symlink", _)) => Found::Elsewhere("out of the repository"),
        Some(("dangling", _)) => Found::Elsewhere("nowhere"),
        Some(("loop", _)) => Found::Elsewhere("in a circle"),
        _ => Found::Nothing,
    }
}

/// The submodule that stands at a path, or on the way to it.
fn submodule(git: &Git, commit: &str, path: &str) -> Result<Option<String>, GitError> {
    let listed = git.run(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
    let on_the_way = |module: &str| {
        path.strip_prefix(module)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    Ok(split(&listed)
        .filter(|line| line.starts_with("160000 "))
        .filter_map(|line| Entry::read(&line))
        .map(|entry| entry.path)
        .find(|module| on_the_way(module)))
}

/// A line of `git ls-tree`: `100644 blob OBJECT<tab>path`.
struct Entry {
    mode: Mode,
    object: String,
    path: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    File,
    Link,
    /// A submodule, which is another repository.
    Other,
}

impl Entry {
    fn read(line: &str) -> Option<Self> {
        let (about, path) = line.split_once('\t')?;
        let mut about = about.split(' ');
        let mode = match about.next()? {
            "120000" => Mode::Link,
            "160000" => Mode::Other,
            _ => Mode::File,
        };
        Some(Self {
            mode,
            object: about.nth(1)?.to_owned(),
            path: path.to_owned(),
        })
    }
}

/// What git ends with a zero byte each.
fn split(bytes: &[u8]) -> impl Iterator<Item = String> {
    bytes
        .split(|byte| *byte == 0)
        .filter(|part| !part.is_empty())
        .map(|part| String::from_utf8_lossy(part).into_owned())
}

/// The content of the next object of `git cat-file --batch`, and what follows; nothing where the
/// object is missing.
fn next_object(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let line_end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(line_end)?;
    let size = std::str::from_utf8(line).ok()?.rsplit(' ').next()?;
    let size: usize = size.parse().ok()?;
    let content = rest.get(1..)?.get(..size)?;
    Some((content, rest.get(size + 2..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_git_are_understood() {
        assert_eq!(found("abc tree\n"), Found::Folder("abc".to_owned()));
        assert_eq!(found("abc blob\n"), Found::File("abc".to_owned()));
        assert_eq!(found("abc:a b missing\n"), Found::Nothing);
        assert_eq!(found("notdir 5\nabc:x\n"), Found::Nothing);
        assert_eq!(
            found("symlink 11\n/etc/passwd\n"),
            Found::Elsewhere("out of the repository")
        );
        assert_eq!(found("loop 5\nabc:x\n"), Found::Elsewhere("in a circle"));
    }

    #[test]
    fn contents_are_cut_by_their_size() {
        let bytes = b"abc blob 4\na\nb\n\ndef blob 0\n\nghi missing\n";
        let (first, rest) = next_object(bytes).unwrap();
        assert_eq!(first, b"a\nb\n");
        let (second, rest) = next_object(rest).unwrap();
        assert_eq!(second, b"");
        assert_eq!(next_object(rest), None);
    }
}

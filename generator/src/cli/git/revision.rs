//! Pages of a revision of the checkout that the current folder is in.
//!
//! What comes in: a revision as git understands it, and a path. What goes out: what stands there,
//! read from the objects that the checkout has. Nothing is checked out, fetched or written.

use std::path::{Component, Path};

use super::super::failure::{Failure, nearest};
use super::Commit;
use super::program::{Git, GitError};
use super::tree::{Content, Listing, TreeError, all_paths, join};
use crate::diag::render::visible;

/// What stood at a path of the checkout at some revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Revision {
    /// The commit that the revision is.
    pub commit: Commit,
    /// The path from the top of the checkout, with `/` between parts; `""` for the top itself.
    pub path: String,
    /// What stood there.
    pub content: Content,
}

/// Reads a path at a revision, such as `main`, `v8.0` or `HEAD~3`.
///
/// The path starts at the current folder, as in git's `REV:./path`, and, if nothing is there, at
/// the top of the checkout, as in `REV:path`. A page or other file that is named is read whatever
/// its ending; of a folder its pages are read, and there may be none.
pub(in crate::cli) fn at_revision(rev: &str, path: &Path) -> Result<Revision, Failure> {
    at_revision_from(Path::new("."), rev, path)
}

/// The same, with another folder in the place of the current one.
pub(super) fn at_revision_from(folder: &Path, rev: &str, path: &Path) -> Result<Revision, Failure> {
    let git = Git::in_folder(folder);
    let prefix = prefix(&git, rev)?;
    let commit = commit(&git, rev)?;
    let candidates = [inside(&prefix, path), inside("", path)];
    let mut tried: Vec<&str> = Vec::new();
    for path in candidates.iter().flatten() {
        if tried.contains(&path.as_str()) {
            continue;
        }
        tried.push(path);
        let listing = match Listing::of(&git, commit.as_str(), path) {
            Err(TreeError::Nothing) => continue,
            other => other.map_err(|error| unreadable(error, rev, path))?,
        };
        let content = listing
            .read(&git)
            .map_err(|error| unreadable(error, rev, path))?;
        return Ok(Revision {
            commit,
            path: path.clone(),
            content,
        });
    }
    match tried.first() {
        Some(path) => Err(nothing(&git, &commit, rev, path)),
        None => Err(Failure::new(format!(
            "`{}` is not inside of the checkout",
            path.display()
        ))
        .help("give a path that is relative to this folder, or to the top of the checkout")),
    }
}

/// The path of the folder from the top of its checkout.
fn prefix(git: &Git, rev: &str) -> Result<String, Failure> {
    match git.run(&["rev-parse", "--show-prefix"]) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes)
            .trim_end_matches('\n')
            .trim_end_matches('/')
            .to_owned()),
        Err(GitError::Refused(words)) if words.contains("not a git repository") => {
            Err(Failure::new(format!(
                "cannot read pages at `{}`: this folder is in no git checkout",
                visible(rev)
            ))
            .help("run it in the checkout that has the revision"))
        }
        Err(error) => Err(error.failure(
            &format!("cannot read pages at `{}`", visible(rev)),
            "`git status` in this folder shows the same",
        )),
    }
}

fn commit(git: &Git, rev: &str) -> Result<Commit, Failure> {
    let unknown = || format!("`{}` is no revision of this checkout", visible(rev));
    if rev.is_empty() || rev.starts_with('-') {
        return Err(Failure::new(unknown())
            .help("give a branch, a tag or a commit, such as `main` or `HEAD~3`"));
    }
    let asked = format!("{rev}^{{commit}}");
    match git.run(&["rev-parse", "--verify", &asked]) {
        Ok(bytes) => Commit::parse(String::from_utf8_lossy(&bytes).trim())
            .ok_or_else(|| Failure::new(unknown())),
        // What git says of everything that it does not know.
        Err(GitError::Refused(words)) if words.contains("Needed a single revision") => {
            Err(Failure::new(unknown()).help(suggestion(git, rev)))
        }
        Err(error) => Err(error.failure(
            &unknown(),
            "give a branch, a tag or a commit, such as `main` or `HEAD~3`",
        )),
    }
}

/// The nearest branch or tag, or how to see them all.
fn suggestion(git: &Git, rev: &str) -> String {
    let listed = git.run(&["for-each-ref", "--format=%(refname:short)"]);
    let names = listed.map_or_else(
        |_| String::new(),
        |bytes| String::from_utf8_lossy(&bytes).into_owned(),
    );
    match nearest(rev, names.lines()) {
        Some(name) => format!("did you mean `{}`?", visible(name)),
        None => "`git branch --all` and `git tag` list what there is; `git fetch` brings what \
                 others have pushed"
            .to_owned(),
    }
}

/// A path from the top of the checkout, where it is given from a folder of it; nothing where it
/// leads out.
fn inside(folder: &str, path: &Path) -> Option<String> {
    let mut parts: Vec<String> = folder
        .split('/')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::Normal(name) => parts.push(name.to_str()?.to_owned()),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

fn unreadable(error: TreeError, rev: &str, path: &str) -> Failure {
    let (rev, path) = (visible(rev), visible(path));
    let what = format!("cannot read `{rev}:{path}`");
    match error {
        TreeError::Git(error) => error.failure(&what, "`git fsck` says what is wrong"),
        TreeError::NotHere(name) => Failure::new(format!(
            "{what}: this checkout is a partial clone without `{}`",
            visible(&join(&path, &name))
        ))
        .help(format!("bring it with `git checkout {rev}`, and try again")),
        TreeError::Submodule(at) => Failure::new(format!(
            "{what}: `{}` is a submodule, which is another repository",
            visible(&at)
        ))
        .help("run it in the checkout of the submodule"),
        TreeError::Link { path: link, to } => {
            Failure::new(format!("{what}: the link `{}` leads {to}", visible(&link)))
                .help("give a page, or a folder without the link")
        }
        TreeError::Nothing => Failure::new(what),
    }
}

/// The error for a path that is not there, with a path that is.
fn nothing(git: &Git, commit: &Commit, rev: &str, path: &str) -> Failure {
    let known = all_paths(git, commit.as_str()).unwrap_or_default();
    if known.iter().any(|known| known == path) {
        return unreadable(TreeError::NotHere(String::new()), rev, path);
    }
    Failure::new(format!("no `{}` at `{}`", visible(path), visible(rev)))
        .help(similar_path(path, &known))
}

/// A path that could be meant: one with the same name elsewhere, or one that is spelt alike.
pub(super) fn similar_path(path: &str, known: &[String]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let namesake = known
        .iter()
        .map(String::as_str)
        .find(|known| known.rsplit('/').next() == Some(name));
    match nearest(path, known.iter().map(String::as_str)).or(namesake) {
        Some(candidate) => format!("did you mean `{}`?", visible(candidate)),
        None => {
            let top: Vec<&str> = known
                .iter()
                .map(String::as_str)
                .filter(|path| !path.contains('/') && !path.starts_with('.'))
                .take(10)
                .collect();
            format!("at the top there are: {}", visible(&top.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_folder_and_stay_inside() {
        for (folder, path, expected) in [
            ("", "doc/api", Some("doc/api")),
            ("doc", "api/./books.md", Some("doc/api/books.md")),
            ("doc/old", "../api", Some("doc/api")),
            ("doc", ".", Some("doc")),
            ("doc", "../..", None),
            ("doc", "/etc", None),
        ] {
            assert_eq!(inside(folder, Path::new(path)).as_deref(), expected);
        }
    }

    #[test]
    fn a_path_that_is_not_there_is_compared_with_those_that_are() {
        let known = ["README.md", "doc", "doc/api", ".github"].map(str::to_owned);
        assert_eq!(similar_path("doc/apis", &known), "did you mean `doc/api`?");
        assert_eq!(similar_path("api", &known), "did you mean `doc/api`?");
        assert_eq!(
            similar_path("reference", &known),
            "at the top there are: README.md, doc"
        );
    }
}

//! Pages that are kept in git.
//!
//! What comes in: an [`Origin`], which is a repository with a revision and a path, or a revision of
//! the checkout that the current folder is in. What goes out: the pages there. Files of the user
//! are never touched: fetched pages are kept in a cache of docbind's own.
//!
//! The way of pages: `origin` says where they are, `lock` which commit that was, `fetch` gets them,
//! `cache` keeps them. Git itself is the installed one: `program` runs it, and `tree` reads pages
//! out of a commit, be it fetched or of the own checkout (`revision`).

mod cache;
mod fetch;
mod lock;
mod origin;
mod program;
mod progress;
mod revision;
#[cfg(test)]
mod tests;
mod tree;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::cache::Cache;
use super::failure::Failure;
use crate::diag::render::visible;
use crate::source::SourceSet;
use fetch::{ResolveError, Store};

pub(super) use lock::{Lock, Locked};
pub(super) use origin::{Origin, PathInside, Remote, Rev};
pub(super) use progress::Progress;
pub(super) use revision::at_revision;
pub(super) use tree::Content;

/// The full name of a commit: 40 hexadecimal digits, or 64 in a repository that uses SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Commit(String);

/// Pages that were read from git.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pages {
    /// The pages.
    pub sources: SourceSet,
    /// The folder that their paths are relative to, from the top of the repository.
    pub folder: PathBuf,
}

/// Asks the repository which commit its revision is now. A commit's full name is its own answer;
/// everything else needs the network.
pub(super) fn resolve(origin: &Origin) -> Result<Commit, Failure> {
    Ok(ask(origin)?)
}

/// Asks the same and, where the repository does not answer, takes what it answered last.
pub(super) fn resolve_or_remember(
    origin: &Origin,
    progress: &mut Progress<'_>,
) -> Result<Commit, Failure> {
    match ask(origin) {
        Err(ResolveError::Unreachable(failure)) => {
            let known = Cache::locate()?.commit(&origin.remote, origin.rev.as_ref());
            let commit = known.ok_or(failure)?;
            progress.say(&format!(
                "`{}` does not answer: {} is taken to be {}, as when it last did\n",
                origin.remote,
                origin.rev_shown(),
                commit.short()
            ));
            Ok(commit)
        }
        other => Ok(other?),
    }
}

fn ask(origin: &Origin) -> Result<Commit, ResolveError> {
    let rev = origin.rev.as_ref();
    if let Some(commit) = rev.and_then(Rev::commit) {
        return Ok(commit);
    }
    let cache = Cache::locate().map_err(ResolveError::Unknown)?;
    let work = cache.workplace().map_err(ResolveError::Unknown)?;
    let store = Store::create(&work, &origin.remote, None).map_err(ResolveError::Unreachable)?;
    let commit = store.resolve(rev)?;
    cache
        .keep_commit(&origin.remote, rev, &commit, &work)
        .map_err(ResolveError::Unknown)?;
    Ok(commit)
}

/// The pages of a commit: from the cache, else from the repository.
pub(super) fn pages(
    origin: &Origin,
    commit: &Commit,
    progress: &mut Progress<'_>,
) -> Result<Pages, Failure> {
    let cache = Cache::locate()?;
    let path = origin.path.as_str();
    let content = match cache.pages(commit, path) {
        Some(content) => content,
        None => {
            progress.begin(origin, commit);
            let work = cache.workplace()?;
            let store = Store::create(&work, &origin.remote, Some(commit))?;
            store.fetch(commit, progress)?;
            let content = store.pages(origin, commit, progress)?;
            cache.keep_pages(commit, path, &content, &work)?;
            content
        }
    };
    match content {
        Content::Folder(sources) if sources.is_empty() => Err(Failure::new(format!(
            "no Markdown page (`.md`) in `{}` of `{}` at {}",
            visible(if path.is_empty() { "." } else { path }),
            origin.remote,
            origin.rev_shown()
        ))
        .help("give the folder that holds the Markdown pages; subfolders are searched, hidden ones are not")),
        Content::Folder(sources) => Ok(Pages {
            sources,
            folder: path.into(),
        }),
        Content::File(file) => Ok(Pages {
            sources: SourceSet::new(vec![file]),
            folder: path.rsplit_once('/').map_or("", |(folder, _)| folder).into(),
        }),
    }
}

impl Commit {
    /// The commit of this name, if it is a full one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let good = matches!(text.len(), 40 | 64) && text.bytes().all(|it| it.is_ascii_hexdigit());
        good.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The full name.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// As much of it as people read.
    pub(super) fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

impl TryFrom<String> for Commit {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
            .ok_or_else(|| format!("`{}` is not the full name of a commit", visible(&text)))
    }
}

impl From<Commit> for String {
    fn from(commit: Commit) -> Self {
        commit.0
    }
}

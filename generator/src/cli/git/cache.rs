//! What was fetched, kept for the next time.
//!
//! What comes in: pages of a commit, and which commit a branch or tag was. What goes out: the same,
//! without network and without git. A commit never changes, so what is kept of it never does.
//!
//! Pages are kept inside of one file and never as files of their own: names that somebody else
//! chose are no paths here.

use serde::{Deserialize, Serialize};

use super::super::cache::{Cache, Workplace};
use super::super::failure::Failure;
use super::Commit;
use super::origin::{Remote, Rev};
use super::tree::Content;
use crate::output::hash;
use crate::source::{SourceFile, SourceSet};

/// Pages as they are kept.
#[derive(Serialize, Deserialize)]
struct Entry {
    commit: String,
    path: String,
    kind: Kind,
    files: Vec<Page>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Folder,
    File,
}

#[derive(Serialize, Deserialize)]
struct Page {
    path: String,
    text: String,
}

/// What a branch or tag was.
#[derive(Serialize, Deserialize)]
struct Known {
    git: String,
    rev: Option<String>,
    commit: String,
}

impl Cache {
    /// The pages at a path of a commit, if they are kept and whole.
    pub(super) fn pages(&self, commit: &Commit, path: &str) -> Option<Content> {
        let entry: Entry = self.read(&entry_name(commit, path))?;
        if entry.commit != commit.as_str() || entry.path != path {
            return None;
        }
        let mut files = entry.files.into_iter().map(|page| SourceFile {
            path: page.path,
            text: page.text,
        });
        match entry.kind {
            Kind::Folder => Some(Content::Folder(SourceSet::new(files.collect()))),
            Kind::File => files.next().map(Content::File),
        }
    }

    /// Keeps the pages at a path of a commit.
    pub(super) fn keep_pages(
        &self,
        commit: &Commit,
        path: &str,
        content: &Content,
        work: &Workplace,
    ) -> Result<(), Failure> {
        let page = |file: &SourceFile| Page {
            path: file.path.clone(),
            text: file.text.clone(),
        };
        let (kind, files) = match content {
            Content::Folder(pages) => {
                let pages = pages.iter().map(|(_, file)| page(file));
                (Kind::Folder, pages.collect())
            }
            Content::File(file) => (Kind::File, vec![page(file)]),
        };
        let entry = Entry {
            commit: commit.as_str().to_owned(),
            path: path.to_owned(),
            kind,
            files,
        };
        self.write(&entry_name(commit, path), &entry, work)
    }

    /// The commit that a branch or tag was when it was last asked for.
    pub(super) fn commit(&self, remote: &Remote, rev: Option<&Rev>) -> Option<Commit> {
        let known: Known = self.read(&known_name(remote, rev))?;
        let same = known.git == remote.key() && known.rev.as_deref() == rev.map(Rev::as_str);
        Commit::parse(&known.commit).filter(|_| same)
    }

    /// Keeps the commit that a branch or tag is.
    pub(super) fn keep_commit(
        &self,
        remote: &Remote,
        rev: Option<&Rev>,
        commit: &Commit,
        work: &Workplace,
    ) -> Result<(), Failure> {
        let known = Known {
            git: remote.key(),
            rev: rev.map(|rev| rev.as_str().to_owned()),
            commit: commit.as_str().to_owned(),
        };
        self.write(&known_name(remote, rev), &known, work)
    }
}

fn entry_name(commit: &Commit, path: &str) -> String {
    format!("pages/{}-{}.json", commit.as_str(), hash(path))
}

fn known_name(remote: &Remote, rev: Option<&Rev>) -> String {
    let rev = rev.map_or("", Rev::as_str);
    format!(
        "revisions/{}.json",
        hash(&format!("{}\n{rev}", remote.key()))
    )
}

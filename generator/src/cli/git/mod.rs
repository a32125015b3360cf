//! Pages that are kept in git.
//!
//! What comes in: a revision of the checkout that the current folder is in, and a path. What goes
//! out: the pages there. Git itself is the installed one, `program` runs it, and `tree` reads pages
//! out of a commit without checking it out.

mod program;
mod revision;
#[cfg(test)]
mod tests;
mod tree;

pub(super) use revision::{Revision, at_revision};
pub(super) use tree::Content;

/// The full name of a commit: 40 hexadecimal digits, or 64 in a repository that uses SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Commit(String);

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

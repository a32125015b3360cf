//! From a repository elsewhere to the texts of its pages.
//!
//! What comes in: a remote and the name of a branch, tag or commit. What goes out: the commit, and
//! the pages at a path of it. Only one commit is fetched, of its files only those that are read,
//! and all of these at once. Everything happens in a bare repository that is thrown away: there is
//! no checkout, so no filter, hook or submodule of the repository is ever looked at.

use std::ffi::OsStr;

use super::super::cache::Workplace;
use super::super::failure::{Failure, did_you_mean, nearest};
use super::Commit;
use super::origin::{Origin, Remote, Rev};
use super::program::{Git, GitError};
use super::progress::Progress;
use super::revision::similar_path;
use super::tree::{Content, Listing, TreeError, all_paths, join};
use crate::diag::render::visible;

/// What to do where git does not get through.
const REACH: &str = "check the address, that you may read it, and that the network is there; `git \
                     ls-remote` with this address shows the same";

/// A repository for one commit, without any at first.
pub(super) struct Store<'a> {
    git: Git,
    remote: &'a Remote,
}

impl<'a> Store<'a> {
    /// A fresh one in a workplace, in the format of the commit that it is for.
    pub(super) fn create(
        work: &Workplace,
        remote: &'a Remote,
        commit: Option<&Commit>,
    ) -> Result<Self, Failure> {
        let format = match commit.map(|commit| commit.as_str().len()) {
            Some(64) => "--object-format=sha256",
            _ => "--object-format=sha1",
        };
        let git = Git::on_store(&work.path().join("store"))
            // Not written down: the file would hold the password that a URL may have.
            .with("remote.source.url", &remote.for_git())
            .with("remote.source.promisor", OsStr::new("true"))
            .with("remote.source.partialclonefilter", OsStr::new("blob:none"))
            // The first one sends no single objects.
            .with("protocol.version", OsStr::new("2"))
            // What is missing is fetched because it is missing, whatever else is there.
            .with("fetch.negotiationAlgorithm", OsStr::new("noop"))
            .with("maintenance.auto", OsStr::new("false"))
            .with("gc.auto", OsStr::new("0"));
        let store = Self { git, remote };
        store
            .git
            .run(&["init", "--quiet", "--bare", "--template=", format])
            .map_err(|error| store.failure(error, "git 2.29 or newer is needed"))?;
        Ok(store)
    }

    /// Asks the remote which commit a branch or tag is.
    pub(super) fn resolve(&self, rev: Option<&Rev>) -> Result<Commit, ResolveError> {
        let Some(rev) = rev else {
            let refs = self.refs(&["HEAD"])?;
            return refs
                .into_iter()
                .find(|(name, _)| name == "HEAD")
                .and_then(|(_, object)| Commit::parse(&object))
                .ok_or_else(|| {
                    ResolveError::Unknown(
                        Failure::new(format!("`{}` has no default branch", self.remote))
                            .help("name a branch, a tag or a commit with `rev`"),
                    )
                });
        };
        let name = rev.as_str();
        // In the order in which they are preferred: what a tag is put on, the tag itself, a branch.
        let names = [
            format!("refs/tags/{name}^{{}}"),
            format!("refs/tags/{name}"),
            format!("refs/heads/{name}"),
            format!("{name}^{{}}"),
            name.to_owned(),
        ];
        let asked: Vec<&str> = names.iter().map(String::as_str).collect();
        let refs = self.refs(&asked)?;
        let of = |name: &str| {
            let mut found = refs.iter().filter(|(known, _)| known == name);
            found.find_map(|(_, object)| Commit::parse(object))
        };
        let [peeled, tag, branch, whole_peeled, whole] = names.each_ref().map(|it| of(it));
        let tag = peeled.or(tag);
        if let (Some(tag), Some(branch)) = (&tag, &branch)
            && tag != branch
        {
            return Err(ResolveError::Unknown(
                Failure::new(format!(
                    "`{name}` is a branch and a tag of `{}`, and not the same commit",
                    self.remote
                ))
                .help(format!("say `refs/heads/{name}` or `refs/tags/{name}`")),
            ));
        }
        match tag.or(branch).or(whole_peeled).or(whole) {
            Some(commit) => Ok(commit),
            None => Err(ResolveError::Unknown(self.unknown(rev)?)),
        }
    }

    /// Fetches the commit with its folders, but without its files.
    pub(super) fn fetch(
        &self,
        commit: &Commit,
        progress: &mut Progress<'_>,
    ) -> Result<(), Failure> {
        let object = format!("{}\n", commit.as_str());
        match self.fetch_objects(&["--depth=1"], &object, progress) {
            Ok(()) => Ok(()),
            Err(GitError::Refused(words)) if words.contains("not our ref") => Err(Failure::new(
                format!("`{}` has no commit {}", self.remote, commit.as_str()),
            )
            .help(
                "a commit that was taken away from its branch is gone some day; give another \
                     `rev`, or let `docbind update` find the one of today",
            )),
            Err(error) => {
                let what = format!("cannot fetch {} from `{}`", commit.short(), self.remote);
                Err(self.explain(error, &what, REACH))
            }
        }
    }

    /// The pages at the origin's path of a commit that was fetched.
    pub(super) fn pages(
        &self,
        origin: &Origin,
        commit: &Commit,
        progress: &mut Progress<'_>,
    ) -> Result<Content, Failure> {
        let path = origin.path.as_str();
        let failure = |error| self.tree_failure(error, origin, commit);
        let listing = Listing::of(&self.git, commit.as_str(), path).map_err(failure)?;
        let objects = listing.objects();
        if !objects.is_empty() {
            // Git would fetch them one by one, each with a connection of its own.
            self.fetch_objects(&[], &objects, progress)
                .map_err(|error| failure(TreeError::Git(error)))?;
        }
        listing.read(&self.git).map_err(failure)
    }

    fn fetch_objects(
        &self,
        flags: &[&str],
        objects: &str,
        progress: &mut Progress<'_>,
    ) -> Result<(), GitError> {
        let mut arguments = vec![
            "fetch",
            "--filter=blob:none",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-recurse-submodules",
            "--stdin",
        ];
        arguments.extend(flags);
        if progress.is_live() {
            arguments.push("--progress");
        }
        arguments.push("source");
        self.git.watch(&arguments, objects.as_bytes(), &mut |text| {
            progress.show(text);
        })
    }

    /// The names and objects that the remote has for these patterns.
    fn refs(&self, patterns: &[&str]) -> Result<Vec<(String, String)>, ResolveError> {
        let mut arguments = vec!["ls-remote", "--quiet", "source"];
        arguments.extend(patterns);
        let listed = self
            .git
            .run(&arguments)
            .map_err(|error| ResolveError::Unreachable(self.failure(error, REACH)))?;
        Ok(String::from_utf8_lossy(&listed)
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(object, name)| (name.to_owned(), object.to_owned()))
            .collect())
    }

    /// The error for a name that the remote does not have, with one that it has.
    fn unknown(&self, rev: &Rev) -> Result<Failure, ResolveError> {
        let name = rev.as_str();
        let failure = Failure::new(format!(
            "`{name}` is no branch and no tag of `{}`",
            self.remote
        ));
        if rev.is_short_commit() {
            return Ok(failure.help("if it is a commit, give all 40 digits of it"));
        }
        let refs = self.refs(&["refs/heads/*", "refs/tags/*"])?;
        let known: Vec<&str> = refs
            .iter()
            .filter_map(|(name, _)| {
                name.strip_prefix("refs/heads/")
                    .or_else(|| name.strip_prefix("refs/tags/"))
            })
            .filter(|name| !name.ends_with("^{}"))
            .collect();
        if known.is_empty() {
            return Ok(failure.help("it has none at all; is it the right repository?"));
        }
        let shown = known.get(..20).unwrap_or(&known);
        let help = nearest(name, known.iter().copied()).map_or_else(
            || did_you_mean(name, "branches and tags", shown),
            |near| format!("did you mean `{near}`?"),
        );
        Ok(failure.help(visible(&help)))
    }

    fn tree_failure(&self, error: TreeError, origin: &Origin, commit: &Commit) -> Failure {
        let path = visible(origin.path.as_str());
        let at = origin.rev_shown();
        let what = format!("cannot read `{path}` of `{}` at {at}", self.remote);
        match error {
            TreeError::Git(error) => self.explain(error, &what, "try again"),
            TreeError::NotHere(name) => Failure::new(format!(
                "{what}: the server did not send `{}`",
                visible(&join(&path, &name))
            ))
            .help("try again; if it stays so, read a checkout of the repository with --docs"),
            TreeError::Submodule(module) => Failure::new(format!(
                "{what}: `{}` is a submodule, which is another repository",
                visible(&module)
            ))
            .help("give that repository with `git`"),
            TreeError::Link { path: link, to } => {
                Failure::new(format!("{what}: the link `{}` leads {to}", visible(&link)))
                    .help("give a page, or a folder without the link")
            }
            TreeError::Nothing => {
                let known = all_paths(&self.git, commit.as_str()).unwrap_or_default();
                Failure::new(format!("no `{path}` in `{}` at {at}", self.remote))
                    .help(similar_path(origin.path.as_str(), &known))
            }
        }
    }

    fn failure(&self, error: GitError, help: &str) -> Failure {
        self.explain(error, &format!("cannot read `{}`", self.remote), help)
    }

    /// The error without the remote's password.
    fn explain(&self, error: GitError, what: &str, help: &str) -> Failure {
        let error = match error {
            GitError::Refused(words) => GitError::Refused(self.remote.hide_in(&words)),
            error => error,
        };
        error.failure(what, help)
    }
}

/// Why it is not known which commit a name is.
#[derive(Debug)]
pub(super) enum ResolveError {
    /// The remote does not answer. Another time it may.
    Unreachable(Failure),
    /// It has no such name.
    Unknown(Failure),
}

impl From<ResolveError> for Failure {
    fn from(error: ResolveError) -> Self {
        match error {
            ResolveError::Unreachable(failure) | ResolveError::Unknown(failure) => failure,
        }
    }
}

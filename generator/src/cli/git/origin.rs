//! Where pages in git are: which repository, which revision, which path.
//!
//! What comes in: texts from the command line or `docbind.toml`. What goes out: values that git can
//! be given without taking them for something else, and shown without their passwords. Nothing is
//! looked up here.

use std::ffi::OsString;
use std::fmt;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use super::Commit;
use crate::diag::render::visible;

/// Pages in a git repository.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::cli) struct Origin {
    /// The repository.
    #[serde(rename = "git")]
    pub remote: Remote,
    /// The branch, tag or commit; the repository's default branch where there is none.
    pub rev: Option<Rev>,
    /// The folder or page in the repository.
    #[serde(default)]
    pub path: PathInside,
}

/// A repository, by its URL or path.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(in crate::cli) struct Remote {
    /// As it was written.
    written: String,
    /// Where it is.
    at: Location,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Location {
    Url(String),
    Path(PathBuf),
}

/// The name of a branch or a tag, or a commit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(in crate::cli) struct Rev(String);

/// A path in a repository, with `/` between parts; empty for all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "PathBuf")]
pub(in crate::cli) struct PathInside(String);

impl Origin {
    /// The revision for people.
    pub(in crate::cli) fn rev_shown(&self) -> String {
        match &self.rev {
            Some(rev) => format!("`{}`", rev.as_str()),
            None => "its default branch".to_owned(),
        }
    }
}

impl Remote {
    /// Reads what the command line says, which may hold a password that a program put there.
    pub(in crate::cli) fn from_flag(text: &str) -> Result<Self, String> {
        if text.is_empty() || text.starts_with('-') || text.contains(char::is_control) {
            return Err(format!(
                "`{}` is neither the URL nor the path of a git repository",
                visible(text)
            ));
        }
        let at = if is_url(text) {
            Location::Url(text.to_owned())
        } else {
            Location::Path(text.into())
        };
        Ok(Self {
            written: text.to_owned(),
            at,
        })
    }

    /// With a path taken as relative to a folder.
    #[must_use]
    pub(in crate::cli) fn relative_to(self, folder: &Path) -> Self {
        let at = match self.at {
            Location::Path(path) => Location::Path(folder.join(path)),
            url @ Location::Url(_) => url,
        };
        Self { at, ..self }
    }

    /// The text of the settings, for the lock file: the same on every machine.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// What git is given: it runs in another folder, so a path is absolute.
    pub(super) fn for_git(&self) -> OsString {
        match &self.at {
            Location::Url(url) => url.into(),
            Location::Path(path) => std::path::absolute(path)
                .unwrap_or_else(|_| path.clone())
                .into(),
        }
    }

    /// What the cache remembers it by: no password, and no path that means another repository in
    /// another folder.
    pub(super) fn key(&self) -> String {
        match &self.at {
            Location::Url(url) => without_password(url),
            Location::Path(_) => self.for_git().to_string_lossy().into_owned(),
        }
    }

    /// Text of git about it, without its password.
    pub(super) fn hide_in(&self, words: &str) -> String {
        let hidden = match &self.at {
            Location::Url(url) => words.replace(url, &without_password(url)),
            Location::Path(_) => words.to_owned(),
        };
        match userinfo(&self.written) {
            Some(secret) if secret.contains(':') => hidden.replace(secret, "***"),
            _ => hidden,
        }
    }

    /// The last part of its name, without `.git`.
    pub(in crate::cli) fn name(&self) -> &str {
        let name = self.written.trim_end_matches(['/', '\\']);
        let name = name.strip_suffix("/.git").unwrap_or(name);
        let name = name.strip_suffix(".git").unwrap_or(name);
        name.rsplit(['/', '\\', ':']).next().unwrap_or(name)
    }
}

impl fmt::Display for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Location::Url(url) => f.write_str(&without_password(url)),
            Location::Path(path) => write!(f, "{}", path.display()),
        }
    }
}

/// What settings say, which are kept in a repository themselves.
impl TryFrom<String> for Remote {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let remote = Self::from_flag(&text)?;
        if without_password(&text) != text {
            return Err(
                "a URL with a password or token does not belong into a file that others can read; \
                 leave it out, and let git's credential helper know it"
                    .to_owned(),
            );
        }
        Ok(remote)
    }
}

/// As git tells them apart: a scheme, or a colon before the first slash that is no drive.
fn is_url(text: &str) -> bool {
    let before_slash = text.split(['/', '\\']).next().unwrap_or_default();
    let is_drive = before_slash.len() == 2 && cfg!(windows);
    before_slash.contains(':') && !is_drive
}

/// What stands before the `@` of a URL with a scheme.
fn userinfo(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    authority.rsplit_once('@').map(|(user, _)| user)
}

/// The URL without what lets somebody in. In `https` that is all before the `@`, as a token may
/// stand in the place of the name; in `ssh` the name says nothing.
fn without_password(url: &str) -> String {
    let Some(user) = userinfo(url) else {
        return url.to_owned();
    };
    let scheme = url.split("://").next().unwrap_or_default();
    let kept = match user.split_once(':') {
        _ if scheme.to_ascii_lowercase().starts_with("http") => "",
        Some((name, _)) => name,
        None => return url.to_owned(),
    };
    let at = if kept.is_empty() { "" } else { "@" };
    url.replacen(&format!("{user}@"), &format!("{kept}{at}"), 1)
}

impl Rev {
    pub(in crate::cli) fn as_str(&self) -> &str {
        &self.0
    }

    /// The commit, where it is given by its full name.
    pub(super) fn commit(&self) -> Option<Commit> {
        Commit::parse(&self.0)
    }

    /// Whether it could be the beginning of a commit's name.
    pub(super) fn is_short_commit(&self) -> bool {
        (4..40).contains(&self.0.len()) && self.0.bytes().all(|it| it.is_ascii_hexdigit())
    }
}

/// The rules that git has for names, so that none is taken for a flag or a pattern.
impl TryFrom<String> for Rev {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let odd = |c: char| c.is_control() || " ~^:?*[\\".contains(c);
        let bad = text.is_empty()
            || text.starts_with(['-', '/'])
            || text.ends_with(['/', '.'])
            || text.contains(odd)
            || text.contains("..")
            || text.contains("@{");
        if bad {
            return Err(format!(
                "`{}` is no branch, tag or commit that another repository can be asked for",
                visible(&text)
            ));
        }
        Ok(Self(text))
    }
}

impl PathInside {
    pub(in crate::cli) fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<PathBuf> for PathInside {
    type Error = String;

    fn try_from(path: PathBuf) -> Result<Self, String> {
        let mut parts = Vec::new();
        for part in path.components() {
            match part {
                Component::CurDir => {}
                Component::Normal(part) => parts.push(part.to_string_lossy()),
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                    return Err(format!(
                        "`{}` leads out of the repository; give a path that starts at its top, \
                         such as `doc/api`",
                        visible(&path.display().to_string())
                    ));
                }
            }
        }
        Ok(Self(parts.join("/")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_paths_are_told_apart() {
        for (text, url) in [
            ("https://git.example.com/shop.git", true),
            ("file:///srv/shop", true),
            ("git@git.example.com:shop.git", true),
            ("git.example.com:shop", true),
            ("../shop", false),
            ("./a:b", false),
            ("/srv/shop", false),
        ] {
            assert_eq!(is_url(text), url, "{text}");
        }
    }

    #[test]
    fn passwords_are_hidden_and_refused_in_settings() {
        for (url, shown) in [
            (
                "https://ann:secret@git.example.com/a",
                "https://git.example.com/a",
            ),
            (
                "https://token@git.example.com/a",
                "https://git.example.com/a",
            ),
            (
                "ssh://git:secret@git.example.com/a",
                "ssh://git@git.example.com/a",
            ),
            ("HTTPS://a:b@c@git.example.com/", "HTTPS://git.example.com/"),
        ] {
            let remote = Remote::from_flag(url).unwrap();
            assert_eq!(remote.to_string(), shown);
            assert_eq!(remote.key(), shown);
            assert_eq!(
                remote.hide_in(&format!("no `{url}`")),
                format!("no `{shown}`")
            );
            assert!(Remote::try_from(url.to_owned()).is_err(), "{url}");
        }
        for url in [
            "https://git.example.com/a@b",
            "ssh://git@git.example.com/a",
            "git@git.example.com:a",
        ] {
            let remote = Remote::try_from(url.to_owned()).unwrap();
            assert_eq!(remote.to_string(), url);
        }
    }

    #[test]
    fn nothing_can_be_taken_for_a_flag_or_a_pattern() {
        assert!(Remote::from_flag("--upload-pack=touch x").is_err());
        assert!(Remote::from_flag("").is_err());
        for bad in ["--upload-pack=x", "", "a b", "HEAD~1", "v*", "a..b", "a:b"] {
            assert!(Rev::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        for good in ["main", "v8.0", "refs/tags/v8", "feature/ü", "1a2b3c4"] {
            assert!(Rev::try_from(good.to_owned()).is_ok(), "{good}");
        }
    }

    #[test]
    fn paths_stay_inside() {
        let inside = |path: &str| PathInside::try_from(PathBuf::from(path));
        assert_eq!(inside("./doc//api/").unwrap().as_str(), "doc/api");
        assert_eq!(inside(".").unwrap().as_str(), "");
        assert!(inside("/etc").is_err());
        assert!(inside("doc/../..").is_err());
    }

    #[test]
    fn the_name_is_the_last_part() {
        for (text, name) in [
            ("https://git.example.com/team/shop.git/", "shop"),
            ("git@git.example.com:shop.git", "shop"),
            ("../shop", "shop"),
            ("shop/.git", "shop"),
        ] {
            assert_eq!(Remote::from_flag(text).unwrap().name(), name);
        }
    }
}

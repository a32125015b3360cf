//! The installed `git` as a program that is asked and answers.
//!
//! What comes in: arguments, and perhaps text for its stdin. What goes out: what it wrote to
//! stdout, or why it did not do it. It runs no hook, asks for no password where nobody can answer,
//! and does not take the repository of a hook that docbind may run in for the one that is meant.

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal as _, Read, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::thread;

use super::super::failure::Failure;
use crate::build_script::pages::plain;
use crate::diag::render::visible;

/// What git sets for its hooks, and what would lead it to another repository than the one meant.
/// Settings that people pass by the environment stay: they may be how a server lets them in.
const UNSET: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_NO_LAZY_FETCH",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// Git, working on one repository.
#[derive(Debug, Clone)]
pub(super) struct Git {
    /// What stands before the subcommand.
    before: Vec<OsString>,
    /// Whether objects that are not there may be fetched.
    lazy: Lazy,
}

/// What git does about objects that a partial clone left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lazy {
    /// It fetches them, each for itself.
    Fetched,
    /// It says that they are missing.
    Missing,
}

/// Why git did not do what it was asked.
#[derive(Debug)]
pub(super) enum GitError {
    /// There is no git.
    Absent,
    /// It does not start, or cannot be talked to.
    Broken(io::Error),
    /// It refused, in its own words.
    Refused(String),
}

impl Git {
    /// On the checkout that a folder is in. It reaches for no network.
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self {
            before: vec!["-C".into(), folder.into()],
            lazy: Lazy::Missing,
        }
    }

    /// On a bare repository.
    pub(super) fn on_store(store: &Path) -> Self {
        Self {
            before: vec!["--git-dir".into(), store.into()],
            lazy: Lazy::Fetched,
        }
    }

    /// With a setting for this time.
    #[must_use]
    pub(super) fn with(mut self, key: &str, value: &OsStr) -> Self {
        let mut setting = OsString::from(format!("{key}="));
        setting.push(value);
        self.before.extend(["-c".into(), setting]);
        self
    }

    /// Runs a subcommand.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        self.feed(arguments, b"")
    }

    /// Runs a subcommand that reads its stdin.
    pub(super) fn feed(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, GitError> {
        let mut child = self.start(arguments, Stdio::piped())?;
        let stdin = child.stdin.take();
        // Git answers before it has read everything: who only wrote would wait for ever.
        let output = thread::scope(|scope| {
            scope.spawn(|| give(stdin, input));
            child.wait_with_output()
        })
        .map_err(GitError::Broken)?;
        answer(output.status, &output.stderr).map(|()| output.stdout)
    }

    /// Runs a subcommand that reads its stdin and takes long; what it says of its progress is
    /// shown while it says it.
    pub(super) fn watch(
        &self,
        arguments: &[&str],
        input: &[u8],
        show: &mut dyn FnMut(&str),
    ) -> Result<(), GitError> {
        let mut child = self.start(arguments, Stdio::null())?;
        let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
        let said = thread::scope(|scope| {
            scope.spawn(|| give(stdin, input));
            stderr.map_or_else(|| Ok(Vec::new()), |stderr| listen(stderr, show))
        })
        .map_err(GitError::Broken)?;
        answer(child.wait().map_err(GitError::Broken)?, &said)
    }

    fn start(&self, arguments: &[&str], stdout: Stdio) -> Result<Child, GitError> {
        self.command(arguments)
            .stdin(Stdio::piped())
            .stdout(stdout)
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| {
                if error.kind() == io::ErrorKind::NotFound {
                    GitError::Absent
                } else {
                    GitError::Broken(error)
                }
            })
    }

    /// The command with an environment in which it does nothing of its own accord.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        for name in UNSET {
            command.env_remove(name);
        }
        // Its words are looked at, so they must be the same for everybody.
        command.env("LC_ALL", "C");
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            command.env("GIT_TERMINAL_PROMPT", "0");
        }
        if self.lazy == Lazy::Missing {
            command.env("GIT_NO_LAZY_FETCH", "1");
        }
        command
            .args(&self.before)
            .args(["-c", "core.hooksPath=/dev/null"])
            .args(["-c", "core.fsmonitor=false"])
            .args(arguments);
        command
    }
}

/// Writes all of its input to git.
fn give(stdin: Option<ChildStdin>, input: &[u8]) {
    if let Some(mut stdin) = stdin {
        // Why it stopped reading, it says itself.
        let _ = stdin.write_all(input);
    }
}

/// Reads what git says to the end. What counts up, it writes over itself, with a carriage return
/// after each; that is shown, and all else kept for the case that it is the reason of a failure.
fn listen(stderr: impl Read, show: &mut dyn FnMut(&str)) -> io::Result<Vec<u8>> {
    let mut kept = Vec::new();
    let mut part = Vec::new();
    for byte in io::BufReader::new(stderr).bytes() {
        let byte = byte?;
        part.push(byte);
        if byte != b'\r' && byte != b'\n' {
            continue;
        }
        let text = String::from_utf8_lossy(&part);
        if text.contains("% (") {
            let (line, end) = text.split_at(text.len() - 1);
            show(&format!("{}{end}", visible(line)));
        } else {
            kept.extend_from_slice(&part);
        }
        part.clear();
    }
    kept.append(&mut part);
    Ok(kept)
}

fn answer(status: ExitStatus, stderr: &[u8]) -> Result<(), GitError> {
    if status.success() {
        return Ok(());
    }
    let said = words(&String::from_utf8_lossy(stderr));
    Err(GitError::Refused(if said.is_empty() {
        format!("git ended with {status}")
    } else {
        said
    }))
}

/// What git says in several lines, in one.
fn words(stderr: &str) -> String {
    const GENERAL: &[&str] = &[
        "fatal: Could not read from remote repository",
        "Please make sure you have",
        "and the repository exists.",
    ];
    let lines: Vec<String> = stderr
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("warning: "))
        .filter(|line| !GENERAL.iter().any(|words| line.starts_with(words)))
        .map(|line| {
            let line = line.strip_prefix("fatal: ").unwrap_or(line);
            let line = line.strip_prefix("error: ").unwrap_or(line);
            visible(line.trim_end_matches('.')).into_owned()
        })
        .take(3)
        .collect();
    lines.join("; ")
}

impl GitError {
    /// The same for a person: what could not be done, and what to do where git itself refused.
    pub(super) fn failure(self, what: &str, help: &str) -> Failure {
        match self {
            Self::Absent => Failure::new(format!("{what}: there is no `git` in PATH"))
                .help("install git, or add its folder to PATH"),
            Self::Broken(error) => {
                Failure::new(format!("{what}: cannot run `git`: {}", plain(&error)))
                    .help("`git --version` should work")
            }
            Self::Refused(words) => Failure::new(format!("{what}: {words}")).help(help),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_is_shown_and_the_rest_kept() {
        let said = "remote: Counting objects:  50% (1/2)\rReceiving objects: 100% (2/2), done.\n\
                    fatal: the \u{1b} line\nno end";
        let mut shown = String::new();
        let kept = listen(said.as_bytes(), &mut |text| shown.push_str(text)).unwrap();
        assert_eq!(
            shown,
            "remote: Counting objects:  50% (1/2)\rReceiving objects: 100% (2/2), done.\n"
        );
        assert_eq!(kept, "fatal: the \u{1b} line\nno end".as_bytes());
    }

    #[test]
    fn what_git_says_becomes_one_line() {
        assert_eq!(
            words(
                "warning: filtering not recognized by server, ignoring\n\
                 fatal: 'shop' does not appear to be a git repository\n\
                 fatal: Could not read from remote repository.\n\n\
                 Please make sure you have the correct access rights\n\
                 and the repository exists.\n"
            ),
            "'shop' does not appear to be a git repository"
        );
        assert_eq!(words("fatal: \u{1b}[31mred\n"), "\\u{1b}[31mred");
    }
}

//! Whether documents conform.

use std::path::{Path, PathBuf};

use docbind_spec::{ApiSpec, Content, validate, yaml};

use super::{Docs, inventory};
use crate::build_script::pages::read_text;
use crate::build_script::{BuildError, Config};
use crate::diff;
use crate::facts;

/// What is compared with the snapshot of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Snapshot {
    /// The name of the API, and so of the snapshot.
    pub name: String,
    /// The operations, one line each, and the spec.
    pub text: String,
    /// What a person sees above it in a review.
    pub description: String,
    /// The command that writes the same spec.
    pub command: String,
}

/// Why documents do not conform.
#[derive(Debug, thiserror::Error)]
pub(super) enum Nonconformance {
    /// Something cannot be read, or a denied rule fired.
    #[error(transparent)]
    Unread(#[from] BuildError),
    /// There is no spec to compare with.
    #[error("`{}` does not exist: nothing to compare `{}` with", spec.display(), docs.display())]
    NoSpec {
        /// Where it should be.
        spec: PathBuf,
        /// The documents.
        docs: PathBuf,
        /// How to make it.
        command: String,
    },
    /// The documents say something else than the spec.
    #[error(
        "{number} {} between `{}` and the documentation in `{}`\n{}",
        if *number == 1 { "difference" } else { "differences" },
        spec.display(),
        docs.display(),
        list.trim_end()
    )]
    Differs {
        /// How many differences.
        number: usize,
        /// The differences, in words.
        list: String,
        /// The spec.
        spec: PathBuf,
        /// The documents.
        docs: PathBuf,
        /// How to accept them.
        command: String,
    },
}

impl Nonconformance {
    fn help(&self) -> Option<String> {
        match self {
            Self::Unread(error) => error.help(),
            Self::NoSpec { command, .. } => {
                Some(format!("write it, read it, and commit it:\n    {command}"))
            }
            Self::Differs { command, .. } => Some(format!(
                "correct the pages; or, if this is what they should say, accept it:\n    {command}"
            )),
        }
    }

    /// The words of a failing test.
    pub(super) fn words(&self, package: &str) -> String {
        let help = self.help().map(|help| format!("\n  help: {help}"));
        format!(
            "{self}{}\n  relative paths start at: {package}",
            help.unwrap_or_default()
        )
    }
}

/// Reads the documents of a package; what is left to compare is compared with a snapshot.
///
/// # Panics
///
/// Where they cannot be read, break a denied rule, or differ from their spec: it is a test.
#[track_caller]
pub fn conform(docs: impl Into<Docs>, package: &str) -> Option<Snapshot> {
    match judge(&docs.into(), &start(package)) {
        Ok(snapshot) => snapshot,
        Err(error) => fail(&error.words(package)),
    }
}

#[track_caller]
#[expect(clippy::panic, reason = "a test fails by panicking")]
fn fail(words: &str) -> ! {
    panic!("{words}")
}

/// Where relative paths start. Cargo runs tests in the package's folder; paths are then shown as
/// they were given.
fn start(package: &str) -> PathBuf {
    match std::env::current_dir() {
        Ok(here) if here == Path::new(package) => PathBuf::new(),
        _ => PathBuf::from(package),
    }
}

pub(super) fn judge(docs: &Docs, start: &Path) -> Result<Option<Snapshot>, Nonconformance> {
    match &docs.spec {
        None => Ok(Some(snapshot(docs, read(docs, start, None)?)?)),
        Some(spec) => {
            compare(docs, spec, start)?;
            Ok(None)
        }
    }
}

fn snapshot(docs: &Docs, mut spec: ApiSpec) -> Result<Snapshot, Nonconformance> {
    if docs.facts {
        spec = facts::strip(&spec);
    }
    let yaml = yaml::write_spec(&spec).map_err(BuildError::from)?;
    Ok(Snapshot {
        text: format!("{}\n{yaml}", inventory::of(&spec)),
        description: format!(
            "What the documentation in `{}` says. A change here is a change of the API: accept \
             it if the pages should say so, correct them if not.",
            docs.pages.display()
        ),
        command: docs.command(&spec.name, docs.facts),
        name: spec.name,
    })
}

fn compare(docs: &Docs, path: &Path, start: &Path) -> Result<(), Nonconformance> {
    let file = start.join(path);
    if !file.exists() {
        let name = docs.name_without_spec();
        return Err(Nonconformance::NoSpec {
            spec: path.to_owned(),
            docs: docs.pages.clone(),
            command: docs.command(&name, docs.facts),
        });
    }
    let older = sound(read_spec(&file)?, &file)?;
    let facts = docs.facts || older.content == Content::Facts;
    let mut newer = read(docs, start, Some(older.clone()))?;
    if facts {
        newer = facts::strip(&newer);
    }
    let differences = diff::compare(&older, &newer);
    if differences.is_empty() {
        return Ok(());
    }
    Err(Nonconformance::Differs {
        number: differences.len(),
        list: diff::text(&differences),
        spec: path.to_owned(),
        docs: docs.pages.clone(),
        command: docs.command(&newer.name, facts),
    })
}

fn read(docs: &Docs, start: &Path, frozen: Option<ApiSpec>) -> Result<ApiSpec, BuildError> {
    let pages = start.join(&docs.pages);
    let named = frozen.as_ref().map(|spec| spec.name.clone());
    let mut config = Config::new().docs(&pages);
    if let Some(path) = &docs.overrides {
        config = config.overrides(start.join(path));
    }
    if let Some(name) = docs.name.clone().or(named) {
        config = config.name(name);
    }
    for rule in &docs.denied {
        config = config.deny(*rule);
    }
    sound(config.read(frozen)?.spec, &pages)
}

fn read_spec(path: &Path) -> Result<ApiSpec, BuildError> {
    Ok(yaml::read_spec(
        &read_text(path)?,
        &path.display().to_string(),
    )?)
}

/// The spec, if it does not contradict itself.
fn sound(spec: ApiSpec, origin: &Path) -> Result<ApiSpec, BuildError> {
    match validate(&spec).into_iter().next() {
        None => Ok(spec),
        Some(first) => Err(BuildError::Unsound {
            path: origin.to_owned(),
            first,
        }),
    }
}

//! Whether documents conform.

use std::path::{Path, PathBuf};

use docbind_spec::{ApiSpec, Content, validate, yaml};

use super::committed::{self, Origin};
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
    /// There is no generated crate to compare with.
    #[error("`{}` holds no crate that docbind wrote", path.display())]
    NoCrate {
        /// Where it should be.
        path: PathBuf,
        /// How to make it.
        command: String,
    },
    /// Documents, spec and crate do not say the same.
    #[error("{}", drifts.join("\n"))]
    Drifted {
        /// What differs, one text for spec and crate each.
        drifts: Vec<String>,
        /// How to accept it, one command after the other.
        commands: Vec<String>,
        /// Whether a person edited files that docbind wrote.
        edited: bool,
    },
}

impl Nonconformance {
    fn help(&self) -> Option<String> {
        match self {
            Self::Unread(error) => error.help(),
            Self::NoSpec { command, .. } | Self::NoCrate { command, .. } => {
                Some(format!("write it, read it, and commit it:\n    {command}"))
            }
            Self::Drifted {
                commands, edited, ..
            } => {
                let stop = "\n    (files that were edited by hand stop it: move your changes \
                    elsewhere, and add --force)";
                Some(format!(
                    "correct what is wrong; or, if this is what the pages should say, accept it:\n    \
                     {}{}",
                    commands.join("\n    "),
                    if *edited { stop } else { "" },
                ))
            }
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
/// Where they cannot be read, break a denied rule, or differ from their spec, or the crate does:
/// it is a test.
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
    let mut drift = Drift::default();
    let spec = match &docs.spec {
        Some(path) => compare(docs, path, start, &mut drift)?,
        None => match (read(docs, start, None)?, docs.facts) {
            (spec, true) => facts::strip(&spec),
            (spec, false) => spec,
        },
    };
    if let Some(folder) = &docs.krate {
        compare_crate(docs, &spec, folder, start, &mut drift)?;
    } else if docs.spec.is_none() {
        return Ok(Some(snapshot(docs, spec)?));
    }
    match drift.texts.is_empty() {
        true => Ok(None),
        false => Err(Nonconformance::Drifted {
            drifts: drift.texts,
            commands: drift.commands,
            edited: drift.edited,
        }),
    }
}

/// What was found so far.
#[derive(Default)]
struct Drift {
    texts: Vec<String>,
    commands: Vec<String>,
    edited: bool,
}

fn snapshot(docs: &Docs, spec: ApiSpec) -> Result<Snapshot, Nonconformance> {
    let yaml = yaml::write_spec(&spec).map_err(BuildError::from)?;
    Ok(Snapshot {
        text: format!("{}\n{yaml}", inventory::of(&spec)),
        description: format!(
            "What the documentation in `{}` says. A change here is a change of the API: accept \
             it if the pages should say so, correct them if not.",
            docs.pages.display()
        ),
        command: docs.spec_command(&spec.name, docs.facts),
        name: spec.name,
    })
}

/// Compares the documents with the spec, and gives the spec.
fn compare(
    docs: &Docs,
    path: &Path,
    start: &Path,
    drift: &mut Drift,
) -> Result<ApiSpec, Nonconformance> {
    let file = start.join(path);
    if !file.exists() {
        let name = docs.name_without_spec();
        return Err(Nonconformance::NoSpec {
            spec: path.to_owned(),
            docs: docs.pages.clone(),
            command: docs.spec_command(&name, docs.facts),
        });
    }
    let older = sound(read_spec(&file)?, &file)?;
    let facts = docs.facts || older.content == Content::Facts;
    let mut newer = read(docs, start, Some(older.clone()))?;
    if facts {
        newer = facts::strip(&newer);
    }
    let differences = diff::compare(&older, &newer);
    if !differences.is_empty() {
        let noun = match differences.len() {
            1 => "difference",
            _ => "differences",
        };
        drift.texts.push(format!(
            "{} {noun} between `{}` and the documentation in `{}`\n{}",
            differences.len(),
            path.display(),
            docs.pages.display(),
            diff::text(&differences).trim_end()
        ));
        drift.commands.push(docs.spec_command(&newer.name, facts));
    }
    Ok(older)
}

/// Compares the crate with what the spec gives.
fn compare_crate(
    docs: &Docs,
    spec: &ApiSpec,
    path: &Path,
    start: &Path,
    drift: &mut Drift,
) -> Result<(), Nonconformance> {
    let folder = start.join(path);
    let Some(origin) = Origin::of(&folder) else {
        return Err(Nonconformance::NoCrate {
            path: path.to_owned(),
            command: docs.generate_command(&spec.name, path, ""),
        });
    };
    let report = origin.compare(spec, &folder)?;
    let stale = report.changed.len() + report.removed.len();
    if stale > 0 {
        let (files, are) = match stale {
            1 => ("file", "is"),
            _ => ("files", "are"),
        };
        let input = docs.spec.as_ref().unwrap_or(&docs.pages);
        drift.texts.push(format!(
            "{stale} {files} of the crate `{}` {are} not what `{}` gives\n{}",
            path.display(),
            input.display(),
            committed::list(&report).trim_end()
        ));
        drift.edited = !report.edited.is_empty();
    }
    if !drift.texts.is_empty() {
        match origin.named() {
            // Writes the spec as well.
            Some(command) => drift.commands = vec![command.to_owned()],
            None => {
                let command = docs.generate_command(&spec.name, path, origin.half());
                drift.commands.push(command);
            }
        }
    }
    Ok(())
}

fn read(docs: &Docs, start: &Path, frozen: Option<ApiSpec>) -> Result<ApiSpec, BuildError> {
    let pages = start.join(&docs.pages);
    let named = frozen.as_ref().map(|spec| spec.name.clone());
    let mut config = Config::new().docs(&pages).hints(docs.hints.clone());
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

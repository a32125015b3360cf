//! Whether a committed crate is what its spec gives.
//!
//! What comes in: a spec, and the folder of a crate that `docbind generate` wrote. What goes out:
//! the files that differ, and how to bring them up to date. Nothing is written.

use std::path::Path;

use docbind_spec::ApiSpec;

use crate::build_script::BuildError;
use crate::generate::{GenerateOptions, generate};
use crate::output::{self, Mode, Report, banner_command, crate_version};

/// How many files are listed.
const SHOWN: usize = 20;

/// Files that name in their first lines the command that made them.
const SIGNED: &[&str] = &["Cargo.toml", "src/lib.rs", "README.md"];

/// How a crate was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    command: String,
    version: Option<String>,
}

impl Origin {
    /// What the files of a crate say; nothing where docbind wrote none of them.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let command = |file: &&str| banner_command(&folder.join(file));
        let command = SIGNED.iter().find_map(command)?;
        let version = crate_version(folder);
        Some(Self { command, version })
    }

    /// The command, if it says what it read and where it wrote: with an API of `docbind.toml`.
    pub(super) fn named(&self) -> Option<&str> {
        (!self.command.contains('(')).then_some(self.command.as_str())
    }

    /// The flag for the half that the crate has, with a blank before it.
    pub(super) fn half(&self) -> &'static str {
        match (self.has("--client"), self.has("--server")) {
            (true, false) => " --client",
            (false, true) => " --server",
            _ => "",
        }
    }

    fn has(&self, flag: &str) -> bool {
        self.command.split_whitespace().any(|word| word == flag)
    }

    /// How the files in the folder compare with what the spec gives.
    pub(super) fn compare(&self, spec: &ApiSpec, folder: &Path) -> Result<Report, BuildError> {
        let half = self.half();
        let plain = GenerateOptions::new(self.command.clone());
        let options = GenerateOptions {
            version: self.version.clone().unwrap_or(plain.version.clone()),
            client: half != " --server",
            server: half != " --client",
            ..plain
        };
        let generated = generate(spec, &options)?;
        Ok(output::write(folder, &generated.files, Mode::Check)?)
    }
}

/// What is the matter with the files, one line each.
pub(super) fn list(report: &Report) -> String {
    let changed = report.changed.iter().map(|path| {
        let state = if report.missing.contains(path) {
            "missing"
        } else if report.edited.contains(path) {
            "edited by hand"
        } else {
            "differs"
        };
        (path, state)
    });
    let removed = report
        .removed
        .iter()
        .map(|path| (path, "no longer generated"));
    let lines: Vec<String> = changed
        .chain(removed)
        .map(|(path, state)| format!("  {path}: {state}\n"))
        .collect();
    let mut text: String = lines.iter().take(SHOWN).map(String::as_str).collect();
    if lines.len() > SHOWN {
        text.push_str(&format!("  and {} more\n", lines.len() - SHOWN));
    }
    text
}

//! The steps from choices to code.
//!
//! What comes in: a [`Config`]. What goes out: pages, what they say, code, one file in `OUT_DIR`,
//! and the lines for Cargo, which are written by nobody here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use docbind_spec::{ApiSpec, Overrides, validate_overrides, yaml};

use super::cargo::{Found, Lines, from_workspace};
use super::pages::{Pages, api_name, read_pages, read_text};
use super::watch::Watch;
use super::{BuildError, Config, Generated};
use crate::diag::{Diagnostic, Level};
use crate::generate::{self, GenerateOptions};
use crate::hints::{Idle, Selected};
use crate::output::{self, Mode};
use crate::pipeline::{ReadOptions, read_docs};
use crate::source::SourceSet;

/// The files that this script has written, so that none is written twice.
static WRITTEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// What was read, before anything is made of it.
pub(crate) struct Documented {
    /// What the documents say.
    pub spec: ApiSpec,
    /// What is the matter with the documents, by place.
    pub findings: Vec<Diagnostic>,
    /// The pages that the findings refer to.
    pub sources: SourceSet,
    /// Hints that say nothing about any page.
    pub idle: Vec<Idle>,
    /// Every file and folder that was read.
    pub read: Vec<PathBuf>,
}

impl Config {
    /// Everything but the telling. What is to be told also where this fails, is told first.
    pub(super) fn compile_pages(
        &self,
        pages: Pages,
        out: &Path,
        lines: &mut Lines,
    ) -> Result<Generated, BuildError> {
        let real = fs::canonicalize(out).unwrap_or_else(|_| out.to_owned());
        let watch = Watch::pages(&pages, &real).and(Watch::paths(&self.overrides));
        lines.watch(&watch);
        let folder = self.shown(&pages.folder);
        let generated = self.generate_from(pages, &folder)?;
        self.write(&generated, out)?;
        if !self.silent {
            lines.gaps(&watch.gaps);
            lines.idle(&generated.idle);
            let found = Found {
                findings: &generated.findings,
                sources: &generated.sources,
                folder,
            };
            lines.findings(&found, &self.levels, &self.shown(self.documents()?));
        }
        Ok(generated)
    }

    pub(super) fn generate_from(
        &self,
        pages: Pages,
        folder: &Path,
    ) -> Result<Generated, BuildError> {
        let documented = self.read_from(pages, folder, None)?;
        let code = generate::generate_single_file(&documented.spec, &self.selection())?;
        Ok(Generated {
            spec: documented.spec,
            findings: documented.findings,
            sources: documented.sources,
            idle: documented.idle,
            code,
            read: documented.read,
        })
    }

    pub(super) fn write(&self, generated: &Generated, out: &Path) -> Result<(), BuildError> {
        let name = &generated.spec.name;
        let path = out.join(format!("{name}.rs"));
        let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
        if !written.insert(path.clone()) {
            return Err(BuildError::Twice { name: name.clone() });
        }
        output::write_one(&path, &generated.code, Mode::Overwrite)?;
        Ok(())
    }

    /// A folder as a person reaches it from where Cargo is run.
    pub(super) fn shown(&self, folder: &Path) -> PathBuf {
        match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(package) => from_workspace(folder, Path::new(&package)),
            None => folder.to_owned(),
        }
    }

    pub(super) fn documents(&self) -> Result<&Path, BuildError> {
        self.docs.as_deref().ok_or(BuildError::NoDocs)
    }

    pub(super) fn pages(&self) -> Result<Pages, BuildError> {
        Ok(read_pages(self.documents()?)?)
    }

    /// What the pages say and nothing denies. The names of an earlier spec stay.
    #[cfg(feature = "conformance")]
    pub(crate) fn read(&self, frozen: Option<ApiSpec>) -> Result<Documented, BuildError> {
        let pages = self.pages()?;
        let folder = pages.folder.clone();
        self.read_from(pages, &folder, frozen)
    }

    fn read_from(
        &self,
        pages: Pages,
        folder: &Path,
        frozen: Option<ApiSpec>,
    ) -> Result<Documented, BuildError> {
        let docs = self.documents()?;
        let mut read = pages.read;
        read.extend(self.overrides.clone());
        let options = ReadOptions {
            name: self.name.clone().unwrap_or_else(|| api_name(docs)),
            overrides: self.decisions()?,
            frozen,
            hints: self.hints.clone(),
        };
        let Selected {
            pages: sources,
            idle,
        } = options.hints.select(&pages.sources);
        let reading = read_docs(&sources, &options);
        if reading.spec.operations.is_empty() {
            return Err(BuildError::NoOperations {
                docs: docs.to_owned(),
            });
        }
        let found = Found {
            findings: &reading.diagnostics,
            sources: &sources,
            folder: folder.to_owned(),
        };
        self.judge(&found)?;
        Ok(Documented {
            spec: reading.spec,
            findings: reading.diagnostics,
            sources,
            idle,
            read,
        })
    }

    fn decisions(&self) -> Result<Overrides, BuildError> {
        let Some(path) = &self.overrides else {
            return Ok(Overrides::default());
        };
        let overrides = yaml::read_overrides(&read_text(path)?, &path.display().to_string())?;
        match validate_overrides(&overrides).into_iter().next() {
            None => Ok(overrides),
            Some(first) => Err(BuildError::Unsound {
                path: path.clone(),
                first,
            }),
        }
    }

    fn judge(&self, found: &Found<'_>) -> Result<(), BuildError> {
        let denied: Vec<String> = found
            .findings
            .iter()
            .filter(|finding| self.levels.of(finding.rule) == Level::Deny)
            .map(|finding| found.line(finding))
            .collect();
        match denied.is_empty() {
            true => Ok(()),
            false => Err(BuildError::Denied { findings: denied }),
        }
    }

    pub(super) fn wants_client(&self) -> bool {
        self.client.unwrap_or(self.server != Some(true))
    }

    pub(super) fn wants_server(&self) -> bool {
        self.server.unwrap_or(self.client != Some(true))
    }

    fn selection(&self) -> GenerateOptions {
        GenerateOptions {
            client: self.wants_client(),
            server: self.wants_server(),
            resources: self.resources.clone(),
            blocking: self.blocking,
            ..GenerateOptions::new("cargo build")
        }
    }
}

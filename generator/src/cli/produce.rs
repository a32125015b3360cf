//! What a command writes for its APIs: specs, and folders that docbind owns.
//!
//! What comes in: the products of all APIs. What goes out: what would change, or the files. All of
//! it is planned before the first byte is written; either everything is written, or an error
//! leaves everything as it was. A run that is killed in between leaves lists that say so, and the
//! next run completes them.

use std::fs;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::lock::Locks;
use super::summary::Files;
use super::write::refuse_folder;
use crate::output::{self, Announced, OutputError, OutputFile, Single};

/// What is written for one API.
#[derive(Debug, Default)]
pub(super) struct Product {
    /// Its spec, which is reviewed and not owned.
    pub spec: Option<TextFile>,
    /// Its crate, or other files that docbind owns.
    pub owned: Option<Owned>,
}

/// A single file that is to be written: a spec, or what all APIs have in common.
#[derive(Debug)]
pub(super) struct TextFile {
    /// Where to.
    pub path: PathBuf,
    /// Its whole text.
    pub text: String,
}

/// A folder in which docbind keeps a list of its files.
#[derive(Debug)]
pub(super) struct Owned {
    /// The folder.
    pub folder: PathBuf,
    /// All files that it should hold.
    pub files: Vec<OutputFile>,
}

/// What becomes of files that a person edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edits {
    /// They stop the command before it writes anything.
    Keep,
    /// They are overwritten or, where they are no longer generated, removed.
    Overwrite,
}

/// What it takes to write the products, of which nothing is written yet.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    common: Option<(&'a Path, Single<'a>)>,
    apis: Vec<ApiPlan<'a>>,
}

#[derive(Debug)]
struct ApiPlan<'a> {
    spec: Option<(&'a Path, Single<'a>)>,
    owned: Option<(&'a Path, output::Plan<'a>)>,
}

impl Edits {
    /// What the flag `--force` asks for.
    pub(super) const fn of(force: bool) -> Self {
        if force { Self::Overwrite } else { Self::Keep }
    }
}

impl<'a> Plan<'a> {
    /// Looks at everything that is to be written, and writes nothing.
    pub(super) fn of(products: &'a [Product]) -> Result<Self, Failure> {
        refuse_shared(products)?;
        let apis = products.iter().map(ApiPlan::of);
        Ok(Self {
            common: None,
            apis: apis.collect::<Result<_, _>>()?,
        })
    }

    /// With a file that all APIs have in common and that is written first, as the rest may follow
    /// from it.
    pub(super) fn with_common(mut self, file: Option<&'a TextFile>) -> Result<Self, Failure> {
        self.common = file.map(single).transpose()?;
        Ok(self)
    }

    /// Whether the file that all APIs have in common changes.
    pub(super) fn common_changes(&self) -> bool {
        self.common.as_ref().is_some_and(|(_, file)| file.changes)
    }

    /// How many files of each API change, and how many stay.
    pub(super) fn counts(&self) -> Vec<Files> {
        self.apis.iter().map(ApiPlan::count).collect()
    }

    /// The files that are out of date.
    pub(super) fn stale(&self) -> Vec<PathBuf> {
        let common = self.common.iter().filter(|(_, file)| file.changes);
        let common = common.map(|(path, _)| (*path).to_owned());
        common
            .chain(self.apis.iter().flat_map(ApiPlan::stale))
            .collect()
    }

    /// The files among them that a person edited, which only `--force` overwrites.
    pub(super) fn edited(&self) -> Vec<PathBuf> {
        self.apis.iter().flat_map(ApiPlan::edited).collect()
    }

    /// What a run was interrupted at: folders, and specs.
    pub(super) fn interrupted(&self) -> Vec<PathBuf> {
        let common = self.common.iter().filter(|(_, file)| file.is_interrupted());
        let common = common.map(|(path, _)| *path);
        let apis = self.apis.iter().filter_map(ApiPlan::interrupted);
        common.chain(apis).map(Path::to_owned).collect()
    }

    /// Writes everything, under locks that were taken before the pages were read.
    ///
    /// The order is such that an interruption at any point is known, and nothing is lost:
    /// everything that can fail comes before the first change, the lists of all folders say that
    /// they are unfinished before that, and the spec, which keeps the names, comes before the
    /// crate, which is made from it.
    pub(super) fn carry_out(self, edits: Edits, _held: &Locks) -> Result<(), Failure> {
        let edited = self.edited();
        if edits == Edits::Keep && !edited.is_empty() {
            return Err(OutputError::Edited { paths: edited }.into());
        }
        let mut announced = Vec::new();
        let common = ApiPlan {
            spec: self.common,
            owned: None,
        };
        for ApiPlan { spec, owned } in std::iter::once(common).chain(self.apis) {
            if let Some((_, spec)) = &spec {
                spec.sweep()?;
            }
            let owned = owned.map(|(_, plan)| plan.announce()).transpose()?;
            announced.push((spec, owned));
        }
        let mut staged = Vec::new();
        for (spec, owned) in announced {
            let spec = spec.map(|(_, spec)| spec.stage()).transpose()?;
            let owned = owned.map(Announced::stage).transpose()?;
            staged.push((spec, owned));
        }
        for (spec, owned) in staged {
            if let Some(spec) = spec {
                spec.put_in_place()?;
            }
            if let Some(owned) = owned {
                owned.finish()?;
            }
        }
        Ok(())
    }
}

impl<'a> ApiPlan<'a> {
    fn of(product: &'a Product) -> Result<Self, Failure> {
        let spec = product.spec.as_ref().map(single).transpose()?;
        let owned = match &product.owned {
            Some(Owned { folder, files }) => {
                Some((folder.as_path(), output::Plan::of(folder, files)?))
            }
            None => None,
        };
        Ok(Self { spec, owned })
    }

    fn count(&self) -> Files {
        let mut files = Files::default();
        if let Some((_, spec)) = &self.spec {
            files.changed += usize::from(spec.changes);
            files.unchanged += usize::from(!spec.changes);
        }
        if let Some((_, plan)) = &self.owned {
            let report = plan.report();
            files.changed += report.changed.len() + report.removed.len();
            files.unchanged += report.unchanged.len();
        }
        files
    }

    fn stale(&self) -> Vec<PathBuf> {
        let spec = self.spec.iter().filter(|(_, spec)| spec.changes);
        let spec = spec.map(|(path, _)| (*path).to_owned());
        let owned = self.owned.iter().flat_map(|(folder, plan)| {
            let report = plan.report();
            let paths = report.changed.iter().chain(&report.removed);
            paths.map(|path| folder.join(path))
        });
        owned.chain(spec).collect()
    }

    fn interrupted(&self) -> Option<&'a Path> {
        let owned = self.owned.as_ref();
        let spec = self.spec.as_ref();
        owned
            .filter(|(_, plan)| plan.report().interrupted)
            .map(|(folder, _)| *folder)
            .or_else(|| {
                spec.filter(|(_, spec)| spec.is_interrupted())
                    .map(|(path, _)| *path)
            })
    }

    fn edited(&self) -> Vec<PathBuf> {
        let plans = self.owned.iter();
        plans.flat_map(|(_, plan)| plan.edited()).collect()
    }
}

fn single(file: &TextFile) -> Result<(&Path, Single<'_>), Failure> {
    let TextFile { path, text } = file;
    refuse_folder(path)?;
    Ok((path.as_path(), Single::plan(path, text)))
}

/// Two APIs in one place would overwrite each other with every run.
fn refuse_shared(products: &[Product]) -> Result<(), Failure> {
    let mut seen = Vec::new();
    for product in products {
        let folder = product.owned.iter().map(|owned| &owned.folder);
        let spec = product.spec.iter().map(|spec| &spec.path);
        for path in folder.chain(spec) {
            let real = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            if seen.contains(&real) {
                return Err(Failure::new(format!(
                    "two APIs would be written to `{}`",
                    path.display()
                ))
                .help("give each API an `out` and a `spec` of its own in `docbind.toml`"));
            }
            seen.push(real);
        }
    }
    Ok(())
}

//! The pages that everything is measured with.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use docbind::pipeline::{ReadOptions, Reading, read_docs};
use docbind::source::{SourceFile, SourceSet};

use crate::Fault;

/// The name of the API that is made of the pages.
pub const NAME: &str = "gitlab-v3-2016";

/// The pages of GitLab's API of June 2016, or what stands for them.
pub struct Corpus {
    folder: PathBuf,
    /// Every page.
    pub pages: Vec<SourceFile>,
    is_whole: bool,
}

/// The project's folder.
pub fn project() -> PathBuf {
    let bench = Path::new(env!("CARGO_MANIFEST_DIR"));
    bench.ancestors().nth(2).unwrap_or(bench).to_owned()
}

/// Where generators and what they make go.
pub fn work(part: &str) -> Result<PathBuf, Fault> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/bench")
        .join(part);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

impl Corpus {
    /// The pages that the environment names, or else those that are there.
    pub fn find() -> Result<Self, Fault> {
        let project = project();
        let beside = project.join("../shared/corpus").join(NAME);
        let shipped = project.join("spec/apis").join(NAME).join("docs");
        let (folder, is_whole) = match std::env::var_os("DOCBIND_CORPUS") {
            Some(corpus) => (PathBuf::from(corpus).join(NAME), true),
            None if beside.is_dir() => (beside, true),
            None => (shipped, false),
        };
        let mut pages = Vec::new();
        collect(&folder, &folder, &mut pages)
            .map_err(|error| format!("cannot read the pages in `{}`: {error}", folder.display()))?;
        Ok(Self {
            folder,
            pages,
            is_whole,
        })
    }

    /// The pages as docbind takes them.
    pub fn sources(&self) -> SourceSet {
        SourceSet::new(self.pages.clone())
    }

    /// The pages, this many times: other names, other paths, so that no two operations are one.
    pub fn times(&self, copies: usize) -> SourceSet {
        let copied = (0..copies).flat_map(|copy| {
            self.pages.iter().map(move |page| match copy {
                0 => page.clone(),
                _ => SourceFile {
                    path: format!("copy-{copy}/{}", page.path),
                    text: moved(&page.text, copy),
                },
            })
        });
        SourceSet::new(copied.collect())
    }

    /// What docbind reads in them.
    pub fn read(&self) -> Reading {
        read_docs(&self.sources(), &options())
    }
}

/// The same page with all paths below another one.
fn moved(text: &str, copy: usize) -> String {
    let mut text = text.replace("/api/v3/", &format!("/api/v3/copy{copy}/"));
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        text = text.replace(&format!("{method} /"), &format!("{method} /copy{copy}/"));
    }
    text
}

/// Nothing but the pages.
pub fn options() -> ReadOptions {
    ReadOptions {
        name: NAME.to_owned(),
        ..ReadOptions::default()
    }
}

/// How many bytes the pages have.
pub fn bytes(sources: &SourceSet) -> usize {
    sources.iter().map(|(_, page)| page.text.len()).sum()
}

fn collect(root: &Path, folder: &Path, pages: &mut Vec<SourceFile>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, pages)?;
        } else if path.extension().is_some_and(|it| it == "md") {
            let name = path.strip_prefix(root).unwrap_or(&path);
            pages.push(SourceFile {
                path: name.to_string_lossy().into_owned(),
                text: fs::read_to_string(&path)?,
            });
        }
    }
    Ok(())
}

impl fmt::Display for Corpus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: usize = self.pages.iter().map(|page| page.text.len()).sum();
        let (pages, folder) = (self.pages.len(), self.folder.display());
        write!(f, "{pages} pages, {bytes} bytes in `{folder}`")?;
        if !self.is_whole {
            write!(f, " (the shipped ones: there is no `../shared/corpus`)")?;
        }
        Ok(())
    }
}

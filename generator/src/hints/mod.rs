//! What a person says about documents that they do not say themselves.
//!
//! What comes in: settings, from `docbind.toml` or from Rust. What goes out: [`Hints`], which the
//! pipeline passes to the stages that would have to guess. Every hint is optional; without any,
//! documents are read as they stand. Nothing is read from disk here, and no hint changes what a
//! text says: where documents are clear, they win.

mod base_path;
mod pages;
mod synonyms;
mod unlabelled;
mod unmarked;
mod variables;

use std::collections::BTreeMap;

use docbind_spec::Presence;
use serde::Deserialize;

pub use base_path::BasePath;
pub use pages::{Idle, PagePattern, Selected};
pub use synonyms::{Synonyms, Term};
pub use unlabelled::{SentIn, Unlabelled};
pub use unmarked::Unmarked;
pub use variables::VariableName;

use crate::markdown::Variables;
use crate::source::SourceSet;

/// Hints about the documents of one API. The default is none.
///
/// ```
/// use docbind::hints::{Hints, SentIn};
/// let hints = Hints::new()
///     .exclude(["changelog.md", "internal"])?
///     .base_paths(["/api/v1"])?
///     .unlabelled(SentIn::Query);
/// assert!(!hints.reads("internal/keys.md"));
/// # Ok::<(), docbind::hints::HintError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[must_use = "hints do nothing until something is read with them"]
pub struct Hints {
    include: Vec<PagePattern>,
    exclude: Vec<PagePattern>,
    base_paths: Vec<BasePath>,
    variables: BTreeMap<VariableName, String>,
    unlabelled: Unlabelled,
    unmarked: Option<Unmarked>,
    synonyms: Synonyms,
}

/// A hint that means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}; {help}")]
pub struct HintError {
    message: String,
    help: String,
}

impl HintError {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}

impl Hints {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// The only pages to read, as patterns of paths below the folder of the pages: `rest/**`,
    /// `*.md`, or the name of a page or folder. By default all pages are read.
    ///
    /// # Errors
    ///
    /// A pattern that is none.
    pub fn include<'a>(
        mut self,
        patterns: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, HintError> {
        self.include = parsed(patterns)?;
        Ok(self)
    }

    /// Pages that are not read, whatever [`Hints::include`] says.
    ///
    /// # Errors
    ///
    /// A pattern that is none.
    pub fn exclude<'a>(
        mut self,
        patterns: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, HintError> {
        self.exclude = parsed(patterns)?;
        Ok(self)
    }

    /// What stands before the paths of all operations. The first is the API's base path; the
    /// others are taken off as well, where some request lines have them.
    ///
    /// # Errors
    ///
    /// Something that is no path, such as an address with a host.
    pub fn base_paths<'a>(
        mut self,
        paths: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, HintError> {
        self.base_paths = parsed(paths)?;
        Ok(self)
    }

    /// Where parameters are sent that no heading, column or placeholder places.
    pub fn unlabelled(mut self, placement: impl Into<Unlabelled>) -> Self {
        self.unlabelled = placement.into();
        self
    }

    /// What template variables stand for, such as `site.url` for `{{ site.url }}`; `$name`,
    /// `${name}` and `%name%` are variables as well.
    ///
    /// # Errors
    ///
    /// Something that is no name.
    pub fn variables<'a>(
        mut self,
        values: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, HintError> {
        let pair = |(name, value): (&str, &str)| {
            VariableName::try_from(name.to_owned()).map(|name| (name, value.to_owned()))
        };
        self.variables = values.into_iter().map(pair).collect::<Result<_, _>>()?;
        Ok(self)
    }

    /// What it means that neither a marker nor a note says whether a parameter must be sent.
    pub fn unmarked(mut self, meaning: Unmarked) -> Self {
        self.unmarked = Some(meaning);
        self
    }

    /// Other words for those that docbind knows, so that pages in another language can be read.
    pub fn synonyms<'a>(mut self, term: Term, words: impl IntoIterator<Item = &'a str>) -> Self {
        self.synonyms.add(term, words);
        self
    }

    /// Whether a page is read, by its path below the folder of the pages.
    #[must_use]
    pub fn reads(&self, path: &str) -> bool {
        let listed = |patterns: &[PagePattern]| patterns.iter().any(|one| one.matches(path));
        (self.include.is_empty() || listed(&self.include)) && !listed(&self.exclude)
    }

    /// The pages that are read, and the hints that say nothing about any page.
    pub fn select(&self, pages: &SourceSet) -> Selected {
        pages::select(self, pages)
    }

    /// The base paths, the API's own first.
    pub(crate) fn roots(&self) -> &[BasePath] {
        &self.base_paths
    }

    /// The values of template variables.
    pub(crate) fn values(&self) -> Variables {
        let values = self.variables.iter();
        Variables::new(
            values
                .map(|(name, value)| (name.as_str().to_owned(), value.clone()))
                .collect(),
        )
    }

    /// Whether a variable has a value.
    pub(crate) fn has_variable(&self, name: &str) -> bool {
        self.variables.keys().any(|known| known.as_str() == name)
    }

    /// What no marker means, where people say.
    pub(crate) fn meaning_of_unmarked(&self) -> Option<Presence> {
        self.unmarked.map(Presence::from)
    }

    /// Other words for those that docbind knows.
    pub(crate) const fn words(&self) -> &Synonyms {
        &self.synonyms
    }

    /// The placement of parameters that nothing places.
    pub(crate) const fn placement(&self) -> &Unlabelled {
        &self.unlabelled
    }
}

fn parsed<'a, T: TryFrom<String, Error = HintError>>(
    texts: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<T>, HintError> {
    texts
        .into_iter()
        .map(|text| T::try_from(text.to_owned()))
        .collect()
}

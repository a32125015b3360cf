//! Which pages are read.

use std::collections::BTreeSet;
use std::fmt;

use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;

use super::{HintError, Hints, VariableName};
use crate::source::{SourceFile, SourceSet};

/// A pattern of paths below the folder of the pages, as in `.gitignore`: `*` is any text within a
/// name, `**` any folders. The name of a folder stands for every page in it.
///
/// ```
/// use docbind::hints::PagePattern;
/// let matches = |pattern: &str, path: &str| {
///     PagePattern::try_from(pattern.to_owned()).map(|pattern| pattern.matches(path))
/// };
/// assert_eq!(matches("internal", "internal/keys.md"), Ok(true));
/// assert_eq!(matches("*.md", "internal/keys.md"), Ok(false));
/// assert_eq!(matches("**/keys.md", "internal/keys.md"), Ok(true));
/// ```
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct PagePattern {
    text: String,
    page: GlobMatcher,
    folder: GlobMatcher,
}

/// Two patterns are the same if they are written the same.
impl PartialEq for PagePattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for PagePattern {}

/// As it is written, and nothing of how it is compiled.
impl fmt::Debug for PagePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PagePattern").field(&self.text).finish()
    }
}

impl PagePattern {
    /// Whether a page is meant, by its path.
    pub fn matches(&self, path: &str) -> bool {
        self.page.is_match(path) || self.folder.is_match(path)
    }
}

impl TryFrom<String> for PagePattern {
    type Error = HintError;

    fn try_from(text: String) -> Result<Self, HintError> {
        let plain = text.trim_start_matches("./").trim_end_matches('/');
        let leads_out = plain.split('/').any(|part| part == "..") || plain.starts_with('/');
        if plain.is_empty() || leads_out {
            return Err(HintError::new(
                format!("`{text}` names no page"),
                "patterns are relative to the folder of the pages, such as `rest/**` or `*.md`",
            ));
        }
        let matcher = |pattern: &str| {
            let glob = GlobBuilder::new(pattern).literal_separator(true).build();
            glob.map(|glob| glob.compile_matcher()).map_err(|error| {
                HintError::new(
                    format!("`{text}` is no pattern: {}", error.kind()),
                    "`*` is any text within a name, `**` any folders, `?` one character",
                )
            })
        };
        Ok(Self {
            page: matcher(plain)?,
            folder: matcher(&format!("{plain}/**"))?,
            text,
        })
    }
}

/// The pages that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// The pages.
    pub pages: SourceSet,
    /// Hints that say nothing about any page.
    pub idle: Vec<Idle>,
}

/// A hint that says nothing about any page: its page is gone, or it is a slip of the pen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Idle {
    /// A pattern of pages to read that no page has.
    Include(String),
    /// A pattern of pages not to read that no page has.
    Exclude(String),
    /// A variable that no page has.
    Variable(String),
}

impl std::fmt::Display for Idle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Include(text) => write!(f, "`include`: `{text}` matches no page"),
            Self::Exclude(text) => write!(f, "`exclude`: `{text}` matches no page"),
            Self::Variable(name) => write!(f, "`variables`: `{name}` stands on no page"),
        }
    }
}

/// Selects pages.
pub(super) fn select(hints: &Hints, pages: &SourceSet) -> Selected {
    let matches_none = |pattern: &&PagePattern| {
        let mut all = pages.iter();
        all.all(|(_, page)| !pattern.matches(&page.path))
    };
    let unused = |patterns: &[PagePattern], idle: fn(String) -> Idle| -> Vec<Idle> {
        let none = patterns.iter().filter(matches_none);
        none.map(|pattern| idle(pattern.text.clone())).collect()
    };
    let mut idle = unused(&hints.include, Idle::Include);
    idle.extend(unused(&hints.exclude, Idle::Exclude));
    let read = |page: &&SourceFile| hints.reads(&page.path);
    let kept = pages.iter().map(|(_, page)| page).filter(read);
    let pages = SourceSet::new(kept.cloned().collect());
    idle.extend(unused_variables(hints, &pages));
    Selected { pages, idle }
}

/// Variables that stand on none of these pages.
fn unused_variables(hints: &Hints, pages: &SourceSet) -> Vec<Idle> {
    let values = hints.values();
    let mut used = BTreeSet::new();
    for (_, page) in pages.iter() {
        used.extend(values.uses(&page.text).into_iter().map(|(_, name)| name));
    }
    let names = hints.variables.keys().map(VariableName::as_str);
    let unused = names.filter(|name| !used.contains(name));
    unused.map(|name| Idle::Variable(name.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_select_pages() {
        for (pattern, pages) in [
            ("*.md", "books.md index.md"),
            ("**/*.md", "books.md index.md rest/a.md rest/v2/b.md"),
            ("rest", "rest/a.md rest/v2/b.md"),
            ("./rest/", "rest/a.md rest/v2/b.md"),
            ("rest/*.md", "rest/a.md"),
            ("**/v2", "rest/v2/b.md"),
            ("{books,index}.md", "books.md index.md"),
            ("readers.md", ""),
        ] {
            let pattern = PagePattern::try_from(pattern.to_owned()).unwrap();
            let all = ["books.md", "index.md", "rest/a.md", "rest/v2/b.md"];
            let found: Vec<&str> = all.into_iter().filter(|it| pattern.matches(it)).collect();
            assert_eq!(found.join(" "), pages, "{}", pattern.text);
        }
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        for (pattern, message) in [
            ("../rest", "`../rest` names no page; patterns are relative"),
            ("/rest", "`/rest` names no page; patterns are relative"),
            ("", "`` names no page; patterns are relative"),
            ("[a", "`[a` is no pattern: unclosed character class"),
        ] {
            let error = PagePattern::try_from(pattern.to_owned()).unwrap_err();
            assert!(error.to_string().starts_with(message), "{error}");
        }
    }

    #[test]
    fn patterns_that_match_nothing_are_idle() {
        let page = |path: &str| SourceFile {
            path: path.to_owned(),
            text: String::new(),
        };
        let hints = Hints::new()
            .include(["rest", "soap"])
            .and_then(|hints| hints.exclude(["rest/old.md", "rest/older.md"]))
            .unwrap();
        let pages = ["index.md", "rest/new.md", "rest/old.md"].map(page);
        let selected = hints.select(&SourceSet::new(pages.to_vec()));
        let left: Vec<&str> = selected.pages.iter().map(|(_, it)| &*it.path).collect();
        assert_eq!(left, ["rest/new.md"]);
        let idle: Vec<String> = selected.idle.iter().map(Idle::to_string).collect();
        assert_eq!(
            idle,
            [
                "`include`: `soap` matches no page",
                "`exclude`: `rest/older.md` matches no page"
            ]
        );
    }
}

//! Changes as text for people, Markdown for a pull request, JSON, and notes of GitHub.
//!
//! What comes in: changes, and what both sides are called. What goes out: text. The words of a
//! change are made here and nowhere else.

mod concise;
mod github;
mod json;
mod markdown;
mod report;

use std::fmt;

pub use concise::concise;
pub use github::github;
pub use json::json;
pub use markdown::markdown;
pub use report::report;

use super::{Audience, Change, Item, Level, Place, Rule, Subject};
use crate::diag::render::visible;

/// What the sides of a comparison are called.
#[derive(Debug, Clone, Default)]
pub struct Titles {
    /// The API, where the changes of several are told.
    pub api: Option<String>,
    /// The older one, as the person named it.
    pub old: String,
    /// The newer one.
    pub new: String,
    /// The folder of the older pages, which stands before the paths of places; empty for none.
    pub old_folder: String,
    /// The folder of the newer pages.
    pub new_folder: String,
    /// The same as a path from the current folder, where the newer pages are files here.
    pub new_files: Option<String>,
    /// For whom the changes are told.
    pub audience: Audience,
}

impl Titles {
    fn old_place(&self, change: &Change) -> Option<String> {
        change.old.as_ref().map(|it| placed(&self.old_folder, it))
    }

    fn new_place(&self, change: &Change) -> Option<String> {
        change.new.as_ref().map(|it| placed(&self.new_folder, it))
    }

    /// Both places in words; nothing where neither is known.
    fn places(&self, change: &Change) -> Option<String> {
        match (self.old_place(change), self.new_place(change)) {
            (None, None) => None,
            (Some(old), Some(new)) if old == new => Some(old),
            (Some(old), Some(new)) => Some(format!("{old} → {new}")),
            (Some(old), None) => Some(format!("{old} → gone")),
            (None, Some(new)) => Some(format!("new at {new}")),
        }
    }
}

/// A place as people and editors read it: `page:line:column`, or `page#anchor` without pages.
fn placed(folder: &str, place: &Place) -> String {
    let page = match place.at {
        Some(at) => format!("{}:{}:{}", place.source.page(), at.line, at.column),
        None => place.source.0.clone(),
    };
    let page = visible(&page);
    match folder {
        "" => page.into_owned(),
        folder if folder.ends_with(':') => format!("{folder}{page}"),
        folder => format!("{}/{page}", folder.trim_end_matches('/')),
    }
}

impl Change {
    /// What happened, in one line without the subject.
    ///
    /// ```
    /// use docbind::diff::compare;
    /// # use docbind::{pipeline::{ReadOptions, read_docs}, source::{SourceFile, SourceSet}};
    /// # let read = |title: &str| {
    /// #     let text = format!("# {title}\n\nText.\n");
    /// #     let page = SourceFile { path: "README.md".to_owned(), text };
    /// #     read_docs(&SourceSet::new(vec![page]), &ReadOptions::default()).spec
    /// # };
    /// let changes = compare(&read("Books"), &read("Records"));
    /// assert_eq!(changes[0].message(), "title: Books → Records");
    /// ```
    pub fn message(&self) -> String {
        self.told(self.rule.words(), &|value| value.to_owned())
    }

    /// These words with both sides put in, each in a form of its own.
    fn told(&self, words: &str, form: &dyn Fn(&str) -> String) -> String {
        let mut out = String::new();
        let mut rest = words;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            out.push_str(&form(&visible(match name {
                "part" => &self.part,
                "from" => &self.from,
                _ => &self.to,
            })));
            rest = after;
        }
        out.push_str(rest);
        if !self.contents.is_empty() {
            let names = self.contents.iter().map(|it| form(&visible(&it.name)));
            out.push_str(&format!(": {}", names.collect::<Vec<_>>().join(", ")));
        }
        out
    }

    /// What happened to what, in one line.
    pub(super) fn line(&self) -> String {
        match &self.subject {
            Subject::Operation { request, .. } => {
                format!("{} {}", visible(request), self.message())
            }
            subject => format!("{subject} {}", self.message()),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api => f.write_str("API"),
            Self::Conventions => f.write_str("conventions"),
            Self::Operation { request, name } => {
                write!(f, "{} ({})", visible(request), visible(name))
            }
            Self::Type(name) => write!(f, "type {}", visible(name)),
        }
    }
}

/// The changes as indented lines, those of one subject under its name.
pub fn text(changes: &[Change]) -> String {
    let mut out = String::new();
    for (subject, changes) in by_subject(changes) {
        out.push_str(&format!("  {subject}\n"));
        for change in changes {
            out.push_str(&format!("    {}\n", change.message()));
        }
    }
    out
}

/// The changes, what concerns people most first.
fn sorted(changes: &[Change]) -> Vec<&Change> {
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|change| change.level);
    sorted
}

/// A subject and the changes that are about it.
type Group<'a> = (&'a Subject, Vec<&'a Change>);

/// Changes with the subject that they are about: those that follow each other about one thing.
fn by_subject<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for change in changes {
        match groups.last_mut() {
            Some((subject, group)) if **subject == change.subject => group.push(change),
            _ => groups.push((&change.subject, vec![change])),
        }
    }
    groups
}

/// The changes of each level that has some, by subject.
fn by_level(changes: &[Change]) -> Vec<(Level, Vec<Group<'_>>)> {
    Level::ALL
        .into_iter()
        .map(|level| {
            let own = changes.iter().filter(move |change| change.level == level);
            (level, by_subject(own))
        })
        .filter(|(_, groups)| !groups.is_empty())
        .collect()
}

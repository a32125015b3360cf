//! What differs between two specs, by meaning, and what that means for whom.
//!
//! What comes in: two specs of one API, and the pages and findings that they come from, where
//! these are at hand. What goes out: a list of [`Change`]s in the order of the newer spec, each
//! with its [`Rule`], its [`Level`], its place in both documents and words for people. No file is
//! read and nothing is written.
//!
//! No difference is left out: where two parts differ and no rule has words for it, one such as
//! [`Rule::OperationDetailsChanged`] says that they do. The level of a change is taken from the
//! code that is generated for both sides, where that has something to say: two types that are the
//! same in Rust break nobody, and a field that three examples make certain does.

mod change;
mod code;
mod contradictions;
mod conventions;
mod examples;
mod fields;
mod level;
mod objects;
mod operations;
mod pairs;
mod parameters;
mod place;
mod render;
mod responses;
mod rule;
mod schema;
mod security;
mod summary;
mod types;

pub use change::{Change, Item, Place, Subject};
pub use level::{Audience, Level, Step};
pub use place::Documents;
pub use render::{Titles, concise, github, json, markdown, report, text};
pub use rule::Rule;
pub use summary::Summary;

use docbind_spec::ApiSpec;

use code::{Code, Sides};

/// Every difference between an older and a newer spec; none for equal ones.
///
/// ```
/// use docbind::diff::{Level, Rule, compare};
/// use docbind::pipeline::{ReadOptions, read_docs};
/// use docbind::source::{SourceFile, SourceSet};
///
/// let read = |text: &str| {
///     let page = SourceFile { path: "books.md".to_owned(), text: text.to_owned() };
///     read_docs(&SourceSet::new(vec![page]), &ReadOptions::default()).spec
/// };
/// let older = read("## List books\n\n```\nGET /books\n```\n");
/// let newer = read("Nothing.\n");
/// let changes = compare(&older, &newer);
/// assert_eq!(changes[0].rule, Rule::OperationRemoved);
/// assert_eq!(changes[0].level, Level::BreaksBoth);
/// assert_eq!(compare(&older, &older), []);
/// ```
pub fn compare(older: &ApiSpec, newer: &ApiSpec) -> Vec<Change> {
    if older == newer {
        return Vec::new();
    }
    let operations = pairs::operations(&older.operations, &newer.operations);
    let renamed = pairs::types(older, newer, &operations);
    let aligned = pairs::with_names(older, &renamed);
    let mut found = Found {
        all: Vec::new(),
        old: Code::of(&aligned),
        new: Code::of(newer),
    };
    let api = Subject::Api;
    found.aspects(&api, &aligned, newer, ASPECTS);
    conventions::compare(&aligned.api, &newer.api, &mut found);
    let (old, new, renumbered) = examples::comparable(&aligned, newer);
    operations::compare(&old, &new, &operations, &mut found);
    if renumbered {
        found.add(Change::new(Rule::PlaceholdersChanged, &api));
    }
    types::compare(&aligned, newer, &renamed, &mut found);
    if found.all.is_empty() {
        found.add(Change::new(Rule::ApiDetailsChanged, &api));
    }
    found.all
}

/// Every difference between two sides of which more than the spec may be known: their pages give
/// changes exact places, and their findings show which contradictions came and went.
pub fn compare_documents(
    (older, old): (&ApiSpec, &Documents<'_>),
    (newer, new): (&ApiSpec, &Documents<'_>),
) -> Vec<Change> {
    let mut changes = compare(older, newer);
    changes.extend(contradictions::compare((older, old), (newer, new)));
    for change in &mut changes {
        old.locate(change.old.as_mut());
        new.locate(change.new.as_mut());
    }
    changes
}

/// What can be said about a part of a spec in words.
type Aspect<T> = (Rule, fn(&T) -> String);

const ASPECTS: &[Aspect<ApiSpec>] = &[
    (Rule::ApiRenamed, |spec| spec.name.clone()),
    (Rule::ApiTitleChanged, |spec| {
        spec.title.clone().unwrap_or_default()
    }),
    (Rule::ApiContentChanged, |spec| schema::word(&spec.content)),
    (Rule::IgnoredBlocksChanged, |spec| {
        let count: u64 = spec
            .ignored
            .iter()
            .map(|block| u64::from(block.count))
            .sum();
        count.to_string()
    }),
];

/// The changes found so far, and the code of both sides.
#[derive(Debug)]
struct Found {
    all: Vec<Change>,
    old: Code,
    new: Code,
}

impl Found {
    /// The code of both sides.
    fn code(&self) -> Sides<'_> {
        Sides {
            old: &self.old,
            new: &self.new,
        }
    }

    fn add(&mut self, change: Change) {
        self.all.push(change);
    }

    /// Adds every aspect in which two versions of a part differ.
    fn aspects<T>(&mut self, subject: &Subject, older: &T, newer: &T, aspects: &[Aspect<T>]) {
        for (rule, words) in aspects {
            let (from, to) = (words(older), words(newer));
            if from != to {
                self.add(Change::new(*rule, subject).from(from).to(to));
            }
        }
    }
}

#[cfg(test)]
mod tests;

//! What differs between two specs, by meaning.
//!
//! What comes in: two specs of one API. What goes out: a list of [`Difference`]s, in the order of
//! the newer spec, each with words for people. No file is read, and nothing is judged: what a
//! difference means for anybody is decided elsewhere.
//!
//! No difference is left out: where two parts differ and no kind has words for it, a kind such as
//! [`Kind::OperationDetails`] says that they do.

mod conventions;
mod examples;
mod kind;
mod operations;
mod parameters;
mod render;
mod responses;
mod schema;
mod types;

pub use kind::Kind;
pub use render::text;

use docbind_spec::ApiSpec;

/// One difference between two specs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is about.
    pub subject: Subject,
    /// What happened to it.
    pub kind: Kind,
    /// Which part of the subject, such as the name of a parameter; empty for all of it.
    pub part: String,
    /// What the older spec says, in words; empty where it says nothing.
    pub from: String,
    /// What the newer spec says, in words; empty where it says nothing.
    pub to: String,
}

/// What a difference is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The API as a whole.
    Api,
    /// What holds for all operations.
    Conventions,
    /// An operation.
    Operation {
        /// Its method and path.
        request: String,
        /// Its resource and name, such as `books.list`.
        name: String,
    },
    /// A type of this name.
    Type(String),
}

/// Every difference between an older and a newer spec; none for equal ones.
///
/// ```
/// use docbind::diff::{Kind, compare};
/// use docbind::pipeline::{ReadOptions, read_docs};
/// use docbind::source::{SourceFile, SourceSet};
///
/// let read = |text: &str| {
///     let page = SourceFile { path: "books.md".to_owned(), text: text.to_owned() };
///     read_docs(&SourceSet::new(vec![page]), &ReadOptions::default()).spec
/// };
/// let older = read("## List books\n\n```\nGET /books\n```\n");
/// let newer = read("Nothing.\n");
/// let differences = compare(&older, &newer);
/// assert_eq!(differences[0].kind, Kind::OperationRemoved);
/// assert_eq!(compare(&older, &older), []);
/// ```
pub fn compare(older: &ApiSpec, newer: &ApiSpec) -> Vec<Difference> {
    let mut found = Found::default();
    let api = Subject::Api;
    found.aspects(&api, "", older, newer, ASPECTS);
    conventions::compare(&older.api, &newer.api, &mut found);
    let (old, new, renumbered) = examples::comparable(older, newer);
    operations::compare(&old, &new, &mut found);
    if renumbered {
        found.add(&api, Kind::Placeholders, "", "", "");
    }
    types::compare(&older.types, &newer.types, &mut found);
    if found.all.is_empty() && older != newer {
        found.add(&api, Kind::ApiDetails, "", "", "");
    }
    found.all
}

/// What can be said about a part of a spec in words.
type Aspect<T> = (Kind, fn(&T) -> String);

const ASPECTS: &[Aspect<ApiSpec>] = &[
    (Kind::ApiName, |spec| spec.name.clone()),
    (Kind::ApiTitle, |spec| {
        spec.title.clone().unwrap_or_default()
    }),
    (Kind::ApiContent, |spec| schema::word(&spec.content)),
    (Kind::IgnoredBlocks, |spec| {
        let count: u64 = spec
            .ignored
            .iter()
            .map(|block| u64::from(block.count))
            .sum();
        count.to_string()
    }),
];

/// The differences found so far.
#[derive(Debug, Default)]
struct Found {
    all: Vec<Difference>,
}

impl Found {
    fn add(&mut self, subject: &Subject, kind: Kind, part: &str, from: &str, to: &str) {
        self.all.push(Difference {
            subject: subject.clone(),
            kind,
            part: part.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        });
    }

    /// Adds every aspect in which two versions of a part differ.
    fn aspects<T>(
        &mut self,
        subject: &Subject,
        part: &str,
        older: &T,
        newer: &T,
        aspects: &[Aspect<T>],
    ) {
        for (kind, words) in aspects {
            let (from, to) = (words(older), words(newer));
            if from != to {
                self.add(subject, *kind, part, &from, &to);
            }
        }
    }
}

#[cfg(test)]
mod tests;

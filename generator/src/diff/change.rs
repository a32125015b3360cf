//! One change, with its place in both documents.

use std::sync::Arc;

use docbind_spec::{Example, Location, Source};
use serde_json::Value;

use super::{Audience, Level, Rule, Step};
use crate::source::LineColumn;

/// One difference between two specs and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub rule: Rule,
    /// Whom it concerns: that of the rule, unless the generated code tells more exactly.
    pub level: Level,
    /// What it is about.
    pub subject: Subject,
    /// Which part of the subject, such as the name of a parameter; empty for all of it.
    pub part: String,
    /// Where the parameter is sent that it is about, if it is about one.
    pub location: Option<Location>,
    /// What the older spec says, in words; empty where it says nothing.
    pub from: String,
    /// What the newer spec says, in words; empty where it says nothing.
    pub to: String,
    /// What came or went along: the parameters of an operation, the fields of a type.
    pub contents: Vec<Item>,
    /// Where the older documents say it.
    pub old: Option<Place>,
    /// Where the newer documents say it.
    pub new: Option<Place>,
}

/// What a change is about.
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

/// A part of what came or went as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Where it is sent, if it is a parameter.
    pub location: Option<Location>,
}

/// A place in one of the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The section.
    pub source: Source,
    /// What to look for there.
    pub(super) mark: Mark,
    /// Line and column, where the pages are at hand.
    pub at: Option<LineColumn>,
}

/// What a place is the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// The section itself.
    Section,
    /// What documents a parameter.
    Parameter(String),
    /// A key in an example.
    Key(Spot),
    /// A value in an example, such as an object that lacks a key.
    Value(Spot),
}

/// A place within an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// The whole example, by which it is found among those of its section. Many changes share it.
    pub(super) body: Arc<Value>,
    /// Where in it, as a JSON pointer.
    pub(super) pointer: String,
}

impl Place {
    pub(super) fn section(source: &Source) -> Self {
        Self::marked(source, Mark::Section)
    }

    /// The beginning of an example; nothing for one that cannot be read.
    pub(super) fn example(example: &Example) -> Option<Self> {
        let spot = Spot {
            body: Arc::new(example.body.value()?.clone()),
            pointer: String::new(),
        };
        Some(Self::marked(&example.source, Mark::Value(spot)))
    }

    pub(super) fn marked(source: &Source, mark: Mark) -> Self {
        Self {
            source: source.clone(),
            mark,
            at: None,
        }
    }
}

impl Change {
    pub(super) fn new(rule: Rule, subject: &Subject) -> Self {
        Self {
            rule,
            level: rule.level(),
            subject: subject.clone(),
            part: String::new(),
            location: None,
            from: String::new(),
            to: String::new(),
            contents: Vec::new(),
            old: None,
            new: None,
        }
    }

    pub(super) fn part(mut self, part: impl Into<String>) -> Self {
        self.part = part.into();
        self
    }

    pub(super) fn from(mut self, words: impl Into<String>) -> Self {
        self.from = words.into();
        self
    }

    pub(super) fn to(mut self, words: impl Into<String>) -> Self {
        self.to = words.into();
        self
    }

    pub(super) fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    pub(super) fn location(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    pub(super) fn contents(mut self, items: impl IntoIterator<Item = Item>) -> Self {
        self.contents = items.into_iter().collect();
        self
    }

    pub(super) fn places(mut self, old: Option<Place>, new: Option<Place>) -> Self {
        (self.old, self.new) = (old, new);
        self
    }

    /// The change as it is told to these people.
    #[must_use]
    pub fn to_audience(mut self, audience: Audience) -> Self {
        self.level = self.level.to(audience);
        self
    }

    /// Which part of the crate's version it raises.
    ///
    /// ```
    /// use docbind::diff::{Step, compare};
    /// use docbind::pipeline::{ReadOptions, read_docs};
    /// use docbind::source::{SourceFile, SourceSet};
    ///
    /// let read = |text: &str| {
    ///     let page = SourceFile { path: "books.md".to_owned(), text: text.to_owned() };
    ///     read_docs(&SourceSet::new(vec![page]), &ReadOptions::default()).spec
    /// };
    /// let (none, some) = (read("# Books\n"), read("# Books\n\n```\nGET /books\n```\n"));
    /// assert_eq!(compare(&none, &some)[0].step(), Step::Minor);
    /// assert_eq!(compare(&some, &none)[0].step(), Step::Major);
    /// ```
    pub fn step(&self) -> Step {
        self.rule.step(self.level)
    }
}

//! What docbind has to say about documents: structured findings, and how they are shown.
//!
//! What comes in: [`Diagnostic`]s from every stage. What goes out: text. Stages never format
//! messages with places; they attach spans.

mod docs;
mod levels;
pub mod render;
mod rules;

pub use levels::Levels;
pub use rules::*;

use crate::source::Span;

/// One finding about the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: Rule,
    /// What is the matter: one line, lower case, no full stop, understandable alone.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What the place itself shows; empty for nothing beside the message.
    pub label: String,
    /// Further places, with what they show.
    pub related: Vec<(Span, String)>,
    /// What to do about it.
    pub help: Option<String>,
    /// The one certain repair, as edits that belong together; empty where there is none.
    pub repair: Vec<Edit>,
}

/// A stretch of a page and what should stand there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where text is put in.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Diagnostic {
    /// A finding without label, further places and help.
    ///
    /// ```
    /// use docbind::{diag::{Diagnostic, Rule}, source::{FileId, Span}};
    /// let span = Span { file: FileId(0), range: 0..1 };
    /// let finding = Diagnostic::new(Rule::InvalidJson, span, "invalid JSON");
    /// assert_eq!(finding.rule.name(), "invalid-json");
    /// ```
    pub fn new(rule: Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            span,
            label: String::new(),
            related: Vec::new(),
            help: None,
            repair: Vec::new(),
        }
    }

    /// With words at the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With another place.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With the one certain repair.
    #[must_use]
    pub fn repair(mut self, edit: Edit) -> Self {
        self.repair.push(edit);
        self
    }
}

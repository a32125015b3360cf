//! What became of every block, row and item of the operations' sections.
//!
//! What comes in: the blocks of a page and what its readers say of them. What goes out: one
//! [`Entry`] for each. A block of which no reader says anything is a finding, so that nothing is
//! dropped silently by construction.

use docbind_spec::{BlockKind, IgnoreReason};

use crate::source::Span;

/// What became of one block, row or item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub block: BlockKind,
    /// What became of it.
    pub outcome: Outcome,
}

/// What can become of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It says something about the API, which the spec has.
    Fact,
    /// Nobody understands it; a finding says so.
    Finding,
    /// It says nothing about the API.
    Ignored(IgnoreReason),
}

impl Outcome {
    /// The outcome in one word or two, as the ledger prints it.
    ///
    /// ```
    /// use docbind::ledger::Outcome;
    /// use docbind_spec::IgnoreReason;
    /// assert_eq!(Outcome::Ignored(IgnoreReason::LinkList).words(), "ignored: link list");
    /// ```
    pub const fn words(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Finding => "finding",
            Self::Ignored(IgnoreReason::Prose) => "ignored: prose",
            Self::Ignored(IgnoreReason::LinkList) => "ignored: link list",
            Self::Ignored(IgnoreReason::Constants) => "ignored: constants",
            Self::Ignored(IgnoreReason::SampleCall) => "ignored: sample call",
            Self::Ignored(IgnoreReason::FilledInCall) => "ignored: filled-in call",
            Self::Ignored(IgnoreReason::OtherCode) => "ignored: other code",
            Self::Ignored(IgnoreReason::NoParameters) => "ignored: no parameters",
            Self::Ignored(IgnoreReason::ErrorWithoutStatus) => "ignored: error without status",
        }
    }
}

/// How many blocks became what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Those that are facts.
    pub facts: usize,
    /// Those that are findings.
    pub findings: usize,
    /// Those that are ignored.
    pub ignored: usize,
}

impl Totals {
    /// Counts entries.
    pub fn of(entries: &[Entry]) -> Self {
        let mut totals = Self::default();
        for entry in entries {
            match entry.outcome {
                Outcome::Fact => totals.facts += 1,
                Outcome::Finding => totals.findings += 1,
                Outcome::Ignored(_) => totals.ignored += 1,
            }
        }
        totals
    }

    /// All of them.
    pub const fn all(self) -> usize {
        self.facts + self.findings + self.ignored
    }

    /// The ignored ones in percent of all; 0 where there are none at all.
    ///
    /// ```
    /// let totals = docbind::ledger::Totals { facts: 3, findings: 0, ignored: 1 };
    /// assert!((totals.ignored_percent() - 25.0).abs() < 1e-9);
    /// ```
    #[expect(clippy::cast_precision_loss, reason = "counts of blocks are small")]
    pub fn ignored_percent(self) -> f64 {
        if self.all() == 0 {
            return 0.0;
        }
        self.ignored as f64 * 100.0 / self.all() as f64
    }
}

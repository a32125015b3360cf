//! How seriously each rule is taken.
//!
//! What comes in: decisions of settings and flags. What goes out: one level per rule; later
//! decisions win.

use std::collections::BTreeMap;

use super::{Diagnostic, Level, Rule};

/// The level of every rule: its default unless a person decided otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels {
    decided: BTreeMap<Rule, Level>,
}

impl Levels {
    /// With another level for one rule.
    ///
    /// ```
    /// use docbind::diag::{Level, Levels, Rule};
    /// let levels = Levels::default().with(Rule::InvalidJson, Level::Deny);
    /// assert_eq!(levels.of(Rule::InvalidJson), Level::Deny);
    /// ```
    #[must_use]
    pub fn with(mut self, rule: Rule, level: Level) -> Self {
        self.decided.insert(rule, level);
        self
    }

    /// The level that holds for a rule.
    pub fn of(&self, rule: Rule) -> Level {
        self.decided
            .get(&rule)
            .copied()
            .unwrap_or_else(|| rule.default_level())
    }

    /// How many of these findings there are at a level.
    pub fn count(&self, findings: &[Diagnostic], level: Level) -> usize {
        findings
            .iter()
            .filter(|finding| self.of(finding.rule) == level)
            .count()
    }
}

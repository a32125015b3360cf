//! What many changes come to: how many of each kind, and the step of the version.

use super::{Audience, Change, Level, Rule, Step};

/// What a list of changes comes to.
///
/// ```
/// use docbind::diff::{Audience, Summary};
/// let none = Summary::of(&[], Audience::Both);
/// assert_eq!(none.headline(), "no change");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// How many changes give people something new and break nobody.
    pub added: usize,
    /// How many break callers, implementers or both.
    pub breaking: usize,
    /// How many say that the newer documents contradict themselves.
    pub contradictions: usize,
    /// How many others are safe.
    pub safe: usize,
    /// How many are about sentences and examples.
    pub prose: usize,
    /// The step of a version of the whole crate.
    pub step: Step,
    /// The step for who uses the client only.
    pub client: Step,
    /// The step for who uses the server only.
    pub server: Step,
    /// The step if nothing were broken.
    pub unbroken: Step,
    /// For whom it is.
    audience: Audience,
    /// What breaks, in words.
    broken: Vec<String>,
}

impl Summary {
    /// Counts changes, as they are told to these people.
    pub fn of(changes: &[Change], audience: Audience) -> Self {
        let mut summary = Self {
            audience,
            ..Self::default()
        };
        for change in changes {
            match change.level {
                level if level.breaks() => {
                    summary.breaking += 1;
                    summary.broken.push(change.line());
                }
                Level::Contradiction => summary.contradictions += 1,
                Level::Safe if change.rule.adds() => summary.added += 1,
                Level::Prose => summary.prose += 1,
                _ => summary.safe += 1,
            }
            let step = change.step();
            summary.step = summary.step.max(step);
            let for_half = |breaks: bool| {
                let spared = change.level.breaks() && !breaks;
                if spared {
                    spared_step(change.rule)
                } else {
                    step
                }
            };
            let client = for_half(change.level.breaks_client());
            let server = for_half(change.level.breaks_server());
            summary.client = summary.client.max(client);
            summary.server = summary.server.max(server);
            if !change.level.breaks() {
                summary.unbroken = summary.unbroken.max(step);
            }
        }
        summary
    }

    /// The answer in one line: `3 added, 1 breaking (GET /books removed); minor → major`.
    pub fn headline(&self) -> String {
        self.line(&self.examples())
    }

    /// The same without words of the documents.
    pub fn counts(&self) -> String {
        self.line("")
    }

    fn line(&self, examples: &str) -> String {
        let told: Vec<String> = [
            (self.added, "added".to_owned()),
            (self.breaking, format!("breaking{examples}")),
            (self.contradictions, "contradictory".to_owned()),
            (self.safe, "safe".to_owned()),
            (self.prose, "in wording or examples".to_owned()),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
        if told.is_empty() {
            return "no change".to_owned();
        }
        format!("{}; {}", told.join(", "), self.steps())
    }

    /// What breaks, if that is little enough for one line.
    fn examples(&self) -> String {
        match self.broken.as_slice() {
            [] | [_, _, _, ..] => String::new(),
            few => format!(" ({})", few.join("; ")),
        }
    }

    /// The steps in words: that of the crate, from what it were if nothing broke, and that of one
    /// half where it is another.
    pub fn steps(&self) -> String {
        let step = if self.breaking > 0 {
            format!("{} → {}", self.unbroken.name(), self.step.name())
        } else {
            self.step.name().to_owned()
        };
        if self.audience != Audience::Both {
            step
        } else if self.client < self.step {
            format!("{step} (client alone: {})", self.client.name())
        } else if self.server < self.step {
            format!("{step} (server alone: {})", self.server.name())
        } else {
            step
        }
    }
}

/// What a change is to the half that it does not break.
fn spared_step(rule: Rule) -> Step {
    if rule.adds() {
        Step::Minor
    } else {
        Step::Patch
    }
}

//! Repairs applied in rounds, each of which is read again.
//!
//! What comes in: pages with their findings. What goes out: the pages after the last round. In a
//! round all repairs that do not touch each other are tried together; a group that is not sound
//! is halved until the one is found that has to be left out.

use std::collections::BTreeMap;

use super::edits::{Changed, apply};
use super::meaning::same;
use crate::diag::{Diagnostic, Edit, Rule};
use crate::pipeline::Reading;
use crate::source::{FileId, SourceSet};

/// Pages with their repairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Fixed {
    /// The pages.
    pub sources: SourceSet,
    /// What is read from them now.
    pub reading: Reading,
    /// What was repaired in each round, with places in the pages as they were before the round.
    pub rounds: Vec<Vec<Diagnostic>>,
    /// Findings whose repair would have changed something else, with their places now.
    pub left_out: Vec<Diagnostic>,
}

impl Fixed {
    /// How many findings of each rule were repaired on a page.
    pub fn counts(&self, page: FileId) -> BTreeMap<Rule, usize> {
        let mut counts = BTreeMap::new();
        for finding in self.rounds.iter().flatten() {
            if finding.span.file == page {
                *counts.entry(finding.rule).or_default() += 1;
            }
        }
        counts
    }
}

/// Pages with what is read from them.
struct State {
    sources: SourceSet,
    reading: Reading,
}

/// Applies all sound repairs of these rules.
///
/// ```
/// use docbind::{diag::Rule, fix, pipeline::read_docs, source::{FileId, SourceFile, SourceSet}};
/// let text = "```\nGET /books\n```\n\n```json\n[1,]\n```\n";
/// let page = SourceFile { path: "books.md".to_owned(), text: text.to_owned() };
/// let read = |pages: &SourceSet| read_docs(pages, &Default::default());
/// let fixed = fix::fix(SourceSet::new(vec![page]), fix::RULES, &read);
/// assert_eq!(fixed.counts(FileId(0)), [(Rule::InvalidJson, 1)].into());
/// assert!(fixed.sources.get(FileId(0)).is_some_and(|page| page.text.contains("[1]")));
/// ```
pub fn fix(sources: SourceSet, rules: &[Rule], read: &dyn Fn(&SourceSet) -> Reading) -> Fixed {
    let reading = read(&sources);
    let mut state = State { sources, reading };
    let mut rounds = Vec::new();
    loop {
        let round = round(&state, rules, read);
        let Some(next) = round.next else {
            return Fixed {
                left_out: round.left_out.into_iter().cloned().collect(),
                sources: state.sources,
                reading: state.reading,
                rounds,
            };
        };
        rounds.push(round.repaired.into_iter().cloned().collect());
        state = next;
    }
}

/// What one round did.
#[derive(Default)]
struct Round<'a> {
    /// The pages afterwards; none where nothing was repaired.
    next: Option<State>,
    repaired: Vec<&'a Diagnostic>,
    left_out: Vec<&'a Diagnostic>,
}

fn round<'a>(state: &'a State, rules: &[Rule], read: &dyn Fn(&SourceSet) -> Reading) -> Round<'a> {
    let mut round = Round::default();
    let mut waiting: Vec<&Diagnostic> = state
        .reading
        .diagnostics
        .iter()
        .filter(|finding| !finding.repair.is_empty() && rules.contains(&finding.rule))
        .collect();
    // What touches a repair that was left out has its turn in the same round.
    while !waiting.is_empty() {
        let mut group: Vec<&Diagnostic> = Vec::new();
        let mut later = Vec::new();
        let mut changed = Changed::default();
        for finding in waiting {
            if changed.touches(finding) {
                later.push(finding);
            } else {
                changed.add(finding);
                group.push(finding);
            }
        }
        round.attempt(state, group, read);
        let changed = Changed::by(&round.repaired);
        later.retain(|finding| !changed.touches(finding));
        waiting = later;
    }
    round
}

impl<'a> Round<'a> {
    /// Adds what is sound of a group.
    fn attempt(
        &mut self,
        state: &State,
        group: Vec<&'a Diagnostic>,
        read: &dyn Fn(&SourceSet) -> Reading,
    ) {
        let mut groups = vec![group];
        while let Some(mut group) = groups.pop() {
            let mut trial = self.repaired.clone();
            trial.extend(&group);
            let edits: Vec<&Edit> = trial.iter().flat_map(|finding| &finding.repair).collect();
            let sources = apply(&state.sources, &edits);
            let reading = read(&sources);
            if is_sound(&state.reading, &reading, &trial) {
                self.next = Some(State { sources, reading });
                self.repaired = trial;
            } else if group.len() == 1 {
                self.left_out.append(&mut group);
            } else {
                let second = group.split_off(group.len() / 2);
                groups.push(second);
                groups.push(group);
            }
        }
    }
}

/// Whether the repaired findings are gone, no other one appeared, and the spec says the same.
fn is_sound(before: &Reading, after: &Reading, repaired: &[&Diagnostic]) -> bool {
    let mut allowed = counts(before.diagnostics.iter());
    for (key, number) in counts(repaired.iter().copied()) {
        if let Some(count) = allowed.get_mut(&key) {
            *count = count.saturating_sub(number);
        }
    }
    let no_other = counts(after.diagnostics.iter())
        .iter()
        .all(|(key, number)| allowed.get(key).is_some_and(|most| number <= most));
    let mut rules: Vec<Rule> = repaired.iter().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    no_other && same(&before.spec, &after.spec, &rules)
}

/// Findings by page and words; places change with every repair.
fn counts<'a>(
    findings: impl Iterator<Item = &'a Diagnostic>,
) -> BTreeMap<(usize, Rule, &'a str), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        let key = (finding.span.file.0, finding.rule, finding.message.as_str());
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}

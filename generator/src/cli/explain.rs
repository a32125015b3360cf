//! `docbind explain RULE`: the documentation of a rule, of findings or of changes.

use super::Verdict;
use super::args::ExplainArgs;
use super::failure::{Failure, did_you_mean};
use super::streams::Streams;
use crate::diag;
use crate::diff;

pub(super) fn run(args: &ExplainArgs, streams: &mut Streams) -> Result<Verdict, Failure> {
    match &args.rule {
        Some(name) => streams.data(&explained(name)?)?,
        None => streams.data(&all())?,
    }
    Ok(Verdict::Fine)
}

fn explained(name: &str) -> Result<String, Failure> {
    if let Some(rule) = diag::Rule::from_name(name) {
        return Ok(rule.documentation().to_owned());
    }
    if let Some(rule) = diff::Rule::from_name(name) {
        return Ok(rule.documentation());
    }
    let findings = diag::Rule::ALL.iter().map(|rule| rule.name());
    let changes = diff::Rule::ALL.iter().map(|rule| rule.name());
    let known: Vec<&str> = findings.chain(changes).collect();
    Err(Failure::new(format!("unknown rule `{name}`")).help(did_you_mean(name, "rules", &known)))
}

/// Every rule with what it is about.
fn all() -> String {
    let findings = diag::Rule::ALL.iter();
    let findings: Vec<[&str; 2]> = findings.map(|it| [it.name(), it.summary()]).collect();
    let changes = diff::Rule::ALL.iter();
    let changes: Vec<[&str; 2]> = changes.map(|it| [it.name(), it.why()]).collect();
    format!(
        "Findings about pages:\n{}\nChanges between two states of an API:\n{}",
        list(&findings),
        list(&changes)
    )
}

fn list(rules: &[[&str; 2]]) -> String {
    let width = rules.iter().map(|[name, _]| name.len()).max();
    let width = width.unwrap_or_default();
    rules
        .iter()
        .map(|[name, words]| format!("  {name:<width$}  {words}\n"))
        .collect()
}

//! `docbind explain RULE`: the documentation of a rule.

use super::Verdict;
use super::args::ExplainArgs;
use super::config::rule;
use super::failure::Failure;
use super::streams::Streams;
use crate::diag::Rule;

pub(super) fn run(args: &ExplainArgs, streams: &mut Streams) -> Result<Verdict, Failure> {
    match &args.rule {
        Some(name) => streams.data(rule(name)?.documentation())?,
        None => {
            let width = Rule::ALL.iter().map(|rule| rule.name().len()).max();
            for rule in Rule::ALL {
                let width = width.unwrap_or_default();
                streams.data(&format!("{:<width$}  {}\n", rule.name(), rule.summary()))?;
            }
        }
    }
    Ok(Verdict::Fine)
}

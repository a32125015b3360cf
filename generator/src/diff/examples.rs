//! Examples and calls: how many changed.
//!
//! A spec of facts holds numbered placeholders for texts, counted over the whole spec, so that
//! one more text on one page gives others new numbers everywhere. That is said once.

use docbind_spec::{ApiSpec, Content, Operation};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The operations of two specs as they are to be compared, and whether numbers of placeholders
/// were made equal for it.
pub(super) fn comparable(
    older: &ApiSpec,
    newer: &ApiSpec,
) -> (Vec<Operation>, Vec<Operation>, bool) {
    if older.content != Content::Facts || newer.content != Content::Facts {
        return (older.operations.clone(), newer.operations.clone(), false);
    }
    let old: Vec<Operation> = older.operations.iter().map(unnumbered).collect();
    let new: Vec<Operation> = newer.operations.iter().map(unnumbered).collect();
    let renumbered = newer
        .operations
        .iter()
        .zip(&new)
        .any(|(raw, plain)| old.contains(plain) && !older.operations.contains(raw));
    (old, new, renumbered)
}

/// The operation without the numbers in its examples and calls.
fn unnumbered(operation: &Operation) -> Operation {
    let mut operation = operation.clone();
    operation.calls = without_numbers(operation.calls);
    for response in &mut operation.responses {
        response.examples = without_numbers(std::mem::take(&mut response.examples));
    }
    if let Some(body) = &mut operation.request_body {
        body.examples = without_numbers(std::mem::take(&mut body.examples));
    }
    operation
}

fn without_numbers<T: Serialize + DeserializeOwned>(part: T) -> T {
    let plain = serde_json::to_value(&part).map(|mut value| {
        blur(&mut value);
        value
    });
    plain.and_then(serde_json::from_value).unwrap_or(part)
}

/// Makes every run of digits in a text one zero, without the word of a placeholder before it; keys
/// and numbers stay.
fn blur(value: &mut Value) {
    match value {
        Value::String(text) => {
            let mut plain = String::with_capacity(text.len());
            for c in text.chars() {
                if !c.is_ascii_digit() {
                    plain.push(c);
                } else if let Some(mark @ ('-' | '#')) = plain.chars().next_back() {
                    // `title-7`: the word is the key that showed the text first.
                    plain.pop();
                    let word = |c: char| c.is_ascii_alphabetic() || c == '_';
                    plain.truncate(plain.trim_end_matches(word).len());
                    plain.push(mark);
                    plain.push('0');
                } else if !plain.ends_with('0') {
                    plain.push('0');
                }
            }
            *text = plain;
        }
        Value::Array(items) => items.iter_mut().for_each(blur),
        Value::Object(members) => members.values_mut().for_each(blur),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// How many of two lists have no equal in the other, an edited one counted once.
pub(super) fn changed<T: PartialEq>(older: &[T], newer: &[T]) -> usize {
    lacking(older, newer).max(lacking(newer, older))
}

/// How many of `some` are not in `others`, each of which stands for one.
fn lacking<T: PartialEq>(some: &[T], others: &[T]) -> usize {
    let mut left: Vec<&T> = others.iter().collect();
    some.iter()
        .filter(|one| match left.iter().position(|other| other == one) {
            Some(index) => {
                left.swap_remove(index);
                false
            }
            None => true,
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Rule, compare};
    use crate::facts::strip;
    use crate::pipeline::{ReadOptions, read_docs};
    use crate::source::{SourceFile, SourceSet};

    /// The facts of a page with two examples.
    fn facts(first: &str, second: &str) -> ApiSpec {
        let section = |path: &str, body: &str| {
            format!("## Get {path}\n\n```\nGET /{path}\n```\n\n```json\n{body}\n```\n\n")
        };
        let page = SourceFile {
            path: "books.md".to_owned(),
            text: section("first", first) + &section("second", second),
        };
        strip(&read_docs(&SourceSet::new(vec![page]), &ReadOptions::default()).spec)
    }

    #[test]
    fn new_numbers_of_placeholders_are_said_once() {
        let rules = |older: &ApiSpec, newer: &ApiSpec| -> Vec<Rule> {
            let changes = compare(older, newer);
            changes.iter().map(|one| one.rule).collect()
        };
        let second = r#"{"title": "The Sea", "pages": 3}"#;
        let older = facts(r#"{"author": "Ann Lee"}"#, second);
        assert_eq!(rules(&older, &older), []);
        let newer = facts(r#"{"writer": "The Sea", "editor": "Bo Orr"}"#, second);
        let found = rules(&older, &newer);
        let count = |rule: Rule| found.iter().filter(|found| **found == rule).count();
        assert_eq!(count(Rule::ResponseExamplesChanged), 1, "{found:?}");
        assert_eq!(count(Rule::PlaceholdersChanged), 1, "{found:?}");
        assert_eq!(count(Rule::OperationDetailsChanged), 0, "{found:?}");
    }

    #[test]
    fn counts_what_has_no_equal() {
        assert_eq!(changed(&[1, 2], &[2, 1]), 0);
        assert_eq!(changed(&[1, 2], &[2, 3]), 1);
        assert_eq!(changed(&[1, 1], &[1]), 1);
        assert_eq!(changed(&[], &[1, 2]), 2);
    }
}

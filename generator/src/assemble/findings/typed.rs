//! Numbers and booleans that examples show as texts.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::place::{Leaf, leaves, of_leaves};
use super::{Picture, listed};
use crate::diag::{Diagnostic, Rule};
use crate::extract::facts::ExampleFact;

/// What stands under one key: numbers on which pages, and texts that are nothing else anywhere.
#[derive(Default)]
struct Seen {
    numbers: BTreeSet<usize>,
    texts: usize,
}

/// One finding per example that shows such texts.
pub(super) fn report(picture: &Picture<'_>, found: &mut Vec<Diagnostic>) {
    let suspects = suspects(picture);
    if suspects.is_empty() {
        return;
    }
    let seen = seen(picture, &suspects);
    let quoted = |(page, example)| quoted(picture, page, example, &seen);
    found.extend(picture.examples().filter_map(quoted));
}

/// The keys under which numbers or booleans stand as texts. There are few.
fn suspects<'a>(picture: &Picture<'a>) -> BTreeSet<&'a str> {
    let suspect = |leaf: &Leaf<'a>| {
        let text = leaf.value.as_str()?;
        (is_boolean(text) || is_number(text)).then_some(leaf.key)
    };
    let examples = picture.examples();
    let found = examples.flat_map(|(_, example)| leaves(example, suspect));
    found.map(|(_, key)| key).collect()
}

/// What stands under these keys.
fn seen<'a>(picture: &Picture<'a>, keys: &BTreeSet<&'a str>) -> BTreeMap<&'a str, Seen> {
    let mut seen: BTreeMap<&str, Seen> = BTreeMap::new();
    for (page, example) in picture.examples() {
        let of_keys = leaves(example, |leaf| keys.get(leaf.key).copied());
        for (leaf, key) in of_keys {
            let of_key = seen.entry(key).or_default();
            match leaf.value {
                Value::Number(_) => {
                    of_key.numbers.insert(page);
                }
                Value::String(text) if !is_boolean(text) && !is_number(text) => of_key.texts += 1,
                _ => {}
            }
        }
    }
    seen
}

fn quoted(
    picture: &Picture<'_>,
    page: usize,
    example: &ExampleFact,
    seen: &BTreeMap<&str, Seen>,
) -> Option<Diagnostic> {
    let quoted = leaves(example, |leaf| {
        let text = leaf.value.as_str().filter(|_| !leaf.in_map)?;
        let kind = meant(text, page, seen.get(leaf.key)?)?;
        is_field(leaf.key).then_some(kind)
    });
    // The places of members are looked for only where there is something to tell.
    if quoted.is_empty() {
        return None;
    }
    let message = message(&quoted);
    let mut places = of_leaves(example, &quoted).into_iter();
    let finding = Diagnostic::new(
        Rule::QuotedValue,
        picture.span(page, places.next()?.value)?,
        message,
    );
    let finding = places.fold(finding, |finding, place| {
        match picture.span(page, place.value) {
            Some(span) => finding.related(span, "and here"),
            None => finding,
        }
    });
    Some(finding.help("leave the quotes out, if the server does; types are taken from examples"))
}

/// `live` and `year` show booleans and numbers as texts.
fn message(quoted: &[(Leaf<'_>, &'static str)]) -> String {
    let mut keys: Vec<String> = Vec::new();
    let mut kinds: Vec<&str> = Vec::new();
    for (leaf, kind) in quoted {
        let key = format!("`{}`", leaf.key);
        if !keys.contains(&key) {
            keys.push(key);
        }
        if !kinds.contains(kind) {
            kinds.push(kind);
        }
    }
    let show = if keys.len() == 1 { "shows" } else { "show" };
    format!("{} {show} {} as texts", listed(&keys), kinds.join(" and "))
}

/// What a text is meant to be: a boolean where its key has no other texts anywhere, a number where
/// the same page shows numbers besides, for an `id` of one resource may be a text and that of
/// another a number.
fn meant(text: &str, page: usize, seen: &Seen) -> Option<&'static str> {
    if seen.texts > 0 {
        None
    } else if is_boolean(text) {
        Some("booleans")
    } else {
        (is_number(text) && seen.numbers.contains(&page)).then_some("numbers")
    }
}

/// Whether a key is the name of a field; others, such as `org.label.of`, are data themselves.
fn is_field(key: &str) -> bool {
    key.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn is_boolean(text: &str) -> bool {
    matches!(text, "true" | "false")
}

/// A number as JSON writes it: no zeros before it, which codes and modes have.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
}

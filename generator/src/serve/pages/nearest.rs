//! What may have been meant by a path that nothing answers.
//!
//! What comes in: the documented operations and a request. What goes out: at most three of them,
//! and a sentence where the base path is what is wrong. Never looks at the query, which may hold
//! a secret.

use axum::http::request;

use super::contents::{Contents, Entry};

/// How many operations are named.
const NAMED: usize = 3;

/// The longest path that is compared; a longer one is no slip of anybody.
const LONGEST: usize = 300;

/// The most segments of a path that is compared.
const DEEPEST: usize = 16;

/// What may have been meant.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Advice {
    /// What is wrong with the path, in words.
    pub(super) hint: Option<String>,
    /// Documented operations, as `METHOD /path`, the nearest first.
    pub(super) nearest: Vec<String>,
}

/// How far a path is from an operation: what it costs to make one of the other.
type Distance = usize;

/// What a segment costs that is only on one side.
const WHOLE: Distance = 60;

/// What an operation of another method costs.
const OTHER_METHOD: Distance = 5;

/// What a placeholder costs, so that the same word comes first.
const PLACEHOLDER: Distance = 1;

impl Advice {
    /// What may have been meant by a request.
    pub(super) fn on(contents: &Contents, base: &str, head: &request::Parts) -> Self {
        let path = head.uri.path();
        let written = segments(path);
        if path.len() > LONGEST || written.len() > DEEPEST {
            return Self::default();
        }
        let method = head.method.as_str();
        let base_segments = segments(base);
        // Without a base path, or with it twice, is what happens most.
        let forgotten: Vec<&str> = [&base_segments[..], &written[..]].concat();
        let once = written.strip_prefix(&base_segments[..]);
        let (meant, hint) = if base_segments.is_empty() {
            (written, None)
        } else if is_known(contents, &forgotten) && once.is_none() {
            (
                forgotten,
                Some(format!("the paths of this API begin with {base}")),
            )
        } else if let Some(once) = once.filter(|once| is_known(contents, once)) {
            (once.to_vec(), Some(format!("{base} is there twice")))
        } else if shares_nothing(contents, &written) {
            (
                forgotten,
                Some(format!("the paths of this API begin with {base}")),
            )
        } else {
            (written, None)
        };
        Self {
            hint,
            nearest: nearest(contents, method, &meant),
        }
    }
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|text| !text.is_empty()).collect()
}

/// Whether some operation has such a path.
fn is_known(contents: &Contents, path: &[&str]) -> bool {
    contents.entries().any(|entry| {
        let own = segments(&entry.path);
        let same = |(own, text): (&&str, &&str)| is_placeholder(own) || own == text;
        own.len() == path.len() && own.iter().zip(path).all(same)
    })
}

/// Whether no operation begins as the path does.
fn shares_nothing(contents: &Contents, path: &[&str]) -> bool {
    let first = path.first();
    !contents
        .entries()
        .any(|entry| segments(&entry.path).first() == first)
}

fn is_placeholder(segment: &str) -> bool {
    segment.contains([':', '*'])
}

fn nearest(contents: &Contents, method: &str, path: &[&str]) -> Vec<String> {
    let far = WHOLE.saturating_mul(2).max(path.len() * WHOLE / 2);
    let mut near: Vec<(Distance, &Entry)> = contents
        .entries()
        .map(|entry| {
            let other = if entry.method == method {
                0
            } else {
                OTHER_METHOD
            };
            (distance(&segments(&entry.path), path) + other, entry)
        })
        .filter(|(distance, _)| *distance < far)
        .collect();
    // Of those that are as near, the documents' order holds.
    near.sort_by_key(|(distance, _)| *distance);
    let named = near.into_iter().take(NAMED);
    named
        .map(|(_, entry)| format!("{} {}", entry.method, entry.path))
        .collect()
}

/// The least that it costs to make one path of the other, segment by segment.
fn distance(own: &[&str], path: &[&str]) -> Distance {
    let mut row: Vec<Distance> = (0..=path.len()).map(|count| count * WHOLE).collect();
    for own in own {
        let mut before = row.first().copied().unwrap_or_default();
        if let Some(first) = row.first_mut() {
            *first += WHOLE;
        }
        for (index, text) in path.iter().enumerate() {
            let left = row.get(index).copied().unwrap_or_default();
            let Some(here) = row.get_mut(index + 1) else {
                continue;
            };
            let changed = before + change(own, text);
            before = *here;
            *here = changed.min(left + WHOLE).min(before + WHOLE);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// What it costs to make one segment of the other.
fn change(own: &str, text: &str) -> Distance {
    if is_placeholder(own) {
        return PLACEHOLDER;
    }
    // Words that have nothing in common are two segments.
    let alike = strsim::normalized_damerau_levenshtein(own, text);
    let hundredths = ((1.0 - alike) * 100.0).round();
    // Between 0 and 100.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let cost = hundredths as Distance;
    cost.saturating_mul(2 * WHOLE) / 100
}

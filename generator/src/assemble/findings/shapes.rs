//! A list shown where one thing is answered, and one thing where a list is.

use docbind_spec::Method;

use super::Picture;
use super::siblings::Answer;
use crate::diag::{Diagnostic, Rule};

/// Shared keys in percent from which two answers are about one thing.
const SAME_THING: usize = 60;

/// Compares the answers of `…/books` and `…/books/:id`.
pub(super) fn report(picture: &Picture<'_>, answers: &[Answer<'_>], found: &mut Vec<Diagnostic>) {
    for answer in answers {
        let contradicted = answers.iter().find(|other| contradicts(answer, other));
        found.extend(contradicted.and_then(|other| finding(picture, answer, other)));
    }
}

/// Whether an answer has the shape that another, of known shape, shows to be wrong.
fn contradicts(answer: &Answer<'_>, other: &Answer<'_>) -> bool {
    let reads_list =
        |path: &str| other.method == Method::Get && other.is_list && other.path == path;
    let wrong = match (answer.method, answer.path.rsplit_once('/')) {
        // One of a collection, read or changed: the collection is a list.
        (Method::Get | Method::Put | Method::Patch, Some((collection, last)))
            if is_placeholder(last) =>
        {
            answer.is_list && reads_list(collection)
        }
        // Created in a collection.
        (Method::Post, _) => answer.is_list && reads_list(&answer.path),
        // The collection: one of it is an object.
        (Method::Get, Some((_, last))) if !is_placeholder(last) => {
            let item = other.path.rsplit_once('/');
            let of_it =
                item.is_some_and(|(path, last)| path == answer.path && is_placeholder(last));
            !answer.is_list && other.method == Method::Get && !other.is_list && of_it
        }
        _ => false,
    };
    wrong && answer.shared_with(other) >= SAME_THING
}

fn is_placeholder(segment: &str) -> bool {
    segment.contains(['{', ':', '*'])
}

fn finding(picture: &Picture<'_>, answer: &Answer<'_>, other: &Answer<'_>) -> Option<Diagnostic> {
    let message = if answer.is_list {
        "the example is a list, the operation answers one thing"
    } else {
        "the example is one thing, the operation answers a list"
    };
    let finding = Diagnostic::new(Rule::ShapeMismatch, answer.first_line(picture)?, message);
    let label = if other.is_list {
        "the list is shown here"
    } else {
        "one of the list is shown here"
    };
    let finding = match other.first_line(picture) {
        Some(span) => finding.related(span, label),
        None => finding,
    };
    Some(finding.help("show what the server answers; the return type is taken from the example"))
}

//! Requests in headings: `## GET /books`, `## List books [GET /books]`, or in two headings,
//! `## Books [/books]` and below it `### List [GET]`.

use docbind_spec::Method;

use super::{Form, Found, RequestLine, line, text};
use crate::extract::{template, url};
use crate::markdown::{Page, Text};

/// Reads the heading of a section.
pub(super) fn read(page: &Page, section: usize) -> Option<Found> {
    let title = &page.sections[section].title;
    let lines = within(title).or_else(|| Some(vec![in_two(page, section)?]))?;
    Some(Found {
        lines,
        form: Form::Line,
    })
}

/// A method and a path that the heading ends with.
fn within(title: &Text) -> Option<Vec<RequestLine>> {
    let plain = text::plain(&title.pieces);
    let line = starts(&plain).find_map(|at| {
        let (rest, _) = unwrapped(&plain, at);
        line::read(rest, at)
    })?;
    Some(text::placed(&title.pieces, line).collect())
}

/// The method of this heading and the path of one around it, both in brackets.
fn in_two(page: &Page, section: usize) -> Option<RequestLine> {
    let title = &page.sections[section].title;
    let plain = title.plain();
    let at = plain.rfind('[')?;
    let method = Method::parse(
        plain[at..]
            .trim_start_matches('[')
            .strip_suffix(']')?
            .trim(),
    )?;
    let mut around = page.sections[section].parent;
    while let Some(number) = around {
        let parent = &page.sections[number];
        if let Some(address) = bracketed_path(&parent.title.plain()) {
            let url = url::read(&address)?;
            return Some(RequestLine {
                method,
                url,
                range: title.range(),
            });
        }
        around = parent.parent;
    }
    None
}

/// The path in brackets at the end of a heading.
fn bracketed_path(title: &str) -> Option<String> {
    let inner = title.trim_end().strip_suffix(']')?;
    let at = inner.find("[/")?;
    let path = inner[at + 1..].trim();
    (template::address(path) == path).then(|| path.to_owned())
}

/// Where a word in capitals begins that may be a method.
fn starts(title: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    title.char_indices().filter_map(move |(at, c)| {
        let begins = c.is_ascii_uppercase() && !before.is_alphanumeric();
        before = c;
        begins.then_some(at)
    })
}

/// The rest of a heading without the bracket that closes after it.
fn unwrapped(title: &str, at: usize) -> (&str, char) {
    let (before, rest) = title.split_at(at);
    let rest = rest.trim_end();
    match before.chars().next_back() {
        Some('[') => (rest.strip_suffix(']').unwrap_or(rest), '['),
        Some('(') => (rest.strip_suffix(')').unwrap_or(rest), '('),
        _ => (rest, ' '),
    }
}

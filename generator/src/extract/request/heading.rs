//! Requests in headings: `## GET /books`, `## List books [GET /books]`, `## /books [GET]`, or in two
//! headings, `## Books [/books]` and below it `### List [GET]`, or `## /books` and `### GET`.

use docbind_spec::Method;

use super::{Form, Found, RequestLine, line, text};
use crate::extract::{template, url};
use crate::markdown::{Page, Text};

/// Reads the heading of a section.
pub(super) fn read(page: &Page, section: usize) -> Option<Found> {
    let title = &page.sections[section].title;
    let in_brackets = || Some(vec![path_first(title).or_else(|| in_two(page, section))?]);
    let lines = within(title).or_else(in_brackets)?;
    Some(Found {
        lines,
        form: Form::Line,
    })
}

/// The requests of the heading: all of it from the first method on, or several with a sign or a
/// word between. What is struck out is none.
fn within(title: &Text) -> Option<Vec<RequestLine>> {
    let plain = text::plain(&title.pieces);
    let starts: Vec<usize> = starts(&plain).collect();
    let line = |start: usize, end: usize| {
        let part = &plain[start..end];
        // `[GET] /books` is one with its method alone in brackets.
        let bracket = plain[..start].strip_suffix('[').map_or(start, str::len);
        let alone = || {
            line::read(
                line::without_note(joined(plain[bracket..end].trim())),
                bracket,
            )
        };
        let wrapped = unwrapped(&plain[..start], part);
        line::read(line::without_note(wrapped), start).or_else(alone)
    };
    let ends = starts.iter().skip(1).copied().chain([plain.len()]);
    let parts = starts.iter().zip(ends);
    let all: Option<Vec<_>> = parts.map(|(start, end)| line(*start, end)).collect();
    let last = || {
        let mut starts = starts.iter();
        starts.find_map(|start| Some(vec![line(*start, plain.len())?]))
    };
    let lines = all.filter(|lines| !lines.is_empty()).or_else(last)?;
    Some(
        lines
            .into_iter()
            .flat_map(|line| text::placed(&title.pieces, line))
            .collect(),
    )
}

/// What stands before the method in brackets at the end of a heading, and the method.
fn bracketed_method(title: &str) -> Option<(&str, Method)> {
    let (before, method) = title.trim_end().strip_suffix(']')?.rsplit_once('[')?;
    Some((before, Method::parse(method.trim())?))
}

/// A heading that is a path, a number before it aside, with its method behind it: `/books [GET]`.
fn path_first(title: &Text) -> Option<RequestLine> {
    let plain = text::plain(&title.pieces);
    let (before, method) = bracketed_method(&plain)?;
    let address = before
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')'))
        .trim();
    let whole = address.starts_with('/') && template::address(address) == address;
    // Another word in brackets, as `[BETA]`, is a label.
    let url = url::read(address).filter(|_| whole && !method.is_custom())?;
    Some(RequestLine {
        method,
        url,
        range: title.range(),
    })
}

/// The method of this heading and the path of one around it: both in brackets, or each all that
/// there is.
fn in_two(page: &Page, section: usize) -> Option<RequestLine> {
    let title = &page.sections[section].title;
    let plain = title.plain();
    let bracketed = bracketed_method(&plain).map(|(_, method)| method);
    let method = bracketed.or_else(|| only_method(&plain))?;
    let path: fn(&str) -> Option<String> = match bracketed {
        Some(_) => bracketed_path,
        None => only_path,
    };
    let mut around = page.sections[section].parent;
    while let Some(number) = around {
        let parent = &page.sections[number];
        if let Some(address) = path(&parent.title.plain()) {
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

/// The method that a heading is.
fn only_method(title: &str) -> Option<Method> {
    let word = title.trim().trim_end_matches(':');
    let loud = word.chars().all(|c| c.is_ascii_uppercase());
    Method::parse(word).filter(|method| loud && !method.is_custom())
}

/// The path that a heading is.
fn only_path(title: &str) -> Option<String> {
    let path = title.trim();
    let whole = path.starts_with('/') && template::address(path) == path;
    whole.then(|| path.to_owned())
}

/// Where a word begins that is a method.
fn starts(title: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    title.char_indices().filter_map(move |(at, c)| {
        let begins = c.is_ascii_uppercase() && !before.is_alphanumeric() && before != '/';
        before = c;
        let word = || title[at..].split(']').next().unwrap_or_default();
        (begins && (line::begins(&title[at..]) || line::begins(word()))).then_some(at)
    })
}

/// A part of a heading without the bracket that closes after it, and without what leads to the
/// next part.
fn unwrapped<'a>(before: &str, part: &'a str) -> &'a str {
    let part = part.trim_end();
    match before.chars().next_back() {
        Some('[') => part.strip_suffix(']').unwrap_or(part),
        Some('(') => part.strip_suffix(')').unwrap_or(part),
        _ => joined(part),
    }
}

/// A part without the sign or word that leads to the next one.
fn joined(part: &str) -> &str {
    let part = part.trim_end_matches([',', ';', '&', '+', '|']).trim_end();
    let word = [" and", " or"]
        .iter()
        .find_map(|word| part.strip_suffix(word));
    word.unwrap_or(part).trim_end_matches([',', ';', ' '])
}

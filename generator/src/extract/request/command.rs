//! Requests that nothing but a curl command shows: `## Create a book`, and below it the command.
//!
//! The weakest of all shapes: it counts on pages that have no request in another form, in sections
//! whose commands all call the same operation, and never where a section speaks of how all
//! operations work. What a command fills in stays filled in; names in capitals and other
//! placeholders are such.

use std::collections::BTreeSet;

use super::RequestLine;
use crate::extract::curl::{self, Curl};
use crate::extract::scope::{Headings, Placed, Scope};
use crate::extract::template;
use crate::extract::topics::Topic;
use crate::extract::words::Words;
use crate::markdown::{BlockKind, Page};

/// Finds such requests among blocks outside of all scopes; takes their sections out of `loose`.
pub(crate) fn find<'a>(
    page: &'a Page,
    loose: &mut Vec<Placed<'a>>,
    words: &Words,
) -> Vec<Scope<'a>> {
    let headings = Headings::of(page, words);
    let home = |placed: &Placed<'_>| headings.home(page, placed.section);
    let homes: BTreeSet<usize> = loose.iter().map(home).collect();
    let mut found = Vec::new();
    for section in homes {
        if page.sections[section].level == 0 || is_general(page, section) {
            continue;
        }
        let own = |placed: &Placed<'_>| home(placed) == section;
        let Some(line) = one_request(loose.iter().filter(|placed| own(placed))) else {
            continue;
        };
        let (body, rest) = loose.drain(..).partition(|placed| own(placed));
        *loose = rest;
        found.push(Scope {
            section,
            requests: vec![line],
            first: false,
            lines: Vec::new(),
            intro: Vec::new(),
            body,
        });
    }
    found
}

/// Whether a section or one around it speaks of how all operations work.
fn is_general(page: &Page, section: usize) -> bool {
    let mut next = Some(section);
    while let Some(number) = next {
        let title = page.sections[number].title.plain();
        if Topic::Conventions.is_of(&title) || Topic::Introduction.is_of(&title) {
            return true;
        }
        next = page.sections[number].parent;
    }
    false
}

/// The request that all commands of some blocks send.
fn one_request<'a>(blocks: impl Iterator<Item = &'a Placed<'a>>) -> Option<RequestLine> {
    let mut lines = blocks.flat_map(|placed| match &placed.block.kind {
        BlockKind::Code(code) => {
            let commands = curl::read(&code.text).into_iter();
            let line = |command: Curl| {
                let range = code.range(command.places.whole.clone());
                line(command, range)
            };
            commands.map(line).collect()
        }
        _ => Vec::new(),
    });
    let first = lines.next()??;
    let same = |line: Option<RequestLine>| {
        line.is_some_and(|it| it.method == first.method && it.url.path == first.url.path)
    };
    lines.all(same).then_some(first)
}

/// The request of a command, where its address is one of something.
fn line(command: Curl, range: std::ops::Range<usize>) -> Option<RequestLine> {
    let mut url = command.url;
    let path = url.path.split('/').map(placeholder).collect::<Vec<_>>();
    url.path = template::canonical(&path.join("/")).0;
    // What is called is kept as it is called, but no operation has blanks in its path.
    let is_path = !url.path.contains(char::is_whitespace) && !url.path.trim_matches('/').is_empty();
    (url.host.is_some() && is_path).then_some(RequestLine {
        method: command.method,
        url,
        range,
    })
}

/// `{book_id}` of `BOOK_ID` and `$book_id`.
fn placeholder(segment: &str) -> String {
    let name = segment.trim_start_matches('$');
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let capitals = name.contains('_') && !name.contains(|c: char| c.is_ascii_lowercase());
    let named = name.len() < segment.len() || capitals || name == "ID";
    if named && name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_word) {
        format!("{{{}}}", name.to_lowercase())
    } else {
        segment.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::placeholder;

    #[test]
    fn placeholders_of_commands() {
        for (segment, expected) in [
            ("BOOK_ID", "{book_id}"),
            ("$ID", "{id}"),
            ("$bookId", "{bookid}"),
            ("ID", "{id}"),
            ("42", "42"),
            ("v1", "v1"),
            ("API", "API"),
            ("my_books", "my_books"),
        ] {
            assert_eq!(placeholder(segment), expected);
        }
    }
}

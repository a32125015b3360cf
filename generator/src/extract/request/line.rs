//! One line of text: a method and a path, with what people write before and after them.
//!
//! What comes in: a line without its markup. What goes out: the request, or nothing where it is
//! something else.

use std::ops::Range;

use docbind_spec::Method;

use crate::extract::template;
use crate::extract::url::{self, Url};

/// A request line with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The method.
    pub(crate) method: Method,
    /// The path and query as printed.
    pub(crate) url: Url,
    /// Its bytes in the text, from the method to the end of the address.
    pub(crate) range: Range<usize>,
    /// Whether the version of the protocol follows.
    pub(crate) versioned: bool,
}

/// Reads a text that consists of request lines, possibly with blank lines and comments between.
///
/// A block that goes on with something else after its first lines (headers, a body) is a
/// message, not a list of requests.
pub(crate) fn read_block(text: &str) -> Option<Vec<Line>> {
    let mut requests = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let here = start;
        start += line.len() + 1;
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        requests.push(read(line, here)?);
    }
    (!requests.is_empty()).then_some(requests)
}

/// Reads one line that stands at `offset` of its text.
pub(crate) fn read(line: &str, offset: usize) -> Option<Line> {
    let indent = line.len() - line.trim_start().len();
    let trimmed = line.trim();
    let (word, rest) = trimmed.split_once(char::is_whitespace)?;
    let method = Method::parse(word.trim_end_matches(':'))?;
    let rest = rest.trim_start();
    let address = template::address(rest);
    let versioned = after(&rest[address.len()..])?;
    let url = url::read(address)?;
    let start = offset + indent;
    let end = start + trimmed.len() - rest.len() + address.len();
    Some(Line {
        method,
        url,
        range: start..end,
        versioned,
    })
}

/// What follows the address: nothing, a comment, or the version of the protocol, which is told.
/// Anything else makes the line a sentence.
fn after(text: &str) -> Option<bool> {
    let comment = text.split_once(" #").or_else(|| text.split_once(" //"));
    let text = comment.map_or(text, |(before, _)| before).trim();
    match text {
        "" => Some(false),
        version => {
            (version.starts_with("HTTP/") && !version.contains(char::is_whitespace)).then_some(true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_request_lines() {
        for (text, expected) in [
            ("GET /books", Some("GET /books")),
            ("POST  /books/:id\n", Some("POST /books/:id")),
            (
                "GET /books\nGET /books?state=lent\n\n",
                Some("GET /books; GET /books"),
            ),
            (
                "GET https://x.org/api/books HTTP/1.1",
                Some("GET /api/books"),
            ),
            ("GET /books  # all of them", Some("GET /books")),
            ("GET /books // all of them", Some("GET /books")),
            ("GET: /books", Some("GET /books")),
            ("GET /books/(id or name)", Some("GET /books/{id_or_name}")),
            ("GET /books\nHost: x.org", None),
            ("GET your books", None),
            ("get /books", None),
            ("GET", None),
        ] {
            let lines = read_block(text).map(|lines| {
                let show = |line: &Line| format!("{} {}", line.method, line.url.path);
                lines.iter().map(show).collect::<Vec<_>>().join("; ")
            });
            assert_eq!(lines.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn ranges_cover_method_and_path() {
        let text = "\n  PUT   /books/:id \n";
        let line = &read_block(text).unwrap()[0];
        assert_eq!(&text[line.range.clone()], "PUT   /books/:id");
    }
}

//! Request lines: a method and a path.
//!
//! What comes in: the text of a code block or code span. What goes out: the request lines it
//! consists of, or nothing where it is something else.

use std::ops::Range;

use docbind_spec::Method;

use super::url::{self, Url};

/// A request line with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RequestLine {
    /// The method.
    pub(crate) method: Method,
    /// The path and query as printed.
    pub(crate) url: Url,
    /// Its bytes in the text.
    pub(crate) range: Range<usize>,
}

/// Reads a text that consists of request lines, possibly with blank lines and comments between.
///
/// A block that goes on with something else after its first lines (headers, a body) is a
/// message, not a list of requests.
pub(crate) fn read_block(text: &str) -> Option<Vec<RequestLine>> {
    let mut requests = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let here = start;
        start += line.len() + 1;
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        requests.push(read_line(line, here)?);
    }
    (!requests.is_empty()).then_some(requests)
}

/// Reads one line that stands at `offset` of its text.
pub(crate) fn read_line(line: &str, offset: usize) -> Option<RequestLine> {
    let trimmed = without_comment(line).trim();
    let start = offset + line.len() - line.trim_start().len();
    let (word, rest) = trimmed.split_once(char::is_whitespace)?;
    let method = Method::parse(word)?;
    let target = rest.trim();
    // A protocol version may follow; anything else after the path makes it a sentence.
    let mut parts = target.split_whitespace();
    let address = parts.next()?;
    let version = parts.next().is_none_or(|word| word.starts_with("HTTP/"));
    let url = url::read(address).filter(|_| version && parts.next().is_none())?;
    let end = start + (address.as_ptr() as usize - trimmed.as_ptr() as usize) + address.len();
    Some(RequestLine {
        method,
        url,
        range: start..end,
    })
}

/// A line without the comment that may follow the path.
fn without_comment(line: &str) -> &str {
    line.split_once(" #").map_or(line, |(before, _)| before)
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
            ("GET /books\nHost: x.org", None),
            ("GET your books", None),
            ("get /books", None),
            ("GET", None),
        ] {
            let lines = read_block(text).map(|lines| {
                let show = |line: &RequestLine| format!("{} {}", line.method, line.url.path);
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

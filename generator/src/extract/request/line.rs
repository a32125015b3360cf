//! One line of text: a method and a path, with what people write before and after them.
//!
//! What comes in: a line without its markup. What goes out: the request, or nothing where it is
//! something else.

use std::ops::Range;

use docbind_spec::Method;

use super::RequestLine;
use crate::extract::template;
use crate::extract::url::{self, Url};

/// A request line with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The methods; more than one where they stand side by side: `PUT/PATCH /books/:id`.
    pub(crate) methods: Vec<Method>,
    /// The path and query as printed.
    pub(crate) url: Url,
    /// The same without the part of the path that may be left out: `/books[/{id}]`.
    pub(crate) shorter: Option<Url>,
    /// Its bytes in the text, from the method to the end of the address.
    pub(crate) range: Range<usize>,
    /// Whether the version of the protocol follows.
    pub(crate) versioned: bool,
}

impl Line {
    /// The requests that it is, one for each method and path, at this place in the page.
    pub(super) fn at(self, range: Range<usize>) -> impl Iterator<Item = RequestLine> {
        let urls: Vec<Url> = self.shorter.into_iter().chain([self.url]).collect();
        self.methods.into_iter().flat_map(move |method| {
            let range = range.clone();
            let request = move |url| RequestLine {
                method,
                url,
                range: range.clone(),
            };
            urls.clone().into_iter().map(request)
        })
    }
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
    // A method, or one in brackets; most lines are something else.
    trimmed
        .bytes()
        .next()
        .filter(|first| first.is_ascii_alphabetic() || *first == b'[')?;
    let (word, rest) = trimmed.split_once(char::is_whitespace)?;
    let (methods, rest) = methods(without_brackets(word), rest)?;
    let address = template::address(rest);
    let versioned = after(&rest[address.len()..])?;
    let (url, shorter) = match template::with_and_without(address) {
        Some([without, with]) => (url::read(&with)?, url::read(&without)),
        None => (url::read(address)?, None),
    };
    let start = offset + indent;
    let end = start + trimmed.len() - rest.len() + address.len();
    Some(Line {
        methods,
        url,
        shorter,
        range: start..end,
        versioned,
    })
}

/// Whether a text begins with a method in capitals.
pub(super) fn begins(text: &str) -> bool {
    let end = text.find(|c: char| c.is_whitespace() || c == ':');
    let word = end.map_or(text, |end| &text[..end]);
    several(word.trim_end_matches(',')).is_some()
        && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// A request without what is noted after it: `GET /books (for readers)`, `GET /books - All books`,
/// or a sign such as a lock.
pub(super) fn without_note(text: &str) -> &str {
    const DASHES: &[&str] = &[" - ", " – ", " — ", " -- ", ": "];
    let Some((word, rest)) = text.split_once(char::is_whitespace) else {
        return text;
    };
    let rest = rest.trim_start();
    let address = template::address(rest);
    let after = &rest[address.len()..];
    let is_sign = |c: char| c.is_whitespace() || !c.is_ascii() && !c.is_alphanumeric();
    let noted = DASHES.iter().any(|dash| after.starts_with(dash))
        || after.starts_with(char::is_whitespace) && after.chars().all(is_sign)
        || after.trim_start().starts_with('(') && after.trim_end().ends_with(')');
    let end = text.len() - after.len();
    if noted && !word.is_empty() && address.starts_with('/') {
        text[..end].trim_end_matches([':', ','])
    } else {
        text
    }
}

/// `PATCH` of `[PATCH]`. Other words in brackets, as `[BETA]`, are labels.
fn without_brackets(word: &str) -> &str {
    let inner = word.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let is_standard =
        |inner: &&str| several(inner).is_some_and(|all| !all.iter().any(|it| it.is_custom()));
    inner.filter(is_standard).unwrap_or(word)
}

/// What may stand between two methods.
const BETWEEN: &[&str] = &["| ", "/ ", ", ", "or "];

/// The methods that a line begins with, and what follows them.
fn methods<'a>(word: &str, rest: &'a str) -> Option<(Vec<Method>, &'a str)> {
    let mut methods = several(word.trim_end_matches([':', ',']))?;
    let mut rest = rest.trim_start();
    loop {
        let sign = BETWEEN.iter().find_map(|sign| rest.strip_prefix(sign));
        let next = sign.unwrap_or(rest).trim_start();
        let more = next
            .split_once(char::is_whitespace)
            .and_then(|(word, after)| Some((several(word.trim_end_matches([':', ',']))?, after)));
        let Some((more, after)) = more else {
            return Some((methods, rest));
        };
        methods.extend(more);
        rest = after.trim_start();
    }
}

/// Methods with nothing but a sign between, in capitals or in small letters.
pub(super) fn several(word: &str) -> Option<Vec<Method>> {
    let method = |word: &str| {
        let small = || word.bytes().all(|byte| byte.is_ascii_lowercase());
        let standard = || Method::parse(&word.to_ascii_uppercase()).filter(|it| !it.is_custom());
        Method::parse(word).or_else(|| small().then(standard)?)
    };
    word.split(['/', '|', ',', '+']).map(method).collect()
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
            ("[GET] /books", Some("GET /books")),
            ("[BETA] /books", None),
            ("[GET /books", None),
            ("PUT/PATCH /books/:id", Some("PUT+PATCH /books/:id")),
            ("GET | POST /books", Some("GET+POST /books")),
            ("GET or HEAD /books", Some("GET+HEAD /books")),
            ("LIST /shelves", Some("LIST /shelves")),
            ("get /books", Some("GET /books")),
            ("GET /books/(id or name)", Some("GET /books/{id_or_name}")),
            ("GET /books\nHost: x.org", None),
            ("GET your books", None),
            ("get /books and read", None),
            ("Get /books", None),
            ("GET", None),
        ] {
            let lines = read_block(text).map(|lines| {
                let show = |line: &Line| {
                    let methods: Vec<_> = line.methods.iter().map(|it| it.as_str()).collect();
                    format!("{} {}", methods.join("+"), line.url.path)
                };
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

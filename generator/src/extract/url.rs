//! Addresses as documents print them: whole, or a path with a query.

use docbind_spec::{NameValue, Witness};
use percent_encoding::percent_decode_str;

use super::template;

/// An address in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Url {
    /// Scheme and host, where printed.
    pub(crate) host: Option<String>,
    /// The path as printed.
    pub(crate) path: String,
    /// The query in order, percent-decoded; a name without `=` has no value.
    pub(crate) query: Vec<(String, Option<String>)>,
}

impl Url {
    /// The query as names and values.
    pub(crate) fn pairs(&self) -> Vec<NameValue> {
        let pair = |(name, value): &(String, Option<String>)| NameValue {
            name: name.clone(),
            value: value.clone().unwrap_or_default(),
        };
        self.query.iter().map(pair).collect()
    }
}

/// No server takes longer paths.
const MAX_PATH: usize = 4000;

/// Nor longer queries.
const MAX_QUERY: usize = 16_000;

/// Reads an address or a path, its placeholders in the one grammar; `None` where it is neither,
/// or has what no path can have.
pub(crate) fn read(text: &str) -> Option<Url> {
    let mut url = read_call(text)?;
    let (path, expected) = template::canonical(&url.path);
    url.path = path;
    url.query
        .extend(expected.into_iter().map(|name| (name, None)));
    // These stand in placeholders only, which have other names by now.
    let is_left = |c: char| c.is_whitespace() || matches!(c, '?' | '#');
    (!url.path.contains(is_left)).then_some(url)
}

/// Reads an address or a path as it is called: nothing in it is a placeholder.
pub(crate) fn read_call(text: &str) -> Option<Url> {
    let text = text.trim();
    let (host, rest) = match split_host(text) {
        Some((host, rest)) => (Some(host.to_owned()), rest),
        None => (None, text),
    };
    let rest = &rest[..template::find(rest, b"#").unwrap_or(rest.len())];
    let (path, query) = split_query(rest);
    let path = if path.is_empty() && host.is_some() {
        "/"
    } else {
        path
    };
    let sound = path.starts_with('/')
        && path.len() <= MAX_PATH
        && query.len() <= MAX_QUERY
        && !path.contains(|c: char| c.is_control() || c == '\\');
    sound.then(|| Url {
        host,
        path: path.to_owned(),
        query: read_query(query),
    })
}

/// What stands before and after the question mark; a query in brackets is one that may be left
/// out: `/books[?state=lent]`.
fn split_query(text: &str) -> (&str, &str) {
    if let Some(at) = template::find(text, b"[").filter(|at| text[at + 1..].starts_with('?')) {
        let query = text[at + 2..].trim_end_matches(']');
        return (&text[..at], query);
    }
    match template::find(text, b"?") {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    }
}

/// What an address is whose query has this value: one that is filled in is an example.
pub(crate) fn filled_in(value: Option<&str>) -> Option<Witness> {
    let value = value.filter(|value| !value.is_empty())?;
    (!value.starts_with([':', '{', '<'])).then_some(Witness::Example)
}

/// Names and values of a query string or a url-encoded body.
pub(crate) fn read_query(query: &str) -> Vec<(String, Option<String>)> {
    let decode = |text: &str| {
        percent_decode_str(&text.replace('+', " "))
            .decode_utf8_lossy()
            .into_owned()
    };
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) => (decode(name), Some(decode(value))),
            None => (decode(pair), None),
        })
        .collect()
}

/// Splits `scheme://host` off, or a variable that stands for it such as `{base}`.
fn split_host(text: &str) -> Option<(&str, &str)> {
    let after_scheme = text.find("://").map(|at| at + 3).filter(|at| {
        // `http:://` is a slip of the pen that means the same.
        text[..at - 3]
            .trim_end_matches(':')
            .chars()
            .all(|c| c.is_ascii_alphanumeric())
    });
    let start = after_scheme.or_else(|| text.starts_with(['{', '<', '$']).then_some(0))?;
    let rest = &text[start..];
    let end = template::find(rest, b"/?").unwrap_or(rest.len());
    Some((&text[..start + end], &rest[end..]))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn addresses_and_paths_are_taken_apart() {
        for (text, host, path, query) in [
            (
                "https://x.org/api/v1/books?a=1&b=c%2Fd",
                Some("https://x.org"),
                "/api/v1/books",
                "a=1 b=c/d",
            ),
            ("/books?search=a+b", None, "/books", "search=a b"),
            ("/books?all", None, "/books", "all="),
            ("/books?title=:title", None, "/books", "title=:title"),
            ("/books[?state=lent]", None, "/books", "state=lent"),
            ("/books{?page,size}", None, "/books", "page= size="),
            ("/books?name=<the name>", None, "/books", "name=<the name>"),
            (
                "/books/{id#BOOKS/book}?a[b]=c",
                None,
                "/books/{id}",
                "a[b]=c",
            ),
            ("{base}/books", Some("{base}"), "/books", ""),
            ("{{base_url}}/books", Some("{{base_url}}"), "/books", ""),
            ("$BASE/books", Some("$BASE"), "/books", ""),
            (
                "https://<your host>/books",
                Some("https://<your host>"),
                "/books",
                "",
            ),
            ("http://localhost:80", Some("http://localhost:80"), "/", ""),
        ] {
            let url = read(text).unwrap();
            let pairs: Vec<_> = url
                .pairs()
                .iter()
                .map(|p| format!("{}={}", p.name, p.value))
                .collect();
            assert_eq!(
                (
                    url.host.as_deref(),
                    url.path.as_str(),
                    pairs.join(" ").as_str()
                ),
                (host, path, query)
            );
        }
        for text in [
            "books",
            "//x.org/token', 'a=1'",
            "/a b",
            "/{###id}/<id>",
            "/a/:id&b[=?]=2",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

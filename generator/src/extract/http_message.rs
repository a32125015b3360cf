//! HTTP messages as documents print them: a status line, headers, a body.

use docbind_spec::NameValue;
use serde::de::IgnoredAny;

use super::json_example;
use super::request::line::{self, Line};
use crate::status::standard_phrase;

/// A printed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HttpRequest<'a> {
    /// Method and address.
    pub(crate) line: Line,
    /// The headers in order.
    pub(crate) headers: Vec<NameValue>,
    /// Where the body begins in the text.
    pub(crate) body_at: usize,
    /// The body, down to the response that may follow in the same text; empty where there is none.
    pub(crate) body: &'a str,
}

/// A printed response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HttpResponse<'a> {
    /// The status.
    pub(crate) status: u16,
    /// The headers in order.
    pub(crate) headers: Vec<NameValue>,
    /// Where the body begins in the text; its end where there is none.
    pub(crate) body_at: usize,
    /// The body; empty where there is none.
    pub(crate) body: &'a str,
}

/// What the body of a message is, as its headers say: without parameters, in small letters.
pub(crate) fn media_type(headers: &[NameValue]) -> Option<String> {
    let is_type = |header: &&NameValue| header.name.eq_ignore_ascii_case("content-type");
    let value = &headers.iter().find(is_type)?.value;
    let essence = value.split(';').next().unwrap_or_default().trim();
    let sound = |part: &str| !part.is_empty() && part.chars().all(is_token);
    let (kind, subtype) = essence.split_once('/')?;
    (sound(kind) && sound(subtype)).then(|| essence.to_ascii_lowercase())
}

impl HttpResponse<'_> {
    /// What the body is, as the message says itself.
    pub(crate) fn media_type(&self) -> Option<String> {
        media_type(&self.headers)
    }

    /// Whether the body is meant to be JSON.
    pub(crate) fn is_json(&self) -> bool {
        is_json(self.media_type().as_deref(), self.body)
    }
}

/// Headers that say how a message is carried, not what the API answers; in small letters.
const OF_TRANSPORT: &[&str] = &[
    "accept-ranges",
    "age",
    "alt-svc",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "expires",
    "keep-alive",
    "pragma",
    "server",
    "set-cookie",
    "status",
    "strict-transport-security",
    "transfer-encoding",
    "upgrade",
    "vary",
    "via",
    "x-content-type-options",
    "x-frame-options",
    "x-powered-by",
    "x-xss-protection",
];

/// Whether a header of an answer is one that the API itself sends.
pub(super) fn is_of_api(name: &str) -> bool {
    !OF_TRANSPORT.contains(&name.to_lowercase().as_str())
}

/// Whether a body is meant to be JSON, of which the headers say this. A placeholder such as
/// `{{ BODY }}` is not.
pub(crate) fn is_json(said: Option<&str>, body: &str) -> bool {
    let body = body.trim();
    let likely = json_example::looks_like_json(body);
    match said {
        Some(said) if said == "application/json" || said.ends_with("+json") => {
            let placeholder = body.starts_with("{{") || body.starts_with("{%");
            let brackets = body.starts_with(['{', '[']) && !placeholder;
            likely || brackets || serde_json::from_str::<IgnoredAny>(body).is_ok()
        }
        Some(_) => false,
        None => likely,
    }
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c)
}

/// Reads a text that begins with a status line.
pub(crate) fn read_response(text: &str) -> Option<HttpResponse<'_>> {
    read_response_at(text, 0)
}

/// Reads a text in which a status line stands at `start`.
pub(crate) fn read_response_at(text: &str, start: usize) -> Option<HttpResponse<'_>> {
    let rest = text.get(start..)?;
    let mut at = start + rest.len() - rest.trim_start().len();
    let first = text[at..].split_inclusive('\n').next()?;
    let status = status_of_line(first)?;
    at += first.len();
    let (headers, length) = read_headers(&text[at..]);
    at += length;
    Some(HttpResponse {
        status,
        headers,
        body_at: at,
        body: &text[at..],
    })
}

/// The status in `HTTP/1.1 200 OK`, in `Status: 200`, and in `200 OK`.
fn status_of_line(line: &str) -> Option<u16> {
    let status = |word: &str| {
        let status = word.parse().ok();
        status.filter(|status| (100..600).contains(status))
    };
    let (first, rest) = line.trim().split_once(char::is_whitespace)?;
    // Some write the status as if it were a header.
    if first.starts_with("HTTP/") || first.eq_ignore_ascii_case("status:") {
        return status(rest.split_whitespace().next()?);
    }
    let status = status(first)?;
    let phrase = standard_phrase(status);
    let has_phrase = !phrase.is_empty() && rest.trim().eq_ignore_ascii_case(phrase);
    has_phrase.then_some(status)
}

/// Reads a text that begins with a request line.
pub(crate) fn read_request(text: &str) -> Option<HttpRequest<'_>> {
    let start = text.len() - text.trim_start().len();
    let first = text[start..].split_inclusive('\n').next()?;
    let line = line::read(first, start)?;
    let (headers, length) = read_headers(&text[start + first.len()..]);
    let body_at = start + first.len() + length;
    let body = &text[body_at..];
    let end = response_at(body).unwrap_or(body.len());
    Some(HttpRequest {
        line,
        headers,
        body_at,
        body: &body[..end],
    })
}

/// Reads a text that is nothing but the lines of several requests.
pub(crate) fn read_requests(text: &str) -> Option<Vec<HttpRequest<'_>>> {
    let lines = line::read_block(text).filter(|lines| lines.len() > 1)?;
    let message = |line: Line| HttpRequest {
        body_at: text.len(),
        headers: Vec::new(),
        body: "",
        line,
    };
    Some(lines.into_iter().map(message).collect())
}

/// Where a line begins that is the status line of a response.
fn response_at(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("HTTP/") {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// The headers that a text begins with, and their length with the blank line after them.
fn read_headers(text: &str) -> (Vec<NameValue>, usize) {
    let mut headers = Vec::new();
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        match header(line) {
            Some(header) => headers.push(header),
            None if line.trim().is_empty() => {
                length += line.len();
                break;
            }
            // The body may follow without a blank line.
            None => break,
        }
        length += line.len();
    }
    (headers, length)
}

fn header(line: &str) -> Option<NameValue> {
    // A block may be indented by more than Markdown takes off.
    let (name, value) = line.trim().split_once(':')?;
    let is_name = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    is_name.then(|| NameValue {
        name: name.to_owned(),
        value: value.trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::read_response;

    #[test]
    fn a_body_may_follow_without_a_blank_line() {
        for text in [
            "HTTP/1.1 404 Not Found\nContent-Type: text/plain\n\n{\"a\": 1}",
            "HTTP/1.1 404 Not Found\nContent-Type: text/plain\n{\"a\": 1}",
        ] {
            let message = read_response(text).unwrap();
            assert_eq!(
                (message.status, message.headers.len(), message.body),
                (404, 1, "{\"a\": 1}")
            );
        }
        assert!(read_response("{\"a\": 1}").is_none());
        let indented = read_response("  HTTP/1.1 200 OK\n  Content-Length: 0\n").unwrap();
        assert_eq!((indented.headers.len(), indented.body), (1, ""));
        assert_eq!(read_response("HTTP/1.1 204").unwrap().body, "");
    }

    #[test]
    fn a_message_says_what_its_body_is() {
        for (said, body, media_type, json) in [
            (
                "application/json",
                "{\"a\": 1}",
                Some("application/json"),
                true,
            ),
            ("application/json", "{a: 1}", Some("application/json"), true),
            ("application/json", "\"a\"", Some("application/json"), true),
            (
                "application/json",
                "{{ BOOK }}",
                Some("application/json"),
                false,
            ),
            (
                "application/json",
                "A book",
                Some("application/json"),
                false,
            ),
            (
                "Application/Vnd.books+JSON; v=1",
                "[1]",
                Some("application/vnd.books+json"),
                true,
            ),
            (
                "text/plain; charset=utf-8",
                "{\"a\": 1}",
                Some("text/plain"),
                false,
            ),
            ("whatever", "{\"a\": 1}", None, true),
            ("a/b/c", "A book", None, false),
        ] {
            let text = format!("HTTP/1.1 200 OK\nContent-Type: {said}\n\n{body}\n");
            let message = read_response(&text).unwrap();
            assert_eq!(
                (message.media_type().as_deref(), message.is_json()),
                (media_type, json),
                "{text}"
            );
        }
    }
}

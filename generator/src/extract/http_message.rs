//! HTTP messages as documents print them: a status line, headers, a body.

use docbind_spec::NameValue;

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

/// Reads a text that begins with a status line.
pub(crate) fn read_response(text: &str) -> Option<HttpResponse<'_>> {
    let mut at = text.len() - text.trim_start().len();
    let mut lines = text[at..].split_inclusive('\n');
    let first = lines.next()?;
    let mut words = first.split_whitespace();
    words.next().filter(|word| word.starts_with("HTTP/"))?;
    let status = words
        .next()?
        .parse()
        .ok()
        .filter(|status| (100..600).contains(status))?;
    at += first.len();
    let mut headers = Vec::new();
    for line in lines {
        match header(line) {
            Some(header) => headers.push(header),
            None if line.trim().is_empty() => {
                at += line.len();
                break;
            }
            // The body may follow without a blank line.
            None => break,
        }
        at += line.len();
    }
    Some(HttpResponse {
        status,
        headers,
        body_at: at,
        body: &text[at..],
    })
}

fn header(line: &str) -> Option<NameValue> {
    let (name, value) = line.trim_end().split_once(':')?;
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
        assert_eq!(read_response("HTTP/1.1 204").unwrap().body, "");
    }
}

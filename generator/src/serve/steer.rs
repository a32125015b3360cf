//! What a request wishes about its answer.
//!
//! `Prefer: code=404, example=list-books, dynamic=true` in a header, or `__code=404`, `__example`
//! and `__dynamic` in the query:
//!
//! - `code`: the answer with this status. One that the operation does not document is answered
//!   all the same: a refusal in the shape of the API's errors, a success with the usual body.
//! - `example`: the body that this section shows, by its anchor (`list-books`), or the first,
//!   second, … one (`2`), of this status; without `code` also one of another status.
//! - `dynamic=true`: values made up from the types, the same for the same request and seed.
//!
//! A wish that cannot be granted is told in the header of broken rules, and the answer is the one
//! without it. What is granted is told in `Preference-Applied`. All other preferences are passed
//! over, as RFC 7240 has it.

use std::borrow::Cow;

use axum::http::{HeaderMap, StatusCode, Uri};

/// The wishes of one request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Wishes {
    /// The status.
    pub(super) code: Option<StatusCode>,
    /// The name of the body.
    pub(super) example: Option<String>,
    /// Whether the values are to be made up.
    pub(super) dynamic: bool,
    /// What is wrong with other wishes, in words.
    pub(super) faults: Vec<String>,
}

impl Wishes {
    /// Reads the wishes of a request. Where header and query contradict each other, the header
    /// wins; of two in a row the first, as RFC 7240 says.
    pub(super) fn read(headers: &HeaderMap, uri: &Uri) -> Self {
        let mut wishes = Self::default();
        for value in headers.get_all("prefer") {
            for wish in split(value.to_str().unwrap_or_default()) {
                let (name, value) = wish.split_once('=').unwrap_or((wish, ""));
                let name = name.trim().to_ascii_lowercase();
                wishes.take("Prefer", &name, value.trim().trim_matches('"'));
            }
        }
        let query = uri.query().unwrap_or_default();
        // Hardly any request has one; the others need not be taken apart.
        for pair in query.split('&').filter(|pair| pair.starts_with("__")) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = name.trim_start_matches('_');
            wishes.take("query", name, &decoded(value));
        }
        wishes
    }

    /// Whether nothing is wished that can be granted.
    pub(super) fn is_none(&self) -> bool {
        self.code.is_none() && self.example.is_none() && !self.dynamic
    }

    fn take(&mut self, place: &str, name: &str, value: &str) {
        match (name, value) {
            ("code", _) => match status(value) {
                Some(code) => self.code = self.code.or(Some(code)),
                None => self.refuse(place, name, "must be a status from 200 to 599"),
            },
            ("example", "") => self.refuse(place, name, "must be the name of an example"),
            ("example", _) => {
                self.example.get_or_insert_with(|| value.to_owned());
            }
            ("dynamic", "true") => self.dynamic = true,
            ("dynamic", "false") => {}
            ("dynamic", _) => self.refuse(place, name, "must be true or false"),
            _ => {}
        }
    }

    fn refuse(&mut self, place: &str, name: &str, words: &str) {
        self.faults.push(format!("{place} {name}: {words}"));
    }
}

/// A status that an answer can have.
fn status(text: &str) -> Option<StatusCode> {
    let code = text.parse::<u16>().ok()?;
    let code = Some(code).filter(|code| (200..600).contains(code))?;
    StatusCode::from_u16(code).ok()
}

/// The preferences of a header, and the parameters of each: what stands between commas and
/// semicolons that are in no quotes.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |c| {
        quoted ^= c == '"';
        !quoted && matches!(c, ',' | ';')
    })
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    /// The wishes in one line.
    fn read(headers: &[&str], uri: &str) -> String {
        let mut map = HeaderMap::new();
        for header in headers {
            map.append("prefer", HeaderValue::from_str(header).unwrap());
        }
        let wishes = Wishes::read(&map, &uri.parse().unwrap());
        let code = wishes.code.map(|code| format!("code {}", code.as_u16()));
        let example = wishes.example.map(|name| format!("example {name}"));
        let dynamic = wishes.dynamic.then(|| "dynamic".to_owned());
        let parts = [code, example, dynamic].into_iter().flatten();
        parts.chain(wishes.faults).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn wishes_are_read_from_headers() {
        for (header, expected) in [
            ("code=404", "code 404"),
            (
                "code=404, example=a-b,dynamic=true",
                "code 404; example a-b; dynamic",
            ),
            (
                "Code = \"404\" ; Example=\"x, y\"",
                "code 404; example x, y",
            ),
            ("return=minimal, respond-async, wait=5", ""),
            ("dynamic=false", ""),
            ("code=200, code=404", "code 200"),
            ("", ""),
        ] {
            assert_eq!(read(&[header], "/"), expected, "{header}");
        }
        assert_eq!(
            read(&["code=404", "dynamic=true"], "/"),
            "code 404; dynamic"
        );
    }

    #[test]
    fn wishes_are_read_from_the_query() {
        assert_eq!(
            read(&[], "/a?__code=404&x=1&__dynamic=true"),
            "code 404; dynamic"
        );
        assert_eq!(read(&[], "/a?__example=a%2Db"), "example a-b");
        assert_eq!(read(&["code=400"], "/a?__code=404"), "code 400");
        assert_eq!(read(&[], "/a?code=404&_code=404"), "");
    }

    #[test]
    fn what_cannot_be_granted_is_told() {
        let status = "must be a status from 200 to 599";
        for code in ["banana", "", "99", "100", "600", "-1"] {
            assert_eq!(
                read(&[&format!("code={code}")], "/"),
                format!("Prefer code: {status}")
            );
        }
        assert_eq!(read(&["code"], "/"), format!("Prefer code: {status}"));
        assert_eq!(read(&[], "/a?__code=x"), format!("query code: {status}"));
        assert_eq!(
            read(&["example="], "/"),
            "Prefer example: must be the name of an example"
        );
        assert_eq!(
            read(&["dynamic=1"], "/"),
            "Prefer dynamic: must be true or false"
        );
    }
}

//! Whether the texts of a request are texts: what is sent as UTF-8 and is none is refused.

use axum::http::header::CONTENT_TYPE;
use docbind_templates::runtime::server::Parts;
use percent_encoding::percent_decode;

use super::{Kind, Violation};

/// What of the request is not UTF-8. JSON that is not was refused before.
pub(super) fn broken(parts: &Parts) -> Vec<Violation> {
    let query = parts.uri().query().unwrap_or_default();
    let mut broken = Vec::new();
    for (name, is_text) in [
        ("path", is_text(parts.uri().path().as_bytes())),
        ("query", is_text(query.as_bytes())),
        ("body", !is_form(parts) || is_text(&parts.content())),
    ] {
        if !is_text {
            let words = "is not valid UTF-8";
            broken.push(Violation::new(name, words, Kind::Unreadable));
        }
    }
    broken
}

fn is_form(parts: &Parts) -> bool {
    const FORM: &str = "application/x-www-form-urlencoded";
    let media_type = parts.headers().get(CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.as_bytes().get(..FORM.len()));
    media_type.is_some_and(|start| start.eq_ignore_ascii_case(FORM.as_bytes()))
}

fn is_text(encoded: &[u8]) -> bool {
    // A stranger may not stand there even where nothing is encoded, in a form.
    if !encoded.contains(&b'%') {
        return std::str::from_utf8(encoded).is_ok();
    }
    percent_decode(encoded).decode_utf8().is_ok()
}

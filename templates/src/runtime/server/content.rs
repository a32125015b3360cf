//! Contents that are no JSON: texts, files, and streams of either.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap};
use axum::http::{HeaderName, HeaderValue};
use futures_core::Stream;

use crate::runtime::encoding::push_encoded;

/// The content of an answer that is text or bytes. Made with `into()` from a `String`,
/// `&'static str`, `Vec<u8>` or `Bytes`, or from a [`stream`](Self::stream).
///
/// Its media type is the one that the documents show unless set.
pub struct Content {
    body: Whole,
    media_type: Option<Cow<'static, str>>,
    file_name: Option<String>,
}

enum Whole {
    Bytes(Bytes),
    Stream(Body),
}

impl Content {
    /// Content that is sent while it is made. An error ends the connection, so that the client
    /// does not take what came for all of it.
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>> + 'static,
    {
        Self::new(Whole::Stream(Body::from_stream(stream)))
    }

    /// The media type of the content.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<Cow<'static, str>>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The name under which a client may save the content, without folders. It is sent as
    /// `Content-Disposition`.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    fn new(body: Whole) -> Self {
        Self {
            body,
            media_type: None,
            file_name: None,
        }
    }

    /// The media type of content that names none itself.
    pub(super) fn or_media_type(mut self, media_type: &'static str) -> Self {
        self.media_type.get_or_insert(Cow::Borrowed(media_type));
        self
    }

    /// The content as a body, and the headers that describe it where there are none yet.
    pub(super) fn into_body(self, headers: &mut HeaderMap) -> Body {
        if let Some(media_type) = self.media_type {
            let media_type = match media_type {
                Cow::Borrowed(text) => Bytes::from_static(text.as_bytes()),
                Cow::Owned(text) => Bytes::from(text),
            };
            if let Ok(value) = HeaderValue::from_maybe_shared(media_type) {
                headers.entry(CONTENT_TYPE).or_insert(value);
            }
        }
        if let Some(name) = &self.file_name {
            insert(headers, CONTENT_DISPOSITION, &disposition(name));
        }
        match self.body {
            Whole::Bytes(bytes) => Body::from(bytes),
            Whole::Stream(body) => body,
        }
    }

    #[cfg(test)]
    pub(super) fn text(&self) -> String {
        match &self.body {
            Whole::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Whole::Stream(_) => String::new(),
        }
    }
}

/// The value of the header that names a file: a plain spelling for old clients, where quotes and
/// the like are replaced, and the exact one where it differs.
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| match c {
            '"' | '\\' | '/' | '%' => '_',
            ' '..='~' => c,
            _ => '_',
        })
        .collect();
    if plain == name {
        format!("attachment; filename=\"{plain}\"")
    } else {
        let mut both = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
        push_encoded(&mut both, name);
        both
    }
}

/// Sets a header that is not there yet; a value that no header can have is left out.
pub(super) fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.entry(name).or_insert(value);
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Content");
        match &self.body {
            Whole::Bytes(bytes) => debug.field("bytes", &bytes.len()),
            Whole::Stream(_) => debug.field("stream", &true),
        };
        debug
            .field("media_type", &self.media_type)
            .field("file_name", &self.file_name)
            .finish()
    }
}

macro_rules! from {
    ($($ty:ty)*) => {$(
        impl From<$ty> for Content {
            fn from(content: $ty) -> Self {
                Self::new(Whole::Bytes(content.into()))
            }
        }
    )*};
}

from!(String &'static str Vec<u8> &'static [u8] Bytes);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &str) {
        assert_eq!(disposition(name), format!("attachment; {expected}"));
        assert!(HeaderValue::from_str(&disposition(name)).is_ok());
    }

    #[test]
    fn names_of_files_are_quoted() {
        check("a b.zip", "filename=\"a b.zip\"");
        check("ü.zip", "filename=\"_.zip\"; filename*=UTF-8''%C3%BC.zip");
        check(
            "a\"; x=\"b",
            "filename=\"a_; x=_b\"; filename*=UTF-8''a%22%3B%20x%3D%22b",
        );
        check(
            "a\r\nb: c",
            "filename=\"a__b: c\"; filename*=UTF-8''a%0D%0Ab%3A%20c",
        );
        check("a/b", "filename=\"a_b\"; filename*=UTF-8''a%2Fb");
    }
}

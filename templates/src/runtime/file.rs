//! Files that travel in a multipart body.

use bytes::Bytes;

/// The content of a file with its name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct File {
    /// Its name without folders.
    pub name: String,
    /// What it holds. A clone shares it.
    pub content: Bytes,
    /// Its media type; `None` is sent as `application/octet-stream`.
    pub content_type: Option<String>,
}

impl File {
    /// A file of unknown type.
    pub fn new(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            content: content.into(),
            content_type: None,
        }
    }

    /// The media type of the content.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

//! The operations of `books.md`.

use std::sync::Arc;

use bytes::Bytes;

use crate::operations::books as operations;
use crate::runtime::File;
use crate::runtime::server::{Answer, Failure, Parts, Request, Server, not_implemented};
use crate::runtime::values::{Change, Id, IdOrPath};
use crate::types::{self, Book, BookStateEvent};

/// The operations of `books.md`, each answering 501 unless it is implemented.
pub trait Books: Send + Sync + 'static {
    /// `GET /shelves/:id/books`
    fn list(&self, request: Request<List>) -> impl Answer<Vec<Book>> {
        not_implemented(&request)
    }

    /// `GET /shelves/:id/books/:book_id`
    fn get(&self, request: Request<Get>) -> impl Answer<Book> {
        not_implemented(&request)
    }

    /// `PUT /shelves/:id/books/:book_id`
    fn update(&self, request: Request<Update>) -> impl Answer<Book> {
        not_implemented(&request)
    }

    /// `GET /shelves/:id/texts/:path`
    fn text(&self, request: Request<Text>) -> impl Answer<String> {
        not_implemented(&request)
    }

    /// `POST /shelves/:id/books/:book_id/cover`
    fn upload_cover(&self, request: Request<UploadCover>) -> impl Answer<types::Cover> {
        not_implemented(&request)
    }

    /// `GET /shelves/:id/books/:book_id/cover`
    fn cover(&self, request: Request<Cover>) -> impl Answer<Bytes> {
        not_implemented(&request)
    }
}

/// Parameters of [`Books::list`].
#[derive(Debug, Clone)]
pub struct List {
    /// `id`
    pub id: IdOrPath,
    /// `search`
    pub search: Option<String>,
}

/// Parameters of [`Books::get`].
#[derive(Debug, Clone)]
pub struct Get {
    /// `id`
    pub id: IdOrPath,
    /// `book_id`
    pub book_id: Id,
}

/// Parameters of [`Books::update`].
#[derive(Debug, Clone)]
pub struct Update {
    /// `id`
    pub id: IdOrPath,
    /// `book_id`
    pub book_id: Id,
    /// `title`
    pub title: Change<String>,
    /// `state_event`
    pub state_event: Change<BookStateEvent>,
    /// `series_id`
    pub series_id: Change<Id>,
    /// `labels`
    pub labels: Change<Vec<String>>,
}

/// Parameters of [`Books::text`].
#[derive(Debug, Clone)]
pub struct Text {
    /// `id`
    pub id: IdOrPath,
    /// `path`
    pub path: String,
}

/// Parameters of [`Books::upload_cover`].
#[derive(Debug, Clone)]
pub struct UploadCover {
    /// `id`
    pub id: IdOrPath,
    /// `book_id`
    pub book_id: Id,
    /// `file`
    pub file: File,
    /// `caption`
    pub caption: Option<String>,
}

/// Parameters of [`Books::cover`].
#[derive(Debug, Clone)]
pub struct Cover {
    /// `id`
    pub id: IdOrPath,
    /// `book_id`
    pub book_id: Id,
}

impl List {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            search: parts.optional("search")?,
        })
    }
}

impl Get {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            book_id: parts.path("book_id")?,
        })
    }
}

impl Update {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            book_id: parts.path("book_id")?,
            title: parts.change_text("title")?,
            state_event: parts.change("state_event")?,
            series_id: parts.change("series_id")?,
            labels: parts.change("labels")?,
        })
    }
}

impl Text {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            path: parts.path("path")?,
        })
    }
}

impl UploadCover {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            book_id: parts.path("book_id")?,
            file: parts.file("file")?,
            caption: parts.optional("caption")?,
        })
    }
}

impl Cover {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            book_id: parts.path("book_id")?,
        })
    }
}

/// Answers the operations with the methods of the implementation.
pub(crate) fn mount<S: Books>(server: Server, service: &Arc<S>) -> Server {
    server
        .mount(&operations::LIST, service, |service, parts| {
            Box::pin(async move { service.list(parts.request(List::read)?).await?.json() })
        })
        .mount(&operations::GET, service, |service, parts| {
            Box::pin(async move { service.get(parts.request(Get::read)?).await?.json() })
        })
        .mount(&operations::UPDATE, service, |service, parts| {
            Box::pin(async move { service.update(parts.request(Update::read)?).await?.json() })
        })
        .mount(&operations::TEXT, service, |service, parts| {
            Box::pin(async move { service.text(parts.request(Text::read)?).await?.text() })
        })
        .mount(&operations::UPLOAD_COVER, service, |service, parts| {
            Box::pin(async move {
                service
                    .upload_cover(parts.request(UploadCover::read)?)
                    .await?
                    .json()
            })
        })
        .mount(&operations::COVER, service, |service, parts| {
            Box::pin(async move { service.cover(parts.request(Cover::read)?).await?.bytes() })
        })
}

//! The operations of `books.md`.

use std::sync::Arc;

use crate::operations::books as operations;
use crate::runtime::server::{
    Answer, Content, Failure, Parameters, Parts, Rendered, Reply, Request, Server, mount,
    not_implemented,
};
use crate::runtime::values::{Change, Id, IdOrPath};
use crate::runtime::{File, Operation};
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
    fn text(&self, request: Request<Text>) -> impl Answer<Content> {
        not_implemented(&request)
    }

    /// `POST /shelves/:id/books/:book_id/cover`
    fn upload_cover(&self, request: Request<UploadCover>) -> impl Answer<types::Cover> {
        not_implemented(&request)
    }

    /// `GET /shelves/:id/books/:book_id/cover`
    fn cover(&self, request: Request<Cover>) -> impl Answer<Content> {
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

impl Parameters for List {
    const OPERATION: &'static Operation = &operations::LIST;

    type Answer = Vec<Book>;

    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            search: parts.optional("search")?,
        })
    }

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.json()
    }
}

impl Parameters for Get {
    const OPERATION: &'static Operation = &operations::GET;

    type Answer = Book;

    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            book_id: parts.path("book_id")?,
        })
    }

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.json()
    }
}

impl Parameters for Update {
    const OPERATION: &'static Operation = &operations::UPDATE;

    type Answer = Book;

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

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.json()
    }
}

impl Parameters for Text {
    const OPERATION: &'static Operation = &operations::TEXT;

    type Answer = Content;

    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            path: parts.path("path")?,
        })
    }

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.text()
    }
}

impl Parameters for UploadCover {
    const OPERATION: &'static Operation = &operations::UPLOAD_COVER;

    type Answer = types::Cover;

    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            book_id: parts.path("book_id")?,
            file: parts.file("file")?,
            caption: parts.optional("caption")?,
        })
    }

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.json()
    }
}

impl Parameters for Cover {
    const OPERATION: &'static Operation = &operations::COVER;

    type Answer = Content;

    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            book_id: parts.path("book_id")?,
        })
    }

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.bytes()
    }
}

/// Answers the operations with the methods of the implementation.
pub fn mount<S: Books>(server: Server, service: &Arc<S>) -> Server {
    let server = mount!(server, service, List, list);
    let server = mount!(server, service, Get, get);
    let server = mount!(server, service, Update, update);
    let server = mount!(server, service, Text, text);
    let server = mount!(server, service, UploadCover, upload_cover);
    mount!(server, service, Cover, cover)
}

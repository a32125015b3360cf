//! The operations of `books.md`.

use crate::operations::books as operations;
use crate::runtime::File;
use crate::runtime::client::{Call, Client, call};
use crate::runtime::values::{Change, Id, IdOrPath, Open};
use crate::types::{self, Book, BookStateEvent};

/// The operations of `books.md`; made by [`Client::books`].
#[derive(Debug, Clone)]
pub struct Books {
    client: Client,
}

impl Books {
    pub(crate) fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
        }
    }

    /// `GET /shelves/:id/books`
    ///
    /// Documented at `books.md#list-books`.
    pub fn list(&self, id: impl Into<IdOrPath>) -> List {
        let id: IdOrPath = id.into();
        List {
            call: Call::new(&self.client, &operations::LIST).path("id", &id),
        }
    }

    /// `GET /shelves/:id/books/:book_id`
    ///
    /// Documented at `books.md#single-book`.
    pub fn get(&self, id: impl Into<IdOrPath>, book_id: impl Into<Id>) -> Get {
        let id: IdOrPath = id.into();
        let book_id: Id = book_id.into();
        Get {
            call: Call::new(&self.client, &operations::GET)
                .path("id", &id)
                .path("book_id", &book_id),
        }
    }

    /// `PUT /shelves/:id/books/:book_id`
    ///
    /// Documented at `books.md#edit-book`.
    pub fn update(&self, id: impl Into<IdOrPath>, book_id: impl Into<Id>) -> Update {
        let id: IdOrPath = id.into();
        let book_id: Id = book_id.into();
        Update {
            call: Call::new(&self.client, &operations::UPDATE)
                .path("id", &id)
                .path("book_id", &book_id),
        }
    }

    /// `GET /shelves/:id/texts/:path`
    ///
    /// Answers 200 with a text, which is read as it comes.
    ///
    /// # Parameters
    ///
    /// - `id` (number or text, required)
    /// - `path` (text, required)
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: docbind_bookshop::Client) -> Result<(), docbind_bookshop::Error> {
    /// let content = client.books().text(1, "a/b.txt").await?;
    /// let text = content.text().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Documented at `books.md#text`.
    pub fn text(&self, id: impl Into<IdOrPath>, path: impl Into<String>) -> Text {
        let id: IdOrPath = id.into();
        let path: String = path.into();
        Text {
            call: Call::new(&self.client, &operations::TEXT)
                .path("id", &id)
                .path("path", &path),
        }
    }

    /// `POST /shelves/:id/books/:book_id/cover`
    ///
    /// Documented at `books.md#upload-cover`.
    pub fn upload_cover(
        &self,
        id: impl Into<IdOrPath>,
        book_id: impl Into<Id>,
        file: File,
    ) -> UploadCover {
        let id: IdOrPath = id.into();
        let book_id: Id = book_id.into();
        UploadCover {
            call: Call::new(&self.client, &operations::UPLOAD_COVER)
                .path("id", &id)
                .path("book_id", &book_id)
                .file("file", file),
        }
    }

    /// `GET /shelves/:id/books/:book_id/cover`
    ///
    /// Answers 200 with a file, which is read as it comes.
    ///
    /// # Parameters
    ///
    /// - `id` (number or text, required)
    /// - `book_id` (integer, required)
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: docbind_bookshop::Client) -> Result<(), docbind_bookshop::Error> {
    /// let content = client.books().cover(1, 7).await?;
    /// let bytes = content.bytes().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Documented at `books.md#cover`.
    pub fn cover(&self, id: impl Into<IdOrPath>, book_id: impl Into<Id>) -> Cover {
        let id: IdOrPath = id.into();
        let book_id: Id = book_id.into();
        Cover {
            call: Call::new(&self.client, &operations::COVER)
                .path("id", &id)
                .path("book_id", &book_id),
        }
    }
}

/// The call that [`Books::list`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct List {
    call: Call,
}

impl List {
    /// `search`: part of the title.
    pub fn search(self, search: impl Into<String>) -> Self {
        let search: String = search.into();
        Self {
            call: self.call.query("search", &search),
        }
    }
}

call!(List => page Book, sudo);

/// The call that [`Books::get`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct Get {
    call: Call,
}

call!(Get => json Book, sudo);

/// The call that [`Books::update`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct Update {
    call: Call,
}

impl Update {
    /// `title`: new title.
    pub fn title(self, title: impl Into<Change<String>>) -> Self {
        let title: Change<String> = title.into();
        Self {
            call: self.call.change("title", &title),
        }
    }

    /// `state_event`: what happens to the book.
    pub fn state_event(self, state_event: impl Into<Change<Open<BookStateEvent>>>) -> Self {
        let state_event: Change<Open<BookStateEvent>> = state_event.into();
        Self {
            call: self.call.change("state_event", &state_event),
        }
    }

    /// `series_id`: the series that the book belongs to.
    pub fn series_id(self, series_id: impl Into<Change<Id>>) -> Self {
        let series_id: Change<Id> = series_id.into();
        Self {
            call: self.call.change("series_id", &series_id),
        }
    }

    /// `labels`: labels of the book.
    pub fn labels(self, labels: impl Into<Change<Vec<String>>>) -> Self {
        let labels: Change<Vec<String>> = labels.into();
        Self {
            call: self.call.change("labels", &labels),
        }
    }
}

call!(Update => json Book, sudo);

/// The call that [`Books::text`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct Text {
    call: Call,
}

call!(Text => content, sudo);

/// The call that [`Books::upload_cover`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct UploadCover {
    call: Call,
}

impl UploadCover {
    /// `caption`: text below the cover.
    pub fn caption(self, caption: impl Into<String>) -> Self {
        let caption: String = caption.into();
        Self {
            call: self.call.body("caption", &caption),
        }
    }
}

call!(UploadCover => json types::Cover, sudo);

/// The call that [`Books::cover`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct Cover {
    call: Call,
}

call!(Cover => content, sudo);

//! The operations of `books.md`.

use crate::runtime::{ArrayStyle, BodyKind, Method, Operation, Param};

/// `GET /shelves/:id/books`
pub static LIST: Operation = Operation::new("books.list", Method::Get, "/shelves/:id/books")
    .params(&[Param::path("id"), Param::query("search")]);

/// `GET /shelves/:id/books/:book_id`
pub static GET: Operation = Operation::new("books.get", Method::Get, "/shelves/:id/books/:book_id")
    .params(&[Param::path("id"), Param::path("book_id")]);

/// `PUT /shelves/:id/books/:book_id`
pub static UPDATE: Operation =
    Operation::new("books.update", Method::Put, "/shelves/:id/books/:book_id")
        .body(BodyKind::Form)
        .params(&[
            Param::path("id"),
            Param::path("book_id"),
            Param::body("title"),
            Param::body("state_event").allowed(&["lend", "return"]),
            Param::body("series_id"),
            Param::body("labels").style(ArrayStyle::Commas),
        ]);

/// `GET /shelves/:id/texts/:path`
pub static TEXT: Operation = Operation::new("books.text", Method::Get, "/shelves/:id/texts/:path")
    .params(&[Param::path("id"), Param::path("path").free_text()]);

/// `POST /shelves/:id/books/:book_id/cover`
pub static UPLOAD_COVER: Operation = Operation::new(
    "books.upload_cover",
    Method::Post,
    "/shelves/:id/books/:book_id/cover",
)
.status(201)
.body(BodyKind::Multipart)
.params(&[
    Param::path("id"),
    Param::path("book_id"),
    Param::body("file").required(),
    Param::body("caption"),
]);

/// `GET /shelves/:id/books/:book_id/cover`
pub static COVER: Operation = Operation::new(
    "books.cover",
    Method::Get,
    "/shelves/:id/books/:book_id/cover",
)
.params(&[Param::path("id"), Param::path("book_id")]);

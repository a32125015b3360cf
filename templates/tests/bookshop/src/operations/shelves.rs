//! The operations of `shelves.md`.

use crate::runtime::{ArrayStyle, BodyKind, Method, Operation, Param};

/// `GET /shelves`
pub static LIST: Operation = Operation::new("shelves.list", Method::Get, "/shelves").params(&[
    Param::query("sort").allowed(&["name", "opened"]),
    Param::query("labels").style(ArrayStyle::Commas),
]);

/// `POST /shelves`
pub static CREATE: Operation = Operation::new("shelves.create", Method::Post, "/shelves")
    .status(201)
    .body(BodyKind::Json)
    .params(&[
        Param::body("name").required(),
        Param::body("labels").style(ArrayStyle::Commas),
        Param::body("opened_at"),
        Param::body("public"),
    ]);

/// `GET /shelves/:id`
pub static GET: Operation =
    Operation::new("shelves.get", Method::Get, "/shelves/:id").params(&[Param::path("id")]);

/// `DELETE /shelves/:id`
pub static DELETE: Operation =
    Operation::new("shelves.delete", Method::Delete, "/shelves/:id").params(&[Param::path("id")]);

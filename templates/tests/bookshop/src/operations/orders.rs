//! The operations of `orders.md`.

use crate::runtime::{BodyKind, Method, Operation, Param};

/// `POST /orders`
pub static CREATE: Operation = Operation::new("orders.create", Method::Post, "/orders")
    .status(201)
    .body(BodyKind::Json)
    .params(&[
        Param::body("customer").required(),
        Param::body("lines").required(),
        Param::body("notes"),
    ]);

/// `PUT /till/v1/orders/:id`
pub static COLLECT: Operation =
    Operation::new("orders.collect", Method::Put, "/till/v1/orders/:id")
        .rooted()
        .body(BodyKind::Form)
        .security(&["till_token"])
        .params(&[
            Param::path("id"),
            Param::header("X-Till"),
            Param::body("token").required(),
        ]);

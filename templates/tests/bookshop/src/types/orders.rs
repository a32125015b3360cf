//! Types that only the operations of `orders.md` mention.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Book;
use crate::runtime::values::{Id, record};

/// Seen in 2 examples.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Order {
    /// `id`
    pub id: Id,
    /// `customer`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// `books`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub books: Option<Vec<Book>>,
    /// `notes`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<BTreeMap<String, String>>,
}

record! {
    Order {
        0: id from "id" needed,
        1: customer from "customer" plain,
        2: books from "books" plain,
        3: notes from "notes" plain,
    }
}

/// Seen in 2 examples.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct OrderLine {
    /// `book_id`
    pub book_id: Id,
    /// `count`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
}

record! {
    OrderLine {
        0: book_id from "book_id" needed,
        1: count from "count" plain,
    }
}

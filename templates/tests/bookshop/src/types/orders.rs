//! Types that only the operations of `orders.md` mention.

use std::collections::BTreeMap;

use super::Book;
use crate::runtime::values::{Id, record};

/// Seen in 2 examples.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Order {
    /// `id`
    pub id: Id,
    /// `customer`
    pub customer: Option<String>,
    /// `books`
    pub books: Option<Vec<Book>>,
    /// `notes`
    pub notes: Option<BTreeMap<String, String>>,
}

record! {
    Order {
        0: id from "id" needed,
        1: customer from "customer" optional,
        2: books from "books" optional,
        3: notes from "notes" optional,
    }
}

/// Seen in 2 examples.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OrderLine {
    /// `book_id`
    pub book_id: Id,
    /// `count`
    pub count: Option<i64>,
}

record! {
    OrderLine {
        0: book_id from "book_id" needed,
        1: count from "count" optional,
    }
}

//! Types that only the operations of `orders.md` mention.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Book;
use crate::runtime::values::Id;

/// Seen in 2 examples.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
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

/// Seen in 2 examples.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct OrderLine {
    /// `book_id`
    pub book_id: Id,
    /// `count`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
}

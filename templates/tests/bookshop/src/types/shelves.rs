//! Types that only the operations of `shelves.md` mention.

use crate::runtime::values::{Id, Timestamp, listed_enum, record};

/// Seen in 3 examples.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shelf {
    /// `id`
    pub id: Id,
    /// `name`
    pub name: String,
    /// `labels`
    pub labels: Vec<String>,
    /// `opened_at`
    pub opened_at: Option<Timestamp>,
    /// `public?`
    pub public: Option<bool>,
    /// `keeper`: only ever null in the documents.
    pub keeper: serde_json::Value,
}

record! {
    Shelf {
        0: id from "id" needed,
        1: name from "name" needed,
        2: labels from "labels" nullable,
        3: opened_at from "opened_at" optional,
        4: public from "public?" optional,
        5: keeper from "keeper" raw,
    }
}

listed_enum! {
    /// Values of `sort` of [`shelves.list`](crate::operations::shelves::LIST).
    pub enum ShelfSort {
        /// `name`
        Name = "name",
        /// `opened`
        Opened = "opened",
    }
}

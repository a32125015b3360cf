//! Types that only the operations of `shelves.md` mention.

use serde::Serialize;

use crate::runtime::values::{Id, Timestamp, listed_enum, record};

/// Seen in 3 examples.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Shelf {
    /// `id`
    pub id: Id,
    /// `name`
    pub name: String,
    /// `labels`
    pub labels: Vec<String>,
    /// `opened_at`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<Timestamp>,
    /// `public?`
    #[serde(rename = "public?", skip_serializing_if = "Option::is_none")]
    pub public: Option<bool>,
    /// `keeper`: only ever null in the documents.
    #[serde(skip_serializing_if = "serde_json::Value::is_null")]
    pub keeper: serde_json::Value,
}

record! {
    Shelf {
        0: id from "id" needed,
        1: name from "name" needed,
        2: labels from "labels" nullable,
        3: opened_at from "opened_at" plain,
        4: public from "public?" plain,
        5: keeper from "keeper" plain,
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

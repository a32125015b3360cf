//! Types that only the operations of `shelves.md` mention.

use serde::{Deserialize, Serialize};

use crate::runtime::values::{Id, Timestamp, listed_enum, null_as_default};

/// Seen in 3 examples.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Shelf {
    /// `id`
    pub id: Id,
    /// `name`
    pub name: String,
    /// `labels`
    #[serde(default, deserialize_with = "null_as_default")]
    pub labels: Vec<String>,
    /// `opened_at`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<Timestamp>,
    /// `public?`
    #[serde(rename = "public?", skip_serializing_if = "Option::is_none")]
    pub public: Option<bool>,
    /// `keeper`: only ever null in the documents.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub keeper: serde_json::Value,
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

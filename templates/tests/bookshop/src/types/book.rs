//! A type that several resources mention: `books`, `orders`.

use serde::Serialize;

use crate::runtime::values::{Id, Iid, Open, listed_enum, record};

/// Seen in 4 examples.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Book {
    /// `id`
    pub id: Id,
    /// `iid`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iid: Option<Iid>,
    /// `title`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `series_id`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series_id: Option<Id>,
    /// `labels`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<String>>,
    /// `state`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Open<BookState>>,
}

record! {
    Book {
        0: id from "id" needed,
        1: iid from "iid" plain,
        2: title from "title" plain,
        3: series_id from "series_id" plain,
        4: labels from "labels" plain,
        5: state from "state" plain,
    }
}

listed_enum! {
    /// Values of the field `state` of [`Book`].
    pub enum BookState {
        /// `shelved`
        Shelved = "shelved",
        /// `lent`
        Lent = "lent",
    }
}

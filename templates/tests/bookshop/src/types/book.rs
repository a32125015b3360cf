//! A type that several resources mention: `books`, `orders`.

use crate::runtime::values::{Id, Iid, Open, listed_enum, record};

/// Seen in 4 examples.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Book {
    /// `id`
    pub id: Id,
    /// `iid`
    pub iid: Option<Iid>,
    /// `title`
    pub title: Option<String>,
    /// `series_id`
    pub series_id: Option<Id>,
    /// `labels`
    pub labels: Option<Vec<String>>,
    /// `state`
    pub state: Option<Open<BookState>>,
}

record! {
    Book {
        0: id from "id" needed,
        1: iid from "iid" optional,
        2: title from "title" optional,
        3: series_id from "series_id" optional,
        4: labels from "labels" optional,
        5: state from "state" optional,
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

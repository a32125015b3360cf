//! A type that several resources mention: `books`, `orders`.

use serde::{Deserialize, Serialize};

use crate::runtime::values::{Id, Iid, Open, listed_enum};

/// Seen in 4 examples.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
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

listed_enum! {
    /// Values of the field `state` of [`Book`].
    pub enum BookState {
        /// `shelved`
        Shelved = "shelved",
        /// `lent`
        Lent = "lent",
    }
}

//! Types that `books.md` shows first.

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

/// Seen in 1 example.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Cover {
    /// `url`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// `size`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
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

listed_enum! {
    /// Values of `state_event` of [`books.update`](crate::operations::books::UPDATE).
    pub enum BookStateEvent {
        /// `lend`
        Lend = "lend",
        /// `return`
        Return = "return",
    }
}

//! A type that several resources mention: `books`, `orders`.

use serde::{Deserialize, Serialize};

use crate::runtime::values::open_enum;

/// Seen in 4 examples.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Book {
    /// `id`
    pub id: i64,
    /// `title`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `state`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<BookState>,
}

open_enum! {
    /// Values of the field `state` of [`Book`].
    pub enum BookState {
        /// `shelved`
        Shelved = "shelved",
        /// `lent`
        Lent = "lent",
    }
}

//! Types that only the operations of `books.md` mention.

use serde::Serialize;

use crate::runtime::values::{listed_enum, record};

/// Seen in 1 example.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Cover {
    /// `url`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// `size`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
}

record! {
    Cover {
        0: url from "url" plain,
        1: size from "size" plain,
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

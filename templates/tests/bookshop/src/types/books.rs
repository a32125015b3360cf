//! Types that only the operations of `books.md` mention.

use crate::runtime::values::{listed_enum, record};

/// Seen in 1 example.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cover {
    /// `url`
    pub url: Option<String>,
    /// `size`
    pub size: Option<i64>,
}

record! {
    Cover {
        0: url from "url" optional,
        1: size from "size" optional,
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

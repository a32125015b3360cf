//! What it means that a parameter has no marker.

use docbind_spec::Presence;
use serde::Deserialize;

/// Whether parameters must be sent that no marker of their own says it of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unmarked {
    /// They must.
    Required,
    /// They need not.
    Optional,
    /// Nobody knows, whatever the other pages have.
    Unstated,
}

impl From<Unmarked> for Presence {
    fn from(meaning: Unmarked) -> Self {
        match meaning {
            Unmarked::Required => Self::Required,
            Unmarked::Optional => Self::Optional,
            Unmarked::Unstated => Self::Unstated,
        }
    }
}

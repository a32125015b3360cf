//! Types of single values.
//!
//! In: JSON as servers write it. Out: values that keep what they were read from. Never refuses a
//! text because of its content.

mod change;
mod id;
mod id_or_path;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod lenient;
pub(crate) mod listed;
mod open;
mod timestamp;

pub use change::Change;
pub use id::{Id, Iid};
pub use id_or_path::IdOrPath;
#[allow(unused_imports, reason = "an API may have no enumerations")]
pub(crate) use listed::listed_enum;
pub use listed::{Listed, Unlisted};
pub use open::Open;
#[cfg(feature = "client")]
pub(crate) use timestamp::unix_seconds;
pub use timestamp::{Date, Timestamp};

use serde::{Deserialize, Deserializer};

/// Reads `null` as the default of the type, such as an empty list. For
/// `#[serde(deserialize_with = "…")]`.
///
/// # Errors
///
/// Those of the type itself, for a value that is not null.
pub fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

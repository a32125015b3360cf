//! Types of single values.
//!
//! In: JSON as servers write it. Out: values that keep what they were read from. Never refuses a
//! text because of its content.

mod change;
mod id;
mod id_or_path;
pub(crate) mod lenient;
pub(crate) mod listed;
mod open;
#[allow(dead_code, reason = "an API may have no structs")]
pub(crate) mod record;
mod timestamp;

pub use change::Change;
pub use id::{Id, Iid};
pub use id_or_path::IdOrPath;
#[allow(unused_imports, reason = "an API may have no enumerations")]
pub(crate) use listed::listed_enum;
pub use listed::{Listed, Unlisted};
pub use open::Open;
#[allow(unused_imports, reason = "an API may have no structs")]
pub(crate) use record::record;
#[cfg(feature = "client")]
pub(crate) use timestamp::unix_seconds;
pub use timestamp::{Date, Timestamp};

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error, Visitor};
use serde::{Deserialize, Deserializer};

use self::lenient::Node;

/// Reads a number or boolean that may stand in quotes, or be what else a client that is not strict
/// takes for it; an empty text is `null`. For `#[serde(deserialize_with = "…")]`, where documents
/// show both.
///
/// # Errors
///
/// Those of the type itself, for what is in the quotes.
pub fn quoted<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    deserializer.deserialize_newtype_struct(lenient::QUOTED, Quoted(PhantomData))
}

/// Reads a value that may stand in quotes.
struct Quoted<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for Quoted<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that may stand in quotes")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<T, D::Error> {
        let node = Node::deserialize(inner)?;
        lenient::read_quoted(&node).map_err(D::Error::custom)
    }

    /// A blank in an answer that is read leniently.
    fn visit_unit<E: Error>(self) -> Result<T, E> {
        lenient::read_blank().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Door {
        #[serde(default, deserialize_with = "super::quoted")]
        open: Option<bool>,
        #[serde(default, deserialize_with = "super::quoted")]
        number: i64,
    }

    #[test]
    fn quotes_make_no_difference() {
        for (text, open, number) in [
            (r#"{"open": true, "number": 7}"#, Some(true), 7),
            (r#"{"open": "false", "number": "7"}"#, Some(false), 7),
            (r#"{"open": null}"#, None, 0),
            (r#"{"open": ""}"#, None, 0),
            (r#"{"open": "Yes"}"#, Some(true), 0),
            (r#"{"open": 1, "number": 7.0}"#, Some(true), 7),
            (r#"{"open": "0", "number": " 7 "}"#, Some(false), 7),
        ] {
            assert_eq!(
                serde_json::from_str::<Door>(text).unwrap(),
                Door { open, number }
            );
        }
        for text in [
            r#"{"open": "ajar"}"#,
            r#"{"number": "[1]"}"#,
            r#"{"number": ""}"#,
            r#"{"number": null}"#,
        ] {
            assert!(serde_json::from_str::<Door>(text).is_err(), "{text}");
        }
    }
}

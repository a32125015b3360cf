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

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

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

/// Reads a number or boolean that may stand in quotes; an empty text is `null`. For
/// `#[serde(deserialize_with = "…")]`, where documents show both.
///
/// # Errors
///
/// Those of the type itself, for what is in the quotes.
pub fn quoted<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let plain = match Value::deserialize(deserializer)? {
        Value::String(text) if text.is_empty() => Value::Null,
        Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        value => value,
    };
    serde_json::from_value(plain).map_err(D::Error::custom)
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
        ] {
            assert!(serde_json::from_str::<Door>(text).is_err(), "{text}");
        }
    }
}

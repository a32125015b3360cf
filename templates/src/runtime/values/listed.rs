//! Enumerations of the texts that the documents list.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

/// An enumeration whose values are texts.
pub trait Listed: Copy + 'static {
    /// The values, in documented order.
    const VALUES: &'static [Self];
    /// The values as they are sent, in the same order.
    const LISTED: &'static [&'static str];

    /// The value as it is sent.
    fn as_str(self) -> &'static str;
}

/// A text that is none of the listed values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    text: String,
    listed: &'static [&'static str],
}

impl fmt::Display for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is none of {:?}", self.text, self.listed)
    }
}

impl std::error::Error for Unlisted {}

/// The value with this text.
pub(crate) fn find<E: Listed>(text: &str) -> Option<E> {
    let mut values = E::VALUES.iter().copied();
    values.find(|value| value.as_str() == text)
}

/// The value with this text, or what is wrong with it. For the macro.
#[allow(dead_code, reason = "an API may have no enumerations")]
pub(crate) fn parse<E: Listed>(text: &str) -> Result<E, Unlisted> {
    find(text).ok_or_else(|| Unlisted {
        text: text.to_owned(),
        listed: E::LISTED,
    })
}

/// Reads a value. For the macro.
#[allow(dead_code, reason = "an API may have no enumerations")]
pub(crate) fn deserialize<'de, E: Listed, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<E, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).map_err(de::Error::custom)
}

/// Defines an enumeration of texts that has no other values than the listed ones.
///
/// All names are whole paths, because it stands among types of any name, such as `Result`.
#[allow(unused_macros, reason = "an API may have no enumerations")]
macro_rules! listed_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $wire:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
        }

        impl $name {
            /// The values as they are sent, in documented order.
            pub const LISTED: &'static [&'static str] = &[$($wire),+];

            /// The value as it is sent.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$variant => $wire, )+
                }
            }
        }

        impl $crate::runtime::values::Listed for $name {
            const VALUES: &'static [Self] = &[$(Self::$variant),+];
            const LISTED: &'static [&'static str] = $name::LISTED;

            fn as_str(self) -> &'static str {
                $name::as_str(self)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::values::Unlisted;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                $crate::runtime::values::listed::parse(text)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::values::listed::deserialize(deserializer)
            }
        }
    };
}

#[allow(unused_imports, reason = "an API may have no enumerations")]
pub(crate) use listed_enum;

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro defines public types")]
mod tests {
    listed_enum! {
        /// The state of a door.
        pub enum Door {
            /// Ajar.
            Open = "open",
            /// Shut.
            Shut = "shut",
        }
    }

    /// Types of documents may have the names that code takes for granted.
    mod among_odd_names {
        #![allow(dead_code, reason = "they only stand there")]

        pub struct Err {}
        pub struct From {}
        pub struct Result {}
        pub struct String {}

        listed_enum! {
            /// The state of a lamp.
            pub enum Lamp {
                /// Lit.
                Listed = "on",
            }
        }
    }

    #[test]
    fn only_listed_values_are_read() {
        for (text, door) in [("open", Door::Open), ("shut", Door::Shut)] {
            let json = format!("\"{text}\"");
            assert_eq!(serde_json::from_str::<Door>(&json).unwrap(), door);
            assert_eq!(serde_json::to_string(&door).unwrap(), json);
            assert_eq!(text.parse(), Ok(door));
            assert_eq!(door.to_string(), text);
        }
        let error = serde_json::from_str::<Door>("\"Open\"").unwrap_err();
        let expected = "\"Open\" is none of [\"open\", \"shut\"]";
        assert!(error.to_string().starts_with(expected), "{error}");
        assert_eq!(
            "".parse::<Door>().unwrap_err().to_string(),
            expected.replace("Open", "")
        );
        assert_eq!(Door::LISTED, ["open", "shut"]);
    }
}

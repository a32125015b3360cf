//! Enumerations that accept more than the documents list.

/// Defines an enumeration of texts that keeps unknown texts in the variant `Other`.
///
/// All names are whole paths, because it stands among types of any name, such as `Result`.
#[allow(unused_macros, reason = "an API may have no enumerations")]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $wire:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
            /// A value that the documents do not list.
            Other(::std::string::String),
        }

        impl $name {
            /// The values that the documents list.
            pub const LISTED: &'static [&'static str] = &[$($wire),+];

            /// The value as it is sent.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $wire, )+
                    Self::Other(text) => text,
                }
            }

            /// Whether the documents list this value.
            pub fn is_listed(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $( $wire => Self::$variant, )+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str> as ::serde::Deserialize<'de>>::deserialize(
                    deserializer,
                )?;
                ::std::result::Result::Ok(Self::from(&*text))
            }
        }
    };
}

#[allow(unused_imports, reason = "an API may have no enumerations")]
pub(crate) use open_enum;

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro defines public types")]
mod tests {
    open_enum! {
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

        pub struct From {}
        pub struct Result {}
        pub struct String {}

        open_enum! {
            /// The state of a lamp.
            pub enum Lamp {
                /// Lit.
                On = "on",
            }
        }
    }

    #[test]
    fn unlisted_values_round_trip() {
        for (text, listed) in [("open", true), ("shut", true), ("Open", false), ("", false)] {
            let json = format!("\"{text}\"");
            let door: Door = serde_json::from_str(&json).unwrap();
            assert_eq!(door.is_listed(), listed);
            assert_eq!(door.to_string(), text);
            assert_eq!(serde_json::to_string(&door).unwrap(), json);
        }
        assert_eq!(Door::LISTED, ["open", "shut"]);
    }
}

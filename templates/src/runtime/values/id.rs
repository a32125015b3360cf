//! Identifiers that are whole numbers, told apart by what they are unique in.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The name under which identifiers are read: what is lenient otherwise takes no blank for one.
pub(super) const NAME: &str = "identifier";

/// Defines a whole number that is not to be mixed up with another.
macro_rules! identifier {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
        )]
        #[serde(rename = "identifier")]
        pub struct $name(pub i64);

        impl $name {
            /// The number.
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<i32> for $name {
            fn from(number: i32) -> Self {
                Self(number.into())
            }
        }

        impl From<u32> for $name {
            fn from(number: u32) -> Self {
                Self(number.into())
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl PartialEq<i64> for $name {
            fn eq(&self, number: &i64) -> bool {
                self.0 == *number
            }
        }
    };
}

identifier! {
    /// The number of a thing that no other thing of its kind has.
    Id
}

identifier! {
    /// The number of a thing that is unique within what holds it, and nowhere else.
    Iid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_look_like_plain_numbers() {
        let id: Id = serde_json::from_str("7").unwrap();
        assert_eq!(id, 7);
        assert_eq!(serde_json::to_string(&id).unwrap(), "7");
        assert_eq!((id.to_string().as_str(), id.get()), ("7", 7));
        assert_eq!("-7".parse(), Ok(Iid(-7)));
        assert!("seven".parse::<Iid>().is_err());
        assert_eq!(Id::from(7_u32), Id::from(7_i64));
        assert_eq!(i64::from(Iid::from(7)), 7);
        assert!(Id::default() < id);
    }

    /// Answers yes for types that convert into [`Id`], by method resolution: the method of the
    /// type itself is found before that of the trait.
    struct Probe<T>(std::marker::PhantomData<T>);

    impl<T: Into<Id>> Probe<T> {
        fn converts(&self) -> bool {
            true
        }
    }

    trait Otherwise {
        fn converts(&self) -> bool {
            false
        }
    }

    impl<T> Otherwise for Probe<T> {}

    #[test]
    fn they_do_not_convert_into_each_other() {
        assert!(Probe::<i64>(std::marker::PhantomData).converts());
        assert!(Probe::<Id>(std::marker::PhantomData).converts());
        assert!(!Probe::<Iid>(std::marker::PhantomData).converts());
    }
}

//! What becomes of a value that is already there.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Date, Id, IdOrPath, Iid, Listed, Open, Timestamp};

/// What an update does to a value: nothing, take it away, or replace it.
///
/// A client takes whatever converts into it: `5`, `"text"`, `["a", "b"]`, an option, or `None`
/// to take the value away. In JSON it is the value or null; what is absent is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Change<T> {
    /// Nothing is said about it: it stays as it is.
    #[default]
    Absent,
    /// It is taken away.
    Null,
    /// It becomes this.
    Value(T),
}

impl<T> Change<T> {
    /// The new value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether nothing is said about the value.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The same change of a value that is made of this one.
    #[must_use]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::Absent => Change::Absent,
            Self::Null => Change::Null,
            Self::Value(value) => Change::Value(make(value)),
        }
    }

    /// Does to a value that is always there what is said about it: taken away, it is the default.
    pub fn apply_or_default<U: From<T> + Default>(self, target: &mut U) {
        match self {
            Self::Absent => {}
            Self::Null => *target = U::default(),
            Self::Value(value) => *target = value.into(),
        }
    }

    /// Does to a value what is said about it.
    pub fn apply_to<U: From<T>>(self, target: &mut Option<U>) {
        match self {
            Self::Absent => {}
            Self::Null => *target = None,
            Self::Value(value) => *target = Some(value.into()),
        }
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Absent | Self::Null => serializer.serialize_none(),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

impl<T> From<T> for Change<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Clone> From<&T> for Change<T> {
    fn from(value: &T) -> Self {
        Self::Value(value.clone())
    }
}

// The only source that is an option, so that a bare `None` has one meaning.
impl<T> From<Option<T>> for Change<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T, const N: usize> From<[T; N]> for Change<Vec<T>> {
    fn from(items: [T; N]) -> Self {
        Self::Value(items.into())
    }
}

impl<T: Clone> From<&[T]> for Change<Vec<T>> {
    fn from(items: &[T]) -> Self {
        Self::Value(items.into())
    }
}

/// Values that are made of others.
macro_rules! values {
    ($($target:ty: $($source:ty)+;)*) => {$($(
        impl From<$source> for Change<$target> {
            fn from(value: $source) -> Self {
                Self::Value(value.into())
            }
        }
    )+)*};
}

values! {
    String: &str;
    Id: i32 u32 i64;
    Iid: i32 u32 i64;
    IdOrPath: i32 u32 i64 u64 Id &str String;
    Timestamp: &str String;
    Date: &str String;
    Value: bool i32 i64 f64 &str String;
}

/// Lists of values that are made of others.
macro_rules! lists {
    ($([$($parameter:tt)*] $source:ty => $target:ty;)*) => {$(
        impl<$($parameter)*> From<Vec<$source>> for Change<Vec<$target>> {
            fn from(items: Vec<$source>) -> Self {
                Self::Value(items.into_iter().map(Into::into).collect())
            }
        }

        impl<$($parameter)*> From<&[$source]> for Change<Vec<$target>> {
            fn from(items: &[$source]) -> Self {
                Self::from(items.to_vec())
            }
        }

        impl<$($parameter)* const N: usize> From<[$source; N]> for Change<Vec<$target>> {
            fn from(items: [$source; N]) -> Self {
                Self::Value(items.into_iter().map(Into::into).collect())
            }
        }
    )*};
}

lists! {
    [] &str => String;
    [] i64 => Id;
    [] i64 => Iid;
    [] i64 => IdOrPath;
    [] &str => IdOrPath;
    [] &str => Timestamp;
    [] &str => Date;
    [E: Listed,] E => Open<E>;
    [E: Listed,] &str => Open<E>;
}

impl<E: Listed> From<E> for Change<Open<E>> {
    fn from(value: E) -> Self {
        Self::Value(value.into())
    }
}

impl<E: Listed> From<&str> for Change<Open<E>> {
    fn from(text: &str) -> Self {
        Self::Value(text.into())
    }
}

impl<E: Listed> From<String> for Change<Open<E>> {
    fn from(text: String) -> Self {
        Self::Value(text.into())
    }
}

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro defines public types")]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::super::listed::listed_enum;
    use super::*;

    listed_enum! {
        /// What happens to a door.
        pub enum Event {
            /// It opens.
            Open = "open",
        }
    }

    /// What a call would send; as generic over its argument as the setters are.
    #[track_caller]
    fn check<T: Serialize>(change: impl Into<Change<T>>, expected: &Value) {
        let change: Change<T> = change.into();
        assert!(!change.is_absent());
        assert_eq!(serde_json::to_value(change).unwrap(), *expected);
    }

    #[test]
    fn changes_of_what_is_always_there() {
        let apply = |change: Change<i64>, to: i64| {
            let mut target = to;
            change.apply_or_default(&mut target);
            target
        };
        assert_eq!(apply(Change::Absent, 7), 7);
        assert_eq!(apply(Change::Null, 7), 0);
        assert_eq!(apply(Change::Value(1), 7), 1);
        assert_eq!(
            Change::Value(1).map(|number: i64| number.to_string()),
            Change::Value("1".to_owned())
        );
        assert_eq!(Change::<i64>::Null.map(|number| number + 1), Change::Null);
    }

    #[test]
    fn plain_values_are_taken() {
        check::<Id>(5, &json!(5));
        check::<Iid>(5_u32, &json!(5));
        check::<Id>(Id(5), &json!(5));
        check::<i64>(5, &json!(5));
        check::<f64>(0.5, &json!(0.5));
        check::<bool>(true, &json!(true));
        check::<IdOrPath>("a/b", &json!("a/b"));
        check::<IdOrPath>(5, &json!(5));
        check::<String>("a", &json!("a"));
        check::<String>(&"a".to_owned(), &json!("a"));
        check::<Timestamp>("soon", &json!("soon"));
        check::<Date>("2001-02-03", &json!("2001-02-03"));
        check::<Open<Event>>(Event::Open, &json!("open"));
        check::<Open<Event>>("shut", &json!("shut"));
        check::<Value>("a", &json!("a"));
        check::<Value>(5, &json!(5));
        check::<Value>(json!({"a": [1]}), &json!({"a": [1]}));
        check::<BTreeMap<String, i64>>(&BTreeMap::new(), &json!({}));
    }

    #[test]
    fn lists_are_taken() {
        check::<Vec<String>>(["a", "b"], &json!(["a", "b"]));
        check::<Vec<String>>(vec!["a"], &json!(["a"]));
        check::<Vec<String>>(&["a"][..], &json!(["a"]));
        check::<Vec<String>>(["a".to_owned()], &json!(["a"]));
        check::<Vec<Id>>([1, 2], &json!([1, 2]));
        check::<Vec<i64>>([1, 2], &json!([1, 2]));
        check::<Vec<IdOrPath>>(["a"], &json!(["a"]));
        check::<Vec<Open<Event>>>([Event::Open], &json!(["open"]));
        check::<Vec<Open<Event>>>(["shut"], &json!(["shut"]));
        check::<Vec<bool>>(Vec::new(), &json!([]));
    }

    #[test]
    fn none_takes_away_whatever_the_type() {
        check::<Id>(None, &json!(null));
        check::<i64>(None, &json!(null));
        check::<String>(None, &json!(null));
        check::<Timestamp>(None, &json!(null));
        check::<IdOrPath>(None, &json!(null));
        check::<Open<Event>>(None, &json!(null));
        check::<Value>(None, &json!(null));
        check::<Vec<String>>(None, &json!(null));
        check::<Vec<Open<Event>>>(None, &json!(null));
        check::<BTreeMap<String, i64>>(None, &json!(null));
        check::<String>(Some("a".to_owned()), &json!("a"));
    }

    #[test]
    fn changes_are_applied() {
        let mut value = Some(Open::from(Event::Open));
        Change::<Event>::Absent.apply_to(&mut value);
        assert_eq!(value, Some(Event::Open.into()));
        Change::<Event>::Null.apply_to(&mut value);
        assert_eq!(value, None);
        Change::Value(Event::Open).apply_to(&mut value);
        assert_eq!(value, Some(Event::Open.into()));
        assert_eq!(Change::Value(5).value(), Some(5));
        assert_eq!(Change::<i64>::Null.value(), None);
    }

    #[test]
    fn null_and_absent_are_two_things() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Update {
            #[serde(default)]
            size: Change<i64>,
        }
        for (json, size) in [
            ("{}", Change::Absent),
            ("{\"size\": null}", Change::Null),
            ("{\"size\": 5}", Change::Value(5)),
        ] {
            assert_eq!(
                serde_json::from_str::<Update>(json).unwrap(),
                Update { size }
            );
        }
    }
}

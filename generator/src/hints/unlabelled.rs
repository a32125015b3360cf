//! Where parameters are sent that nothing places.

use std::collections::BTreeMap;
use std::fmt;

use docbind_spec::Method;
use serde::Deserialize;
use serde::de::{self, MapAccess, Visitor, value::MapAccessDeserializer};

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SentIn {
    /// In the query string.
    Query,
    /// In the body.
    Body,
}

/// Where parameters are sent that no heading, column or placeholder places; by default in the
/// body where requests of the method have one as a rule, and in the query string elsewhere.
///
/// ```
/// use docbind::hints::{SentIn, Unlabelled};
/// use docbind_spec::Method;
/// let placement = Unlabelled::by_method([(Method::Delete, SentIn::Body)]);
/// assert_eq!(placement.of(Method::Delete), Some(SentIn::Body));
/// assert_eq!(placement.of(Method::Post), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unlabelled {
    all: Option<SentIn>,
    methods: BTreeMap<Method, SentIn>,
}

impl Unlabelled {
    /// One place for each of these methods, the usual one for all others.
    pub fn by_method(methods: impl IntoIterator<Item = (Method, SentIn)>) -> Self {
        Self {
            all: None,
            methods: methods.into_iter().collect(),
        }
    }

    /// The place for a method; `None` for the usual one. That of all methods is no body for `GET`,
    /// `HEAD` and `OPTIONS`: these have one only where they are named.
    pub fn of(&self, method: Method) -> Option<SentIn> {
        let without_body = matches!(method, Method::Get | Method::Head | Method::Options);
        let general = self
            .all
            .filter(|place| *place == SentIn::Query || !without_body);
        self.methods.get(&method).copied().or(general)
    }
}

/// One place for all methods.
impl From<SentIn> for Unlabelled {
    fn from(place: SentIn) -> Self {
        Self {
            all: Some(place),
            methods: BTreeMap::new(),
        }
    }
}

/// A text is a place, a table has one for each method.
impl<'de> Deserialize<'de> for Unlabelled {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Unlabelled;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`query`, `body`, or a table such as `{ DELETE = \"body\" }`")
            }

            fn visit_str<E: de::Error>(self, place: &str) -> Result<Unlabelled, E> {
                let place = de::value::StrDeserializer::<E>::new(place);
                SentIn::deserialize(place).map(Unlabelled::from)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Unlabelled, A::Error> {
                let methods = BTreeMap::deserialize(MapAccessDeserializer::new(map));
                methods.map(|methods| Unlabelled { all: None, methods })
            }
        }

        deserializer.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_named_get_has_a_body() {
        let body = Unlabelled::from(SentIn::Body);
        assert_eq!(body.of(Method::Delete), Some(SentIn::Body));
        assert_eq!(body.of(Method::Get), None);
        let named = Unlabelled::by_method([(Method::Get, SentIn::Body)]);
        assert_eq!(named.of(Method::Get), Some(SentIn::Body));
        let query = Unlabelled::from(SentIn::Query);
        assert_eq!(query.of(Method::Head), Some(SentIn::Query));
    }
}

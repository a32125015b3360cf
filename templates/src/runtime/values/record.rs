//! Structs out of objects, and objects out of structs.
//!
//! In: what the fields of a struct are, a line each. Out: how it is read and written, in as
//! little code as can be, because it is compiled for each struct.

pub(crate) mod reading;
pub(crate) mod writing;

use std::collections::BTreeMap;

use serde::de::Deserializer;
use serde_json::Value;

use self::writing::Fields;

/// A struct whose fields are read one by one into its default, and written one by one; made by
/// the macro.
pub(crate) trait Record: Default {
    /// Its name.
    const NAME: &'static str;
    /// The keys of its fields.
    const FIELDS: &'static [&'static str];
    /// Which of them have to be there.
    const NEEDED: &'static [bool];
    /// Whether the keys that are no fields are kept.
    const KEEPS: bool;

    /// Reads a field.
    fn set<'de, D: Deserializer<'de>>(&mut self, field: usize, value: D) -> Result<(), D::Error>;

    /// Reads what is no field.
    fn keep<'de, D: Deserializer<'de>>(&mut self, key: String, value: D) -> Result<(), D::Error>;

    /// Hands out its fields.
    fn write<F: Fields>(&self, to: &mut F) -> Result<(), F::Error>;

    /// What was no field.
    fn kept(&self) -> Option<&BTreeMap<String, Value>>;
}

/// Lets a struct be read from an object and written as one:
/// `record! { Book { 0: title from "title" needed, 1: pages from "pages" optional, ..others } }`.
///
/// Each field has its number, its name, its key and what it is. Where the key of an `optional` or
/// `raw` field is missing, the field has its default; it is not written where it is `None`, or
/// null. The key of a `needed` field has to be there. Of a list or map that is `nullable`, null is
/// an empty one. A number or boolean that is `quoted` or `optional_quoted` may stand in quotes. A
/// map after `..` keeps the keys that are no fields.
///
/// All names are whole paths, because it stands among types of any name, such as `Result`.
#[allow(unused_macros, reason = "an API may have no structs")]
macro_rules! record {
    (
        $name:ident {
            $($index:literal: $field:ident from $key:literal $how:ident,)*
            $(..$rest:ident)?
        }
    ) => {
        impl $crate::runtime::values::record::Record for $name {
            const NAME: &'static str = ::std::stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($key),*];
            const NEEDED: &'static [bool] =
                &[$($crate::runtime::values::record::record!(@needs $how)),*];
            const KEEPS: bool = $crate::runtime::values::record::record!(@keeps $($rest)?);

            fn set<'de, D: ::serde::Deserializer<'de>>(
                &mut self,
                field: usize,
                value: D,
            ) -> ::std::result::Result<(), D::Error> {
                match field {
                    $($index => $crate::runtime::values::record::reading::$how(&mut self.$field, value),)*
                    _ => $crate::runtime::values::record::reading::ignored(value),
                }
            }

            fn keep<'de, D: ::serde::Deserializer<'de>>(
                &mut self,
                _key: ::std::string::String,
                value: D,
            ) -> ::std::result::Result<(), D::Error> {
                $crate::runtime::values::record::record!(@keep self, _key, value, $($rest)?)
            }

            fn write<F: $crate::runtime::values::record::writing::Fields>(
                &self,
                _to: &mut F,
            ) -> ::std::result::Result<(), F::Error> {
                $($crate::runtime::values::record::writing::$how(_to, $key, &self.$field)?;)*
                ::std::result::Result::Ok(())
            }

            fn kept(
                &self,
            ) -> ::std::option::Option<
                &::std::collections::BTreeMap<::std::string::String, ::serde_json::Value>,
            > {
                $crate::runtime::values::record::record!(@kept self, $($rest)?)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                from: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::values::record::reading::read(from)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                to: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::values::record::record!(@write self, to, $($rest)?)
            }
        }
    };
    (@needs needed) => { true };
    (@needs $other:ident) => { false };
    (@keeps) => { false };
    (@keeps $rest:ident) => { true };
    (@keep $self:ident, $key:ident, $value:ident,) => {
        $crate::runtime::values::record::reading::ignored($value)
    };
    (@keep $self:ident, $key:ident, $value:ident, $rest:ident) => {{
        let mut kept = ::serde_json::Value::Null;
        $crate::runtime::values::record::reading::plain(&mut kept, $value)?;
        $self.$rest.insert($key, kept);
        ::std::result::Result::Ok(())
    }};
    (@kept $self:ident,) => { ::std::option::Option::None };
    (@kept $self:ident, $rest:ident) => { ::std::option::Option::Some(&$self.$rest) };
    (@write $self:ident, $to:ident,) => {
        $crate::runtime::values::record::writing::fields($self, $to)
    };
    (@write $self:ident, $to:ident, $rest:ident) => {
        $crate::runtime::values::record::writing::pairs($self, $to)
    };
}

#[allow(unused_imports, reason = "an API may have no structs")]
pub(crate) use record;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    #[derive(Debug, PartialEq, Default)]
    struct Book {
        title: String,
        pages: Option<i64>,
        tags: Vec<String>,
        lent: Option<bool>,
        cover: Value,
    }

    record! {
        Book {
            0: title from "title" needed,
            1: pages from "pages" optional,
            2: tags from "tags" nullable,
            3: lent from "is-lent" optional_quoted,
            4: cover from "cover" raw,
        }
    }

    #[derive(Debug, PartialEq, Default)]
    struct Open {
        r#type: Option<String>,
        others: BTreeMap<String, Value>,
    }

    record! {
        Open {
            0: r#type from "type" optional,
            ..others
        }
    }

    #[derive(Debug, PartialEq, Default)]
    struct Nothing {}

    record! {
        Nothing {
        }
    }

    fn error(text: &str) -> String {
        serde_json::from_str::<Book>(text).unwrap_err().to_string()
    }

    #[test]
    fn fields_are_read_in_any_order() {
        let text = r#"{"is-lent": "true", "x": [1], "tags": null, "title": "\u0041"}"#;
        let book = Book {
            title: "A".to_owned(),
            lent: Some(true),
            ..Book::default()
        };
        assert_eq!(serde_json::from_str::<Book>(text).unwrap(), book);
        let value = json!({"title": "A", "pages": null, "is-lent": true, "tags": []});
        assert_eq!(serde_json::from_value::<Book>(value).unwrap(), book);
        assert_eq!(serde_json::from_str::<Nothing>("{}").unwrap(), Nothing {});
    }

    #[test]
    fn what_has_to_be_there_is_missed() {
        assert!(error("{}").starts_with("missing field `title`"));
        assert!(error(r#"{"title": null}"#).starts_with("invalid type: null"));
        assert!(error(r#"{"title": "a", "title": "b"}"#).starts_with("duplicate field `title`"));
        assert!(error("7").starts_with("invalid type: integer `7`, expected struct Book"));
        assert!(error(r#"["A"]"#).contains("expected struct Book"));
    }

    #[test]
    fn keys_that_are_no_fields_are_kept_where_there_is_a_place() {
        let open: Open = serde_json::from_value(json!({"a": 1, "type": "b"})).unwrap();
        assert_eq!(open.r#type.as_deref(), Some("b"));
        assert_eq!(open.others, BTreeMap::from([("a".to_owned(), json!(1))]));
    }

    fn written<T: serde::Serialize>(record: &T) -> String {
        serde_json::to_string(record).unwrap()
    }

    #[test]
    fn fields_are_written_in_order_unless_they_hold_nothing() {
        let book = Book {
            title: "A".to_owned(),
            ..Book::default()
        };
        assert_eq!(written(&book), r#"{"title":"A","tags":[]}"#);
        let book = Book {
            pages: Some(7),
            lent: Some(false),
            cover: json!({"b": 1}),
            ..book
        };
        let text = r#"{"title":"A","pages":7,"tags":[],"is-lent":false,"cover":{"b":1}}"#;
        assert_eq!(written(&book), text);
        assert_eq!(written(&Nothing {}), "{}");
    }

    #[test]
    fn what_was_no_field_is_written_after_the_fields() {
        let text = r#"{"type":"b","a":1,"c":null}"#;
        assert_eq!(written(&serde_json::from_str::<Open>(text).unwrap()), text);
        assert_eq!(written(&Open::default()), "{}");
    }
}

//! What values a parameter takes.

use docbind_spec::{ArrayStyle, Location, Parameter, Schema};
use docbind_templates::runtime::server::Parts;
use docbind_templates::runtime::values::{Date, Timestamp};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// What values a parameter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Takes {
    /// Whatever is sent.
    Anything,
    /// A text; what has one will do.
    Text,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A point in time.
    Moment,
    /// A calendar date.
    Day,
    /// One of these texts.
    Listed(Vec<String>),
    /// Several values.
    List(Box<Takes>),
    /// An object.
    Object,
    /// Any of these.
    Either(Vec<Takes>),
}

/// A parameter in a request.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    pub(super) parts: &'a Parts,
    pub(super) name: &'a str,
    pub(super) location: Location,
}

impl Takes {
    /// What a parameter takes by its type.
    pub(super) fn of(parameter: &Parameter) -> Self {
        match &parameter.schema {
            // What nothing types is a text for want of anything better.
            Schema::String if parameter.typed_by.is_none() => Self::Anything,
            // Several values in one text.
            Schema::Enum(values) if parameter.array_style == Some(ArrayStyle::Commas) => {
                Self::List(Box::new(Self::Listed(values.clone())))
            }
            schema => Self::any_of(schema),
        }
    }

    fn any_of(schema: &Schema) -> Self {
        match schema {
            Schema::Any | Schema::File => Self::Anything,
            Schema::Boolean => Self::Boolean,
            Schema::Integer => Self::Whole,
            Schema::Number => Self::Number,
            Schema::String => Self::Text,
            Schema::Timestamp => Self::Moment,
            Schema::Date => Self::Day,
            Schema::Enum(values) => Self::Listed(values.clone()),
            Schema::Array(item) => Self::List(Box::new(Self::any_of(item))),
            Schema::Map(_) | Schema::Ref(_) => Self::Object,
            Schema::OneOf(all) => Self::Either(all.iter().map(Self::any_of).collect()),
        }
    }

    /// Whether the value in the request will do.
    pub(super) fn allows(&self, slot: Slot<'_>) -> bool {
        match self {
            Self::Anything => true,
            Self::Text => slot.is::<String>(),
            Self::Boolean => slot.is::<bool>(),
            Self::Whole => slot.is::<i64>(),
            Self::Number => slot.is::<f64>(),
            Self::Moment => slot.all_texts(is_moment),
            Self::Day => slot.all_texts(|text| is_day(text) || is_moment(text)),
            Self::Listed(values) => slot.all_texts(|text| values.iter().any(|it| it == text)),
            Self::List(item) => item.allows_all(slot),
            Self::Object => slot.is::<Map<String, Value>>(),
            Self::Either(all) => all.iter().any(|takes| takes.allows(slot)),
        }
    }

    /// Whether all values of the list in the request will do.
    fn allows_all(&self, slot: Slot<'_>) -> bool {
        match self {
            Self::Whole => slot.is::<Vec<i64>>(),
            Self::Number => slot.is::<Vec<f64>>(),
            Self::Boolean => slot.is::<Vec<bool>>(),
            Self::Text => slot.is::<Vec<String>>(),
            Self::Object => slot.is::<Vec<Map<String, Value>>>(),
            Self::Moment => slot.all_items(is_moment),
            Self::Day => slot.all_items(is_day),
            Self::Listed(values) => slot.all_items(|text| values.iter().any(|it| it == text)),
            Self::Anything | Self::List(_) | Self::Either(_) => slot.is::<Vec<Value>>(),
        }
    }

    /// Whether an empty text is a value; for all others it is how a form writes none.
    pub(super) const fn has_blanks(&self) -> bool {
        matches!(self, Self::Anything | Self::Text | Self::Either(_))
    }

    /// What it takes, in words for one value.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Anything => "any value".to_owned(),
            Self::Text => "a text".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Whole => "a whole number".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Moment => "a point in time, such as 2016-05-30T12:00:00Z".to_owned(),
            Self::Day => "a date, such as 2016-05-30".to_owned(),
            Self::Listed(values) => format!("one of {}", values.join(", ")),
            Self::List(item) => format!("a list of {}", item.plural()),
            Self::Object => "an object".to_owned(),
            Self::Either(all) => {
                let mut words: Vec<String> = all.iter().map(Self::words).collect();
                words.dedup();
                words.join(" or ")
            }
        }
    }

    fn plural(&self) -> String {
        match self {
            Self::Text => "texts".to_owned(),
            Self::Whole => "whole numbers".to_owned(),
            Self::Number => "numbers".to_owned(),
            Self::Moment => "points in time".to_owned(),
            Self::Day => "dates".to_owned(),
            Self::Object => "objects".to_owned(),
            Self::Listed(values) => values.join(", "),
            Self::Boolean => "true and false".to_owned(),
            Self::Anything | Self::List(_) | Self::Either(_) => "values".to_owned(),
        }
    }
}

impl Slot<'_> {
    /// Whether there is anything.
    pub(super) fn is_given(self) -> bool {
        match self.location {
            Location::Path => self.parts.path_values().contains_key(self.name),
            Location::Header => self.parts.headers().contains_key(self.name),
            Location::Query | Location::Body => {
                let value = self.parts.values().get(self.name);
                value.is_some_and(|value| !value.is_null()) || self.is_file()
            }
        }
    }

    /// The value as the engine reads it; nothing where it is none of this type. An empty text,
    /// where that makes no sense, is none that was given, as everywhere.
    pub(super) fn read<T: DeserializeOwned>(self) -> Option<Option<T>> {
        let (parts, name) = (self.parts, self.name);
        match self.location {
            Location::Path => parts.path(name).map(Some).ok(),
            Location::Header => parts.optional_header(name).ok(),
            Location::Query | Location::Body => parts.optional(name).ok(),
        }
    }

    fn is<T: DeserializeOwned>(self) -> bool {
        self.read::<T>().is_some()
    }

    /// Whether the value is a text, or several are, of which each will do. An empty one is none.
    fn all_texts(self, will_do: impl Fn(&str) -> bool) -> bool {
        let will_do = |text: &str| text.is_empty() || will_do(text);
        match self.parts.values().get(self.name) {
            Some(Value::String(text)) => will_do(text),
            Some(Value::Array(items)) => {
                let mut texts = items.iter().map(Value::as_str);
                texts.all(|text| text.is_some_and(will_do))
            }
            _ => match self.read::<String>() {
                Some(text) => text.is_none_or(|text| will_do(&text)),
                None => false,
            },
        }
    }

    /// The same for texts with commas between.
    fn all_items(self, will_do: impl Fn(&str) -> bool) -> bool {
        let items = self.read::<Vec<String>>();
        items.is_some_and(|items| items.iter().flatten().all(|text| will_do(text)))
    }

    /// Whether the value is an empty text.
    pub(super) fn is_blank(self) -> bool {
        let value = match self.location {
            Location::Path | Location::Header => None,
            Location::Query | Location::Body => self.parts.values().get(self.name),
        };
        value.and_then(Value::as_str).is_some_and(str::is_empty)
    }

    fn is_file(self) -> bool {
        self.parts.files().iter().any(|(name, _)| name == self.name)
    }
}

fn is_moment(text: &str) -> bool {
    // Servers take a date for its first moment.
    Timestamp::from(text).unix_millis().is_some() || is_day(text)
}

fn is_day(text: &str) -> bool {
    Date::from(text).unix_days().is_some()
}

//! What values a parameter takes.

use docbind_spec::{ArrayStyle, Location, Parameter, Schema, Witness};
use docbind_templates::read_sent;
use docbind_templates::runtime::values::{Date, Timestamp};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::shown::is_identity;

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

impl Takes {
    /// What a parameter takes by its type.
    pub(super) fn of(parameter: &Parameter) -> Self {
        if !is_stated(parameter) {
            return Self::Anything;
        }
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

    /// Several of these values, where the name of a parameter says so and its type does not.
    pub(super) fn several(self) -> Self {
        match self {
            Self::Anything | Self::List(_) => self,
            one => Self::List(Box::new(one)),
        }
    }

    /// Whether a value, as it is sent, will do.
    pub(super) fn allows(&self, value: &Value) -> bool {
        match self {
            Self::Anything => true,
            Self::Text => is::<String>(value),
            Self::Boolean => is::<bool>(value),
            Self::Whole => is::<i64>(value),
            Self::Number => is::<f64>(value),
            Self::Moment => all_texts(value, is_moment),
            Self::Day => all_texts(value, |text| is_day(text) || is_moment(text)),
            Self::Listed(values) => all_texts(value, |text| values.iter().any(|it| it == text)),
            Self::List(item) => item.allows_all(value),
            Self::Object => is::<Map<String, Value>>(value),
            Self::Either(all) => all.iter().any(|takes| takes.allows(value)),
        }
    }

    /// Whether all values of a list will do.
    fn allows_all(&self, value: &Value) -> bool {
        match self {
            Self::Whole => is::<Vec<i64>>(value),
            Self::Number => is::<Vec<f64>>(value),
            Self::Boolean => is::<Vec<bool>>(value),
            Self::Text => is::<Vec<String>>(value),
            Self::Object => is::<Vec<Map<String, Value>>>(value),
            Self::Moment => all_items(value, is_moment),
            Self::Day => all_items(value, is_day),
            Self::Listed(values) => all_items(value, |text| values.iter().any(|it| it == text)),
            Self::Anything | Self::List(_) | Self::Either(_) => is::<Vec<Value>>(value),
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

/// Whether a text states the type of a parameter. That what a path names, or what is called an
/// `id`, has a number is a guess as long as no text says so.
fn is_stated(parameter: &Parameter) -> bool {
    match parameter.typed_by {
        Some(Witness::Table | Witness::List | Witness::Preformatted | Witness::Override) => true,
        _ => parameter.location != Location::Path && !is_identity(&parameter.name),
    }
}

/// Whether the engine reads a value as one of this type. An empty text, where that makes no sense,
/// is none that was given, as everywhere.
fn is<T: DeserializeOwned>(value: &Value) -> bool {
    value == "" || read_sent::<T>(value).is_some()
}

/// Whether the value is a text, or several are, of which each will do. An empty one is none.
fn all_texts(value: &Value, will_do: impl Fn(&str) -> bool) -> bool {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        value => std::slice::from_ref(value),
    };
    let mut texts = items.iter().map(read_sent::<String>);
    texts.all(|text| text.is_some_and(|text| text.is_empty() || will_do(&text)))
}

/// The same for texts with commas between.
fn all_items(value: &Value, will_do: impl Fn(&str) -> bool) -> bool {
    let items = read_sent::<Vec<String>>(value);
    items.is_some_and(|items| items.iter().all(|text| will_do(text)))
}

fn is_moment(text: &str) -> bool {
    // Servers take a date for its first moment.
    Timestamp::from(text).unix_millis().is_some() || is_day(text)
}

fn is_day(text: &str) -> bool {
    Date::from(text).unix_days().is_some()
}

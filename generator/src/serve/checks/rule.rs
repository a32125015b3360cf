//! What the documents say about one parameter, and about the body as a whole.

use std::borrow::Cow;

use axum::http::header::CONTENT_TYPE;
use docbind_spec::{Limits, Location, Operation, Parameter, Presence};
use docbind_templates::read_sent;
use docbind_templates::runtime::server::Parts;
use serde_json::Value;

use super::place::Place;
use super::shown::Shown;
use super::takes::Takes;
use super::{Kind, Violation};
use crate::lower::{self, Type};

/// What the documents say about one parameter.
#[derive(Debug)]
pub(super) struct Rule {
    name: String,
    location: Location,
    place: Place,
    presence: Presence,
    takes: Takes,
    /// What it takes, in words.
    words: String,
    limits: Option<Limits>,
}

impl Rule {
    /// The rule of a parameter; none for what has no name in a request, such as a part of a raw
    /// body. A type or limit that values in the documents themselves contradict is none.
    pub(super) fn of(
        parameter: &Parameter,
        operation: &Operation,
        lowered: Option<&lower::Operation>,
        shown: &Shown<'_>,
    ) -> Option<Self> {
        let body = operation.request_body.as_ref();
        if parameter.location == Location::Body && body.is_some_and(|body| body.raw) {
            return None;
        }
        let place = Place::of(parameter)?;
        let shown = shown.values(operation, parameter, &place);
        let mut lowered = lowered.iter().flat_map(|it| &it.params);
        let lowered = lowered.find(|it| it.wire == parameter.name);
        let takes = match lowered.map(|it| it.ty.unchanged()) {
            // Other operations on the same thing take its path for its number.
            Some(Type::IdOrPath) => Takes::Anything,
            _ if place.is_list => Takes::of(parameter).several(),
            _ => Takes::of(parameter),
        };
        let takes = if shown.iter().all(|value| takes.allows(value)) {
            takes
        } else {
            Takes::Anything
        };
        let limits = parameter.limits.unwrap_or_default();
        let keeps = |value: &Value| beyond(&limits, value).is_none();
        Some(Self {
            name: parameter.name.clone(),
            location: parameter.location,
            presence: parameter.presence,
            words: format!("must be {}", takes.words()),
            takes,
            limits: shown.iter().all(keeps).then_some(limits),
            place,
        })
    }

    /// What is wrong with the parameter in a request.
    pub(super) fn broken(&self, parts: &Parts) -> Option<Violation> {
        let value = match (self.place.find(parts), self.place.file(parts)) {
            (Some(value), _) => value,
            (None, Some(_)) if self.takes == Takes::Anything => return None,
            // The content of a file is its text.
            (None, Some(file)) => {
                Cow::Owned(Value::from(String::from_utf8_lossy(&file.content).as_ref()))
            }
            (None, None) => return self.missing(),
        };
        if *value == "" && !self.takes.has_blanks() {
            return self.missing();
        }
        if !self.takes.allows(&value) {
            let kind = match self.location {
                Location::Path => Kind::NoSuch,
                _ => Kind::Invalid,
            };
            return Some(self.violation(self.words.clone(), kind));
        }
        let words = beyond(self.limits.as_ref()?, &value)?;
        Some(self.violation(words, Kind::Invalid))
    }

    fn missing(&self) -> Option<Violation> {
        (self.presence == Presence::Required && self.location != Location::Path)
            .then(|| self.violation("is missing".to_owned(), Kind::Missing))
    }

    fn violation(&self, words: String, kind: Kind) -> Violation {
        Violation::new(&self.name, words, kind)
    }
}

/// The limit that a value is beyond.
fn beyond(limits: &Limits, value: &Value) -> Option<String> {
    let Limits {
        min,
        max,
        max_length,
    } = *limits;
    if min.is_some() || max.is_some() {
        let number = read_sent::<i64>(value);
        if let (Some(number), Some(min)) = (number, min)
            && number < min
        {
            return Some(format!("must be at least {min}"));
        }
        if let (Some(number), Some(max)) = (number, max)
            && number > max
        {
            return Some(format!("must be at most {max}"));
        }
    }
    let most = max_length?;
    let text = read_sent::<String>(value)?;
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    (length > most).then(|| format!("must have at most {most} characters"))
}

/// What a body must be as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// Named fields, if anything.
    Fields,
    /// One value.
    Whole,
    /// Content that is taken as it is.
    Raw,
}

impl Body {
    pub(super) fn of(operation: &Operation) -> Self {
        match &operation.request_body {
            Some(body) if body.raw => Self::Raw,
            Some(body) if body.schema.is_some() => Self::Whole,
            _ => Self::Fields,
        }
    }

    /// What is wrong with the body of a request.
    pub(super) fn broken(self, parts: &Parts) -> Option<Violation> {
        let content = parts.content();
        let content = content.trim_ascii();
        match self {
            Self::Raw | Self::Whole if content.is_empty() => {
                Some(Violation::new("body", "is missing", Kind::Missing))
            }
            Self::Fields if is_json(parts) && is_no_object(content) => Some(Violation::new(
                "body",
                "must be an object of named values",
                Kind::Invalid,
            )),
            _ => None,
        }
    }
}

fn is_json(parts: &Parts) -> bool {
    let media_type = parts.headers().get(CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    media_type.is_some_and(|text| text.to_ascii_lowercase().contains("json"))
}

/// Whether valid JSON is something else than an object. What is not valid is a form, or else was
/// refused before.
fn is_no_object(content: &[u8]) -> bool {
    let looks_so = matches!(
        content.first(),
        Some(b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f')
    );
    looks_so && serde_json::from_slice::<Value>(content).is_ok()
}

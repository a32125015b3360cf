//! Bodies, their examples, and documented calls.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Method, Schema, Source};

/// One documented example of a body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Where it stands.
    pub source: Source,
    // Clones share it: bodies are large.
    /// What it shows.
    #[serde(with = "shared")]
    #[cfg_attr(feature = "schema", schemars(with = "ExampleBody"))]
    pub body: Arc<ExampleBody>,
}

/// What is shared is written and read as if it were not.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(
        shared: &Arc<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        shared.as_ref().serialize(serializer)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Arc<T>, D::Error> {
        T::deserialize(deserializer).map(Arc::new)
    }
}

/// The content of an example.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExampleBody {
    /// Valid JSON.
    Json(Value),
    /// Text that is not meant to be JSON.
    Text(String),
    /// JSON with faults.
    Invalid(InvalidJson),
}

impl ExampleBody {
    /// The value to decode: the valid one or the one certain repair.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Json(value) => Some(value),
            Self::Text(_) => None,
            Self::Invalid(invalid) => invalid.repaired.as_ref(),
        }
    }
}

/// JSON that does not parse as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InvalidJson {
    /// The text as printed.
    pub text: String,
    /// What is wrong with it, in order of appearance, each kind once.
    pub faults: Vec<JsonFault>,
    /// The value, where there is exactly one sensible repair.
    #[serde(
        default,
        deserialize_with = "super::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub repaired: Option<Value>,
}

/// What can be wrong with printed JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum JsonFault {
    /// A comma before a closing bracket.
    TrailingComma,
    /// No comma between two members.
    MissingComma,
    /// A bare `...`.
    Ellipsis,
    /// A backslash before a character that needs none.
    BadEscape,
    /// A raw control character inside a string.
    ControlCharacter,
    /// A key that stands twice in one object.
    DuplicateKey,
    /// A `//`, `/* */` or `#` comment.
    Comment,
    /// A text or key in other quotes, or a key in none.
    Quotes,
    /// A word for a value, such as `<string>`.
    Placeholder,
    /// More than one value.
    SeveralValues,
    /// A bracket that is missing or one too many.
    Unbalanced,
    /// Anything else.
    Other,
}

/// What an operation takes as its body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestBody {
    /// Media types in which it may be sent, the documented ones first.
    pub media_types: Vec<String>,
    /// Whether the body is raw content, not fields (the parameters with location `body`).
    pub raw: bool,
    /// The type of the whole body, where it is no object of the parameters with location `body`:
    /// a list of objects. There are none of these parameters then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Schema>,
    /// Documented examples.
    pub examples: Vec<Example>,
}

/// A documented call, as curl would make it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Where it stands.
    pub source: Source,
    /// The method that the command sends.
    pub method: Method,
    /// The path as printed, without host, base path and query.
    pub path: String,
    /// Query parameters in order, percent-decoded.
    pub query: Vec<NameValue>,
    /// Headers in order.
    pub headers: Vec<NameValue>,
    /// What is sent as the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<CallBody>,
}

/// A name with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NameValue {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// The body of a documented call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CallBody {
    /// `-d name=value`, url-encoded.
    Form(Vec<NameValue>),
    /// `-F name=value`, multipart.
    Multipart(Vec<Part>),
    /// `-d '{…}'`, JSON.
    Json(Value),
    /// Anything else.
    Text(String),
}

/// One part of a multipart body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub content: PartContent,
}

/// The content of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartContent {
    /// Text.
    Value(String),
    /// The content of the file at this path.
    File(String),
}

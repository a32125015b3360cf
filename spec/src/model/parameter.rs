//! Parameters of operations.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Schema, Source, Witness};

/// A parameter of an operation, wherever it is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name as it is sent.
    pub name: String,
    /// Where it is sent.
    pub location: Location,
    /// Whether it must be sent.
    pub presence: Presence,
    /// Who says so, where the text beside the parameter does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence_by: Option<PresenceBy>,
    /// The condition that the documents attach to its presence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Its type.
    pub schema: Schema,
    /// Who says what the type is; absent where nothing does and `schema` is a plain string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_by: Option<Witness>,
    /// The value that holds where it is not sent.
    #[serde(
        default,
        deserialize_with = "super::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub default: Option<Value>,
    /// Bounds of its value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
    /// How an array is written in a query or form. A text with [commas](ArrayStyle::Commas) holds
    /// several values; absent for all other types.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub array_style: Option<ArrayStyle>,
    /// What the documents say about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Which texts show it, and in which section.
    pub evidence: Vec<Evidence>,
}

impl Parameter {
    /// Whether it is known from examples and calls only: no text names it.
    ///
    /// ```
    /// # fn example(parameter: &docbind_spec::Parameter) {
    /// if parameter.is_only_shown() {
    ///     println!("{} is not documented", parameter.name);
    /// }
    /// # }
    /// ```
    pub fn is_only_shown(&self) -> bool {
        let shown = |one: &Evidence| matches!(one.witness, Witness::Example | Witness::Curl);
        !self.evidence.is_empty() && self.evidence.iter().all(shown)
    }
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// A placeholder of the path.
    Path,
    /// The query string.
    Query,
    /// A request header.
    Header,
    /// A field of the request body.
    Body,
}

/// Whether a parameter must be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// The documents say that it must.
    Required,
    /// The documents say that it need not.
    Optional,
    /// The documents do not say, or attach a condition.
    Unstated,
}

/// Who says whether a parameter without a marker of its own must be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PresenceBy {
    /// A sentence about all parameters: of the section, of the page, or of an overview.
    Note,
    /// The documents as a whole: they mark one of the two often and the other never.
    Vote,
    /// A person, in the settings.
    Setting,
}

/// Bounds of a parameter's value.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Smallest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// Largest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// Greatest length of the text, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
}

/// How an array is written in a query or form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ArrayStyle {
    /// `labels=a,b`
    Commas,
    /// `labels=a&labels=b`
    Repeat,
    /// `labels[]=a&labels[]=b`
    Brackets,
}

/// One text that shows a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The kind of text.
    pub witness: Witness,
    /// Where it stands.
    pub source: Source,
}

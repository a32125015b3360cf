//! Human decisions about what the documents say, each with its reason.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{AnswerRules, ArrayStyle, FieldPresence, Location, Method, Presence, Schema, Source};

/// The content of an `overrides.yaml`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// The decisions, in any order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
    /// How the types of answers follow from what was seen.
    #[serde(default, skip_serializing_if = "AnswerRules::is_default")]
    pub answers: AnswerRules,
    /// Decisions about types, in any order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<TypeOverride>,
    /// Findings that are known and stay, in any order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
}

/// One decision about one type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TypeOverride {
    /// The type, by the name that it has without the decision.
    pub name: String,
    /// Why the examples are wrong or silent.
    pub reason: String,
    /// What holds instead.
    pub set: TypeChange,
}

/// What a decision changes about a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TypeChange {
    /// The name.
    Name(String),
    /// Properties of a field, which is added where no example shows it.
    Field(FieldChange),
}

/// What changes about a field; absent means as the examples show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldChange {
    /// Its key.
    pub name: String,
    /// Whether answers have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<FieldPresence>,
    /// Its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Schema>,
}

/// The findings of one rule in one place, which are known and stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The section; a page without a section stands for all of its sections.
    pub at: Source,
    /// The rule.
    pub rule: String,
    /// A part of the finding's message, where only some findings of the rule are meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Why the finding stays.
    pub reason: String,
}

/// One decision about one section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The section, before sections of the same operation are merged. A page, where `path` is
    /// given, stands for whichever of its sections documents that operation.
    pub at: Source,
    /// Which operation of the section, where it has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// The documented path of that operation, where the method does not tell it apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Why the document is wrong or silent.
    pub reason: String,
    /// What holds instead.
    pub set: Change,
}

/// What a decision changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The method.
    Method(Method),
    /// The path.
    Path(String),
    /// One more path on which the operation is answered.
    Alias(String),
    /// The operation's name.
    Id(String),
    /// The resource it belongs to.
    Resource(String),
    /// The status of success.
    SuccessStatus(u16),
    /// Properties of a parameter, which is added where it is not documented.
    Parameter(ParameterChange),
    /// This parameter does not exist.
    RemoveParameter(String),
    /// What the section shows as an answer of success is answered by something else.
    RemoveExamples,
    /// The section documents no operation.
    Ignore,
}

/// What changes about a parameter; absent means as documented.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ParameterChange {
    /// Its documented name.
    pub name: String,
    /// Its true name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rename: Option<String>,
    /// Where it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Whether it must be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Presence>,
    /// Its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Schema>,
    /// How an array is written in a query or form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub array_style: Option<ArrayStyle>,
    /// The value that holds where it is not sent.
    #[serde(
        default,
        deserialize_with = "super::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub default: Option<Value>,
}

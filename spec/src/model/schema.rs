//! Types of parameters and bodies.

use serde::{Deserialize, Serialize};

use super::Source;

/// The type of a value. Objects with known fields are always named types.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Schema {
    /// Any JSON: nothing is known, or only `null` was ever seen.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A text.
    String,
    /// A text that holds a point in time.
    Timestamp,
    /// A text that holds a calendar date.
    Date,
    /// The content of a file.
    File,
    /// One of these texts.
    Enum(Vec<String>),
    /// A list of values of one type.
    Array(Box<Schema>),
    /// An object whose keys are data.
    Map(Box<Schema>),
    /// The named type.
    Ref(String),
    /// One of these types.
    OneOf(Vec<Schema>),
}

/// A named object type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TypeDef {
    /// Its name, `UpperCamelCase`. Minted once, then kept.
    pub name: String,
    /// How many objects it was inferred from.
    pub seen: u32,
    /// Its fields, in the order in which examples first show them.
    pub fields: Vec<Field>,
    /// The sections whose examples show it, in order.
    pub sources: Vec<Source>,
}

/// A field of an object type, with the evidence for its presence. The object was seen
/// `seen + absent` times; `null` of the `seen` values were null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its key in JSON.
    pub name: String,
    /// Its type, null aside.
    pub schema: Schema,
    /// How many objects have the key.
    pub seen: u32,
    /// How many objects lack the key.
    pub absent: u32,
    /// How many objects have the key with the value null. Called `nulls` in YAML, where `null`
    /// as a key would need quotes.
    #[serde(rename = "nulls")]
    pub null: u32,
}

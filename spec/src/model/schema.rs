//! Types of parameters and bodies.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use serde_json::Value;

use super::{Correction, Evidence, Source};

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

impl Schema {
    /// The type of a plain value as far as it tells by itself; none for `null`, lists and objects.
    ///
    /// ```
    /// use docbind_spec::Schema;
    /// use serde_json::json;
    ///
    /// assert_eq!(Schema::of_plain(&json!(1.5)), Some(Schema::Number));
    /// assert_eq!(Schema::of_plain(&json!([1.5])), None);
    /// ```
    pub fn of_plain(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(_) => Some(Self::Boolean),
            Value::Number(number) if number.is_f64() => Some(Self::Number),
            Value::Number(_) => Some(Self::Integer),
            Value::String(_) => Some(Self::String),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

/// The names of the types that stand in these schemas, directly or within other types.
///
/// ```
/// # fn example(spec: &docbind_spec::ApiSpec, schema: &docbind_spec::Schema) {
/// let names = docbind_spec::types_within(&spec.types, [schema]);
/// # }
/// ```
pub fn types_within<'a>(
    types: &'a [TypeDef],
    schemas: impl IntoIterator<Item = &'a Schema>,
) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let mut open: Vec<&Schema> = schemas.into_iter().collect();
    while let Some(schema) = open.pop() {
        match schema {
            Schema::Array(inner) | Schema::Map(inner) => open.push(inner),
            Schema::OneOf(all) => open.extend(all),
            Schema::Ref(name) if names.insert(name.as_str()) => {
                let found = types.iter().filter(|definition| definition.name == *name);
                open.extend(found.flat_map(|it| it.fields.iter().map(|field| &field.schema)));
            }
            _ => {}
        }
    }
    names
}

/// A named object type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TypeDef {
    /// Its name, `UpperCamelCase`. Minted once, then kept.
    pub name: String,
    /// How many objects of examples it was inferred from; none where only texts list its fields.
    pub seen: u32,
    /// Its fields, in the order in which texts list them, then as examples first show them.
    pub fields: Vec<Field>,
    /// The sections that show or list it, in order.
    pub sources: Vec<Source>,
    /// Where a human decision replaced what the examples say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// A field of an object type, with the evidence for its presence. The object was seen in examples
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
    /// How many of the values stand in quotes although the type is no text: `"true"` beside
    /// `true`, `"2"` beside `2`. Both are read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub quoted: u32,
    /// Whether objects have it, where a text that lists the fields or a human decision says so;
    /// else the counts decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<FieldPresence>,
    /// The value that holds where it is not sent.
    #[serde(
        default,
        deserialize_with = "super::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub default: Option<Value>,
    /// What the documents say about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Which texts list it, and in which section; none where only examples show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

// Serde wants a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// Whether objects have a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldPresence {
    /// Each object has it, and it is never null.
    Required,
    /// It may be absent or null.
    Optional,
}

/// How the types of answers follow from what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerRules {
    /// When a field is taken to be always there.
    #[serde(default, skip_serializing_if = "PresenceRule::is_default")]
    pub presence: PresenceRule,
    /// What becomes of keys that no example shows.
    #[serde(default, skip_serializing_if = "UnknownKeys::is_default")]
    pub unknown_keys: UnknownKeys,
}

impl AnswerRules {
    /// Whether these are the rules that hold where nothing is said.
    ///
    /// ```
    /// assert!(docbind_spec::AnswerRules::default().is_default());
    /// ```
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// When a field is taken to be always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PresenceRule {
    /// On strong evidence only: at least three objects have it, none lacks it or has null, and it
    /// is no object itself. Servers answer less than examples show.
    #[default]
    Lenient,
    /// Where no object lacks it or has null.
    Strict,
}

impl PresenceRule {
    // Serde wants a reference.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// What becomes of keys that no example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnknownKeys {
    /// They are passed over.
    #[default]
    Ignore,
    /// They are kept beside the fields.
    Keep,
}

impl UnknownKeys {
    // Serde wants a reference.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

//! The data types of a spec, one file per part.

mod api;
mod body;
mod operation;
mod overrides;
mod parameter;
mod path;
mod provenance;
mod schema;

pub use api::*;
pub use body::*;
pub use operation::*;
pub use overrides::*;
pub use parameter::*;
pub use path::*;
pub use provenance::*;
pub use schema::*;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// The version of the YAML format that this crate reads and writes.
pub const FORMAT: u32 = 1;

/// Everything that the documentation of one API says, reviewed and complete.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ApiSpec {
    /// Version of the format: 1.
    #[cfg_attr(feature = "schema", schemars(extend("const" = FORMAT)))]
    pub format: u32,
    /// Short name of the API in `kebab-case`, which becomes the name of its crate.
    pub name: String,
    /// Title of the API's overview page, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether the documents' own sentences and values are in here.
    pub content: Content,
    /// What holds for all operations.
    pub api: Conventions,
    /// The operations in document order: pages by path, sections by place.
    pub operations: Vec<Operation>,
    /// How the types of answers follow from what was seen.
    #[serde(default, skip_serializing_if = "AnswerRules::is_default")]
    pub answers: AnswerRules,
    /// The object types, in the order in which operations first mention them.
    pub types: Vec<TypeDef>,
    /// Blocks of the documents that say nothing about the API, with the reason.
    pub ignored: Vec<Ignored>,
}

/// Operations that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource<'a> {
    /// Its name, which its operations carry.
    pub name: &'a str,
    /// The places of its operations in [`ApiSpec::operations`], in order.
    pub operations: Vec<usize>,
}

impl ApiSpec {
    /// The resources in the order of their first operations. Each operation belongs to one.
    ///
    /// ```
    /// # fn example(spec: &docbind_spec::ApiSpec) {
    /// let names: Vec<&str> = spec.resources().iter().map(|resource| resource.name).collect();
    /// # }
    /// ```
    pub fn resources(&self) -> Vec<Resource<'_>> {
        let mut resources: Vec<Resource<'_>> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, operation) in self.operations.iter().enumerate() {
            let name = operation.resource.as_str();
            let place = *places.entry(name).or_insert(resources.len());
            match resources.get_mut(place) {
                Some(resource) => resource.operations.push(index),
                None => resources.push(Resource {
                    name,
                    operations: vec![index],
                }),
            }
        }
        resources
    }

    /// The names of the types of what callers send, those within others included.
    ///
    /// ```
    /// # fn example(spec: &docbind_spec::ApiSpec) {
    /// let only_sent = spec.sent_types().difference(&spec.answered_types()).count();
    /// # }
    /// ```
    pub fn sent_types(&self) -> BTreeSet<&str> {
        types_within(
            &self.types,
            self.operations.iter().flat_map(Operation::taken),
        )
    }

    /// The names of the types of what servers answer, those within others included.
    ///
    /// ```
    /// # fn example(spec: &docbind_spec::ApiSpec) {
    /// let is_answered = spec.answered_types().contains("Book");
    /// # }
    /// ```
    pub fn answered_types(&self) -> BTreeSet<&str> {
        types_within(
            &self.types,
            self.operations.iter().flat_map(Operation::answered),
        )
    }
}

/// Whether a spec carries the documents' own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Descriptions and example values are those of the documents.
    Full,
    /// Facts only: no descriptions, free text in examples replaced by placeholders.
    Facts,
}

/// Reads a value whose key is there: `null` is a value as well, only a missing key is `None`.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

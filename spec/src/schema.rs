//! JSON Schemas of the two YAML files, for editors.
//!
//! What comes in: the types of the model. What goes out: JSON. The schemas accept what the
//! reader accepts, where JSON Schema can say it; the reader itself never looks at them.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;

use crate::{ApiSpec, Overrides};

/// The schema of a `spec.yaml`.
///
/// ```
/// let schema = docbind_spec::schema::spec_schema();
/// assert_eq!(schema["additionalProperties"], false);
/// ```
pub fn spec_schema() -> Value {
    schema_of::<ApiSpec>("docbind spec")
}

/// The schema of an `overrides.yaml`.
///
/// ```
/// let schema = docbind_spec::schema::overrides_schema();
/// assert_eq!(schema["properties"]["waivers"]["type"], "array");
/// ```
pub fn overrides_schema() -> Value {
    schema_of::<Overrides>("docbind overrides")
}

fn schema_of<T: JsonSchema>(title: &str) -> Value {
    // Draft 7 is what the YAML plug-ins of editors understand.
    let generator = SchemaGenerator::new(SchemaSettings::draft07());
    let mut schema = generator.into_root_schema_for::<T>();
    schema.insert("title".to_owned(), Value::from(title));
    schema.to_value()
}

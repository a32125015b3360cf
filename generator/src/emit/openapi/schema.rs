//! Types as JSON Schema, in the dialect of the version.

use docbind_spec::{Field, FieldPresence, Schema, TypeDef};
use serde_json::{Value, json};

use super::OpenApiVersion;
use super::object::Object;

/// In how many examples a key must stand, never missing, before it is called required: a server
/// leaves out keys that one or two examples happen to show.
const SEEN_ENOUGH: u32 = 3;

/// A type without null.
pub(super) fn schema(schema: &Schema, version: OpenApiVersion) -> Object {
    let plain = |name: &str| Object::new().set("type", name);
    match schema {
        Schema::Any => Object::new(),
        Schema::Boolean => plain("boolean"),
        Schema::Integer => plain("integer"),
        Schema::Number => plain("number"),
        Schema::String => plain("string"),
        Schema::Timestamp => plain("string").set("format", "date-time"),
        Schema::Date => plain("string").set("format", "date"),
        Schema::File => match version {
            OpenApiVersion::V3_0_3 => plain("string").set("format", "binary"),
            OpenApiVersion::V3_1 => {
                plain("string").set("contentMediaType", "application/octet-stream")
            }
        },
        Schema::Enum(values) => plain("string").set("enum", values.clone()),
        Schema::Array(items) => plain("array").set("items", self::schema(items, version)),
        Schema::Map(values) => {
            plain("object").set("additionalProperties", self::schema(values, version))
        }
        Schema::Ref(name) => reference(&format!("schemas/{name}")),
        Schema::OneOf(options) => Object::new().set("anyOf", all(options, version)),
    }
}

/// A type that also admits null.
fn nullable(schema: &Schema, version: OpenApiVersion) -> Object {
    let plain = self::schema(schema, version);
    match (schema, version) {
        (Schema::Any, _) => plain,
        (Schema::Enum(values), _) => {
            let mut values: Vec<Value> = values.iter().map(|value| json!(value)).collect();
            values.push(Value::Null);
            admit_null(plain, version).set("enum", values)
        }
        (Schema::Ref(_), OpenApiVersion::V3_0_3) => Object::new()
            .set("allOf", vec![Value::from(plain)])
            .set("nullable", true),
        (Schema::Ref(_), OpenApiVersion::V3_1) => {
            Object::new().set("anyOf", vec![Value::from(plain), json!({ "type": "null" })])
        }
        (Schema::OneOf(options), OpenApiVersion::V3_1) => {
            let mut options = all(options, version);
            options.push(json!({ "type": "null" }));
            Object::new().set("anyOf", options)
        }
        _ => admit_null(plain, version),
    }
}

fn admit_null(plain: Object, version: OpenApiVersion) -> Object {
    match version {
        OpenApiVersion::V3_0_3 => plain.set("nullable", true),
        OpenApiVersion::V3_1 => {
            let mut plain = plain;
            let name = plain.entry("type").take();
            plain.set("type", vec![name, json!("null")])
        }
    }
}

fn all(options: &[Schema], version: OpenApiVersion) -> Vec<Value> {
    options
        .iter()
        .map(|option| schema(option, version).into())
        .collect()
}

/// A reference to a component.
pub(super) fn reference(component: &str) -> Object {
    Object::new().set("$ref", format!("#/components/{component}"))
}

/// A type with words about it. Version 3.0 ignores everything beside `$ref`, and so do many tools
/// that follow references.
pub(super) fn annotated(schema: Object, notes: Object) -> Object {
    if notes.is_empty() {
        schema
    } else if schema.has("$ref") {
        Object::new()
            .set("allOf", vec![Value::from(schema)])
            .merge(notes)
    } else {
        schema.merge(notes)
    }
}

/// Where values of a type go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// To servers only.
    Sent,
    /// To callers, perhaps to servers as well.
    Answered,
}

/// A named object type as a component.
pub(super) fn component(definition: &TypeDef, used: Use, version: OpenApiVersion) -> Object {
    let required: Vec<&str> = definition
        .fields
        .iter()
        .filter(|field| match used {
            Use::Sent => field.presence == Some(FieldPresence::Required),
            Use::Answered => field.absent == 0 && field.seen >= SEEN_ENOUGH,
        })
        .map(|field| field.name.as_str())
        .collect();
    let properties: Object = definition
        .fields
        .iter()
        .map(|field| {
            let shape = property(field, version);
            let shape = annotated(shape, notes(field, used));
            (field.name.clone(), shape.into())
        })
        .collect();
    let sources: Vec<&str> = definition
        .sources
        .iter()
        .map(|source| source.0.as_str())
        .collect();
    Object::new()
        .set("type", "object")
        .set_filled("required", required)
        .set("properties", properties)
        .set_filled("x-source", sources)
}

fn property(field: &Field, version: OpenApiVersion) -> Object {
    if field.null > 0 {
        nullable(&field.schema, version)
    } else {
        schema(&field.schema, version)
    }
}

/// What is said about a field, and whether only examples show one that is sent.
fn notes(field: &Field, used: Use) -> Object {
    let only_example = used == Use::Sent && field.evidence.is_empty();
    let default = field.default.as_ref();
    let fits = default.is_some_and(|value| conforms(value, &field.schema));
    let key = if fits { "default" } else { "x-default" };
    Object::new()
        .set_some("description", field.description.clone())
        .set_some(key, default.cloned())
        .set_some("x-evidence", only_example.then_some("example"))
}

/// Whether a value may stand where the type is asked for. Named types are not looked into.
pub(super) fn conforms(value: &Value, schema: &Schema) -> bool {
    match schema {
        Schema::Any => true,
        Schema::Boolean => value.is_boolean(),
        Schema::Integer => value.is_i64() || value.is_u64(),
        Schema::Number => value.is_number(),
        Schema::String | Schema::File => value.is_string(),
        // Documents write defaults such as `now`, which no date format admits.
        Schema::Timestamp | Schema::Date => false,
        Schema::Enum(values) => value
            .as_str()
            .is_some_and(|text| values.iter().any(|known| known == text)),
        Schema::Array(items) => value
            .as_array()
            .is_some_and(|values| values.iter().all(|value| conforms(value, items))),
        Schema::Map(values) => value
            .as_object()
            .is_some_and(|members| members.values().all(|value| conforms(value, values))),
        Schema::Ref(_) => false,
        Schema::OneOf(options) => options.iter().any(|option| conforms(value, option)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(schema: &Schema) -> (Value, Value) {
        (
            nullable(schema, OpenApiVersion::V3_0_3).into(),
            nullable(schema, OpenApiVersion::V3_1).into(),
        )
    }

    #[test]
    fn null_is_written_as_each_version_wants_it() {
        assert_eq!(
            both(&Schema::Timestamp),
            (
                json!({"type": "string", "format": "date-time", "nullable": true}),
                json!({"type": ["string", "null"], "format": "date-time"}),
            )
        );
        let reference = json!({"$ref": "#/components/schemas/Book"});
        assert_eq!(
            both(&Schema::Ref("Book".to_owned())),
            (
                json!({"allOf": [reference], "nullable": true}),
                json!({"anyOf": [reference, {"type": "null"}]}),
            )
        );
        assert_eq!(
            both(&Schema::Enum(vec!["a".to_owned()])),
            (
                json!({"type": "string", "enum": ["a", null], "nullable": true}),
                json!({"type": ["string", "null"], "enum": ["a", null]}),
            )
        );
        assert_eq!(
            both(&Schema::OneOf(vec![Schema::Integer, Schema::String])).1,
            json!({"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "null"}]})
        );
        assert_eq!(both(&Schema::Any), (json!({}), json!({})));
    }

    #[test]
    fn only_keys_seen_often_enough_are_required() {
        let field = |name: &str, seen, absent| Field {
            name: name.to_owned(),
            schema: Schema::Integer,
            seen,
            absent,
            null: 0,
            quoted: 0,
            presence: None,
            default: None,
            description: None,
            evidence: Vec::new(),
        };
        let definition = TypeDef {
            name: "Book".to_owned(),
            seen: 3,
            fields: vec![field("id", 3, 0), field("shelf", 2, 1)],
            sources: Vec::new(),
            corrections: Vec::new(),
        };
        let value = Value::from(component(&definition, Use::Answered, OpenApiVersion::V3_1));
        assert_eq!(value["required"], json!(["id"]));
        assert_eq!(value["properties"]["shelf"], json!({"type": "integer"}));
    }
}

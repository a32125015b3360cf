//! The committed JSON Schemas are what the model makes of them.
//!
//! `DOCBIND_UPDATE=1 cargo test -p docbind-spec --test schema` writes them anew.

use std::{env, fs, path::Path};

use docbind_spec::schema::{overrides_schema, spec_schema};
use serde_json::Value;

#[test]
fn committed_schemas_are_current() {
    for (name, schema) in [
        ("spec.schema.json", spec_schema()),
        ("overrides.schema.json", overrides_schema()),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("schema")
            .join(name);
        let current = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        if env::var_os("DOCBIND_UPDATE").is_some_and(|value| value == "1") {
            fs::write(&path, &current).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == current,
            "spec/schema/{name} is stale: run DOCBIND_UPDATE=1 cargo test -p docbind-spec --test schema"
        );
    }
}

#[test]
fn every_object_rejects_unknown_keys_and_every_key_is_described() {
    for schema in [spec_schema(), overrides_schema()] {
        let definitions = schema["definitions"].as_object().unwrap();
        for (name, definition) in definitions.iter().chain([(&String::from("root"), &schema)]) {
            check_described(name, definition);
        }
    }
}

#[track_caller]
fn check_described(name: &str, definition: &Value) {
    assert!(
        definition["description"].is_string(),
        "{name} is not described"
    );
    let Some(properties) = definition["properties"].as_object() else {
        return;
    };
    assert_eq!(definition["additionalProperties"], false, "{name}");
    for (key, property) in properties {
        assert!(
            property["description"].is_string(),
            "{name}.{key} is not described"
        );
    }
}

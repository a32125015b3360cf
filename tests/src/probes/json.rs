//! Any text is an example: what is JSON is read as it is, everything else is told.

use std::collections::BTreeSet;
use std::fmt;

use docbind::diag::Rule;
use docbind_spec::{Example, ExampleBody};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::sound;

/// Deeper examples are faulty for docbind.
const DEEPEST: usize = 100;

/// Reads the text as the answer of an operation.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    // A line that ends the block would make prose of the rest.
    if text.contains("~~~") || text.contains('\r') {
        return;
    }
    let reading = sound::read(&format!(
        "# Books\n\n## List books\n\n```\nGET /books\n```\n\n~~~~~~json\n{text}\n~~~~~~\n"
    ));
    let operations = reading.spec.operations.iter();
    let responses = operations.flat_map(|operation| &operation.responses);
    let examples: Vec<&Example> = responses.flat_map(|it| &it.examples).collect();
    for example in &examples {
        if let ExampleBody::Invalid(invalid) = &*example.body {
            assert!(!invalid.faults.is_empty(), "no fault in {invalid:?}");
        }
    }
    let is_plain = serde_json::from_str::<Plain>(&text).is_ok_and(|it| it.0 <= DEEPEST);
    if !is_plain {
        return;
    }
    let Ok(value @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(&text) else {
        return;
    };
    let is_read = |example: &&Example| *example.body == ExampleBody::Json(value.clone());
    let is_told = reading
        .diagnostics
        .iter()
        .any(|it| it.rule == Rule::InvalidJson);
    assert!(
        examples.iter().any(is_read) && !is_told,
        "JSON that is not read as it is: {text}\n{examples:#?}"
    );
}

/// How deep a value nests in which no key stands twice.
struct Plain(usize);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Depth)
    }
}

struct Depth;

impl<'de> Visitor<'de> for Depth {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON in which no key stands twice")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Plain, E> {
        Ok(Plain(0))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Plain, E> {
        Ok(Plain(0))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Plain, E> {
        Ok(Plain(0))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Plain, E> {
        Ok(Plain(0))
    }

    fn visit_str<E>(self, _: &str) -> Result<Plain, E> {
        Ok(Plain(0))
    }

    fn visit_unit<E>(self) -> Result<Plain, E> {
        Ok(Plain(0))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Plain, A::Error> {
        let mut depth = 0;
        while let Some(Plain(inside)) = items.next_element()? {
            depth = depth.max(inside + 1);
        }
        Ok(Plain(depth))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Plain, A::Error> {
        let mut depth = 0;
        let mut keys = BTreeSet::new();
        while let Some((key, Plain(inside))) = members.next_entry::<String, Plain>()? {
            depth = depth.max(inside + 1);
            if !keys.insert(key) {
                return Err(de::Error::custom("a key stands twice"));
            }
        }
        Ok(Plain(depth))
    }
}

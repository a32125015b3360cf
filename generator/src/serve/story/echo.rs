//! Answers that say again what the request sends.
//!
//! A field with the name of a parameter does. So does one that has, in the documents, the value
//! that a documented call sends: `login=ann` is answered with `"username": "ann"`.

use docbind_spec::{Call, CallBody, PartContent};
use serde_json::Value;

use super::collection::Object;
use super::identity::called;
use super::survey::Seen;
use super::types::{Field, Types, text};

/// Which parameters are said again, and in which fields.
#[derive(Debug, Default)]
pub(super) struct Echo {
    pairs: Vec<(String, String)>,
}

/// How long a text is that two places do not share by chance.
const TELLING: usize = 3;

impl Echo {
    pub(super) fn of(one: &Seen<'_>) -> Self {
        let calls = one.operation.calls.iter();
        let mut sent: Vec<(String, String)> = calls.flat_map(values).collect();
        let segments = one.path.segments();
        let places = (0..segments.len()).filter(|at| segments[*at] == ":");
        for (at, name) in places.zip(one.path.names()) {
            let called = called(one.operation, at, segments.len()).into_iter();
            sent.extend(called.map(|value| (name.clone(), value)));
        }
        let mut pairs = Vec::new();
        for (name, value) in sent.into_iter().filter(|(_, value)| is_telling(value)) {
            let fields = one.objects.iter().flat_map(|object| object.iter());
            let same = fields.filter(|(_, shown)| shown.as_str() == Some(&value));
            pairs.extend(same.map(|(field, _)| (name.clone(), field.clone())));
        }
        Self { pairs }
    }

    /// Sets the fields that say again what was sent.
    pub(super) fn repeat(
        &self,
        object: &mut Object,
        types: &Types,
        value: impl Fn(&str) -> Option<Value>,
    ) {
        let names: Vec<String> = object
            .keys()
            .filter(|name| *name != "id")
            .cloned()
            .collect();
        let own = names.into_iter().map(|name| (name.clone(), name));
        for (name, field) in own.chain(self.pairs.iter().cloned()) {
            let (Some(sent), Some(slot)) = (value(&name), object.get_mut(&field)) else {
                continue;
            };
            if let Some(value) = types.read(&Field::showing(slot), Some(slot), &sent) {
                *slot = value;
            }
        }
    }
}

fn is_telling(value: &str) -> bool {
    let word = value.parse::<f64>().is_err() && !matches!(value, "true" | "false" | "null");
    word && value.len() >= TELLING
}

/// The values that a documented call sends.
fn values(call: &Call) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let query = call.query.iter();
    pairs.extend(query.map(|it| (it.name.clone(), it.value.clone())));
    match &call.body {
        Some(CallBody::Form(form)) => {
            let form = form.iter();
            pairs.extend(form.map(|it| (it.name.clone(), it.value.clone())));
        }
        Some(CallBody::Multipart(parts)) => {
            pairs.extend(parts.iter().filter_map(|part| match &part.content {
                PartContent::Value(value) => Some((part.name.clone(), value.clone())),
                PartContent::File(_) => None,
            }));
        }
        Some(CallBody::Json(Value::Object(fields))) => {
            let fields = fields.iter();
            pairs.extend(fields.filter_map(|(name, value)| Some((name.clone(), text(value)?))));
        }
        _ => {}
    }
    pairs
}

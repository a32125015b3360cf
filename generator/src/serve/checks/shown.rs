//! What the documents show of values: in documented calls, and in what is answered.
//!
//! What comes in: a spec. What goes out: the values that it shows for a parameter. Pages state
//! types that their own examples contradict; who goes by the examples is not to be refused.

use std::collections::BTreeMap;

use docbind_spec::{
    ApiSpec, Call, CallBody, Location, Operation, Parameter, PartContent, PathTemplate, Piece,
};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::place::Place;

/// How deep what is answered is wrapped, as in `{"data": [{"id": 1}]}`.
const WRAPPED: usize = 2;

/// The values that documents show in paths.
pub(super) struct Shown<'a> {
    /// What documented calls have for a placeholder, by the anonymous path up to and with it.
    called: BTreeMap<String, Vec<Value>>,
    /// What is answered in case of success, by the anonymous path.
    answered: BTreeMap<String, Vec<&'a Value>>,
}

impl<'a> Shown<'a> {
    /// Looks at all calls and examples.
    pub(super) fn of(spec: &'a ApiSpec) -> Self {
        let mut shown = Self {
            called: BTreeMap::new(),
            answered: BTreeMap::new(),
        };
        for operation in &spec.operations {
            for (at, _) in placeholders(&operation.path) {
                let called = shown.called.entry(prefix(&operation.path, at)).or_default();
                let calls = operation.calls.iter();
                called.extend(calls.filter_map(|call| segment(&operation.path, &call.path, at)));
            }
            let path = PathTemplate::parse(&operation.path).anonymous();
            let good = operation.responses.iter();
            let good = good.filter(|response| (200..300).contains(&response.status));
            let bodies = good.flat_map(|response| &response.examples);
            let bodies = bodies.filter_map(|example| example.body.value());
            shown.answered.entry(path).or_default().extend(bodies);
        }
        shown
    }

    /// The values that the documents show for a parameter of an operation.
    pub(super) fn values(
        &self,
        operation: &Operation,
        parameter: &Parameter,
        place: &Place,
    ) -> Vec<Value> {
        match parameter.location {
            Location::Path => self.in_path(operation, &parameter.name),
            Location::Header => {
                let headers = operation.calls.iter().flat_map(|call| &call.headers);
                let own = headers.filter(|it| it.name.eq_ignore_ascii_case(&parameter.name));
                texts(own.map(|it| it.value.as_str())).collect()
            }
            Location::Query | Location::Body => sent(operation, place),
        }
    }

    /// What calls have in the path, and the identities of the things that the path leads to.
    fn in_path(&self, operation: &Operation, name: &str) -> Vec<Value> {
        let mut all = placeholders(&operation.path);
        let Some((at, _)) = all.find(|(_, placeholder)| placeholder == name) else {
            return Vec::new();
        };
        let one = prefix(&operation.path, at);
        let list = one.rsplit_once('/').map_or("", |(list, _)| list);
        let mut values = self.called.get(&one).cloned().unwrap_or_default();
        let answered = [one.as_str(), list];
        let answered = answered.iter().filter_map(|path| self.answered.get(*path));
        for body in answered.flatten() {
            identities(body, name, WRAPPED, &mut values);
        }
        values
    }
}

/// Whether a name is that of what tells a thing from others of its kind.
pub(super) fn is_identity(name: &str) -> bool {
    matches!(name, "id" | "iid") || name.ends_with("_id") || name.ends_with("Id")
}

/// The placeholders that are whole segments of a path, each with the number of its segment.
fn placeholders(path: &str) -> impl Iterator<Item = (usize, String)> {
    let path = PathTemplate::parse(path);
    let segments = path.segments().iter().enumerate();
    let found = segments.filter_map(|(at, segment)| match segment.pieces() {
        [Piece::Placeholder(name)] => Some((at, name.clone())),
        _ => None,
    });
    found.collect::<Vec<_>>().into_iter()
}

/// The anonymous path up to and with a segment.
fn prefix(path: &str, at: usize) -> String {
    let segments = path.trim_start_matches('/').split('/').take(at + 1);
    let segments: Vec<&str> = segments.collect();
    PathTemplate::parse(&format!("/{}", segments.join("/"))).anonymous()
}

/// What a documented call of a path has for one of its segments, decoded.
fn segment(path: &str, called: &str, at: usize) -> Option<Value> {
    let segments = |path: &str| path.trim_start_matches('/').split('/').count();
    if segments(path) != segments(called) {
        return None;
    }
    let text = called.trim_start_matches('/').split('/').nth(at)?;
    let text = percent_decode_str(text).decode_utf8().ok()?;
    texts(std::iter::once(text.as_ref())).next()
}

/// The texts that are values, and no words for one.
fn texts<'t>(texts: impl Iterator<Item = &'t str>) -> impl Iterator<Item = Value> {
    let stands_in = |text: &str| {
        text.is_empty() || text.contains(['<', '{', '$']) || text.starts_with([':', '*'])
    };
    texts.filter(move |text| !stands_in(text)).map(Value::from)
}

/// What identifies the objects in a body, where they tell: the field of a placeholder's name, and
/// the `id` where the placeholder stands for one.
fn identities(body: &Value, name: &str, wrapped: usize, found: &mut Vec<Value>) {
    match body {
        Value::Array(items) => {
            for item in items {
                identities(item, name, wrapped, found);
            }
        }
        Value::Object(fields) => {
            let id = is_identity(name).then_some("id");
            let names = std::iter::once(name).chain(id);
            let own: Vec<&Value> = names.filter_map(|name| fields.get(name)).collect();
            if own.is_empty() && wrapped > 0 {
                for field in fields.values() {
                    identities(field, name, wrapped - 1, found);
                }
            }
            let plain = own
                .into_iter()
                .filter(|it| it.is_string() || it.is_number());
            found.extend(plain.cloned());
        }
        _ => {}
    }
}

/// What documented calls and examples send for a parameter.
fn sent(operation: &Operation, place: &Place) -> Vec<Value> {
    let mut values = Vec::new();
    for call in &operation.calls {
        for (name, text) in pairs(call) {
            let text = texts(std::iter::once(text)).next();
            let text = text.as_ref().and_then(Value::as_str);
            values.extend(text.and_then(|text| place.value_of(name, text)));
        }
        values.extend(json(call).and_then(|fields| place.find_in(fields)).cloned());
    }
    let examples = operation.request_body.iter().flat_map(|it| &it.examples);
    let objects = examples.filter_map(|it| it.body.value()?.as_object());
    values.extend(objects.filter_map(|it| place.find_in(it)).cloned());
    values
}

/// The pairs of a call's query and form.
fn pairs(call: &Call) -> Vec<(&str, &str)> {
    let query = call.query.iter();
    let mut pairs: Vec<(&str, &str)> = query.map(|it| (&*it.name, &*it.value)).collect();
    match &call.body {
        Some(CallBody::Form(form)) => {
            pairs.extend(form.iter().map(|it| (&*it.name, &*it.value)));
        }
        Some(CallBody::Multipart(parts)) => {
            pairs.extend(parts.iter().filter_map(|it| match &it.content {
                PartContent::Value(text) => Some((&*it.name, &**text)),
                PartContent::File(_) => None,
            }));
        }
        Some(CallBody::Json(_) | CallBody::Text(_)) | None => {}
    }
    pairs
}

fn json(call: &Call) -> Option<&Map<String, Value>> {
    match &call.body {
        Some(CallBody::Json(value)) => value.as_object(),
        _ => None,
    }
}

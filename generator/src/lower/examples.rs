//! What the documentation of an operation shows: a documented call and the same in Rust.
//!
//! What comes in: an operation and its documented calls. What goes out: the first that does not
//! contradict the operation, without its secrets; or a call of our own where none is documented.

use docbind_spec::{ApiSpec, Call, CallBody, Credential, Method, NameValue, PartContent};
use serde_json::Value;

use super::calls::CallReader;
use super::fixtures::sample_call;
use super::{Answer, ClientCall, Literal, Operation, Param, Resource, ResourceFixtures, Type};

/// What stands for a secret.
const SECRET: &str = "<token>";

/// An example of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The call as the client makes it.
    pub call: ClientCall,
    /// The documented call that it is, if there is one.
    pub documented: Option<Call>,
}

/// The operations with which a newcomer begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuickStart {
    /// One that lists something.
    pub list: Option<Place>,
    /// One that shows something.
    pub one: Option<Place>,
}

/// Where an operation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Number of its resource.
    pub resource: usize,
    /// Its number there.
    pub operation: usize,
}

/// The first list that needs no argument, else the first list; and the first `GET` of one thing.
pub(super) fn quick_start(
    resources: &[Resource],
    fixtures: &[ResourceFixtures],
) -> Option<QuickStart> {
    let all: Vec<(Place, &Operation)> = resources
        .iter()
        .zip(fixtures)
        .enumerate()
        .flat_map(|(resource, (of, fixtures))| {
            let pairs = of.operations.iter().zip(&fixtures.operations).enumerate();
            pairs
                .filter(|(_, (_, fixtures))| fixtures.example.is_some())
                .map(move |(operation, (of, _))| {
                    let place = Place {
                        resource,
                        operation,
                    };
                    (place, of)
                })
        })
        .filter(|(_, operation)| operation.method == Method::Get)
        .collect();
    let lists = || {
        let lists = all.iter();
        lists.filter(|(_, of)| matches!(of.answer, Answer::Page(_) | Answer::List(_)))
    };
    let list = lists()
        .find(|(_, operation)| operation.arguments.is_empty())
        .or_else(|| lists().next());
    let one = all
        .iter()
        .find(|(_, operation)| matches!(operation.answer, Answer::Json(Type::Struct(_))));
    let start = QuickStart {
        list: list.map(|(place, _)| *place),
        one: one.map(|(place, _)| *place),
    };
    (start.list.is_some() || start.one.is_some()).then_some(start)
}

/// The example of an operation; none where all documented calls contradict it.
pub(super) fn example(reader: &CallReader<'_>) -> Option<Example> {
    let documented = &reader.documented.calls;
    if documented.is_empty() {
        return Some(Example {
            call: sample_call(reader.operation),
            documented: None,
        });
    }
    documented.iter().find_map(|call| {
        let (made, _) = reader.read(call).ok()?;
        Some(Example {
            call: masked(reader, made),
            documented: Some(without_secrets(reader.spec, call)),
        })
    })
}

/// The call of the client with placeholders for credentials.
fn masked(reader: &CallReader<'_>, mut call: ClientCall) -> ClientCall {
    let params = &reader.operation.params;
    let mask = |param: Option<&Param>, value: &mut Literal| {
        let secret = param.is_some_and(|param| is_secret(reader.spec, &param.wire));
        if let (true, Literal::Text(text)) = (secret, value) {
            SECRET.clone_into(text);
        }
    };
    for (place, value) in reader.operation.arguments.iter().zip(&mut call.arguments) {
        mask(params.get(*place), value);
    }
    for (setter, value) in &mut call.setters {
        mask(params.iter().find(|param| param.ident == *setter), value);
    }
    call
}

/// The call with placeholders for credentials.
fn without_secrets(spec: &ApiSpec, call: &Call) -> Call {
    let mut call = call.clone();
    for header in &mut call.headers {
        if header.name.eq_ignore_ascii_case("authorization") {
            header.value = format!("Bearer {SECRET}");
        } else if is_secret(spec, &header.name) {
            SECRET.clone_into(&mut header.value);
        }
    }
    hide(spec, &mut call.query);
    match &mut call.body {
        Some(CallBody::Form(pairs)) => hide(spec, pairs),
        Some(CallBody::Multipart(parts)) => {
            for part in parts.iter_mut().filter(|part| is_secret(spec, &part.name)) {
                part.content = PartContent::Value(SECRET.to_owned());
            }
        }
        Some(CallBody::Json(Value::Object(fields))) => {
            for (_, value) in fields.iter_mut().filter(|(name, _)| is_secret(spec, name)) {
                *value = Value::String(SECRET.to_owned());
            }
        }
        Some(CallBody::Json(_) | CallBody::Text(_)) | None => {}
    }
    call
}

fn hide(spec: &ApiSpec, pairs: &mut [NameValue]) {
    for pair in pairs.iter_mut().filter(|pair| is_secret(spec, &pair.name)) {
        SECRET.clone_into(&mut pair.value);
    }
}

/// Whether a value of this name is a credential of the API.
fn is_secret(spec: &ApiSpec, name: &str) -> bool {
    let mut places = spec
        .api
        .security
        .iter()
        .flat_map(|scheme| &scheme.credentials);
    places.any(|place| match place {
        Credential::Header(other) | Credential::Query(other) | Credential::Parameter(other) => {
            other.eq_ignore_ascii_case(name)
        }
        Credential::Bearer => false,
    })
}

#[cfg(test)]
mod tests {
    use docbind_spec::{ApiSpec, CallBody, NameValue};
    use serde_json::json;

    use super::Example;
    use crate::{lower, names};

    fn music() -> ApiSpec {
        let text = include_str!("../../tests/data/music.yaml");
        docbind_spec::yaml::read_spec(text, "music.yaml").unwrap()
    }

    /// The example of an operation of a spec.
    fn example(spec: &ApiSpec, id: &str) -> Option<Example> {
        let names = names::assign(spec).unwrap();
        let api = lower::lower(spec, &names).unwrap();
        let operations = api.resources.iter().zip(&api.fixtures);
        let mut all = operations
            .flat_map(|(resource, fixtures)| resource.operations.iter().zip(&fixtures.operations));
        let (_, fixtures) = all.find(|(operation, _)| operation.id == id).unwrap();
        fixtures.example.clone()
    }

    fn pair(name: &str, value: &str) -> NameValue {
        NameValue {
            name: name.to_owned(),
            value: value.to_owned(),
        }
    }

    #[test]
    fn examples_hold_no_secrets() {
        let mut spec = music();
        let list = spec.operations.iter_mut().find(|of| of.id == "list");
        let call = &mut list.unwrap().calls[0];
        call.headers = vec![
            pair("music-key", "s3cret"),
            pair("Authorization", "Bearer s3cret"),
            pair("X-Trace", "7"),
        ];
        call.query.push(pair("key", "s3cret"));
        call.query.push(pair("access_token", "s3cret"));
        let shown = example(&spec, "tracks.list").unwrap().documented.unwrap();
        let text = format!("{shown:?}");
        assert!(!text.contains("s3cret"), "{text}");
        let values: Vec<&str> = shown.headers.iter().map(|of| of.value.as_str()).collect();
        assert_eq!(values, ["<token>", "Bearer <token>", "7"]);
        for body in [
            CallBody::Form(vec![pair("token", "s3cret")]),
            CallBody::Json(json!({ "token": "s3cret" })),
        ] {
            let mut call = shown.clone();
            call.body = Some(body);
            let text = format!("{:?}", super::without_secrets(&spec, &call));
            assert!(
                text.contains("<token>") && !text.contains("s3cret"),
                "{text}"
            );
        }
    }

    #[test]
    fn calls_that_contradict_their_operation_are_no_examples() {
        let mut spec = music();
        let list = spec
            .operations
            .iter_mut()
            .find(|of| of.id == "list")
            .unwrap();
        // The first of these sends what the operation does not list, the second goes elsewhere.
        list.calls.drain(..3);
        assert!(example(&spec, "tracks.list").is_none());
        let list = spec
            .operations
            .iter_mut()
            .find(|of| of.id == "list")
            .unwrap();
        list.calls.clear();
        let own = example(&spec, "tracks.list").unwrap();
        assert!(own.documented.is_none() && !own.call.arguments.is_empty());
    }
}

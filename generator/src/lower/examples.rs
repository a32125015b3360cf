//! What the documentation of an operation shows: a documented call and the same in Rust.
//!
//! What comes in: an operation and its documented calls. What goes out: the first that does not
//! contradict the operation, without its secrets; or a call of our own where none is documented.

use docbind_spec::{ApiSpec, Call, CallBody, Credential, Method, NameValue};

use super::calls::CallReader;
use super::fixtures::sample_call;
use super::{Answer, ClientCall, Operation, Resource, ResourceFixtures, Type};

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
            call: made,
            documented: Some(without_secrets(reader.spec, call)),
        })
    })
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
    if let Some(CallBody::Form(pairs)) = &mut call.body {
        hide(spec, pairs);
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

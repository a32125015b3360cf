//! What the tests of a generated crate check: documented examples and documented calls.
//!
//! A call or example that contradicts its operation cannot come out as documented. Each of these
//! becomes an [`Exception`] with the contradiction; none is left out silently. The generated
//! tests hold the list, and fail where an exception is none.

use docbind_spec::{ApiSpec, ExampleBody, Location, Operation as SpecOperation};
use serde_json::{Map, Value, json};

use super::calls::CallReader;
use super::examples::{Example, example};
use super::literal::{Literal, sample};
use super::operations::{answer_of, is_success};
use super::types::Types;
use super::{Answer, BodyKind, LowerError, Operation, Param, Resource, Type};

/// The fixtures of one resource, beside the resource of the same place.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceFixtures {
    /// The data of the tests, as it is written beside them.
    pub data: Value,
    /// The tests, one set per operation, in order.
    pub operations: Vec<OperationFixtures>,
    /// What is documented but contradicts its operation, in order.
    pub exceptions: Vec<Exception>,
}

/// The fixtures of one operation.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationFixtures {
    /// Examples of successful answers by status: the status and what it holds.
    pub examples: Vec<(u16, Answer)>,
    /// Documented calls: number among the calls of the operation, and how to make it.
    pub calls: Vec<(usize, ClientCall)>,
    /// What the documentation of the operation shows.
    pub example: Option<Example>,
    /// A call to make against the server: the first documented one, or one of our own.
    pub sample: ClientCall,
    /// Status of the example that the server answers with.
    pub answered: Option<u16>,
    /// What the server answers instead where the type has no default.
    pub invented: Option<Literal>,
}

/// A call as the client makes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClientCall {
    /// Values of the arguments, in order.
    pub arguments: Vec<Literal>,
    /// Setters with their values.
    pub setters: Vec<(String, Literal)>,
    /// The content of a raw body.
    pub content: Option<String>,
}

/// Something documented that cannot come out as documented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The operation, `resource.operation`.
    pub operation: String,
    /// Where it is documented.
    pub source: String,
    /// What contradicts what.
    pub reason: Reason,
}

/// Why something documented cannot come out as documented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The call uses another method than the operation.
    OtherMethod {
        /// The method of the call.
        documented: String,
    },
    /// The call goes to another path than that of the operation.
    OtherPath {
        /// The path of the call.
        documented: String,
    },
    /// The call sends something that the operation does not list.
    UnlistedParameter {
        /// Its name.
        name: String,
    },
    /// The call lacks something that the operation requires.
    MissingParameter {
        /// Its name.
        name: String,
        /// What the call sends.
        sent: Vec<String>,
    },
    /// The call sends a value several times that is no list.
    SentTwice {
        /// Name of the parameter.
        name: String,
        /// How often it is sent.
        times: usize,
    },
    /// The call sends a value that is not of the parameter's type.
    OtherType {
        /// Name of the parameter.
        name: String,
        /// The value.
        value: String,
        /// The type, such as `integer`.
        expected: &'static str,
    },
    /// The call sends a body that is no list of parameters.
    OtherBody,
    /// The example is not JSON and has no certain repair.
    InvalidExample {
        /// The text.
        text: String,
    },
}

/// The fixtures of all resources, which are those of the spec in the same order.
pub(super) fn fixtures(
    spec: &ApiSpec,
    resources: &[Resource],
    types: &Types<'_>,
) -> Result<Vec<ResourceFixtures>, LowerError> {
    let all = resources.iter().zip(spec.resources());
    all.map(|(resource, documented)| {
        let documented = types.operations_of(&documented);
        resource_fixtures(spec, resource.operations.iter().zip(documented), types)
    })
    .collect()
}

/// The fixtures of a resource, out of its operations and what is documented of each.
fn resource_fixtures<'a>(
    spec: &ApiSpec,
    all: impl Iterator<Item = (&'a Operation, &'a SpecOperation)>,
    types: &Types<'_>,
) -> Result<ResourceFixtures, LowerError> {
    let mut data = Map::new();
    let mut operations = Vec::new();
    let mut exceptions = Vec::new();
    for (operation, documented) in all {
        let reader = CallReader {
            spec,
            documented,
            operation,
        };
        let (examples, example_data) = examples(documented, operation, types, &mut exceptions)?;
        let (calls, call_data) = reader.calls(&mut exceptions);
        // A documented value that the documents do not list is one that the server refuses.
        let sample = calls
            .iter()
            .find(|(_, call)| keeps_to_lists(call, operation))
            .map_or_else(|| sample_call(operation), |(_, call)| call.clone());
        let answered = examples
            .iter()
            .find(|(_, answer)| *answer == operation.answer)
            .map(|(status, _)| *status);
        data.insert(
            operation.ident.clone(),
            json!({ "examples": example_data, "calls": call_data }),
        );
        operations.push(OperationFixtures {
            examples,
            calls,
            example: example(&reader),
            sample,
            answered,
            invented: invented(&operation.answer),
        });
    }
    Ok(ResourceFixtures {
        data: Value::Object(data),
        operations,
        exceptions,
    })
}

/// Whether a call sends nothing that the documents do not list.
fn keeps_to_lists(call: &ClientCall, operation: &Operation) -> bool {
    let places = operation.arguments.iter();
    let params = places.filter_map(|&place| operation.params.get(place));
    let arguments = params.zip(&call.arguments);
    let setters = call.setters.iter().filter_map(|(setter, value)| {
        let param = operation.params.iter().find(|param| param.ident == *setter);
        Some((param?, value))
    });
    arguments
        .chain(setters)
        .all(|(param, value)| is_listed(param, value))
}

fn is_listed(param: &Param, value: &Literal) -> bool {
    match value {
        Literal::Text(text) => param.allowed.is_empty() || param.allowed.contains(text),
        Literal::List(_, items) => items.iter().all(|item| is_listed(param, item)),
        _ => true,
    }
}

type Examples = (Vec<(u16, Answer)>, Vec<Value>);

/// The documented successful answers with their types.
fn examples(
    documented: &SpecOperation,
    operation: &Operation,
    types: &Types<'_>,
    exceptions: &mut Vec<Exception>,
) -> Result<Examples, LowerError> {
    let mut kinds: Vec<(u16, Answer)> = Vec::new();
    let mut data = Vec::new();
    for response in documented
        .responses
        .iter()
        .filter(|response| is_success(response.status))
    {
        let answer = if response.status == operation.status {
            operation.answer.clone()
        } else {
            answer_of(documented, response, types)?
        };
        if answer == Answer::Empty {
            continue;
        }
        for example in &response.examples {
            match example_body(&answer, &example.body) {
                Ok(body) => {
                    data.push(json!({
                        "status": response.status,
                        "source": example.source.0,
                        "body": body,
                    }));
                    if !kinds.iter().any(|(known, _)| *known == response.status) {
                        kinds.push((response.status, answer.clone()));
                    }
                }
                Err(reason) => exceptions.push(Exception {
                    operation: operation.id.clone(),
                    source: example.source.0.clone(),
                    reason,
                }),
            }
        }
    }
    Ok((kinds, data))
}

/// What an example shows, as an answer of this kind.
fn example_body(answer: &Answer, body: &ExampleBody) -> Result<Value, Reason> {
    let invalid = |text: &str| Reason::InvalidExample {
        text: text.to_owned(),
    };
    if matches!(answer, Answer::Text | Answer::Bytes) {
        return Ok(Value::String(match body {
            ExampleBody::Text(text) => text.clone(),
            ExampleBody::Json(value) => value.to_string(),
            ExampleBody::Invalid(example) => example.text.clone(),
        }));
    }
    match body {
        ExampleBody::Json(value) => Ok(value.clone()),
        ExampleBody::Text(text) => Err(invalid(text)),
        ExampleBody::Invalid(example) => match &example.repaired {
            Some(value) => Ok(value.clone()),
            // A key that stands twice is a fault, but one that JSON readers take.
            None => serde_json::from_str(&example.text).map_err(|_| invalid(&example.text)),
        },
    }
}

/// An answer of our own, of a type that has no default.
fn invented(answer: &Answer) -> Option<Literal> {
    match answer {
        Answer::Json(ty) if !ty.has_default() => Some(sample(ty, &[])),
        _ => None,
    }
}

/// A call of our own with a value for each argument. An update without any would change nothing,
/// so it changes the first thing that can be changed.
pub(super) fn sample_call(operation: &Operation) -> ClientCall {
    let arguments = operation
        .arguments
        .iter()
        .filter_map(|&place| operation.params.get(place))
        .map(|param| sample(&param.sent, &param.allowed))
        .collect();
    let in_body = |required| {
        let params = operation.params.iter();
        params.filter(move |it| it.location == Location::Body && it.required == required)
    };
    let changed = in_body(false)
        .find(|param| matches!(param.sent, Type::Change(_)))
        .filter(|_| in_body(true).next().is_none());
    let setters = changed.map(|param| (param.ident.clone(), sample(&param.sent, &param.allowed)));
    ClientCall {
        arguments,
        setters: setters.into_iter().collect(),
        content: matches!(operation.body, BodyKind::Raw(_)).then(|| "sample".to_owned()),
    }
}

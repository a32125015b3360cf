//! `tests`: documented examples and calls as tests of the generated crate.
//!
//! - `examples`: each documented answer decodes, encodes, and is the same again; variations decode.
//! - `requests`: each documented call is the request that the client builds.
//! - `loopback`: client and server, with the documented answers, over a connection.
//! - `exceptions`: what contradicts its operation really does.
//!
//! The data stands in `tests/fixtures/RESOURCE.json`.

use crate::code::{Code, Name, code};

use super::answers::json_type;
use super::calls::client_call;
use super::mentions::mentioned;
use super::rust_type::{ident, imports};
use super::{Content, Source, doc, exceptions, gate, loopback};
use crate::lower::{Operation, OperationFixtures, Resource, ResourceFixtures, RustApi};

/// The files of `tests`, apart from the constant ones.
pub(super) fn emit(api: &RustApi) -> Vec<Source> {
    let mut files = Vec::new();
    let pairs = || api.resources.iter().zip(&api.fixtures);
    for (resource, fixtures) in pairs() {
        files.push(Source {
            path: format!("tests/fixtures/{}.json", resource.module),
            content: Content::Text(format!("{:#}\n", fixtures.data)),
        });
    }
    for target in [Target::Examples, Target::Requests, Target::Loopback] {
        let mut modules = Code::default();
        for (resource, fixtures) in pairs() {
            let tests = target.tests(resource, fixtures);
            if tests.is_empty() {
                continue;
            }
            let (gate, module) = (gate::resource(resource), ident(&resource.module));
            modules.extend([code!(#gate mod #module;)]);
            let path = format!("tests/{}/resources/{}.rs", target.name(), resource.module);
            files.push(Source::code(path, target.module(api, resource, &tests)));
        }
        if modules.is_empty() {
            continue;
        }
        let path = format!("tests/{}/main.rs", target.name());
        let root = target.root(api);
        let root = code! {
            #root
            // A module of their own, so that no resource has the name of a helper.
            mod resources {
                #modules
            }
        };
        files.push(Source::code(path, root));
    }
    files.push(exceptions::emit(api));
    files
}

/// The name by which tests and programs refer to the crate.
pub(super) fn crate_name(api: &RustApi) -> String {
    api.name.replace('-', "_")
}

/// A test program.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Examples,
    Requests,
    Loopback,
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Self::Examples => "examples",
            Self::Requests => "requests",
            Self::Loopback => "loopback",
        }
    }

    /// The tests of a resource.
    fn tests(self, resource: &Resource, fixtures: &ResourceFixtures) -> Code {
        resource
            .operations
            .iter()
            .zip(&fixtures.operations)
            .map(|(operation, fixtures)| match self {
                Self::Examples => round_trips(operation, fixtures),
                Self::Requests => requests(resource, operation, fixtures),
                Self::Loopback => loopback::test(resource, operation, fixtures),
            })
            .collect()
    }

    /// The module of the tests of a resource.
    fn module(self, api: &RustApi, resource: &Resource, tests: &Code) -> Code {
        let docs = doc::inner(&[format!("{}.", resource.title)]);
        let name = crate_name(api);
        let name = ident(&name);
        let module = ident(&resource.module);
        let file = format!("../../fixtures/{}.json", resource.module);
        let stub = (self == Self::Loopback).then(|| {
            let fixtures = api
                .resources
                .iter()
                .zip(&api.fixtures)
                .find(|(known, _)| known.module == resource.module);
            fixtures.map(|(_, fixtures)| loopback::stub(resource, fixtures))
        });
        let body = code!(#stub #tests);
        let imports = imports(
            &body,
            &[
                ("BTreeMap", code!(std::collections::BTreeMap)),
                ("Arc", code!(std::sync::Arc)),
                (
                    "operations",
                    code!(#name::operations::#module as operations),
                ),
                ("server", code!(#name::server::#module as server)),
                (
                    "Server",
                    code!(#name::server::{Failure, Reply, Request, Server}),
                ),
                ("Content", code!(#name::server::Content)),
                ("runtime", code!(#name::runtime)),
                ("values", code!(#name::runtime::values)),
                ("types", code!(#name::types)),
                ("compare", code!(crate::compare)),
            ],
        );
        let data = mentioned(&body, &["DATA"]).contains(&true).then(|| {
            code!(
                const DATA: &str = include_str!(#file);
            )
        });
        code!(#docs #imports #data #body)
    }

    /// The root of the program, without the modules of the resources.
    fn root(self, api: &RustApi) -> Code {
        let name = crate_name(api);
        let name = ident(&name);
        let (docs, body) = match self {
            Self::Examples => (
                "Each documented answer decodes into its type, and encodes to the same again; of \
                 variations of it, as other servers may answer them, what is left of it is read.",
                examples_root(name),
            ),
            Self::Requests => (
                "Each documented call is the request that the client builds.",
                requests_root(name),
            ),
            Self::Loopback => (
                "Client and server talk to each other with the documented answers.",
                loopback::root(name),
            ),
        };
        let docs = doc::inner(&[docs]);
        let spare_code = gate::spare_code();
        code! {
            #docs
            #spare_code
            #![allow(deprecated, reason = "deprecated operations are tested too")]
            #[path = "../compare/mod.rs"]
            mod compare;
            #[path = "../support/mod.rs"]
            mod support;
            #body
        }
    }
}

/// How the client decodes an answer, and what it made of it.
fn examples_root(name: Name<'_>) -> Code {
    code! {
        use #name::runtime::client::{Error, Response};

        fn decode<T>(body: Vec<u8>) -> Result<serde_json::Value, Error>
        where
            T: serde::de::DeserializeOwned + serde::Serialize,
        {
            let answer = Response::from(http::Response::new(body.into()));
            let value: T = answer.json()?;
            Ok(serde_json::to_value(value).expect("what was read can be written"))
        }
    }
}

fn requests_root(name: Name<'_>) -> Code {
    code! {
        use #name::operations::API;
        use #name::runtime::Operation;
        use #name::{Client, Error};
        #[doc = " A client that is never asked to send anything."]
        fn client() -> Client {
            let builder = Client::builder("https://api.example.com");
            builder.build().expect("the client can be set up")
        }
        #[doc = " The request is the documented one."]
        #[track_caller]
        fn check(
            data: &str,
            name: &str,
            number: usize,
            operation: &Operation,
            request: Result<::http::Request<::bytes::Bytes>, Error>,
        ) {
            let prefix = if operation.rooted { "" } else { API.base_path };
            let request = request.expect("the request can be built");
            compare::same_request(&request, data, name, number, prefix);
        }
    }
}

fn round_trips(operation: &Operation, fixtures: &OperationFixtures) -> Code {
    let key = &operation.ident;
    let checks: Code = fixtures
        .examples
        .iter()
        .filter_map(|(status, answer)| {
            let ty = json_type(answer)?;
            Some(code! {
                compare::round_trip::<#ty>(DATA, #key, #status);
                compare::varied(DATA, #key, #status, crate::decode::<#ty>);
            })
        })
        .collect();
    test(operation, &checks)
}

fn test(operation: &Operation, statements: &Code) -> Code {
    let name = ident(&operation.ident);
    if statements.is_empty() {
        return Code::default();
    }
    code! {
        #[test]
        fn #name() {
            #statements
        }
    }
}

fn requests(resource: &Resource, operation: &Operation, fixtures: &OperationFixtures) -> Code {
    let constant = ident(&operation.constant);
    let key = &operation.ident;
    let checks: Code = fixtures
        .calls
        .iter()
        .map(|(number, call)| {
            let call = client_call(resource, operation, call);
            code! {
                let call = client #call;
                crate::check(DATA, #key, #number, &operations::#constant, call.request());
            }
        })
        .collect();
    if checks.is_empty() {
        return Code::default();
    }
    test(operation, &code!(let client = crate::client(); #checks))
}

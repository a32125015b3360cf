//! The tests in which client and server of a generated crate talk to each other.

use crate::code::{Code, Name, code};

use super::answers;
use super::calls::{client_call, literal};
use super::rust_type::{api_type, ident};
use crate::lower::{Answer, Operation, OperationFixtures, Resource, ResourceFixtures};

/// The root of the program.
pub(super) fn root(name: Name<'_>) -> Code {
    code! {
        use #name::Client;
        use #name::server::{Options, Server};
        #[doc = " A client of the server, which answers until the test ends."]
        async fn start(server: Server) -> Client {
            let address = support::serve(server.into_router(Options::new())).await;
            let builder = Client::builder(&address);
            builder.build().expect("the client can be set up")
        }
    }
}

/// An implementation of a resource that answers with the documented examples.
pub(super) fn stub(resource: &Resource, fixtures: &ResourceFixtures) -> Code {
    let handle = ident(&resource.handle);
    let methods: Code = resource
        .operations
        .iter()
        .zip(&fixtures.operations)
        .map(|(operation, fixtures)| stub_method(operation, fixtures))
        .collect();
    code! {
        #[doc = " Answers with the documented examples."]
        struct Stub;
        impl server::#handle for Stub {
            #methods
        }
    }
}

fn stub_method(operation: &Operation, fixtures: &OperationFixtures) -> Code {
    let (name, call) = (ident(&operation.ident), ident(&operation.call));
    let key = &operation.ident;
    let status = fixtures.answered;
    let module = ident("server");
    let value = match (&operation.answer, status) {
        (Answer::Empty, _) => code!(()),
        (Answer::Text | Answer::Bytes, Some(status)) => {
            code!(compare::decoded::<String>(DATA, #key, #status).into())
        }
        (Answer::Text | Answer::Bytes, None) => code!("sample".into()),
        (_, Some(status)) => code!(compare::decoded(DATA, #key, #status)),
        (answer, None) => undocumented(&answers::json_type(answer).unwrap_or_default(), fixtures),
    };
    let value = answers::success(operation, module, &value);
    let ty = match &operation.answers {
        Some(_) => {
            let ty = answers::answer_type(operation);
            code!(#module::#ty)
        }
        None => answers::answer_type(operation),
    };
    code! {
        async fn #name(&self, _: Request<server::#call>) -> Result<Reply<#ty>, Failure> {
            Ok(Reply::new(#value))
        }
    }
}

/// What is answered where no example is documented.
fn undocumented(ty: &Code, fixtures: &OperationFixtures) -> Code {
    match &fixtures.invented {
        Some(value) => {
            let value = literal(value);
            code!(<#ty>::from(#value))
        }
        None => code!(<#ty>::default()),
    }
}

/// The test of one operation.
pub(super) fn test(
    resource: &Resource,
    operation: &Operation,
    fixtures: &OperationFixtures,
) -> Code {
    let (module, name) = (ident(&resource.module), ident(&operation.ident));
    let key = &operation.ident;
    let call = client_call(resource, operation, &fixtures.sample);
    let status = fixtures.answered;
    let received = match (&operation.answer, &status) {
        (Answer::Empty, _) => code!(),
        (Answer::Page(_) | Answer::List(_), Some(_)) => {
            code!(let answer = serde_json::to_value(answer.items).expect("the items encode");)
        }
        (Answer::Page(_) | Answer::List(_), None) => code!(assert!(answer.items.is_empty());),
        (Answer::Json(_), Some(_)) => {
            code!(let answer = serde_json::to_value(answer).expect("the answer encodes");)
        }
        (Answer::Json(ty), None) => {
            let value = undocumented(&api_type(ty), fixtures);
            code! {
                let expected = #value;
                assert_eq!(answer, expected);
            }
        }
        (Answer::Text | Answer::Bytes, Some(_)) => code! {
            let answer = answer.text().await.expect("the answer is read");
            let answer = serde_json::Value::String(answer);
        },
        (Answer::Text | Answer::Bytes, None) => code! {
            let answer = answer.text().await.expect("the answer is read");
            assert_eq!(answer, "sample");
        },
    };
    let compared = (operation.answer != Answer::Empty)
        .then_some(status)
        .flatten()
        .map(|status| code!(compare::same(&answer, DATA, #key, #status);));
    let bind = (operation.answer != Answer::Empty).then(|| code!(let answer =));
    code! {
        #[tokio::test]
        async fn #name() {
            let client = crate::start(Server::new().#module(Arc::new(Stub))).await;
            #bind client #call .await.expect("the server answers");
            #received
            #compared
        }
    }
}

//! The tests in which client and server of a generated crate talk to each other.

use proc_macro2::TokenStream;
use quote::quote;

use super::fixtures::{answer_type, client_call};
use super::rust_type::ident;
use crate::lower::{Answer, Operation, OperationFixtures, Resource, ResourceFixtures};

/// The root of the program.
pub(super) fn root(name: &proc_macro2::Ident) -> TokenStream {
    quote! {
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
pub(super) fn stub(resource: &Resource, fixtures: &ResourceFixtures) -> TokenStream {
    let handle = ident(&resource.handle);
    let methods = resource
        .operations
        .iter()
        .zip(&fixtures.operations)
        .map(|(operation, fixtures)| stub_method(operation, fixtures));
    quote! {
        #[doc = " Answers with the documented examples."]
        struct Stub;
        impl server::#handle for Stub {
            #(#methods)*
        }
    }
}

fn stub_method(operation: &Operation, fixtures: &OperationFixtures) -> TokenStream {
    let (name, call) = (ident(&operation.ident), ident(&operation.call));
    let key = &operation.ident;
    let status = fixtures.answered.map(proc_macro2::Literal::u16_unsuffixed);
    let (ty, value) = match (&operation.answer, status) {
        (Answer::Empty, _) => (quote!(()), quote!(())),
        (Answer::Text, Some(status)) => (
            quote!(String),
            quote!(compare::decoded(DATA, #key, #status)),
        ),
        (Answer::Text, None) => (quote!(String), quote!("sample".to_owned())),
        (Answer::Bytes, Some(status)) => (
            quote!(bytes::Bytes),
            quote!(compare::decoded::<String>(DATA, #key, #status).into()),
        ),
        (Answer::Bytes, None) => (
            quote!(bytes::Bytes),
            quote!(bytes::Bytes::from_static(b"sample")),
        ),
        (answer, status) => {
            let ty = answer_type(answer).unwrap_or_default();
            let value = match status {
                Some(status) => quote!(compare::decoded(DATA, #key, #status)),
                None => quote!(Default::default()),
            };
            (ty, value)
        }
    };
    quote! {
        async fn #name(&self, _: Request<server::#call>) -> Result<Reply<#ty>, Failure> {
            Ok(Reply::new(#value))
        }
    }
}

/// The test of one operation.
pub(super) fn test(
    resource: &Resource,
    operation: &Operation,
    fixtures: &OperationFixtures,
) -> TokenStream {
    let (module, name) = (ident(&resource.module), ident(&operation.ident));
    let key = &operation.ident;
    let call = client_call(resource, operation, &fixtures.sample);
    let status = fixtures.answered.map(proc_macro2::Literal::u16_unsuffixed);
    let received = match (&operation.answer, &status) {
        (Answer::Empty, _) => quote!(),
        (Answer::Page(_) | Answer::List(_), Some(_)) => {
            quote!(let answer = serde_json::to_value(answer.items).expect("the items encode");)
        }
        (Answer::Page(_) | Answer::List(_), None) => quote!(assert!(answer.items.is_empty());),
        (Answer::Json(_), Some(_)) => {
            quote!(let answer = serde_json::to_value(answer).expect("the answer encodes");)
        }
        (Answer::Json(ty), None) => {
            let ty = super::rust_type::api_type(ty);
            quote!(assert_eq!(answer, <#ty>::default());)
        }
        (Answer::Text | Answer::Bytes, Some(_)) => quote! {
            let answer = answer.text().await.expect("the answer is read");
            let answer = serde_json::Value::String(answer);
        },
        (Answer::Text | Answer::Bytes, None) => quote! {
            assert_eq!(answer.text().await.expect("the answer is read"), "sample");
        },
    };
    let compared = (operation.answer != Answer::Empty)
        .then_some(status)
        .flatten()
        .map(|status| quote!(compare::same(&answer, DATA, #key, #status);));
    let bind = (operation.answer != Answer::Empty).then(|| quote!(let answer =));
    quote! {
        #[tokio::test]
        async fn #name() {
            let client = crate::start(Server::new().#module(Arc::new(Stub))).await;
            #bind client #call .await.expect("the server answers");
            #received
            #compared
        }
    }
}

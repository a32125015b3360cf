//! `tests/exceptions.rs`: what is documented but contradicts its operation, one list, and a test
//! that each entry really does.

use proc_macro2::TokenStream;
use quote::quote;

use super::fixtures::crate_name;
use super::{Source, doc, gate};
use crate::lower::{Exception, Reason, RustApi};

/// The file.
pub(super) fn emit(api: &RustApi) -> Source {
    let docs = doc::inner(&[
        "Documented calls and examples that contradict their operation, and how.",
        "They are not among the other tests. An entry that contradicts nothing fails here.",
    ]);
    let name = crate_name(api);
    let pairs = api.resources.iter().zip(&api.fixtures);
    let entries = pairs.flat_map(|(resource, fixtures)| {
        let gate = gate::resource(resource);
        let entries = fixtures.exceptions.iter().map(entry);
        entries.map(move |entry| quote!(#gate #entry))
    });
    let tokens = quote! {
        #docs
        #[path = "contradictions/mod.rs"]
        mod contradictions;
        use #name::operations::OPERATIONS;
        use #name::runtime::BodyKind;
        use contradictions::{Exception, Facts};
        #[doc = " The list, in the order of the operations."]
        const EXCEPTIONS: &[Exception] = &[#(#entries),*];
        #[test]
        fn each_is_a_contradiction() {
            contradictions::check(EXCEPTIONS, facts);
        }
        #[doc = " What the crate knows of an operation."]
        fn facts(id: &str) -> Option<Facts> {
            let operation = OPERATIONS.iter().find(|operation| operation.id == id)?;
            let parameters = operation.params.iter();
            Some(Facts {
                method: operation.method.as_str(),
                path: operation.path,
                parameters: parameters.map(|param| (param.name, param.required)).collect(),
                raw: operation.body == BodyKind::Raw,
            })
        }
    };
    Source::tokens("tests/exceptions.rs", tokens)
}

/// The whole path of the reason: there may be no entry that would use an import.
fn entry(exception: &Exception) -> TokenStream {
    let (operation, source) = (&exception.operation, &exception.source);
    let reason = match &exception.reason {
        Reason::OtherMethod { documented } => quote!(OtherMethod { documented: #documented }),
        Reason::OtherPath { documented } => quote!(OtherPath { documented: #documented }),
        Reason::UnlistedParameter { name } => quote!(UnlistedParameter { name: #name }),
        Reason::MissingParameter { name, sent } => {
            quote!(MissingParameter { name: #name, sent: &[#(#sent),*] })
        }
        Reason::SentTwice { name, times } => {
            let times = proc_macro2::Literal::usize_unsuffixed(*times);
            quote!(SentTwice { name: #name, times: #times })
        }
        Reason::OtherType {
            name,
            value,
            expected,
        } => quote!(OtherType { name: #name, value: #value, expected: #expected }),
        Reason::OtherBody => quote!(OtherBody),
        Reason::InvalidExample { text } => quote!(InvalidExample { text: #text }),
    };
    quote! {
        Exception { operation: #operation, source: #source, reason: contradictions::Reason::#reason }
    }
}

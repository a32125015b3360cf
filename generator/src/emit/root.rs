//! `src/lib.rs`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Source, doc, guide};
use crate::lower::RustApi;

/// The root of a crate, with features for client and server.
pub(super) fn emit(api: &RustApi) -> Source {
    let title = api.title.as_deref().unwrap_or(&api.name);
    let docs = doc::inner(&[
        format!("Client and server for an HTTP API: {title}."),
        [
            "- `types`: the types of parameters and bodies.",
            "- `client` (feature `client`): one handle per resource, one call per operation; with the\n  feature `blocking` also for code that is not async.",
            "- `server` (feature `server`): one trait per resource, and a router.",
            "- `operations`: every operation as data.",
        ]
        .join("\n"),
    ]);
    let guide = api.quick_start.is_some().then(|| guide::documentation(api));
    let modules = modules();
    Source::tokens(
        "src/lib.rs",
        quote! {
            #docs
            #guide
            #![allow(
                clippy::module_inception,
                clippy::new_ret_no_self,
                clippy::should_implement_trait,
                clippy::too_many_arguments,
                reason = "names and parameters are those of the documents"
            )]
            #![deny(unsafe_code)]
            #modules
            #[cfg(doctest)]
            #[doc = include_str!("../README.md")]
            mod readme {}
        },
    )
}

fn modules() -> TokenStream {
    quote! {
        #[cfg(feature = "client")]
        #[rustfmt::skip]
        pub mod client;
        #[rustfmt::skip]
        pub mod operations;
        #[rustfmt::skip]
        pub mod runtime;
        #[cfg(feature = "server")]
        #[rustfmt::skip]
        pub mod server;
        #[rustfmt::skip]
        pub mod types;
        #[cfg(feature = "client")]
        pub use client::{Auth, Client, Error, Page};
    }
}

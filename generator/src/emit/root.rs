//! `src/lib.rs`.

use crate::code::{Code, code};

use super::{Source, doc};
use crate::lower::RustApi;

/// The root of a crate that has these halves, each under its feature.
pub(super) fn emit(api: &RustApi, halves: &[&str]) -> Source {
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
        "Each resource is a feature of the name of its modules; `all` is all of them.".to_owned(),
    ]);
    // Its examples are of any resource.
    let page = api.quick_start.is_some().then(|| {
        code! {
            #![cfg_attr(
                all(feature = "client", feature = "all"),
                doc = include_str!("../README.md")
            )]
        }
    });
    let modules = modules(halves);
    Source::code(
        "src/lib.rs",
        code! {
            #docs
            #page
            #![allow(
                clippy::module_inception,
                clippy::new_ret_no_self,
                clippy::should_implement_trait,
                clippy::too_many_arguments,
                reason = "names and parameters are those of the documents"
            )]
            #![allow(
                clippy::large_enum_variant,
                reason = "an answer of the server is made once and sent at once"
            )]
            #![deny(unsafe_code)]
            #![cfg_attr(docsrs, feature(doc_cfg))]
            #modules
        },
    )
}

fn modules(halves: &[&str]) -> Code {
    let half = |name: &str, tokens: Code| halves.contains(&name).then_some(tokens);
    let client = half(
        "client",
        code! {
            #[cfg(feature = "client")]
            #[rustfmt::skip]
            pub mod client;
        },
    );
    let server = half(
        "server",
        code! {
            #[cfg(feature = "server")]
            #[rustfmt::skip]
            pub mod server;
        },
    );
    let exports = half(
        "client",
        code! {
            #[cfg(feature = "client")]
            pub use client::{Auth, Client, Error, Page};
        },
    );
    code! {
        #client
        #[rustfmt::skip]
        pub mod operations;
        #[rustfmt::skip]
        pub mod runtime;
        #server
        #[rustfmt::skip]
        pub mod types;
        #exports
    }
}

//! Conditions: what is there only where a cargo feature is on.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::ident;
use crate::lower::Resource;
use crate::names::ALL;

/// What belongs to a resource.
pub(super) fn resource(resource: &Resource) -> TokenStream {
    let feature = &resource.module;
    quote!(#[cfg(feature = #feature)])
}

/// What any of several features needs.
pub(super) fn any(features: &[String]) -> TokenStream {
    match features {
        [feature] => quote!(#[cfg(feature = #feature)]),
        features => quote!(#[cfg(any(#(feature = #features),*))]),
    }
}

/// The modules of resources.
pub(super) fn modules<'a>(resources: impl Iterator<Item = &'a Resource>) -> TokenStream {
    let modules = resources.map(|it| {
        let (gate, module) = (resource(it), ident(&it.module));
        quote!(#gate pub mod #module;)
    });
    quote!(#(#modules)*)
}

/// For a whole file that has more than some resources use.
pub(super) fn spare_code() -> TokenStream {
    quote! {
        #![cfg_attr(
            not(feature = #ALL),
            allow(dead_code, reason = "some resources alone do not use everything")
        )]
    }
}

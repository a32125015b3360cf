//! Rust types and what is in scope for them.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::lower::Type;

/// An identifier; all of them come from [`crate::names`].
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The type as seen from a module in which `types` holds the types of the API.
pub(super) fn owned(ty: &Type, types: &Ident) -> TokenStream {
    match ty {
        Type::Value => quote!(serde_json::Value),
        Type::Bool => quote!(bool),
        Type::Integer => quote!(i64),
        Type::Number => quote!(f64),
        Type::String => quote!(String),
        Type::Timestamp => quote!(values::Timestamp),
        Type::Date => quote!(values::Date),
        Type::File => quote!(runtime::File),
        Type::Id => quote!(values::Id),
        Type::Struct(name) | Type::Enum(name) => {
            let name = ident(name);
            quote!(#types::#name)
        }
        Type::List(inner) => {
            let inner = owned(inner, types);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = owned(inner, types);
            quote!(BTreeMap<String, #inner>)
        }
        Type::Boxed(inner) => {
            let inner = owned(inner, types);
            quote!(Box<#inner>)
        }
    }
}

/// The type as seen from `client` and `server`.
pub(super) fn api_type(ty: &Type) -> TokenStream {
    owned(ty, &ident("types"))
}

/// Whether a name occurs in the tokens, or at the beginning of a path in a text of theirs, as in
/// serde's attributes.
pub(super) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Literal(text) => text.to_string().starts_with(&format!("\"{name}::")),
        TokenTree::Punct(_) => false,
    })
}

/// The imports out of `candidates` whose name occurs in the tokens.
pub(super) fn imports(tokens: &TokenStream, candidates: &[(&str, TokenStream)]) -> TokenStream {
    let used = candidates
        .iter()
        .filter(|(name, _)| mentions(tokens, name))
        .map(|(_, import)| import);
    quote!(#(use #used;)*)
}

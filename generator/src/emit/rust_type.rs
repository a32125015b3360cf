//! Rust types and what is in scope for them.

use proc_macro2::{Ident, Spacing, Span, TokenStream, TokenTree};
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
        Type::Iid => quote!(values::Iid),
        Type::IdOrPath => quote!(values::IdOrPath),
        Type::Struct(name) | Type::Enum(name) => {
            let name = ident(name);
            quote!(#types::#name)
        }
        Type::Open(name) => {
            let name = ident(name);
            quote!(values::Open<#types::#name>)
        }
        Type::List(inner) => {
            let inner = owned(inner, types);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = owned(inner, types);
            quote!(BTreeMap<String, #inner>)
        }
        Type::Change(inner) => {
            let inner = owned(inner, types);
            quote!(values::Change<#inner>)
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

/// Whether the tokens use a name that an import would bring: a type or constant anywhere, a
/// module or macro where `::` or `!` follows and none stands before it, so that a field or method
/// of the same name does not count, nor a longer path. Serde's attributes hold paths as texts.
pub(super) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    let is_module = name.starts_with(|c: char| c.is_ascii_lowercase());
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let sign = |at: usize| match trees.get(at) {
        Some(TokenTree::Punct(sign)) => Some((sign.as_char(), sign.spacing())),
        _ => None,
    };
    let begins = |at: usize| {
        let first = at.checked_sub(2).is_none_or(|before| {
            (sign(before), sign(before + 1))
                != (Some((':', Spacing::Joint)), Some((':', Spacing::Alone)))
        });
        let goes_on = matches!(sign(at + 1), Some(('!', _) | (':', Spacing::Joint)));
        first && goes_on
    };
    trees.iter().enumerate().any(|(index, tree)| match tree {
        TokenTree::Ident(ident) => ident == name && (!is_module || begins(index)),
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

/// One import of those names below a path that occur in the tokens.
pub(super) fn import_from(path: &TokenStream, names: &[&str], tokens: &TokenStream) -> TokenStream {
    let used = names.iter().copied();
    import_all(path, used.filter(|name| mentions(tokens, name)))
}

/// One import of all of those names below a path.
pub(super) fn import_all<'a>(
    path: &TokenStream,
    names: impl Iterator<Item = &'a str>,
) -> TokenStream {
    let used: Vec<Ident> = names.map(ident).collect();
    match used.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(use #path::#one;),
        all => quote!(use #path::{#(#all),*};),
    }
}

/// How a struct with these fields gets its `Debug`: what is derived, and what is written because
/// some of them are secrets.
pub(super) fn debug<'a>(
    name: &Ident,
    fields: impl Iterator<Item = (&'a str, bool)> + Clone,
) -> (TokenStream, TokenStream) {
    if !fields.clone().any(|(_, secret)| secret) {
        return (quote!(Debug,), TokenStream::new());
    }
    let fields = fields.map(|(field, secret)| {
        let field = ident(field);
        let mark = secret.then(|| quote!(!));
        quote!(#mark #field)
    });
    (
        TokenStream::new(),
        quote!(debug_hiding!(#name: #(#fields),*);),
    )
}

//! `src/client`: one handle per resource, one call per operation.

use docbind_spec::Location;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Docs, param_docs};
use super::operations::credential_place;
use super::rust_type::{api_type, ident, imports};
use super::{Source, doc, gate};
use crate::lower::{
    Answer, BodyKind, CredentialFn, Operation, OperationFixtures, Param, Resource,
    ResourceFixtures, RustApi, Type,
};

/// The files of `src/client`.
pub(super) fn emit(api: &RustApi) -> Vec<Source> {
    let sudo = api.conventions.sudo.is_some();
    let mut files = vec![Source::tokens("src/client/mod.rs", emit_root(api))];
    let docs = Docs::new(api);
    files.extend(
        api.resources
            .iter()
            .zip(&api.fixtures)
            .map(|(resource, fixtures)| {
                let path = format!("src/client/{}.rs", resource.module);
                let last = if sudo {
                    quote!(, sudo)
                } else {
                    TokenStream::new()
                };
                Source::tokens(path, emit_resource(resource, fixtures, &docs, &last))
            }),
    );
    files
}

fn emit_root(api: &RustApi) -> TokenStream {
    let docs = doc::inner(&["The client: one module per resource."]);
    let modules = gate::modules(api.resources.iter());
    let handles = api.resources.iter().map(|resource| {
        let docs = doc::outer(&[format!("{}.", resource.title)]);
        let (module, handle) = (ident(&resource.module), ident(&resource.handle));
        let gate = gate::resource(resource);
        quote! {
            #docs
            #gate
            pub fn #module(&self) -> #module::#handle {
                #module::#handle::new(self)
            }
        }
    });
    let base_path = api.conventions.base_path.as_deref().unwrap_or_default();
    let base_docs = (!base_path.is_empty()).then(|| {
        let sentence = format!(
            "The base path {} need not be part of it.",
            doc::code(base_path)
        );
        let docs = doc::outer(&[sentence]);
        quote!(#[doc = ""] #docs)
    });
    let credentials = api.credentials.iter().map(emit_credential);
    let auth = (!api.credentials.is_empty()).then(|| quote!(impl Auth { #(#credentials)* }));
    let body = quote! {
        impl Client {
            #[doc = " A builder of a client for the server at `base_url`, such as `https://api.example.com`."]
            #base_docs
            pub fn builder(base_url: &str) -> ClientBuilder {
                ClientBuilder::new(&API, base_url)
            }
            #(#handles)*
        }
        #auth
    };
    let imports = imports(
        &body,
        &[
            ("API", quote!(crate::operations::API)),
            ("CredentialPlace", quote!(crate::runtime::CredentialPlace)),
        ],
    );
    quote! {
        #docs
        pub use crate::runtime::client::{
            Auth, Client, ClientBuilder, Content, Error, ErrorDetails, Items, Links, Page, Pending, Response,
        };
        #imports
        #modules
        #body
    }
}

fn emit_credential(credential: &CredentialFn) -> TokenStream {
    let docs = doc::outer(&credential.doc);
    let (name, scheme) = (ident(&credential.ident), &credential.scheme);
    let place = credential_place(&credential.place);
    let (wires, idents): (Vec<_>, Vec<_>) = credential
        .along_with
        .iter()
        .map(|(wire, name)| (wire, ident(name)))
        .unzip();
    quote! {
        #docs
        pub fn #name(token: impl Into<String> #(, #idents: impl Into<String>)*) -> Self {
            Self::new(#scheme, #place, token) #(.along_with(#wires, #idents))*
        }
    }
}

fn emit_resource(
    resource: &Resource,
    fixtures: &ResourceFixtures,
    docs: &Docs<'_>,
    last: &TokenStream,
) -> TokenStream {
    let module_docs = doc::inner(&[format!("{}.", resource.title)]);
    let module = ident(&resource.module);
    let handle = ident(&resource.handle);
    let handle_docs = doc::outer(&[format!("{}.", resource.title)]);
    let made_by = doc::own(&format!("Made by [`Client::{}`].", resource.module));
    let methods = resource
        .operations
        .iter()
        .zip(&fixtures.operations)
        .map(|(operation, fixtures)| emit_method(resource, operation, fixtures, docs));
    let calls = resource
        .operations
        .iter()
        .map(|operation| emit_call(operation, &handle, last));
    let body = quote! {
        #handle_docs
        #[doc = ""]
        #made_by
        #[derive(Debug, Clone)]
        pub struct #handle {
            client: Client,
        }
        impl #handle {
            pub(crate) fn new(client: &Client) -> Self {
                Self { client: client.clone() }
            }
            #(#methods)*
        }
        #(#calls)*
    };
    let imports = imports(
        &body,
        &[
            ("BTreeMap", quote!(std::collections::BTreeMap)),
            ("Bytes", quote!(bytes::Bytes)),
            (
                "operations",
                quote!(crate::operations::#module as operations),
            ),
            ("runtime", quote!(crate::runtime)),
            ("Call", quote!(crate::runtime::client::{Call, Client, call})),
            ("values", quote!(crate::runtime::values)),
            ("types", quote!(crate::types)),
        ],
    );
    quote!(#module_docs #imports #body)
}

fn emit_method(
    resource: &Resource,
    operation: &Operation,
    fixtures: &OperationFixtures,
    docs: &Docs<'_>,
) -> TokenStream {
    let arguments: Vec<&Param> = operation
        .arguments
        .iter()
        .filter_map(|&place| operation.params.get(place))
        .collect();
    let docs = docs.client_method(resource, operation, fixtures.example.as_ref());
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let (name, call, constant) = (
        ident(&operation.ident),
        ident(&operation.call),
        ident(&operation.constant),
    );
    let taken: Vec<Taken> = arguments.iter().map(|param| Taken::of(param)).collect();
    let declared = taken.iter().map(|taken| &taken.declaration);
    let prepared = taken.iter().map(|taken| &taken.preparation);
    let passed = taken.iter().map(|taken| &taken.passed);
    let (content, content_passed) = match &operation.body {
        BodyKind::Raw(media_type) => (
            quote!(body: impl Into<Bytes>),
            quote!(.content(#media_type, body)),
        ),
        _ => (TokenStream::new(), TokenStream::new()),
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(&self, #(#declared,)* #content) -> #call {
            #(#prepared)*
            #call {
                call: Call::new(&self.client, &operations::#constant) #(#passed)* #content_passed,
            }
        }
    }
}

fn emit_call(operation: &Operation, handle: &Ident, last: &TokenStream) -> TokenStream {
    let docs = doc::own(&format!(
        "The call that [`{handle}::{}`] prepares.",
        operation.ident
    ));
    let call = ident(&operation.call);
    let setters: Vec<_> = operation
        .params
        .iter()
        .filter(|param| !param.required)
        .map(emit_setter)
        .collect();
    let setters = (!setters.is_empty()).then(|| quote!(impl #call { #(#setters)* }));
    let answer = match &operation.answer {
        Answer::Page(ty) => {
            let ty = api_type(ty);
            quote!(page #ty)
        }
        Answer::List(ty) => {
            let ty = api_type(ty);
            quote!(list #ty)
        }
        Answer::Json(ty) => {
            let ty = api_type(ty);
            quote!(json #ty)
        }
        Answer::Text | Answer::Bytes => quote!(content),
        Answer::Empty => quote!(empty),
    };
    quote! {
        #docs
        #[derive(Debug, Clone)]
        #[must_use = "a call is sent only when it is awaited"]
        pub struct #call {
            call: Call,
        }
        #setters
        call!(#call => #answer #last);
    }
}

fn emit_setter(param: &Param) -> TokenStream {
    let docs = doc::outer(&param_docs(param));
    let name = ident(&param.ident);
    let Taken {
        declaration,
        preparation,
        passed,
    } = Taken::of(param);
    quote! {
        #docs
        pub fn #name(self, #declaration) -> Self {
            #preparation
            Self { call: self.call #passed }
        }
    }
}

/// How a parameter is taken and passed on.
struct Taken {
    /// `name: Type`
    declaration: TokenStream,
    /// A statement before it can be passed on.
    preparation: TokenStream,
    /// `.query("name", &name)`
    passed: TokenStream,
}

impl Taken {
    fn of(param: &Param) -> Self {
        let name = ident(&param.ident);
        let wire = &param.wire;
        let place = ident(match param.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Body => "body",
        });
        let mut preparation = TokenStream::new();
        let (ty, value) = match &param.sent {
            Type::File => {
                return Self {
                    declaration: quote!(#name: runtime::File),
                    preparation,
                    passed: quote!(.file(#wire, #name)),
                };
            }
            ty if ty.is_made_of_others() => {
                let ty = api_type(ty);
                preparation = quote!(let #name: #ty = #name.into(););
                (quote!(impl Into<#ty>), quote!(&#name))
            }
            ty @ Type::Change(_) => {
                let ty = api_type(ty);
                return Self {
                    declaration: quote!(#name: impl Into<#ty>),
                    preparation: quote!(let #name: #ty = #name.into();),
                    passed: quote!(.change(#wire, &#name)),
                };
            }
            Type::List(inner) if inner.is_made_of_others() => {
                let inner = api_type(inner);
                preparation = quote! {
                    let #name: Vec<#inner> = #name.into_iter().map(Into::into).collect();
                };
                (
                    quote!(impl IntoIterator<Item = impl Into<#inner>>),
                    quote!(&#name),
                )
            }
            Type::List(inner) => {
                let inner = api_type(inner);
                (quote!(&[#inner]), quote!(&#name))
            }
            Type::Map(inner) => {
                let inner = api_type(inner);
                preparation = quote! {
                    let #name: BTreeMap<String, #inner> = #name
                        .into_iter()
                        .map(|(key, value)| (key.into(), value.into()))
                        .collect();
                };
                (
                    quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#inner>)>),
                    quote!(&#name),
                )
            }
            ty @ (Type::Struct(_) | Type::Boxed(_)) => {
                let ty = api_type(ty);
                (quote!(&#ty), quote!(#name))
            }
            ty => (api_type(ty), quote!(&#name)),
        };
        Self {
            declaration: quote!(#name: #ty),
            preparation,
            passed: quote!(.#place(#wire, #value)),
        }
    }
}

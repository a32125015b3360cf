//! `src/operations`: every operation, and what holds for all of them, as data.

use docbind_spec::{ArrayStyle, Credential, Location, Method, Paging, SecurityScheme, Sudo};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::rust_type::{ident, import_from};
use super::{Source, doc, gate};
use crate::lower::{BodyKind, Operation, Param, Resource, RustApi, Type};

/// The files of `src/operations`.
pub(super) fn emit(api: &RustApi) -> Vec<Source> {
    let mut files = vec![Source::tokens("src/operations/mod.rs", emit_root(api))];
    files.extend(api.resources.iter().map(|resource| {
        let path = format!("src/operations/{}.rs", resource.module);
        Source::tokens(path, emit_resource(resource))
    }));
    files
}

fn emit_root(api: &RustApi) -> TokenStream {
    let docs = doc::inner(&[
        "Every operation of the API as data: what client, server and tests know about the wire.",
    ]);
    let modules = gate::modules(api.resources.iter());
    let name = &api.name;
    let base_path = api.conventions.base_path.as_deref().unwrap_or_default();
    let security = api.conventions.security.iter().map(emit_scheme);
    let sudo = option(api.conventions.sudo.as_ref().map(emit_sudo));
    let paging = option(api.conventions.paging.as_ref().map(emit_paging));
    let (key, missing, invalid) = (&api.errors.key, &api.errors.missing, &api.errors.invalid);
    let operations = api.resources.iter().flat_map(|resource| {
        let (gate, module) = (gate::resource(resource), ident(&resource.module));
        resource.operations.iter().map(move |operation| {
            let constant = ident(&operation.constant);
            quote!(#gate &#module::#constant)
        })
    });
    let body = quote! {
        #[doc = " The conventions of the API."]
        pub static API: Api = Api {
            name: #name,
            base_path: #base_path,
            operations: OPERATIONS,
            security: &[#(#security),*],
            sudo: #sudo,
            paging: #paging,
            errors: ErrorShape { key: #key, missing: #missing, invalid: #invalid },
        };
        #[doc = " All operations of the resources that are switched on, by resource."]
        pub static OPERATIONS: &[&Operation] = &[#(#operations),*];
    };
    let imports = import_from(
        &quote!(crate::runtime),
        &[
            "Api",
            "CredentialPlace",
            "ErrorShape",
            "Operation",
            "Paging",
            "SecurityScheme",
            "Sudo",
        ],
        &body,
    );
    quote!(#docs #imports #modules #body)
}

fn option(tokens: Option<TokenStream>) -> TokenStream {
    tokens.map_or_else(|| quote!(None), |tokens| quote!(Some(#tokens)))
}

fn emit_scheme(scheme: &SecurityScheme) -> TokenStream {
    let id = &scheme.id;
    let places = scheme.credentials.iter().map(credential_place);
    let along = &scheme.along_with;
    quote!(SecurityScheme { id: #id, places: &[#(#places),*], along_with: &[#(#along),*] })
}

/// A place of a credential as the runtime writes it.
pub(super) fn credential_place(place: &Credential) -> TokenStream {
    match place {
        Credential::Header(name) => quote!(CredentialPlace::Header(#name)),
        Credential::Query(name) => quote!(CredentialPlace::Query(#name)),
        Credential::Bearer => quote!(CredentialPlace::Bearer),
        Credential::Parameter(name) => quote!(CredentialPlace::Parameter(#name)),
    }
}

fn emit_sudo(sudo: &Sudo) -> TokenStream {
    let text = |name: &Option<String>| option(name.as_ref().map(|name| quote!(#name)));
    let (header, query) = (text(&sudo.header), text(&sudo.query));
    quote!(Sudo { header: #header, query: #query })
}

fn emit_paging(paging: &Paging) -> TokenStream {
    let (page, per_page) = (&paging.page.name, &paging.per_page.name);
    let number = |value: Option<u64>, otherwise: TokenStream| {
        value.map_or(otherwise, |value| {
            let literal = proc_macro2::Literal::u64_unsuffixed(value);
            quote!(#literal)
        })
    };
    let default = number(paging.per_page.default, quote!(20));
    let max = number(paging.per_page.max, quote!(u64::MAX));
    quote! {
        Paging {
            page: #page,
            per_page: #per_page,
            default_per_page: #default,
            max_per_page: #max,
        }
    }
}

fn emit_resource(resource: &Resource) -> TokenStream {
    let docs = doc::inner(&[format!("{}.", resource.title)]);
    let operations = resource.operations.iter().map(emit_operation);
    let body = quote!(#(#operations)*);
    let imports = import_from(
        &quote!(crate::runtime),
        &["ArrayStyle", "BodyKind", "Method", "Operation", "Param"],
        &body,
    );
    quote!(#docs #imports #body)
}

/// The documented request line of an operation.
pub(super) fn request_line(operation: &Operation) -> String {
    doc::code(&format!("{} {}", operation.method, operation.path))
}

fn emit_operation(operation: &Operation) -> TokenStream {
    let docs = doc::outer(&[request_line(operation)]);
    let constant = ident(&operation.constant);
    let (id, path) = (&operation.id, &operation.template);
    let method = method(operation.method);
    let mut refinements: Vec<TokenStream> = Vec::new();
    if !operation.aliases.is_empty() {
        let aliases = &operation.aliases;
        refinements.push(quote!(.aliases(&[#(#aliases),*])));
    }
    if operation.rooted {
        refinements.push(quote!(.rooted()));
    }
    if operation.status != 200 {
        let status = proc_macro2::Literal::u16_unsuffixed(operation.status);
        refinements.push(quote!(.status(#status)));
    }
    let body = match operation.body {
        BodyKind::None => None,
        BodyKind::Json => Some(quote!(Json)),
        BodyKind::Form => Some(quote!(Form)),
        BodyKind::Multipart => Some(quote!(Multipart)),
        BodyKind::Whole => Some(quote!(Whole)),
        BodyKind::Raw(_) => Some(quote!(Raw)),
    };
    refinements.extend(body.map(|body| quote!(.body(BodyKind::#body))));
    if let Some(schemes) = &operation.security {
        refinements.push(quote!(.security(&[#(#schemes),*])));
    }
    if !operation.params.is_empty() {
        let params = operation.params.iter().map(emit_param);
        refinements.push(quote!(.params(&[#(#params),*])));
    }
    quote! {
        #docs
        pub static #constant: Operation =
            Operation::new(#id, Method::#method, #path) #(#refinements)*;
    }
}

fn method(method: Method) -> Ident {
    ident(match method {
        Method::Get => "Get",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
        Method::Head => "Head",
        Method::Options => "Options",
        Method::List => "List",
        Method::Copy => "Copy",
        Method::Move => "Move",
        Method::Link => "Link",
        Method::Unlink => "Unlink",
        Method::Lock => "Lock",
        Method::Unlock => "Unlock",
        Method::Purge => "Purge",
        Method::Search => "Search",
        Method::Query => "Query",
    })
}

fn emit_param(param: &Param) -> TokenStream {
    let name = &param.wire;
    let place = ident(match param.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Body => "body",
    });
    let mut out = quote!(Param::#place(#name));
    if param.required && param.location != Location::Path {
        out.extend(quote!(.required()));
    }
    let style = match param.style {
        None | Some(ArrayStyle::Repeat) => None,
        Some(ArrayStyle::Commas) => Some(quote!(Commas)),
        Some(ArrayStyle::Brackets) => Some(quote!(Brackets)),
    };
    out.extend(style.map(|style| quote!(.style(ArrayStyle::#style))));
    if !param.allowed.is_empty() && param.ty != Type::String {
        let allowed = &param.allowed;
        out.extend(quote!(.allowed(&[#(#allowed),*])));
    }
    if param.free_text {
        out.extend(quote!(.free_text()));
    }
    out
}

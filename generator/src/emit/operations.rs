//! `src/operations`: every operation, and what holds for all of them, as data.

use crate::code::{Code, Name, code, list};
use docbind_spec::{ArrayStyle, Credential, Location, Method, Paging, SecurityScheme, Sudo};

use super::rust_type::{ident, import_from};
use super::{Source, doc, gate};
use crate::lower::{BodyKind, Operation, Param, Resource, RustApi, Type};

/// The files of `src/operations`.
pub(super) fn emit(api: &RustApi) -> Vec<Source> {
    let mut files = vec![Source::code("src/operations/mod.rs", emit_root(api))];
    files.extend(api.resources.iter().map(|resource| {
        let path = format!("src/operations/{}.rs", resource.module);
        Source::code(path, emit_resource(resource))
    }));
    files
}

fn emit_root(api: &RustApi) -> Code {
    let docs = doc::inner(&[
        "Every operation of the API as data: what client, server and tests know about the wire.",
    ]);
    let modules = gate::modules(api.resources.iter());
    let name = &api.name;
    let base_path = api.conventions.base_path.as_deref().unwrap_or_default();
    let security = list(api.conventions.security.iter().map(emit_scheme));
    let sudo = option(api.conventions.sudo.as_ref().map(emit_sudo));
    let paging = option(api.conventions.paging.as_ref().map(emit_paging));
    let (key, missing, invalid) = (&api.errors.key, &api.errors.missing, &api.errors.invalid);
    let operations = list(api.resources.iter().flat_map(|resource| {
        let (gate, module) = (gate::resource(resource), ident(&resource.module));
        resource.operations.iter().map(move |operation| {
            let constant = ident(&operation.constant);
            code!(#gate &#module::#constant)
        })
    }));
    let body = code! {
        #[doc = " The conventions of the API."]
        pub static API: Api = Api {
            name: #name,
            base_path: #base_path,
            operations: OPERATIONS,
            security: &[#security],
            sudo: #sudo,
            paging: #paging,
            errors: ErrorShape { key: #key, missing: #missing, invalid: #invalid },
        };
        #[doc = " All operations of the resources that are switched on, by resource."]
        pub static OPERATIONS: &[&Operation] = &[#operations];
    };
    let imports = import_from(
        &code!(crate::runtime),
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
    code!(#docs #imports #modules #body)
}

fn option(tokens: Option<Code>) -> Code {
    tokens.map_or_else(|| code!(None), |tokens| code!(Some(#tokens)))
}

fn emit_scheme(scheme: &SecurityScheme) -> Code {
    let id = &scheme.id;
    let places = list(scheme.credentials.iter().map(credential_place));
    let along = list(&scheme.along_with);
    code!(SecurityScheme { id: #id, places: &[#places], along_with: &[#along] })
}

/// A place of a credential as the runtime writes it.
pub(super) fn credential_place(place: &Credential) -> Code {
    match place {
        Credential::Header(name) => code!(CredentialPlace::Header(#name)),
        Credential::Query(name) => code!(CredentialPlace::Query(#name)),
        Credential::Bearer => code!(CredentialPlace::Bearer),
        Credential::Parameter(name) => code!(CredentialPlace::Parameter(#name)),
    }
}

fn emit_sudo(sudo: &Sudo) -> Code {
    let text = |name: &Option<String>| option(name.as_ref().map(|name| code!(#name)));
    let (header, query) = (text(&sudo.header), text(&sudo.query));
    code!(Sudo { header: #header, query: #query })
}

fn emit_paging(paging: &Paging) -> Code {
    let (page, per_page) = (&paging.page.name, &paging.per_page.name);
    let number =
        |value: Option<u64>, otherwise: Code| value.map_or(otherwise, |value| code!(#value));
    let default = number(paging.per_page.default, code!(20));
    let max = number(paging.per_page.max, code!(u64::MAX));
    code! {
        Paging {
            page: #page,
            per_page: #per_page,
            default_per_page: #default,
            max_per_page: #max,
        }
    }
}

fn emit_resource(resource: &Resource) -> Code {
    let docs = doc::inner(&[format!("{}.", resource.title)]);
    let body: Code = resource.operations.iter().map(emit_operation).collect();
    let imports = import_from(
        &code!(crate::runtime),
        &["ArrayStyle", "BodyKind", "Method", "Operation", "Param"],
        &body,
    );
    code!(#docs #imports #body)
}

/// The documented request line of an operation.
pub(super) fn request_line(operation: &Operation) -> String {
    doc::code(&format!("{} {}", operation.method, operation.path))
}

fn emit_operation(operation: &Operation) -> Code {
    let docs = doc::outer(&[request_line(operation)]);
    let constant = ident(&operation.constant);
    let (id, path) = (&operation.id, &operation.template);
    let method = method(operation.method);
    let mut refinements = Code::default();
    if !operation.aliases.is_empty() {
        let aliases = list(&operation.aliases);
        refinements.extend([code!(.aliases(&[#aliases]))]);
    }
    if operation.rooted {
        refinements.extend([code!(.rooted())]);
    }
    if operation.status != 200 {
        let status = operation.status;
        refinements.extend([code!(.status(#status))]);
    }
    let body = match operation.body {
        BodyKind::None => None,
        BodyKind::Json => Some(code!(Json)),
        BodyKind::Form => Some(code!(Form)),
        BodyKind::Multipart => Some(code!(Multipart)),
        BodyKind::Whole => Some(code!(Whole)),
        BodyKind::Raw(_) => Some(code!(Raw)),
    };
    refinements.extend(body.map(|body| code!(.body(BodyKind::#body))));
    if let Some(schemes) = &operation.security {
        let schemes = list(schemes);
        refinements.extend([code!(.security(&[#schemes]))]);
    }
    if !operation.params.is_empty() {
        let params = list(operation.params.iter().map(emit_param));
        refinements.extend([code!(.params(&[#params]))]);
    }
    code! {
        #docs
        pub static #constant: Operation =
            Operation::new(#id, Method::#method, #path) #refinements;
    }
}

fn method(method: Method) -> Name<'static> {
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

fn emit_param(param: &Param) -> Code {
    let name = &param.wire;
    let place = ident(match param.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Body => "body",
    });
    let mut out = code!(Param::#place(#name));
    if param.required && param.location != Location::Path {
        out.extend([code!(.required())]);
    }
    let style = match param.style {
        None | Some(ArrayStyle::Repeat) => None,
        Some(ArrayStyle::Commas) => Some(code!(Commas)),
        Some(ArrayStyle::Brackets) => Some(code!(Brackets)),
    };
    out.extend(style.map(|style| code!(.style(ArrayStyle::#style))));
    if !param.allowed.is_empty() && param.ty != Type::String {
        let allowed = list(&param.allowed);
        out.extend([code!(.allowed(&[#allowed]))]);
    }
    if param.free_text {
        out.extend([code!(.free_text())]);
    }
    out
}

//! `src/client`: one handle per resource, one call per operation.

use crate::code::{Code, Name, code, list};
use docbind_spec::Location;

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
    let mut files = vec![Source::code("src/client/mod.rs", emit_root(api))];
    let docs = Docs::new(api);
    files.extend(
        api.resources
            .iter()
            .zip(&api.fixtures)
            .map(|(resource, fixtures)| {
                let path = format!("src/client/{}.rs", resource.module);
                let last = if sudo { code!(, sudo) } else { Code::default() };
                Source::code(path, emit_resource(resource, fixtures, &docs, &last))
            }),
    );
    files
}

fn emit_root(api: &RustApi) -> Code {
    let docs = doc::inner(&["The client: one module per resource."]);
    let modules = gate::modules(api.resources.iter());
    let handles: Code = api
        .resources
        .iter()
        .map(|resource| {
            let docs = doc::outer(&[format!("{}.", resource.title)]);
            let (module, handle) = (ident(&resource.module), ident(&resource.handle));
            let gate = gate::resource(resource);
            code! {
                #docs
                #gate
                pub fn #module(&self) -> #module::#handle {
                    #module::#handle::new(self)
                }
            }
        })
        .collect();
    let base_path = api.conventions.base_path.as_deref().unwrap_or_default();
    let base_docs = (!base_path.is_empty()).then(|| {
        let sentence = format!(
            "The base path {} need not be part of it.",
            doc::code(base_path)
        );
        let docs = doc::outer(&[sentence]);
        let empty = doc::empty();
        code!(#empty #docs)
    });
    let credentials: Code = api.credentials.iter().map(emit_credential).collect();
    let auth = (!credentials.is_empty()).then(|| code!(impl Auth { #credentials }));
    let body = code! {
        impl Client {
            #[doc = " A builder of a client for the server at `base_url`, such as `https://api.example.com`."]
            #base_docs
            pub fn builder(base_url: &str) -> ClientBuilder {
                ClientBuilder::new(&API, base_url)
            }
            #handles
        }
        #auth
    };
    let imports = imports(
        &body,
        &[
            ("API", code!(crate::operations::API)),
            ("CredentialPlace", code!(crate::runtime::CredentialPlace)),
        ],
    );
    code! {
        #docs
        pub use crate::runtime::client::{
            Auth, Client, ClientBuilder, Content, Error, ErrorDetails, Items, Links, Page, Pending, Response,
        };
        #imports
        #modules
        #body
    }
}

fn emit_credential(credential: &CredentialFn) -> Code {
    let docs = doc::outer(&credential.doc);
    let (name, scheme) = (ident(&credential.ident), &credential.scheme);
    let place = credential_place(&credential.place);
    let token = code!(token: impl Into<String>);
    let along = credential.along_with.iter().map(|(_, name)| {
        let name = ident(name);
        code!(#name: impl Into<String>)
    });
    let taken = list([token].into_iter().chain(along));
    let passed: Code = credential
        .along_with
        .iter()
        .map(|(wire, name)| {
            let name = ident(name);
            code!(.along_with(#wire, #name))
        })
        .collect();
    code! {
        #docs
        pub fn #name(#taken) -> Self {
            Self::new(#scheme, #place, token) #passed
        }
    }
}

fn emit_resource(
    resource: &Resource,
    fixtures: &ResourceFixtures,
    docs: &Docs<'_>,
    last: &Code,
) -> Code {
    let module_docs = doc::inner(&[format!("{}.", resource.title)]);
    let module = ident(&resource.module);
    let handle = ident(&resource.handle);
    let handle_docs = doc::outer(&[format!("{}.", resource.title)]);
    let empty = doc::empty();
    let made_by = doc::own(&format!("Made by [`Client::{}`].", resource.module));
    let methods: Code = resource
        .operations
        .iter()
        .zip(&fixtures.operations)
        .map(|(operation, fixtures)| emit_method(resource, operation, fixtures, docs))
        .collect();
    let calls: Code = resource
        .operations
        .iter()
        .map(|operation| emit_call(operation, handle, last))
        .collect();
    let body = code! {
        #handle_docs
        #empty
        #made_by
        #[derive(Debug, Clone)]
        pub struct #handle {
            client: Client,
        }
        impl #handle {
            pub(crate) fn new(client: &Client) -> Self {
                Self { client: client.clone() }
            }
            #methods
        }
        #calls
    };
    let imports = imports(
        &body,
        &[
            ("BTreeMap", code!(std::collections::BTreeMap)),
            ("Bytes", code!(bytes::Bytes)),
            (
                "operations",
                code!(crate::operations::#module as operations),
            ),
            ("runtime", code!(crate::runtime)),
            ("Call", code!(crate::runtime::client::{Call, Client, call})),
            ("values", code!(crate::runtime::values)),
            ("types", code!(crate::types)),
        ],
    );
    code!(#module_docs #imports #body)
}

fn emit_method(
    resource: &Resource,
    operation: &Operation,
    fixtures: &OperationFixtures,
    docs: &Docs<'_>,
) -> Code {
    let arguments: Vec<&Param> = operation
        .arguments
        .iter()
        .filter_map(|&place| operation.params.get(place))
        .collect();
    let docs = docs.client_method(resource, operation, fixtures.example.as_ref());
    let deprecated = operation.deprecated.then(|| code!(#[deprecated]));
    let (name, call, constant) = (
        ident(&operation.ident),
        ident(&operation.call),
        ident(&operation.constant),
    );
    let taken: Vec<Taken> = arguments.iter().map(|param| Taken::of(param)).collect();
    let (content, content_passed) = match &operation.body {
        BodyKind::Raw(media_type) => (
            Some(code!(body: impl Into<Bytes>)),
            Some(code!(.content(#media_type, body))),
        ),
        _ => (None, None),
    };
    let declared = taken.iter().map(|taken| &taken.declaration);
    let declared = list(declared.chain(&content));
    let (prepared, passed): (Code, Code) = taken
        .into_iter()
        .map(|taken| (taken.preparation, taken.passed))
        .unzip();
    code! {
        #docs
        #deprecated
        pub fn #name(&self, #declared) -> #call {
            #prepared
            #call {
                call: Call::new(&self.client, &operations::#constant) #passed #content_passed,
            }
        }
    }
}

fn emit_call(operation: &Operation, handle: Name<'_>, last: &Code) -> Code {
    let docs = doc::own(&format!(
        "The call that [`{handle}::{}`] prepares.",
        operation.ident
    ));
    let call = ident(&operation.call);
    let setters: Code = operation
        .params
        .iter()
        .filter(|param| !param.required)
        .map(emit_setter)
        .collect();
    let setters = (!setters.is_empty()).then(|| code!(impl #call { #setters }));
    let answer = match &operation.answer {
        Answer::Page(ty) => {
            let ty = api_type(ty);
            code!(page #ty)
        }
        Answer::List(ty) => {
            let ty = api_type(ty);
            code!(list #ty)
        }
        Answer::Json(ty) => {
            let ty = api_type(ty);
            code!(json #ty)
        }
        Answer::Text | Answer::Bytes => code!(content),
        Answer::Empty => code!(empty),
    };
    code! {
        #docs
        #[derive(Clone)]
        #[must_use = "a call is sent only when it is awaited"]
        pub struct #call {
            call: Call,
        }
        #setters
        call!(#call => #answer #last);
    }
}

fn emit_setter(param: &Param) -> Code {
    let docs = doc::outer(&param_docs(param));
    let name = ident(&param.ident);
    let Taken {
        declaration,
        preparation,
        passed,
    } = Taken::of(param);
    code! {
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
    declaration: Code,
    /// A statement before it can be passed on.
    preparation: Code,
    /// `.query("name", &name)`
    passed: Code,
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
        let mut preparation = Code::default();
        let (ty, value) = match &param.sent {
            Type::File => {
                return Self {
                    declaration: code!(#name: runtime::File),
                    preparation,
                    passed: code!(.file(#wire, #name)),
                };
            }
            ty if ty.is_made_of_others() => {
                let ty = api_type(ty);
                preparation = code!(let #name: #ty = #name.into(););
                (code!(impl Into<#ty>), code!(&#name))
            }
            ty @ Type::Change(_) => {
                let ty = api_type(ty);
                return Self {
                    declaration: code!(#name: impl Into<#ty>),
                    preparation: code!(let #name: #ty = #name.into();),
                    passed: code!(.change(#wire, &#name)),
                };
            }
            Type::List(inner) if inner.is_made_of_others() => {
                let inner = api_type(inner);
                preparation = code! {
                    let #name: Vec<#inner> = #name.into_iter().map(Into::into).collect();
                };
                (
                    code!(impl IntoIterator<Item = impl Into<#inner>>),
                    code!(&#name),
                )
            }
            Type::List(inner) => {
                let inner = api_type(inner);
                (code!(&[#inner]), code!(&#name))
            }
            Type::Map(inner) => {
                let inner = api_type(inner);
                preparation = code! {
                    let #name: BTreeMap<String, #inner> = #name
                        .into_iter()
                        .map(|(key, value)| (key.into(), value.into()))
                        .collect();
                };
                (
                    code!(impl IntoIterator<Item = (impl Into<String>, impl Into<#inner>)>),
                    code!(&#name),
                )
            }
            ty @ (Type::Struct(_) | Type::Boxed(_)) => {
                let ty = api_type(ty);
                (code!(&#ty), code!(#name))
            }
            ty => (api_type(ty), code!(&#name)),
        };
        Self {
            declaration: code!(#name: #ty),
            preparation,
            passed: code!(.#place(#wire, #value)),
        }
    }
}

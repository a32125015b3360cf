//! `src/server`: one trait per resource, and the functions that mount implementations.

use crate::code::{Code, Name, code};
use docbind_spec::Location;

use super::docs::{Docs, param_docs};
use super::mentions::mentioned;
use super::rust_type::{api_type, debug, ident, import_all, imports};
use super::{Source, answers, doc, gate};
use crate::lower::{BodyKind, Operation, Param, Resource, RustApi, Type};

/// The files of `src/server`.
pub(super) fn emit(api: &RustApi) -> Vec<Source> {
    let mut files = vec![Source::code("src/server/mod.rs", emit_root(api))];
    let docs = Docs::new(api);
    files.extend(api.resources.iter().map(|resource| {
        let path = format!("src/server/{}.rs", resource.module);
        Source::code(path, emit_resource(resource, &docs))
    }));
    files
}

fn emit_root(api: &RustApi) -> Code {
    let docs = doc::inner(&[
        "The server: one trait per resource, and the router that calls their implementations.",
        "An operation that nobody implements answers 501.",
    ]);
    let modules = gate::modules(api.resources.iter());
    let services: Code = api
        .resources
        .iter()
        .map(|resource| {
            let (module, handle) = (ident(&resource.module), ident(&resource.handle));
            let docs = doc::outer(&[format!(
                "{} are answered by this implementation.",
                resource.title
            )]);
            let gate = gate::resource(resource);
            // The whole path: there may be no resource that would use an import.
            code! {
                #docs
                #gate
                pub fn #module<S: #module::#handle>(self, service: std::sync::Arc<S>) -> Self {
                    #module::mount(self, &service)
                }
            }
        })
        .collect();
    let router_docs = doc::own(
        "The router of a service that answers these resources, each named by its `mount`. All \
         other operations answer 501.",
    );
    code! {
        #docs
        pub use crate::runtime::server::{
            Authenticate, Caller, Content, Credentials, Failure, Options, PageInfo, Reply, Request,
            Resource, Server,
        };
        use axum::Router;
        use crate::operations::API;
        #modules
        #router_docs
        pub fn router<S, const N: usize>(
            service: S,
            resources: [Resource<S>; N],
            options: Options,
        ) -> Router {
            Server::new().with(service, resources).into_router(options)
        }
        impl Server {
            #[doc = " A server that answers every operation with 501."]
            pub fn new() -> Self {
                Self::for_api(&API)
            }
            #services
        }
        impl Default for Server {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn emit_resource(resource: &Resource, docs: &Docs<'_>) -> Code {
    let module_docs = doc::inner(&[format!("{}.", resource.title)]);
    let module = ident(&resource.module);
    let handle = ident(&resource.handle);
    let trait_docs = doc::outer(&[format!(
        "{}, each answering 501 unless it is implemented.",
        resource.title
    )]);
    let methods: Code = resource
        .operations
        .iter()
        .map(|operation| emit_method(operation, docs))
        .collect();
    let params: Code = resource
        .operations
        .iter()
        .map(|operation| emit_params(operation, handle))
        .collect();
    let answers: Code = resource
        .operations
        .iter()
        .map(|operation| answers::emit(operation, handle))
        .collect();
    let readers: Code = resource.operations.iter().map(emit_reader).collect();
    let mounts = emit_mounts(&resource.operations);
    let body = code! {
        #trait_docs
        pub trait #handle: Send + Sync + 'static {
            #methods
        }
        #params
        #answers
        #readers
        #[doc = " Answers the operations with the methods of the implementation."]
        pub fn mount<S: #handle>(server: Server, service: &Arc<S>) -> Server {
            #mounts
        }
    };
    let imports = imports(
        &body,
        &[
            ("BTreeMap", code!(std::collections::BTreeMap)),
            ("Arc", code!(std::sync::Arc)),
            ("Bytes", code!(bytes::Bytes)),
            (
                "operations",
                code!(crate::operations::#module as operations),
            ),
            ("runtime", code!(crate::runtime)),
            ("debug_hiding", code!(crate::runtime::debug_hiding)),
            ("values", code!(crate::runtime::values)),
            ("types", code!(crate::types)),
        ],
    );
    let engine = mentioned(&body, ENGINE).into_iter().zip(ENGINE);
    let engine = engine.filter(|(is_used, _)| *is_used);
    // What a method does that is not implemented is needed always.
    let engine = import_all(
        &code!(crate::runtime::server),
        engine.map(|(_, name)| *name).chain(["not_implemented"]),
    );
    code! {
        #module_docs
        #imports
        #engine
        #body
    }
}

/// The names of the server's engine that the module of a resource may use.
const ENGINE: &[&str] = &[
    "Answer",
    "Answers",
    "Content",
    "Failure",
    "Outcome",
    "Parameters",
    "Parts",
    "Rendered",
    "Reply",
    "Request",
    "Server",
    "mount",
];

fn emit_method(operation: &Operation, docs: &Docs<'_>) -> Code {
    let docs = docs.server_method(operation);
    let (name, call) = (ident(&operation.ident), ident(&operation.call));
    let answer = answers::answer_type(operation);
    code! {
        #docs
        fn #name(&self, request: Request<#call>) -> impl Answer<#answer> {
            not_implemented(&request)
        }
    }
}

fn emit_params(operation: &Operation, handle: Name<'_>) -> Code {
    let docs = doc::own(&format!("Parameters of [`{handle}::{}`].", operation.ident));
    let call = ident(&operation.call);
    let fields: Code = operation
        .params
        .iter()
        .map(|param| {
            let docs = doc::outer(&param_docs(param));
            let (name, ty) = (ident(&param.ident), api_type(&param.ty));
            if param.required || matches!(param.ty, Type::Change(_)) {
                code!(#docs pub #name: #ty,)
            } else {
                code!(#docs pub #name: Option<#ty>,)
            }
        })
        .collect();
    let body = is_raw(operation)
        .then(|| code!(#[doc = " The content of the request's body."] pub body: Bytes,));
    let shown = operation.params.iter().map(|it| (&*it.ident, it.secret));
    let (derived, written) = debug(call, shown.chain(body.is_some().then_some(("body", false))));
    code! {
        #docs
        #[derive(#derived Clone)]
        pub struct #call {
            #fields
            #body
        }
        #written
    }
}

fn is_raw(operation: &Operation) -> bool {
    matches!(operation.body, BodyKind::Raw(_))
}

fn emit_reader(operation: &Operation) -> Code {
    let call = ident(&operation.call);
    let fields: Code = operation
        .params
        .iter()
        .map(|param| {
            let (name, wire) = (ident(&param.ident), &param.wire);
            let reader = reader(param);
            code!(#name: parts.#reader(#wire)?,)
        })
        .collect();
    let body = is_raw(operation).then(|| code!(body: parts.content(),));
    let parts = if operation.params.is_empty() && body.is_none() {
        code!(_)
    } else {
        code!(parts)
    };
    let constant = ident(&operation.constant);
    let answer = answers::answer_type(operation);
    let ending = answers::ending(operation);
    code! {
        impl Parameters for #call {
            const OPERATION: &'static runtime::Operation = &operations::#constant;
            type Answer = #answer;
            fn read(#parts: &Parts) -> Result<Self, Failure> {
                Ok(Self { #fields #body })
            }
            fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
                reply.#ending()
            }
        }
    }
}

/// The function of the parts of a request that reads a parameter.
fn reader(param: &Param) -> Name<'static> {
    let required = param.required;
    ident(match (param.location, &param.ty) {
        (Location::Path, _) => "path",
        (Location::Header, _) if required => "header",
        (Location::Header, _) => "optional_header",
        (_, Type::Change(inner)) if inner.may_be_empty() => "change_text",
        (_, Type::Change(_)) => "change",
        (_, Type::File) if required => "file",
        (_, Type::File) => "optional_file",
        _ if required => "required",
        _ => "optional",
    })
}

/// One line per operation; the last is what the function gives.
fn emit_mounts(operations: &[Operation]) -> Code {
    let mut mounts = operations.iter().map(|operation| {
        let (name, call) = (ident(&operation.ident), ident(&operation.call));
        code!(mount!(server, service, #call, #name))
    });
    let last = mounts.next_back().unwrap_or_else(|| code!(server));
    let mounts: Code = mounts.map(|mount| code!(let server = #mount;)).collect();
    code!(#mounts #last)
}

//! The engine's description of an API, made while the program runs.
//!
//! A generated server has these values as constants. Here they are made of the same plain data
//! from which those constants are written, so that both behave alike.

use docbind_spec::{ArrayStyle, Credential, Location, Method};
use docbind_templates::runtime as engine;
use engine::{CredentialPlace, ErrorShape, SecurityScheme};

use crate::lower::{BodyKind, Operation, Param, RustApi, Type};

/// The description, with the operations in the order of the resources.
pub(super) fn describe(api: &RustApi) -> &'static engine::Api {
    let operations = api.resources.iter().flat_map(|it| &it.operations);
    let operations = operations.map(operation).collect();
    let conventions = &api.conventions;
    forever(engine::Api {
        name: text(&api.name),
        base_path: text(conventions.base_path.as_deref().unwrap_or_default()),
        operations: list(operations),
        security: list(conventions.security.iter().map(scheme).collect()),
        sudo: conventions.sudo.as_ref().map(|sudo| engine::Sudo {
            header: sudo.header.as_deref().map(text),
            query: sudo.query.as_deref().map(text),
        }),
        paging: conventions.paging.as_ref().map(|paging| engine::Paging {
            page: text(&paging.page.name),
            per_page: text(&paging.per_page.name),
            default_per_page: paging.per_page.default.unwrap_or(20),
            max_per_page: paging.per_page.max.unwrap_or(u64::MAX),
        }),
        errors: ErrorShape {
            key: text(&api.errors.key),
            missing: text(&api.errors.missing),
            invalid: text(&api.errors.invalid),
        },
    })
}

fn operation(operation: &Operation) -> &'static engine::Operation {
    let security = operation.security.as_ref();
    let described = engine::Operation {
        id: text(&operation.id),
        method: method(operation.method),
        path: text(&operation.template),
        aliases: list(operation.aliases.iter().map(|path| text(path)).collect()),
        rooted: operation.rooted,
        status: operation.status,
        body: match operation.body {
            BodyKind::None => engine::BodyKind::None,
            BodyKind::Json => engine::BodyKind::Json,
            BodyKind::Form => engine::BodyKind::Form,
            BodyKind::Multipart => engine::BodyKind::Multipart,
            BodyKind::Whole => engine::BodyKind::Whole,
            BodyKind::Raw(_) => engine::BodyKind::Raw,
        },
        security: security.map(|ids| list(ids.iter().map(|id| text(id)).collect())),
        params: list(operation.params.iter().map(param).collect()),
    };
    forever(described)
}

fn param(param: &Param) -> engine::Param {
    let closed = param.ty != Type::String;
    let allowed = param.allowed.iter().filter(|_| closed);
    engine::Param {
        name: text(&param.wire),
        place: match param.location {
            Location::Path => engine::Place::Path,
            Location::Query => engine::Place::Query,
            Location::Header => engine::Place::Header,
            Location::Body => engine::Place::Body,
        },
        required: param.required || param.location == Location::Path,
        style: match param.style {
            None | Some(ArrayStyle::Repeat) => engine::ArrayStyle::Repeat,
            Some(ArrayStyle::Commas) => engine::ArrayStyle::Commas,
            Some(ArrayStyle::Brackets) => engine::ArrayStyle::Brackets,
        },
        allowed: list(allowed.map(|value| text(value)).collect()),
        free_text: param.free_text,
    }
}

fn scheme(scheme: &docbind_spec::SecurityScheme) -> SecurityScheme {
    let place = |place: &Credential| match place {
        Credential::Header(name) => CredentialPlace::Header(text(name)),
        Credential::Query(name) => CredentialPlace::Query(text(name)),
        Credential::Bearer => CredentialPlace::Bearer,
        Credential::Parameter(name) => CredentialPlace::Parameter(text(name)),
    };
    SecurityScheme {
        id: text(&scheme.id),
        places: list(scheme.credentials.iter().map(place).collect()),
        along_with: list(scheme.along_with.iter().map(|name| text(name)).collect()),
    }
}

fn method(method: Method) -> engine::Method {
    match method {
        Method::Get => engine::Method::Get,
        Method::Post => engine::Method::Post,
        Method::Put => engine::Method::Put,
        Method::Patch => engine::Method::Patch,
        Method::Delete => engine::Method::Delete,
        Method::Head => engine::Method::Head,
        Method::Options => engine::Method::Options,
        Method::List => engine::Method::List,
        Method::Copy => engine::Method::Copy,
        Method::Move => engine::Method::Move,
        Method::Link => engine::Method::Link,
        Method::Unlink => engine::Method::Unlink,
        Method::Lock => engine::Method::Lock,
        Method::Unlock => engine::Method::Unlock,
        Method::Purge => engine::Method::Purge,
        Method::Search => engine::Method::Search,
        Method::Query => engine::Method::Query,
    }
}

/// The engine takes constants, which live as long as the program; so do these.
fn forever<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn list<T>(values: Vec<T>) -> &'static [T] {
    values.leak()
}

fn text(text: &str) -> &'static str {
    text.to_owned().leak()
}

#[cfg(test)]
mod tests {
    use docbind_spec::yaml::read_overrides;

    use super::*;
    use crate::pipeline::{ReadOptions, read_docs};
    use crate::source::{SourceFile, SourceSet};
    use crate::{lower, names};

    #[test]
    fn aliases_are_described_as_generated_servers_have_them() {
        let text = "# Books\n\n## Show a book\n\n```\nGET /books/:isbn\n```\n";
        let pages = SourceSet::new(vec![SourceFile {
            path: "books.md".to_owned(),
            text: text.to_owned(),
        }]);
        let decisions = "overrides:\n- at: books.md#show-a-book\n  reason: The till calls it.\n  \
                         set: {alias: '/tomes/:isbn'}\n";
        let options = ReadOptions {
            name: "shop".to_owned(),
            overrides: read_overrides(decisions, "overrides.yaml").unwrap(),
            ..ReadOptions::default()
        };
        let spec = read_docs(&pages, &options).spec;
        let lowered = lower::lower(&spec, &names::assign(&spec).unwrap()).unwrap();
        let described = describe(&lowered).operations[0];
        assert_eq!(described.path, "/books/:isbn");
        assert_eq!(described.aliases, ["/tomes/:isbn"]);
    }
}

//! What holds for the whole API, and the parts that cases add.

use super::*;

/// What changes one way only, or the same way in both directions.
pub(super) const API: &[Case] = &[
    (
        (Rule::ApiRenamed, BreaksBoth),
        (Rule::ApiRenamed, BreaksBoth),
        |it| {
            it.name = "store".to_owned();
        },
    ),
    (
        (Rule::ApiTitleChanged, Prose),
        (Rule::ApiTitleChanged, Prose),
        |it| {
            it.title = Some("Store".to_owned());
        },
    ),
    (
        (Rule::ApiContentChanged, Prose),
        (Rule::ApiContentChanged, Prose),
        |it| {
            it.content = Content::Facts;
        },
    ),
    (
        (Rule::IgnoredBlocksChanged, Prose),
        (Rule::IgnoredBlocksChanged, Prose),
        |it| {
            it.ignored.push(super::super::ignored("a.md"));
        },
    ),
    (
        (Rule::OperationsReordered, Prose),
        (Rule::OperationsReordered, Prose),
        |it| {
            it.operations.swap(0, 1);
        },
    ),
    (
        (Rule::TypesReordered, Prose),
        (Rule::TypesReordered, Prose),
        |it| it.types.swap(0, 1),
    ),
    (
        (Rule::ApiDetailsChanged, Prose),
        (Rule::ApiDetailsChanged, Prose),
        |it| {
            it.ignored.push(docbind_spec::Ignored {
                count: 0,
                ..super::super::ignored("a.md")
            });
        },
    ),
];

pub(super) const CONVENTIONS: &[Case] = &[
    (
        (Rule::BasePathAdded, BreaksClient),
        (Rule::BasePathRemoved, BreaksClient),
        |it| {
            it.api.base_path = Some("/v1".to_owned());
        },
    ),
    (
        (Rule::OtherRootsChanged, Safe),
        (Rule::OtherRootsChanged, Safe),
        |it| {
            it.api.other_roots.push("/ci".to_owned());
        },
    ),
    (
        (Rule::SecurityRequired, BreaksBoth),
        (Rule::SecurityNotRequired, BreaksBoth),
        |it| {
            it.api.security.push(scheme("key"));
        },
    ),
    (
        (Rule::SudoAdded, Safe),
        (Rule::SudoRemoved, BreaksBoth),
        |it| {
            it.api.sudo = Some(Sudo {
                query: Some("sudo".to_owned()),
                header: None,
                source: source(),
            });
        },
    ),
    (
        (Rule::SuccessStatusAdded, Safe),
        (Rule::SuccessStatusRemoved, Safe),
        |it| {
            it.api.success.push(SuccessRule {
                method: Method::Patch,
                status: 202,
                source: source(),
            });
        },
    ),
    (
        (Rule::StatusAdded, Prose),
        (Rule::StatusRemoved, Prose),
        |it| {
            it.api.statuses.push(StatusCode {
                status: 418,
                phrase: "Teapot".to_owned(),
                description: None,
                source: source(),
            });
        },
    ),
    (
        (Rule::PagingAdded, Safe),
        (Rule::PagingRemoved, BreaksBoth),
        |it| {
            it.api.paging = Some(paging(20));
        },
    ),
    (
        (Rule::ErrorBodyAdded, Safe),
        (Rule::ErrorBodyRemoved, BreaksClient),
        |it| {
            it.api.errors.push(error(ErrorKind::Text));
        },
    ),
    (
        (Rule::IdentifiersAdded, BreaksBoth),
        (Rule::IdentifiersRemoved, BreaksBoth),
        |it| {
            it.api.identifiers = Some(Identifiers {
                global: "id".to_owned(),
                scoped: "iid".to_owned(),
                source: source(),
            });
        },
    ),
    (
        (Rule::ConventionsDetailsChanged, Prose),
        (Rule::ConventionsDetailsChanged, Prose),
        |it| {
            it.api.statuses[0].description = Some("Away".to_owned());
        },
    ),
];

/// Conventions that are there on both sides.
pub(super) const STATED: &[Case] = &[
    (
        (Rule::BasePathChanged, BreaksClient),
        (Rule::BasePathChanged, BreaksClient),
        |it| {
            it.api.base_path = Some("/v2".to_owned());
        },
    ),
    (
        (Rule::SecuritySchemeAdded, Safe),
        (Rule::SecuritySchemeRemoved, BreaksBoth),
        |it| {
            it.api.security.push(scheme("more"));
        },
    ),
    (
        (Rule::CredentialAdded, Safe),
        (Rule::CredentialRemoved, BreaksBoth),
        |it| {
            it.api.security[0].credentials.push(Credential::Bearer);
        },
    ),
    (
        (Rule::CredentialCompanionsChanged, BreaksBoth),
        (Rule::CredentialCompanionsChanged, BreaksBoth),
        |it| it.api.security[0].along_with.push("state".to_owned()),
    ),
    (
        (Rule::SudoChanged, BreaksClient),
        (Rule::SudoChanged, BreaksClient),
        |it| {
            it.api.sudo.as_mut().unwrap().query = Some("as".to_owned());
        },
    ),
    (
        (Rule::SuccessStatusChanged, Safe),
        (Rule::SuccessStatusChanged, Safe),
        |it| {
            it.api.success[0].status = 203;
        },
    ),
    (
        (Rule::StatusChanged, Prose),
        (Rule::StatusChanged, Prose),
        |it| {
            it.api.statuses[0].phrase = "Lost".to_owned();
        },
    ),
    (
        (Rule::PagingChanged, BreaksClient),
        (Rule::PagingChanged, BreaksClient),
        |it| {
            it.api.paging = Some(paging(30));
        },
    ),
    (
        (Rule::ErrorBodyChanged, BreaksClient),
        (Rule::ErrorBodyChanged, BreaksClient),
        |it| {
            it.api.errors[0].kind = ErrorKind::Fields;
        },
    ),
    (
        (Rule::IdentifiersChanged, BreaksBoth),
        (Rule::IdentifiersChanged, BreaksBoth),
        |it| {
            it.api.identifiers.as_mut().unwrap().scoped = "number".to_owned();
        },
    ),
    (
        (Rule::OperationSecurityRemoved, BreaksClient),
        (Rule::OperationSecurityAdded, Safe),
        |it| it.operations[0].security = Some(vec!["key".to_owned()]),
    ),
    (
        (Rule::OperationSecurityNotRequired, Safe),
        (Rule::OperationSecurityRequired, BreaksClient),
        |it| it.operations[0].security = Some(vec![]),
    ),
];

pub(super) fn source() -> Source {
    Source("README.md#shop".to_owned())
}

pub(super) fn scheme(id: &str) -> SecurityScheme {
    SecurityScheme {
        id: id.to_owned(),
        title: None,
        credentials: vec![Credential::Query(id.to_owned())],
        along_with: vec![],
        source: source(),
    }
}

pub(super) fn field(name: &str, schema: Schema) -> Field {
    Field {
        name: name.to_owned(),
        schema,
        seen: 1,
        absent: 0,
        null: 0,
        quoted: 0,
        presence: None,
        default: None,
        description: None,
        evidence: Vec::new(),
    }
}

pub(super) fn paging(default: u64) -> Paging {
    let parameter = |name: &str, default| PagingParameter {
        name: name.to_owned(),
        default: Some(default),
        max: None,
    };
    Paging {
        page: parameter("page", 1),
        per_page: parameter("per_page", default),
        link_header: false,
        headers: vec![],
        source: source(),
    }
}

pub(super) fn error(kind: ErrorKind) -> ErrorShape {
    ErrorShape {
        key: "error".to_owned(),
        kind,
        status: None,
        example: ExampleBody::Text(String::new()),
        source: source(),
    }
}

//! Every rule fires, and is the mirror of another.
//!
//! Each case edits a spec. Read forwards, the change is of one rule, read backwards of its mirror.

use std::collections::BTreeSet;

use docbind_spec::{
    ArrayStyle, Content, Credential, ErrorKind, ErrorShape, ExampleBody, Field, FieldPresence,
    Header, Identifiers, Limits, Location, Method, Paging, PagingParameter, Presence, RequestBody,
    Schema, SecurityScheme, Source, StatusCode, SuccessRule, Sudo,
};

use super::super::*;
use crate::pipeline::{ReadOptions, read_docs};
use crate::source::{SourceFile, SourceSet};

const PAGES: &[(&str, &str)] = &[
    (
        "README.md",
        "# Shop\n\n## Status codes\n\n| Status | Description |\n|---|---|\n| `404 Not Found` | Gone |\n",
    ),
    (
        "books.md",
        r#"# Books

## List books

```
GET /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `author` | string | no | Only books of this author |
| `sort` | string | no | Return books sorted in `asc` or `desc` order |

```json
[{"isbn": "978-0", "pages": 240, "shelf": {"row": 1}}]
```

## Get a book

```
GET /books/:isbn
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `isbn` | string | yes | Its number |

```json
{"isbn": "978-0", "pages": 240, "shelf": {"row": 1}}
```

## Add a book

```
POST /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `title` | string | yes | Its title |
| `shelf` | hash | no | Where it stands |

```json
{"isbn": "978-0", "pages": 240, "shelf": {"row": 1}}
```
"#,
    ),
];

/// The spec that all cases begin with: three operations, an enumeration, an object that is sent.
fn base() -> ApiSpec {
    let pages = PAGES.iter().map(|(path, text)| SourceFile {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    });
    let options = ReadOptions {
        name: "shop".to_owned(),
        ..ReadOptions::default()
    };
    let mut spec = read_docs(&SourceSet::new(pages.collect()), &options).spec;
    let mut sent = spec.types.last().unwrap().clone();
    sent.name = "Place".to_owned();
    spec.types.push(sent);
    spec.operations[2].parameters[1].schema = Schema::Ref("Place".to_owned());
    assert_eq!(spec.operations.len(), 3);
    assert!(matches!(
        spec.operations[0].parameters[1].schema,
        Schema::Enum(_)
    ));
    spec
}

/// A rule, its level, its mirror with its level, and the edit that the first is about.
type Case = ((Rule, Level), (Rule, Level), fn(&mut ApiSpec));

use Level::{BreaksBoth, BreaksClient, BreaksServer, Prose, Safe};

fn source() -> Source {
    Source("README.md#shop".to_owned())
}

fn scheme(id: &str) -> SecurityScheme {
    SecurityScheme {
        id: id.to_owned(),
        title: None,
        credentials: vec![Credential::Query(id.to_owned())],
        along_with: vec![],
        source: source(),
    }
}

fn field(name: &str, schema: Schema) -> Field {
    Field {
        name: name.to_owned(),
        schema,
        seen: 1,
        absent: 0,
        null: 0,
        quoted: 0,
        presence: None,
    }
}

fn paging(default: u64) -> Paging {
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

fn error(kind: ErrorKind) -> ErrorShape {
    ErrorShape {
        key: "error".to_owned(),
        kind,
        status: None,
        example: ExampleBody::Text(String::new()),
        source: source(),
    }
}

/// What changes one way only, or the same way in both directions.
const API: &[Case] = &[
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
            it.ignored.push(super::ignored("a.md"));
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
                ..super::ignored("a.md")
            });
        },
    ),
];

const CONVENTIONS: &[Case] = &[
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
const STATED: &[Case] = &[
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

const OPERATIONS: &[Case] = &[
    (
        (Rule::OperationRemoved, BreaksBoth),
        (Rule::OperationAdded, Safe),
        |it| {
            it.operations.remove(0);
        },
    ),
    (
        (Rule::OperationRenamed, BreaksBoth),
        (Rule::OperationRenamed, BreaksBoth),
        |it| {
            it.operations[0].id = "all".to_owned();
        },
    ),
    (
        (Rule::OperationMoved, BreaksClient),
        (Rule::OperationMoved, BreaksClient),
        |it| {
            it.operations[0].path = "/tomes".to_owned();
        },
    ),
    (
        (Rule::DeprecationAdded, Safe),
        (Rule::DeprecationRemoved, Safe),
        |it| {
            it.operations[0].deprecated = true;
        },
    ),
    (
        (Rule::RequestBodyChanged, BreaksBoth),
        (Rule::RequestBodyChanged, BreaksBoth),
        |it| {
            it.operations[2].request_body.as_mut().unwrap().raw = true;
        },
    ),
    (
        (Rule::RequestMediaTypeAdded, Safe),
        (Rule::RequestMediaTypeRemoved, BreaksClient),
        |it| {
            let body: &mut RequestBody = it.operations[2].request_body.as_mut().unwrap();
            body.media_types.push("text/csv".to_owned());
        },
    ),
    (
        (Rule::RequestExamplesChanged, Prose),
        (Rule::RequestExamplesChanged, Prose),
        |it| {
            let example = it.operations[0].responses[0].examples[0].clone();
            it.operations[2]
                .request_body
                .as_mut()
                .unwrap()
                .examples
                .push(example);
        },
    ),
    (
        (Rule::CallsChanged, Prose),
        (Rule::CallsChanged, Prose),
        |it| {
            it.operations[0].calls.push(super::call());
        },
    ),
    (
        (Rule::OperationSectionsChanged, Prose),
        (Rule::OperationSectionsChanged, Prose),
        |it| {
            it.operations[0].sections[0].source = source();
        },
    ),
    (
        (Rule::OperationWordingChanged, Prose),
        (Rule::OperationWordingChanged, Prose),
        |it| {
            it.operations[0].sections[0].title = "All books".to_owned();
        },
    ),
    (
        (Rule::OperationDetailsChanged, Prose),
        (Rule::OperationDetailsChanged, Prose),
        |it| {
            it.operations[0].parameters[0].evidence.clear();
        },
    ),
    (
        (Rule::OperationCodeChanged, BreaksBoth),
        (Rule::OperationCodeChanged, BreaksBoth),
        |it| {
            // A list in an API that pages lists.
            it.api.paging = Some(paging(20));
        },
    ),
];

const PARAMETERS: &[Case] = &[
    (
        (Rule::RequestParameterRemoved, BreaksBoth),
        (Rule::RequestParameterAdded, Safe),
        |it| {
            it.operations[0].parameters.remove(0);
        },
    ),
    (
        (Rule::RequestParameterRemoved, BreaksBoth),
        (Rule::RequestRequiredParameterAdded, BreaksClient),
        |it| {
            it.operations[2].parameters.remove(0);
        },
    ),
    (
        (Rule::RequestParameterRenamed, BreaksBoth),
        (Rule::RequestParameterRenamed, BreaksBoth),
        |it| it.operations[0].parameters[0].name = "author_name".to_owned(),
    ),
    (
        (Rule::PathPlaceholderRenamed, BreaksServer),
        (Rule::PathPlaceholderRenamed, BreaksServer),
        |it| {
            it.operations[1].path = "/books/:number".to_owned();
            it.operations[1].parameters[0].name = "number".to_owned();
        },
    ),
    (
        (Rule::RequestParameterMoved, BreaksClient),
        (Rule::RequestParameterMoved, BreaksClient),
        |it| it.operations[0].parameters[0].location = Location::Header,
    ),
    (
        (Rule::RequestParameterBecameRequired, BreaksBoth),
        (Rule::RequestParameterBecameOptional, BreaksBoth),
        |it| it.operations[0].parameters[0].presence = Presence::Required,
    ),
    (
        (Rule::RequestParameterPresenceUnstated, Safe),
        (Rule::RequestParameterPresenceStated, Safe),
        |it| it.operations[0].parameters[0].presence = Presence::Unstated,
    ),
    (
        (Rule::RequestParameterConditionAdded, Safe),
        (Rule::RequestParameterConditionRemoved, Safe),
        |it| it.operations[0].parameters[0].condition = Some("if new".to_owned()),
    ),
    (
        (Rule::RequestParameterTypeChanged, BreaksBoth),
        (Rule::RequestParameterTypeChanged, BreaksBoth),
        |it| it.operations[0].parameters[0].schema = Schema::Integer,
    ),
    (
        (Rule::RequestParameterValueAdded, BreaksServer),
        (Rule::RequestParameterValueRemoved, BreaksBoth),
        |it| {
            let Schema::Enum(values) = &mut it.operations[0].parameters[1].schema else {
                panic!("no enumeration");
            };
            values.push("none".to_owned());
        },
    ),
    (
        (Rule::RequestParameterDefaultAdded, Safe),
        (Rule::RequestParameterDefaultRemoved, Safe),
        |it| it.operations[0].parameters[0].default = Some("Ann".into()),
    ),
    (
        (Rule::RequestParameterLimitTightened, BreaksClient),
        (Rule::RequestParameterLimitLoosened, Safe),
        |it| {
            it.operations[0].parameters[0].limits = Some(Limits {
                max_length: Some(9),
                ..Limits::default()
            });
        },
    ),
    (
        (Rule::RequestParameterStyleChanged, BreaksBoth),
        (Rule::RequestParameterStyleChanged, BreaksBoth),
        |it| it.operations[0].parameters[0].array_style = Some(ArrayStyle::Commas),
    ),
    (
        (Rule::RequestParameterWordingChanged, Prose),
        (Rule::RequestParameterWordingChanged, Prose),
        |it| it.operations[0].parameters[0].description = None,
    ),
    (
        // The identifier of an object is a type of its own where identifiers are told apart.
        (Rule::RequestParameterCodeChanged, BreaksBoth),
        (Rule::RequestParameterCodeChanged, BreaksBoth),
        |it| {
            let mut clash = it.operations[0].parameters[0].clone();
            clash.location = Location::Header;
            it.operations[0].parameters.push(clash);
        },
    ),
];

/// What a parameter already says, said otherwise.
const PARAMETER_STATED: &[Case] = &[
    (
        (Rule::RequestParameterConditionChanged, Safe),
        (Rule::RequestParameterConditionChanged, Safe),
        |it| it.operations[0].parameters[0].condition = Some("if old".to_owned()),
    ),
    (
        (Rule::RequestParameterDefaultChanged, BreaksBoth),
        (Rule::RequestParameterDefaultChanged, BreaksBoth),
        |it| it.operations[0].parameters[0].default = Some("Bo".into()),
    ),
];

const RESPONSES: &[Case] = &[
    (
        (Rule::ResponseStatusAdded, BreaksServer),
        (Rule::ResponseStatusRemoved, BreaksServer),
        |it| {
            let mut response = it.operations[0].responses[0].clone();
            response.status = 304;
            response.origin = docbind_spec::StatusOrigin::Stated;
            response.schema = None;
            it.operations[0].responses.push(response);
        },
    ),
    (
        (Rule::ResponseTypeChanged, BreaksBoth),
        (Rule::ResponseTypeChanged, BreaksBoth),
        |it| it.operations[1].responses[0].schema = Some(Schema::Integer),
    ),
    (
        (Rule::ResponseMediaTypeChanged, BreaksBoth),
        (Rule::ResponseMediaTypeChanged, BreaksBoth),
        |it| it.operations[1].responses[0].media_type = Some("text/plain".to_owned()),
    ),
    (
        (Rule::ResponseHeaderAdded, Safe),
        (Rule::ResponseHeaderRemoved, BreaksClient),
        |it| {
            it.operations[0].responses[0].headers.push(Header {
                name: "X-Total".to_owned(),
                description: None,
            });
        },
    ),
    (
        (Rule::ResponseOriginChanged, Prose),
        (Rule::ResponseOriginChanged, Prose),
        |it| it.operations[0].responses[0].origin = docbind_spec::StatusOrigin::Stated,
    ),
    (
        (Rule::ResponseExamplesChanged, Prose),
        (Rule::ResponseExamplesChanged, Prose),
        |it| it.operations[0].responses[0].examples.clear(),
    ),
    (
        (Rule::ResponseWordingChanged, Prose),
        (Rule::ResponseWordingChanged, Prose),
        |it| it.operations[0].responses[0].description = Some("It is there.".to_owned()),
    ),
];

/// Types: the first is answered, the last is sent.
const TYPES: &[Case] = &[
    (
        (Rule::TypeRenamed, BreaksBoth),
        (Rule::TypeRenamed, BreaksBoth),
        |it| {
            *it = pairs::with_names(it, &[("Book".to_owned(), "Tome".to_owned())]);
        },
    ),
    (
        (Rule::TypeAdded, Safe),
        (Rule::TypeRemoved, BreaksBoth),
        |it| {
            let mut more = it.types[0].clone();
            more.name = "Other".to_owned();
            it.types.push(more);
        },
    ),
    (
        (Rule::ResponseFieldAdded, BreaksServer),
        (Rule::ResponseFieldRemoved, BreaksBoth),
        |it| {
            it.types[0].fields.push(field("cover", Schema::String));
        },
    ),
    (
        (Rule::ResponseFieldRenamed, BreaksBoth),
        (Rule::ResponseFieldRenamed, BreaksBoth),
        |it| {
            it.types[0].fields[1].name = "page_count_pages".to_owned();
        },
    ),
    (
        (Rule::ResponseFieldTypeChanged, BreaksBoth),
        (Rule::ResponseFieldTypeChanged, BreaksBoth),
        |it| it.types[0].fields[1].schema = Schema::String,
    ),
    (
        (Rule::ResponseFieldPresenceChanged, BreaksBoth),
        (Rule::ResponseFieldPresenceChanged, BreaksBoth),
        |it| it.types[0].fields[1].presence = Some(FieldPresence::Optional),
    ),
    (
        (Rule::ResponseFieldCodeChanged, BreaksBoth),
        (Rule::ResponseFieldCodeChanged, BreaksBoth),
        |it| it.types[0].fields[1].seen = 1,
    ),
    (
        (Rule::RequestFieldAdded, BreaksClient),
        (Rule::RequestFieldRemoved, BreaksBoth),
        |it| {
            it.types
                .last_mut()
                .unwrap()
                .fields
                .push(field("wall", Schema::String));
        },
    ),
    (
        (Rule::RequestFieldRenamed, BreaksBoth),
        (Rule::RequestFieldRenamed, BreaksBoth),
        |it| {
            it.types.last_mut().unwrap().fields[0].name = "row_number_rows".to_owned();
        },
    ),
    (
        (Rule::RequestFieldTypeChanged, BreaksBoth),
        (Rule::RequestFieldTypeChanged, BreaksBoth),
        |it| it.types.last_mut().unwrap().fields[0].schema = Schema::String,
    ),
    (
        (Rule::RequestFieldPresenceChanged, BreaksBoth),
        (Rule::RequestFieldPresenceChanged, BreaksBoth),
        |it| it.types.last_mut().unwrap().fields[0].presence = Some(FieldPresence::Optional),
    ),
    (
        (Rule::RequestFieldCodeChanged, BreaksBoth),
        (Rule::RequestFieldCodeChanged, BreaksBoth),
        |it| it.types.last_mut().unwrap().fields[0].seen = 1,
    ),
    (
        (Rule::TypeEvidenceChanged, Prose),
        (Rule::TypeEvidenceChanged, Prose),
        |it| {
            it.types[0].seen += 1;
        },
    ),
    (
        (Rule::TypeDetailsChanged, Prose),
        (Rule::TypeDetailsChanged, Prose),
        |it| {
            it.types[0].sources.clear();
        },
    ),
];

/// Enumerations in fields, which documents of answers never have but decisions may.
const VALUES: &[Case] = &[
    (
        (Rule::ResponseFieldValueAdded, BreaksClient),
        (Rule::ResponseFieldValueRemoved, BreaksBoth),
        |it| it.types[0].fields[1].schema = values(&["thin", "thick", "huge"]),
    ),
    (
        (Rule::RequestFieldValueAdded, BreaksServer),
        (Rule::RequestFieldValueRemoved, BreaksBoth),
        |it| it.types.last_mut().unwrap().fields[0].schema = values(&["thin", "thick", "huge"]),
    ),
];

fn values(names: &[&str]) -> Schema {
    Schema::Enum(names.iter().map(|name| (*name).to_owned()).collect())
}

/// Runs cases on a spec and notes which rules fired.
#[track_caller]
fn check(base: &ApiSpec, cases: &[Case], fired: &mut BTreeSet<Rule>) {
    for (forwards, backwards, edit) in cases {
        let mut edited = base.clone();
        edit(&mut edited);
        for (expected, older, newer) in [(forwards, base, &edited), (backwards, &edited, base)] {
            let changes = compare(older, newer);
            let found = changes.iter().any(|it| (it.rule, it.level) == *expected);
            assert!(
                found,
                "{} {:?}: {changes:#?}",
                expected.0.name(),
                expected.1
            );
            fired.insert(expected.0);
        }
    }
}

#[test]
fn every_rule_fires_at_its_level() {
    let mut fired = BTreeSet::new();
    let base = base();
    for cases in [API, CONVENTIONS, OPERATIONS, PARAMETERS, RESPONSES] {
        check(&base, cases, &mut fired);
    }
    let mut stated = base.clone();
    for (_, _, edit) in CONVENTIONS {
        edit(&mut stated);
    }
    check(&stated, STATED, &mut fired);
    let mut stated = base.clone();
    stated.operations[0].parameters[0].condition = Some("if new".to_owned());
    stated.operations[0].parameters[0].default = Some("Ann".into());
    check(&stated, PARAMETER_STATED, &mut fired);
    // Fields that are always there, so that their presence can change.
    let mut strong = base.clone();
    for field in strong.types.iter_mut().flat_map(|def| &mut def.fields) {
        field.seen = 9;
    }
    strong.types[0].fields[1].name = "pages".to_owned();
    strong.types.last_mut().unwrap().fields[0].name = "rows".to_owned();
    check(&strong, TYPES, &mut fired);
    strong.types[0].fields[1].schema = values(&["thin", "thick"]);
    strong.types.last_mut().unwrap().fields[0].schema = values(&["thin", "thick"]);
    check(&strong, VALUES, &mut fired);

    // These need pages, or texts as placeholders; other tests have them.
    let elsewhere = [
        Rule::PlaceholdersChanged,
        Rule::ContradictionAdded,
        Rule::ContradictionRemoved,
    ];
    let silent: Vec<&str> = Rule::ALL
        .iter()
        .filter(|rule| !fired.contains(rule) && !elsewhere.contains(rule))
        .map(|rule| rule.name())
        .collect();
    assert_eq!(silent, [""; 0]);
}

/// Words that stand for each other: a rule with one needs a rule with the other.
const MIRRORS: &[(&str, &str)] = &[
    ("added", "removed"),
    ("request", "response"),
    ("required", "optional"),
    ("required", "not-required"),
    ("stated", "unstated"),
    ("tightened", "loosened"),
];

/// Rules without a mirror: how the name would read, and why there is none.
const WAIVERS: &[(&str, &str)] = &[
    (
        "response-parameter-",
        "answers have no parameters but headers and fields",
    ),
    (
        "request-optional-parameter-added",
        "that is request-parameter-added",
    ),
    (
        "request-required-parameter-removed",
        "what is removed was required or not, it makes no difference",
    ),
    (
        "request-not-required-parameter-",
        "that is request-parameter-added",
    ),
    (
        "response-required-parameter-",
        "answers have no parameters but headers and fields",
    ),
    (
        "request-parameter-became-not-required",
        "that is request-parameter-became-optional",
    ),
    (
        "response-body-changed",
        "the body of an answer is told by its type and media type",
    ),
    (
        "response-media-type-added",
        "an answer has one media type, which changes",
    ),
    (
        "response-media-type-removed",
        "an answer has one media type, which changes",
    ),
    (
        "request-media-type-changed",
        "a body may have several media types, which come and go",
    ),
    ("request-status-", "callers send no status"),
    (
        "request-type-changed",
        "what is sent has the types of its parameters",
    ),
    ("request-header-", "a header that is sent is a parameter"),
    (
        "request-origin-changed",
        "who says it is told of answers only",
    ),
    (
        "request-wording-changed",
        "that is operation-wording-changed",
    ),
    ("security-optional", "that is security-not-required"),
    (
        "operation-security-optional",
        "that is operation-security-not-required",
    ),
    (
        "operation-security-not-not-required",
        "the mirror of not required is required",
    ),
    (
        "security-not-not-required",
        "the mirror of not required is required",
    ),
    (
        "security-not-optional",
        "the mirror of not required is required",
    ),
    (
        "operation-security-not-optional",
        "the mirror of not required is required",
    ),
];

#[test]
fn every_rule_has_its_mirror_or_a_reason() {
    let names: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len(), "names are unique");
    let mut used = BTreeSet::new();
    for name in &names {
        for (one, other) in MIRRORS {
            for (from, to) in [(one, other), (other, one)] {
                let words = format!("-{name}-");
                if !words.contains(&format!("-{from}-")) {
                    continue;
                }
                let mirror = words.replacen(&format!("-{from}-"), &format!("-{to}-"), 1);
                let mirror = mirror.trim_matches('-');
                if names.contains(mirror) {
                    continue;
                }
                let waiver = WAIVERS.iter().find(|(start, _)| mirror.starts_with(start));
                let (start, reason) =
                    waiver.unwrap_or_else(|| panic!("`{name}` has no mirror `{mirror}`"));
                assert!(!reason.is_empty());
                used.insert(*start);
            }
        }
    }
    let unused: Vec<&str> = WAIVERS
        .iter()
        .map(|(start, _)| *start)
        .filter(|start| !used.contains(start))
        .collect();
    assert_eq!(unused, [""; 0], "waivers that nothing needs");
}

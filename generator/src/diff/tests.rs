//! Differences, by two pages or two specs.

mod events;
mod places;
mod rules;

use docbind_spec::{
    ArrayStyle, BlockKind, Content, ErrorKind, ErrorShape, ExampleBody, IgnoreReason, Ignored,
    Limits, Location, Operation, Parameter, Presence, RequestBody, Response, Schema, Source,
    TypeDef,
};

use super::*;
use crate::pipeline::{ReadOptions, read_docs};
use crate::source::{SourceFile, SourceSet};

const PAGE: &str = "\
# Books

## List books

```
GET /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `author` | string | no | Only books of this author |
| `sort` | string | no | One of `asc`, `desc` |

```json
[{\"isbn\": \"978-0\", \"pages\": 240, \"shelf\": {\"row\": 1}}]
```

## Remove a book

```
DELETE /books/:isbn
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `isbn` | string | yes | Its number |
";

fn read(page: &str) -> ApiSpec {
    let page = SourceFile {
        path: "books.md".to_owned(),
        text: page.to_owned(),
    };
    let options = ReadOptions {
        name: "shop".to_owned(),
        ..ReadOptions::default()
    };
    read_docs(&SourceSet::new(vec![page]), &options).spec
}

/// Two blocks of a page that say nothing about the API.
fn ignored(page: &str) -> Ignored {
    Ignored {
        source: Source(page.to_owned()),
        block: BlockKind::Code,
        reason: IgnoreReason::Prose,
        count: 2,
    }
}

/// A documented call.
fn call() -> docbind_spec::Call {
    let page = PAGE.replacen(
        "```json",
        "```\ncurl https://shop.example.com/books\n```\n\n```json",
        1,
    );
    read(&page).operations[0].calls[0].clone()
}

/// The differences that an edit of the page makes.
#[track_caller]
fn edited(from: &str, to: &str) -> String {
    assert!(PAGE.contains(from), "{from}");
    text(&compare(&read(PAGE), &read(&PAGE.replacen(from, to, 1))))
}

/// The differences that an edit of the spec makes.
fn changed(change: impl FnOnce(&mut ApiSpec)) -> String {
    let older = read(PAGE);
    let mut newer = older.clone();
    change(&mut newer);
    text(&compare(&older, &newer))
}

/// The differences that an edit of the first parameter makes.
fn parameter(change: impl FnOnce(&mut Parameter)) -> String {
    changed(|spec| change(&mut spec.operations[0].parameters[0]))
}

const LIST: &str = "  GET /books (books.list)\n";

#[test]
fn equal_specs_do_not_differ() {
    assert_eq!(compare(&read(PAGE), &read(PAGE)), []);
}

#[test]
fn operations_come_and_go() {
    let (first, second) = PAGE.split_at(PAGE.find("## Remove").unwrap());
    let gone = compare(&read(PAGE), &read(first));
    assert_eq!(
        text(&gone),
        "  DELETE /books/:isbn (books.delete)\n    removed: isbn\n"
    );
    let came = compare(&read(second), &read(PAGE));
    assert_eq!(came[0].rule, Rule::OperationAdded);
    assert_eq!(came[0].subject.to_string(), "GET /books (books.list)");
    assert!(came.iter().any(|one| one.rule == Rule::TypeAdded));
}

#[test]
fn operations_are_recognised_by_request_or_name() {
    assert_eq!(
        changed(|spec| spec.operations[0].id = "all".to_owned()),
        "  GET /books (books.all)\n    renamed: books.list → books.all\n"
    );
    assert_eq!(
        changed(|spec| spec.operations[0].path = "/tomes".to_owned()),
        "  GET /tomes (books.list)\n    request: GET /books → GET /tomes\n"
    );
    assert_eq!(
        changed(|spec| spec.operations.swap(0, 1)),
        "  API\n    operations stand in another order\n"
    );
}

#[test]
fn operations_change() {
    type Change = fn(&mut Operation);
    let table: &[(Change, &str)] = &[
        (|one| one.deprecated = true, "is deprecated now"),
        (
            |one| one.security = Some(vec![]),
            "takes no credential any more",
        ),
        (
            |one| one.sections[0].title = "Books".to_owned(),
            "wording of its sections",
        ),
        (
            |one| one.sections[0].source = Source("a.md#b".to_owned()),
            "documented at: books.md#list-books → a.md#b",
        ),
        (
            |one| one.parameters[0].evidence.clear(),
            "details such as evidence, sources or corrections",
        ),
        (
            |one| {
                one.request_body = Some(RequestBody {
                    media_types: vec!["text/plain".to_owned()],
                    raw: true,
                    schema: None,
                    examples: vec![],
                });
            },
            "request body: none → as it is",
        ),
    ];
    for (change, line) in table {
        assert_eq!(
            changed(|spec| change(&mut spec.operations[0])),
            format!("{LIST}    {line}\n")
        );
    }
}

#[test]
fn parameters_change() {
    type Change = fn(&mut Parameter);
    let table: &[(Change, &str)] = &[
        (
            |one| one.location = Location::Header,
            "sent in header, no longer in query",
        ),
        (
            |one| one.presence = Presence::Required,
            "optional → required",
        ),
        (
            |one| one.condition = Some("if new".to_owned()),
            "condition if new",
        ),
        (|one| one.schema = Schema::Integer, "type string → integer"),
        (
            |one| one.default = Some(serde_json::json!("Woolf")),
            "default \"Woolf\"",
        ),
        (
            |one| {
                one.limits = Some(Limits {
                    max_length: Some(9),
                    ..Limits::default()
                });
            },
            "limits none → at most 9 characters",
        ),
        (
            |one| one.array_style = Some(ArrayStyle::Commas),
            "written none → commas",
        ),
        (|one| one.description = None, "wording"),
    ];
    for (change, line) in table {
        assert_eq!(
            parameter(change),
            format!("{LIST}    parameter `author`: {line}\n")
        );
    }
}

#[test]
fn parameters_come_and_go_and_list_values() {
    let row = "| `author` | string | no | Only books of this author |\n";
    assert_eq!(
        edited(row, ""),
        format!("{LIST}    parameter `author` removed: query, optional, string\n")
    );
    assert_eq!(
        edited(
            row,
            &format!("{row}| `year` | integer | yes | Its year |\n")
        ),
        format!("{LIST}    required parameter `year` added: query, required, integer\n")
    );
    let values =
        |names: &[&str]| Schema::Enum(names.iter().map(|name| (*name).to_owned()).collect());
    let mut older = read(PAGE);
    let mut newer = older.clone();
    older.operations[0].parameters[1].schema = values(&["asc", "desc"]);
    newer.operations[0].parameters[1].schema = values(&["asc"]);
    assert_eq!(
        text(&compare(&older, &newer)),
        format!("{LIST}    parameter `sort`: value `desc` removed\n")
    );
}

#[test]
fn a_name_at_two_places_is_two_parameters() {
    let mut older = read(PAGE);
    let mut second = older.operations[0].parameters[0].clone();
    second.location = Location::Header;
    older.operations[0].parameters.push(second);
    let mut newer = older.clone();
    newer.operations[0].parameters.remove(0);
    // The one that stays no longer needs another name than the one that goes.
    assert_eq!(
        text(&compare(&older, &newer)),
        format!(
            "{LIST}    parameter `author`: `header_author: Option<String>` → \
             `author: Option<String>` in the code\n    \
             parameter `author` removed: query, optional, string\n"
        )
    );
}

#[test]
fn types_and_examples_change() {
    let lines = edited("\"pages\": 240", "\"pages\": \"many\", \"new\": true");
    assert!(
        lines.contains("    response 200: examples changed: 1\n"),
        "{lines}"
    );
    assert!(
        lines.contains("    field `pages`: type integer → string\n"),
        "{lines}"
    );
    assert!(
        lines.contains("    field `new` added: boolean\n"),
        "{lines}"
    );

    let first = |change: fn(&mut TypeDef)| {
        let words = changed(|spec| change(&mut spec.types[0]));
        words.split_once("\n    ").unwrap().1.to_owned()
    };
    assert_eq!(
        first(|def| {
            def.fields.remove(0);
        }),
        "field `isbn` removed: string\n"
    );
    assert_eq!(
        first(|def| def.fields[0].null = 1),
        "field `isbn`: always there → sometimes null\n"
    );
    assert_eq!(first(|def| def.seen = 7), "examples that show it: 1 → 7\n");
    assert_eq!(
        first(|def| def.sources.clear()),
        "details such as the order or counts of fields, or sources\n"
    );
    assert_eq!(
        changed(|spec| spec.types.clear())
            .matches("removed")
            .count(),
        2
    );
    assert_eq!(
        changed(|spec| spec.types.swap(0, 1)),
        "  API\n    types stand in another order\n"
    );
}

#[test]
fn responses_change() {
    type Change = fn(&mut Response);
    let table: &[(Change, &str)] = &[
        (
            |one| one.media_type = Some("text/plain".to_owned()),
            "media type application/json → text/plain",
        ),
        (
            |one| one.schema = Some(Schema::Any),
            "type list of Book → any",
        ),
        (|one| one.description = Some("good".to_owned()), "wording"),
        (|one| one.examples.clear(), "examples changed: 1"),
    ];
    for (change, line) in table {
        assert_eq!(
            changed(|spec| change(&mut spec.operations[0].responses[0])),
            format!("{LIST}    response 200: {line}\n")
        );
    }
    assert_eq!(
        changed(|spec| spec.operations[0].responses[0].status = 206),
        format!("{LIST}    response 200 is 206 now\n")
    );
}

#[test]
fn conventions_change() {
    let base = |path: &str| Some(path.to_owned());
    assert_eq!(
        changed(|spec| spec.api.base_path = base("/v1")),
        "  conventions\n    base path added: /v1\n"
    );
    let mut older = read(PAGE);
    older.api.base_path = base("/v1");
    let mut newer = older.clone();
    newer.api.base_path = base("/v2");
    assert_eq!(
        text(&compare(&older, &newer)),
        "  conventions\n    base path: /v1 → /v2\n"
    );
    assert_eq!(
        text(&compare(&newer, &read(PAGE))),
        "  conventions\n    base path removed: /v2\n"
    );
}

#[test]
fn two_statements_of_one_label_are_told_apart() {
    let error = |kind| ErrorShape {
        key: "message".to_owned(),
        kind,
        status: None,
        example: ExampleBody::Text(String::new()),
        source: Source("books.md".to_owned()),
    };
    let mut older = read(PAGE);
    older.api.errors = vec![error(ErrorKind::Text), error(ErrorKind::Fields)];
    assert_eq!(compare(&older, &older), []);
    let mut newer = older.clone();
    newer.api.errors.remove(0);
    assert_eq!(
        text(&compare(&older, &newer)),
        "  conventions\n    error body `message` removed: text\n"
    );
    newer.api.errors = vec![older.api.errors[0].clone(), older.api.errors[0].clone()];
    assert!(!compare(&older, &newer).is_empty());
}

#[test]
fn the_api_changes() {
    assert_eq!(
        changed(|spec| spec.content = Content::Facts),
        "  API\n    content: full → facts\n"
    );
    assert_eq!(
        changed(|spec| spec.ignored.push(ignored("a.md"))),
        "  API\n    ignored blocks: 0 → 2\n"
    );
    let mut older = read(PAGE);
    let mut newer = older.clone();
    older.ignored.push(ignored("a.md"));
    newer.ignored.push(ignored("b.md"));
    assert_eq!(
        text(&compare(&older, &newer)),
        "  API\n    details such as the places of ignored blocks\n"
    );
}

#[test]
fn a_difference_is_an_object_for_programs() {
    let older = read(PAGE);
    let mut newer = older.clone();
    newer.operations[0].parameters[0].default = Some(serde_json::json!("{to}"));
    assert_eq!(
        compare(&older, &newer)[0].to_json(),
        serde_json::json!({
            "kind": "change",
            "rule": "request-parameter-default-added",
            "level": "safe",
            "step": "patch",
            "subject": "operation",
            "name": "books.list",
            "request": "GET /books",
            "part": "author",
            "in": "query",
            "from": "none",
            "to": "\"{to}\"",
            "contents": null,
            "message": "parameter `author`: default \"{to}\"",
            "old": {"source": "books.md#list-books", "line": null, "column": null},
            "new": {"source": "books.md#list-books", "line": null, "column": null},
        })
    );
}

#[test]
fn a_body_that_only_the_server_gives_concerns_the_server() {
    let mut older = read(PAGE);
    let mut more = older.operations[0].responses[0].clone();
    more.status = 202;
    more.origin = docbind_spec::StatusOrigin::Stated;
    older.operations[0].responses.push(more);
    let mut newer = older.clone();
    newer.operations[0].responses[1].schema = Some(Schema::Integer);
    let changes = compare(&older, &newer);
    let found: Vec<_> = changes.iter().map(|it| (it.rule, it.level)).collect();
    assert_eq!(
        found,
        [(Rule::ResponseTypeChanged, Level::BreaksServer)],
        "{changes:#?}"
    );
}

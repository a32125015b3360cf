//! Answers of an invented bookshop, of the shipped specs, and of the real documents.

use std::fs;
use std::path::Path;

use docbind_spec::yaml::read_spec;
use docbind_spec::{ApiSpec, ExampleBody, Header, Method, Schema};
use docbind_templates::runtime::values::Timestamp;
use serde_json::{Value, json};

use super::types::Types;
use super::{Answer, Answers, Documented, Manner};
use crate::pipeline::{ReadOptions, read_docs};
use crate::source::{SourceFile, SourceSet};

/// Pages with the faults that real ones have.
const SHOP: &str = include_str!("tests/shop.md");

fn shop() -> ApiSpec {
    read("shop", vec![("shop.md".to_owned(), SHOP.to_owned())])
}

fn read(name: &str, pages: Vec<(String, String)>) -> ApiSpec {
    let pages = pages.into_iter();
    let files = pages.map(|(path, text)| SourceFile { path, text });
    let options = ReadOptions {
        name: name.to_owned(),
        ..ReadOptions::default()
    };
    read_docs(&SourceSet::new(files.collect()), &options).spec
}

/// The answers of a request, such as `GET /books`.
fn of(spec: &ApiSpec, request: &str) -> std::sync::Arc<Documented> {
    let mut numbered = spec.operations.iter().enumerate();
    let found = numbered.find(|(_, it)| format!("{} {}", it.method, it.path) == request);
    let (number, _) = found.unwrap_or_else(|| panic!("no {request}"));
    Answers::of(spec, 0).operation(number).unwrap().clone()
}

/// Status and usual value of a request that nothing is wrong with.
#[track_caller]
fn check(request: &str, status: u16, expected: &Value) {
    let documented = of(&shop(), request);
    let answer = documented.success().unwrap();
    assert_eq!(answer.status.as_u16(), status, "{request}");
    let body = answer.usual().unwrap();
    assert_eq!(body.value.as_ref(), Some(expected), "{request}");
    assert_eq!(body.content, expected.to_string(), "{request}");
}

fn book() -> Value {
    json!({
        "id": 1,
        "title": "Emma",
        "lent": true,
        "pages": 474,
        "created_at": "2020-01-02T03:04:05Z",
        "shelf": {"id": 7, "name": "Novels"}
    })
}

#[test]
fn examples_are_mended() {
    check("GET /books/:id", 200, &book());
    let lent = json!({
        "id": 2,
        "title": "Persuasion",
        "lent": false,
        "pages": 249,
        "created_at": "2020-02-03T04:05:06+01:00",
        "shelf": null
    });
    check("GET /books", 200, &json!([book(), lent]));
}

#[test]
fn one_thing_that_is_made_stands_in_no_list() {
    let order = json!({"id": 5, "book_id": 1});
    check("POST /orders", 201, &order);
    check("GET /orders", 200, &json!([order]));
    check("PUT /orders/:id", 200, &order);
    // What is searched for is a list, even of one.
    check("GET /orders/search/:query", 200, &json!([order]));
    // So are lines, which nothing shows one by one.
    check("POST /orders/:id/lines", 201, &json!([{"line": 1}]));
}

#[test]
fn what_is_not_shown_is_borrowed() {
    // One from a list, by type.
    let shelf = json!({"id": 7, "name": "Novels"});
    check("GET /shelves/:id", 200, &shelf);
    check("POST /shelves", 200, &shelf);
    // A list from one.
    check("GET /readers", 200, &json!([{"id": 3, "name": "Ann"}]));
    // By path alone.
    check("POST /books/copy/:id", 200, &book());
    check("PUT /books/:id/lend", 200, &book());
    check("PUT /books/:id", 200, &book());
    let books = of(&shop(), "GET /books")
        .success()
        .unwrap()
        .usual()
        .unwrap()
        .value
        .clone();
    check("GET /readers/:id/books", 200, &books.unwrap());
}

#[test]
fn where_nothing_is_known_clients_get_something_to_parse() {
    check("GET /books/:id/services/mailer", 200, &json!({}));
    check("DELETE /books/:id", 200, &json!({}));
    check("GET /tills", 200, &json!([]));
}

#[test]
fn an_empty_list_is_not_borrowed() {
    let mut spec = shop();
    let mut operations = spec.operations.iter_mut();
    let list = operations.find(|it| it.path == "/books" && it.method == Method::Get);
    let example = list.unwrap().responses[0].examples.first_mut().unwrap();
    example.body = ExampleBody::Json(json!([])).into();
    let usual = |request: &str| {
        let documented = of(&spec, request);
        documented.success().unwrap().usual().unwrap().value.clone()
    };
    assert_eq!(usual("GET /books"), Some(json!([])));
    assert_eq!(usual("GET /readers/:id/books"), Some(json!([book()])));
}

#[test]
fn a_type_that_nothing_shows_is_made_up() {
    let mut spec = shop();
    let operation = spec
        .operations
        .iter_mut()
        .find(|it| it.path == "/books/:id/services/mailer");
    let response = operation.unwrap().responses.first_mut().unwrap();
    response.schema = Some(Schema::Map(Box::new(Schema::Timestamp)));
    let documented = of(&spec, "GET /books/:id/services/mailer");
    let value = documented
        .success()
        .unwrap()
        .usual()
        .unwrap()
        .value
        .clone()
        .unwrap();
    assert_eq!(value.as_object().unwrap().len(), 1, "{value}");
    assert!(Types::of(&spec.types).fits(&value, &Schema::Map(Box::new(Schema::Timestamp))));
    assert_eq!(
        Answers::of(&spec, 1).operations.len(),
        spec.operations.len()
    );
}

#[test]
fn a_type_that_stands_in_another_is_taken_from_there() {
    let mut spec = shop();
    // Nobody answers a shelf any more, but books have one.
    spec.operations
        .retain(|it| !it.path.starts_with("/shelves"));
    let operation = spec
        .operations
        .iter_mut()
        .find(|it| it.path == "/books/:id/services/mailer");
    let response = operation.unwrap().responses.first_mut().unwrap();
    response.schema = Some(Schema::Ref("Shelf".to_owned()));
    let documented = of(&spec, "GET /books/:id/services/mailer");
    let value = documented.success().unwrap().usual().unwrap().value.clone();
    assert_eq!(value, Some(json!({"id": 7, "name": "Novels"})));
}

#[test]
fn several_examples_have_names() {
    let documented = of(&shop(), "GET /readers/:id");
    let answer = documented.success().unwrap();
    let id = |name: &str| Some(answer.named(name)?.value.as_ref()?["id"].clone());
    assert_eq!(id("for-readers"), Some(json!(3)));
    assert_eq!(id("for-staff"), Some(json!(4)));
    assert_eq!(id("shop.md#for-staff"), Some(json!(4)));
    assert_eq!((id("1"), id("2")), (Some(json!(3)), Some(json!(4))));
    assert_eq!((id("0"), id("3"), id("nobody")), (None, None, None));
    let ids: Vec<&Value> = answer.objects().map(|it| &it["id"]).collect();
    assert_eq!(ids, [&json!(3), &json!(4)]);
}

#[test]
fn refusals_are_those_of_the_documents() {
    let spec = shop();
    let documented = of(&spec, "POST /orders");
    let status = axum::http::StatusCode::CONFLICT;
    let refusal = documented.with_status(status).unwrap();
    let value = refusal.usual().unwrap().value.clone();
    assert_eq!(value, Some(json!({"message": "409 It is sold"})));
    assert_eq!(documented.all().len(), 2);
}

/// The only answer of an operation whose response is changed.
fn changed(request: &str, change: impl FnOnce(&mut docbind_spec::Response)) -> Answer {
    let mut spec = shop();
    let mut operations = spec.operations.iter_mut();
    let operation = operations.find(|it| format!("{} {}", it.method, it.path) == request);
    change(operation.unwrap().responses.first_mut().unwrap());
    let mut documented = std::sync::Arc::into_inner(of(&spec, request)).unwrap();
    documented.answers.remove(0)
}

#[test]
fn texts_and_bytes_have_their_media_type() {
    let content = |media_type: &str| {
        let answer = changed("GET /books/:id/services/mailer", |response| {
            response.media_type = Some(media_type.to_owned());
        });
        let body = answer.usual().unwrap();
        assert!(body.value.is_none());
        format!(
            "{}: {}",
            answer.media_type,
            String::from_utf8_lossy(&body.content)
        )
    };
    assert_eq!(
        content("text/plain"),
        "text/plain; charset=utf-8: How books are sent\n"
    );
    assert!(content("application/zip").starts_with("application/zip: PK"));
    let bytes = content("application/octet-stream");
    assert_eq!(bytes, "application/octet-stream: How books are sent\n");
    let shown = changed("GET /books/:id", |it| {
        it.media_type = Some("text/csv".to_owned());
    });
    assert!(shown.usual().unwrap().content.starts_with(b"{\"id\":1"));
    let shown = changed("GET /books/:id", |it| {
        it.media_type = Some("application/zip".to_owned());
    });
    assert!(shown.usual().unwrap().content.starts_with(b"PK"));
}

#[test]
fn streams_are_one_value_after_the_other() {
    let answer = changed("GET /readers/:id", |response| response.stream = true);
    let whole = answer.usual().unwrap();
    let lines: Vec<&str> = std::str::from_utf8(&whole.content)
        .unwrap()
        .lines()
        .collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("{\"id\":3") && lines[1].starts_with("{\"id\":4"));
    assert_eq!(answer.bodies.len(), 2);
}

#[test]
fn some_statuses_have_no_body() {
    for status in [204, 205] {
        let answer = changed("GET /books/:id", |response| response.status = status);
        assert!(answer.bodies.is_empty(), "{status}");
    }
}

#[test]
fn some_operations_send_the_client_on() {
    let answer = changed("GET /books/:id/services/mailer", |response| {
        response.status = 302;
        response.headers = vec![Header {
            name: "Location".to_owned(),
            description: Some("`Location: /mailer`".to_owned()),
        }];
    });
    assert_eq!(answer.status.as_u16(), 302);
    assert!(answer.bodies.is_empty());
    assert_eq!(answer.headers[0].1, "/mailer");
}

#[test]
fn documented_headers_are_answered() {
    let answer = changed("POST /orders", |response| {
        response.headers = vec![Header {
            name: "Location".to_owned(),
            description: None,
        }];
    });
    let (name, value) = answer.headers.first().unwrap();
    assert_eq!(
        (name.as_str(), value.to_str().unwrap()),
        ("location", "/orders/1")
    );
}

/// Every body of a spec is what its type says, and has every key of its example.
fn hold(spec: &ApiSpec) {
    let answers = Answers::of(spec, 0);
    let types = Types::of(&spec.types);
    for (number, operation) in spec.operations.iter().enumerate() {
        let documented = answers.operation(number).unwrap();
        let request = format!("{}: {} {}", spec.name, operation.method, operation.path);
        let usual = documented.success().unwrap();
        let bodiless =
            operation.method == Method::Head || matches!(usual.status.as_u16(), 204 | 205);
        assert_eq!(usual.bodies.is_empty(), bodiless, "{request}: no body");
        for answer in documented.all() {
            for manner in [Manner::Plain, Manner::Varied] {
                let made = answer.schema.iter().map(|schema| {
                    let value = answers.maker().value(schema, manner, &[&request]);
                    (types.fits(&value, schema), value)
                });
                let wrong: Vec<_> = made.filter(|(fits, _)| !fits).collect();
                assert!(wrong.is_empty(), "{request}: {wrong:?}");
            }
            for value in answer.bodies.iter().filter_map(|body| body.value.as_ref()) {
                let schema = answer.schema.as_ref().unwrap_or(&Schema::Any);
                assert!(
                    types.fits(value, schema),
                    "{request}: {value} is no {schema:?}"
                );
                moments_are_strict(value, schema, &types, &request);
            }
        }
        for response in &operation.responses {
            let mut known = documented.all().iter();
            let answer = known
                .find(|it| it.status.as_u16() == response.status)
                .unwrap();
            let shown = response.examples.iter().filter_map(|it| it.body.value());
            let json = answer.bodies.iter().filter_map(|body| body.value.as_ref());
            for (shown, value) in shown.zip(json) {
                keys_are_kept(shown, value, &request);
            }
        }
    }
}

fn keys_are_kept(shown: &Value, value: &Value, request: &str) {
    match (shown, value) {
        (Value::Object(shown), Value::Object(value)) => {
            for (key, inner) in shown {
                let kept = value.get(key);
                let kept = kept.unwrap_or_else(|| panic!("{request}: {key} is lost"));
                keys_are_kept(inner, kept, request);
            }
        }
        (Value::Array(shown), Value::Array(value)) => {
            assert_eq!(shown.len(), value.len(), "{request}");
            for (shown, value) in shown.iter().zip(value) {
                keys_are_kept(shown, value, request);
            }
        }
        (Value::Array(shown), value) => keys_are_kept(&shown[0], value, request),
        _ => {}
    }
}

fn moments_are_strict(value: &Value, schema: &Schema, types: &Types, request: &str) {
    match (schema, value) {
        (Schema::Timestamp, Value::String(text)) => {
            let read = Timestamp::from(text.as_str()).unix_millis();
            let strict = text.as_bytes()[10] == b'T' && !text.contains(' ');
            assert!(read.is_some() && strict, "{request}: {text}");
        }
        (Schema::Array(inner), Value::Array(items)) => {
            for item in items {
                moments_are_strict(item, inner, types, request);
            }
        }
        (Schema::Ref(name), Value::Object(map)) => {
            for (key, value) in map {
                if let Some(field) = types.field(name, key) {
                    moments_are_strict(value, &field.schema, types, request);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn answers_of_the_bookshop_hold() {
    hold(&shop());
}

#[test]
fn answers_of_the_shipped_specs_hold() {
    let apis = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/apis");
    for entry in fs::read_dir(apis).unwrap() {
        let path = entry.unwrap().path().join("spec.yaml");
        let text = fs::read_to_string(&path).unwrap();
        hold(&read_spec(&text, &path.to_string_lossy()).unwrap());
    }
}

#[test]
fn answers_of_the_real_documents_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpus = root.join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: there is no ../shared beside the repository");
        return;
    }
    for entry in fs::read_dir(root.join("spec/apis")).unwrap() {
        let folder = corpus.join(entry.unwrap().file_name());
        let mut pages = Vec::new();
        gather(&folder, &folder, &mut pages);
        hold(&read("real", pages));
    }
}

fn gather(root: &Path, below: &Path, pages: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, pages);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            pages.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

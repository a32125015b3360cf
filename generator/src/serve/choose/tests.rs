//! What requests wish, and what they get.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use serde_json::{Value, json};

use crate::pipeline::{ReadOptions, read_docs};
use crate::serve::{Memory, Mock, MockOptions};
use crate::source::{SourceFile, SourceSet};

/// A page about a bookshop with pages of lists and errors of its own.
const SHOP: &str = include_str!("tests/shop.md");

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> String {
        let values = self.headers.get_all(name).iter();
        let values: Vec<&str> = values.map(|value| value.to_str().unwrap()).collect();
        values.join("; ")
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

fn shop(seed: u64) -> Router {
    let pages = SourceSet::new(vec![SourceFile {
        path: "shop.md".to_owned(),
        text: SHOP.to_owned(),
    }]);
    let spec = read_docs(&pages, &ReadOptions::default()).spec;
    let options = MockOptions {
        memory: Memory::Stateless,
        seed,
        ..MockOptions::default()
    };
    Mock::new(&spec, options).unwrap().router()
}

/// Sends `METHOD /path` with the wishes.
fn send(router: &Router, request: &str, prefer: &str) -> Answer {
    let (method, path) = request.split_once(' ').unwrap();
    let request = Request::builder().method(method).uri(path);
    let request = request
        .header("prefer", prefer)
        .body(Body::empty())
        .unwrap();
    let service = TowerToHyperService::new(router.clone());
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_time().build().unwrap();
    runtime.block_on(async {
        let (head, body) = service.call(request).await.unwrap().into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    })
}

/// Status, body, and what is said about the wishes: granted, or not and why.
#[track_caller]
fn check(request: &str, prefer: &str, status: u16, body: &Value, said: &str) {
    let answer = send(&shop(0), request, prefer);
    assert_eq!(answer.status, status, "{request} {prefer}: {}", answer.body);
    let value = serde_json::from_str(&answer.body).unwrap_or(Value::Null);
    assert_eq!(value, *body, "{request} {prefer}");
    let applied = answer.header("preference-applied");
    let told = answer.header("docbind-violation");
    let told = [applied, told].into_iter().filter(|it| !it.is_empty());
    assert_eq!(
        told.collect::<Vec<_>>().join(" | "),
        said,
        "{request} {prefer}"
    );
}

fn emma() -> Value {
    json!({"id": 1, "title": "Emma", "state": "free"})
}

fn books() -> Value {
    let ids = [
        (1, "Emma", "free"),
        (2, "Persuasion", "lent"),
        (3, "Sanditon", "lent"),
    ];
    ids.map(|(id, title, state)| json!({"id": id, "title": title, "state": state}))
        .into_iter()
        .collect()
}

#[test]
fn a_status_is_wished() {
    let lost = json!({"message": "404 It is lost"});
    check("GET /books/1", "", 200, &emma(), "");
    check("GET /books/1", "code=404", 404, &lost, "code=404");
    check("GET /books/1?__code=404", "", 404, &lost, "code=404");
    check("GET /books/1", "code=200", 200, &emma(), "code=200");
}

#[test]
fn a_status_that_is_not_documented_is_answered_all_the_same() {
    let known = "Prefer code: the documents say 200, 404 here";
    let said = |code: u16| format!("code={code} | {known}");
    let teapot = json!({"message": "418 I'm a teapot"});
    check("GET /books/1", "code=418", 418, &teapot, &said(418));
    // The overview shows what any operation answers with this status.
    let unpaid = json!({"message": "402 Nobody paid"});
    check("GET /books/1", "code=402", 402, &unpaid, "code=402");
    check("GET /books/1", "code=202", 202, &emma(), &said(202));
    check("GET /books/1", "code=204", 204, &Value::Null, &said(204));
    check("GET /books/1", "code=304", 304, &Value::Null, &said(304));
}

#[test]
fn an_example_is_wished() {
    let sanditon = json!({"id": 3, "title": "Sanditon", "state": "lent"});
    check(
        "GET /books/1",
        "example=for-staff",
        200,
        &sanditon,
        "example=for-staff",
    );
    check("GET /books/1", "example=2", 200, &sanditon, "example=2");
    check("GET /books/1?__example=2", "", 200, &sanditon, "example=2");
    // One of another status needs no code.
    let lost = json!({"message": "404 It is lost"});
    check(
        "GET /books/1",
        "example=lost-books",
        404,
        &lost,
        "example=lost-books",
    );
    check("GET /books/1", "example=404", 404, &lost, "");
    let there = "Prefer example: the documents show for-readers, for-staff here, or 1 to 2";
    check("GET /books/1", "example=nobody", 200, &emma(), there);
}

#[test]
fn wishes_that_are_none_are_told() {
    let words = "Prefer code: must be a status from 200 to 599";
    check("GET /books/1", "code=banana", 200, &emma(), words);
}

#[test]
fn values_are_made_up_on_demand() {
    let get = |seed, path: &str| {
        let answer = send(&shop(seed), &format!("GET {path}"), "dynamic=true");
        assert_eq!(answer.header("preference-applied"), "dynamic=true");
        answer.json()
    };
    let book = get(0, "/books/1");
    assert_eq!(book, get(0, "/books/1"));
    assert_ne!(book, get(1, "/books/1"));
    assert_ne!(book, get(0, "/books/2"));
    let keys: Vec<&String> = book.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "title", "state"]);
    assert!(book["id"].is_u64() && book["title"].is_string());
    let list = get(0, "/books");
    assert!((1..=3).contains(&list.as_array().unwrap().len()));
    let unknown = "Prefer dynamic: the documents show no type here";
    check(
        "GET /books/1/services/mailer",
        "dynamic=true",
        200,
        &json!({}),
        unknown,
    );
}

#[test]
fn lists_have_pages() {
    let router = shop(0);
    let get = |query: &str| send(&router, &format!("GET /books{query}"), "");
    let all = get("");
    assert_eq!(
        (all.json(), all.header("x-total")),
        (books(), "3".to_owned())
    );
    assert_eq!(all.header("x-next-page"), "");
    let first = get("?per_page=2");
    assert_eq!(first.json(), Value::from(&books().as_array().unwrap()[..2]));
    assert_eq!(first.header("x-next-page"), "2");
    assert!(first.header("link").contains("rel=\"next\""));
    let second = get("?per_page=2&page=2");
    assert_eq!(
        second.json(),
        Value::from(&books().as_array().unwrap()[2..])
    );
    let after = get("?page=2");
    assert_eq!(after.json(), json!([]));
    assert_eq!(
        (after.header("x-page"), after.header("x-total")),
        ("2".to_owned(), "3".to_owned())
    );
    assert!(!after.header("link").contains("rel=\"next\""));
    assert_eq!(get("?page=0").json(), books());
    // One thing has no pages.
    let one = send(&router, "GET /books/1?page=2", "");
    assert_eq!((one.json(), one.header("x-total")), (emma(), String::new()));
}

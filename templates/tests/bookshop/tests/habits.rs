//! What real clients do, and the server accepts.

mod shop;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use docbind_bookshop::server::Options;
use serde_json::{Value, json};
use tower::ServiceExt;

struct Answer {
    status: StatusCode,
    allow: Option<String>,
    body: Value,
}

fn router() -> Router {
    shop::server(3).into_router(Options::new().body_limit(1000))
}

async fn send(method: &str, uri: &str, content_type: &str, body: impl Into<Body>) -> Answer {
    let mut request = Request::builder().method(method).uri(uri);
    if !content_type.is_empty() {
        request = request.header("Content-Type", content_type);
    }
    let request = request.body(body.into()).unwrap();
    let response = router().oneshot(request).await.unwrap();
    let allow = response.headers().get("allow");
    let allow = allow.map(|value| value.to_str().unwrap().to_owned());
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    let body = serde_json::from_slice(&bytes.unwrap()).unwrap_or_default();
    Answer {
        status,
        allow,
        body,
    }
}

async fn get(uri: &str) -> Answer {
    send("GET", uri, "", Body::empty()).await
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn paths_with_suffix_slashes_and_encoding() {
    for uri in [
        "/api/v2/shelves/1",
        "/api/v2/shelves/1.json",
        "/api/v2/shelves/1?",
        "/api/v2/shelves/1/",
        "//api/v2//shelves/1",
        "/api/v2/shelves/poetry%2Fhaiku",
        "/api/v2/shelves/poetry%2fhaiku.json",
    ] {
        let answer = get(uri).await;
        assert_eq!(answer.status, StatusCode::OK, "{uri}");
        assert_eq!(answer.body["id"], 1, "{uri}");
    }
}

#[tokio::test]
async fn parameters_from_everywhere() {
    let multipart = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nx\r\n--b--\r\n";
    let file = &*multipart.replace("\"name\"", "\"name\"; filename=\"x.txt\"");
    for (uri, content_type, body) in [
        ("/api/v2/shelves", JSON, r#"{"name": "x", "colour": "red"}"#),
        (
            "/api/v2/shelves",
            "application/json; charset=utf-8",
            r#"{"name": "x"}"#,
        ),
        ("/api/v2/shelves", FORM, "name=x&colour=red"),
        ("/api/v2/shelves", FORM, r#"{"name": "x"}"#),
        ("/api/v2/shelves", "", "name=x"),
        (
            "/api/v2/shelves",
            "multipart/form-data; boundary=b",
            multipart,
        ),
        ("/api/v2/shelves", "multipart/form-data; boundary=b", file),
        ("/api/v2/shelves?name=x", "", ""),
        ("/api/v2/shelves?name=y", FORM, "name=x"),
    ] {
        let answer = send("POST", uri, content_type, body.to_owned()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{content_type} {body}");
        assert_eq!(answer.body["name"], "x", "{content_type} {body}");
    }
}

#[tokio::test]
async fn values_in_every_spelling() {
    for (body, public, labels) in [
        ("public=true&labels=a,b", true, json!(["a", "b"])),
        ("public=True&labels[]=a&labels[]=b", true, json!(["a", "b"])),
        ("public=1&labels=a&labels=b", true, json!(["a", "b"])),
        ("public=0&labels=", false, json!([])),
    ] {
        let body = format!("name=x&{body}");
        let answer = send("POST", "/api/v2/shelves", FORM, body.clone()).await;
        assert_eq!(answer.body["public?"], public, "{body}");
        assert_eq!(answer.body["labels"], labels, "{body}");
    }
    let answer = send("POST", "/api/v2/shelves", JSON, r#"{"name": 7}"#).await;
    assert_eq!(answer.body["name"], "7");
    let lines = "customer=Eve&lines[][book_id]=7&lines[][count]=1&lines[][book_id]=8&notes[a]=b";
    let answer = send("POST", "/api/v2/orders", FORM, lines).await;
    assert_eq!(answer.body["books"], json!([{"id": 7}, {"id": 8}]));
    assert_eq!(answer.body["notes"], json!({"a": "b"}));
}

#[tokio::test]
async fn updates_in_every_spelling() {
    let labels = json!(["novel"]);
    for (content_type, body, title, series, labels) in [
        (JSON, "{}", json!("Emma"), json!(3), labels.clone()),
        (
            JSON,
            r#"{"title": null, "series_id": null, "labels": null}"#,
            json!(null),
            json!(null),
            json!(null),
        ),
        (
            JSON,
            r#"{"title": "", "series_id": "", "labels": []}"#,
            json!(""),
            json!(null),
            json!([]),
        ),
        (
            JSON,
            r#"{"title": 7, "series_id": "7", "labels": "a,b"}"#,
            json!("7"),
            json!(7),
            json!(["a", "b"]),
        ),
        (FORM, "", json!("Emma"), json!(3), labels.clone()),
        (
            FORM,
            "title=&series_id=&labels=",
            json!(""),
            json!(null),
            json!(null),
        ),
        (
            FORM,
            "title=x&series_id=7&labels[]=a",
            json!("x"),
            json!(7),
            json!(["a"]),
        ),
    ] {
        let uri = "/api/v2/shelves/1/books/7";
        let answer = send("PUT", uri, content_type, body).await;
        let book = &answer.body;
        assert_eq!(book["title"], title, "{body}");
        assert_eq!(book["series_id"], series, "{body}");
        assert_eq!(book["labels"], labels, "{body}");
    }
}

#[tokio::test]
async fn bodies_on_get_and_delete() {
    let answer = send("GET", "/api/v2/shelves", JSON, r#"{"per_page": 2}"#).await;
    assert_eq!(answer.body.as_array().unwrap().len(), 2);
    let answer = send("DELETE", "/api/v2/shelves/1", FORM, "a=b").await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn refusals_in_the_documented_shape() {
    let message = |answer: Answer| {
        let status = answer.status.as_u16();
        (status, answer.body["message"].as_str().unwrap().to_owned())
    };
    let missing = send("POST", "/api/v2/shelves", JSON, "{}").await;
    let expected = "400 (Bad request) \"name\" not given";
    assert_eq!(message(missing), (400, expected.to_owned()));
    let null = send("POST", "/api/v2/shelves", JSON, r#"{"name": null}"#).await;
    assert_eq!(message(null), (400, expected.to_owned()));
    let file = send("POST", "/api/v2/shelves/1/books/7/cover", FORM, "").await;
    let expected = "400 (Bad request) \"file\" not given";
    assert_eq!(message(file), (400, expected.to_owned()));
    let wrong = send("POST", "/api/v2/shelves", FORM, "name=x&public=maybe").await;
    let expected = "400 (Bad request) \"public\" is invalid";
    assert_eq!(message(wrong), (400, expected.to_owned()));
    let unlisted = send("PUT", "/api/v2/shelves/1/books/7", FORM, "state_event=eat").await;
    let expected = "400 (Bad request) \"state_event\" is invalid";
    assert_eq!(message(unlisted), (400, expected.to_owned()));
    let malformed = send("POST", "/api/v2/shelves", JSON, "{").await;
    assert_eq!(malformed.status, StatusCode::BAD_REQUEST);
    let cut = send(
        "POST",
        "/api/v2/shelves",
        "multipart/form-data; boundary=b",
        "--b\r\n",
    )
    .await;
    assert_eq!(cut.status, StatusCode::BAD_REQUEST);
    let large = send("POST", "/api/v2/shelves", JSON, "x".repeat(1001)).await;
    assert_eq!(message(large), (413, "413 Payload Too Large".to_owned()));
    let unknown = get("/api/v2/cellar").await;
    assert_eq!(message(unknown), (404, "404 Not Found".to_owned()));
    let number = get("/api/v2/shelves/1/books/seven").await;
    assert_eq!(message(number).0, 404);
    let unanswered = get("/api/v2/shelves/1/books/7").await;
    let expected = "501 Not Implemented: books.get";
    assert_eq!(message(unanswered), (501, expected.to_owned()));
}

#[tokio::test]
async fn other_methods() {
    let answer = send("PATCH", "/api/v2/shelves/1", "", Body::empty()).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.allow.as_deref(), Some("DELETE, GET, HEAD"));
    assert_eq!(answer.body["message"], "405 Method Not Allowed");
    let head = send("HEAD", "/api/v2/shelves/1", "", Body::empty()).await;
    assert_eq!((head.status, head.body), (StatusCode::OK, Value::Null));
}

//! Bodies, and what clients say that they are.

use serde_json::json;

use crate::{FORM, ISSUES, JSON, create, expect, refusal, send};

#[tokio::test]
async fn files_are_uploaded() {
    let upload = "POST /api/v3/projects/7/uploads";
    let file = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a b.txt\"\r\n\
                Content-Type: text/plain\r\n\r\nabc\r\n--b--\r\n";
    for media_type in [
        "multipart/form-data; boundary=b",
        "Multipart/Form-Data;boundary=\"b\"",
    ] {
        let answer = send(upload, media_type, file).await;
        let expected = json!({"id": 7, "file": "abc"});
        expect(&answer, media_type, 201, &expected);
    }
    let missing = refusal("400 (Bad request) \"file\" not given");
    let empty = "--b--\r\n";
    let answer = send(upload, "multipart/form-data; boundary=b", empty).await;
    expect(&answer, "no part", 400, &missing);
    let answer = send(upload, "multipart/form-data", file).await;
    assert_eq!(answer.status, 400, "no boundary: {}", answer.text);
}

#[tokio::test]
async fn bodies_on_get_and_delete() {
    for (media_type, body) in [
        (FORM, "state=closed&labels=a"),
        (JSON, r#"{"state":"closed","labels":"a"}"#),
    ] {
        let answer = send("GET /api/v3/projects/7/issues", media_type, body).await;
        let expected = json!({"id": 7, "state": "closed", "labels": ["a"], "iid": null});
        expect(&answer, body, 200, &expected);
    }
    let delete = "DELETE /api/v3/projects/7/repository/files";
    let answer = send(delete, FORM, "file_path=a/b&branch_name=c&commit_message=d").await;
    expect(&answer, delete, 200, &json!(["a/b", "c"]));
    let delete = "DELETE /api/v3/projects/7/issues/8";
    expect(&send(delete, JSON, "{}").await, delete, 200, &json!([7, 8]));
}

#[tokio::test]
async fn bodies_with_the_wrong_content_type() {
    let expected = json!({"title": "a b=c", "labels": ["x"]});
    let object = r#"{"title": "a b=c", "labels": "x"}"#;
    let form = "title=a%20b%3Dc&labels=x";
    for media_type in [
        FORM,
        "",
        "text/plain",
        "text/plain;charset=UTF-8",
        "application/octet-stream",
    ] {
        create(ISSUES, media_type, object, &expected).await;
    }
    for media_type in [JSON, "", "application/json; charset=utf-8"] {
        create(ISSUES, media_type, form, &expected).await;
    }
}

#[tokio::test]
async fn bodies_with_marks_and_charsets() {
    let expected = json!({"title": "ü"});
    let object = r#"{"title": "ü"}"#;
    for media_type in [
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "Application/JSON; Charset=\"utf-8\"",
        "application/vnd.api+json",
        "application/x-www-form-urlencoded; charset=utf-8",
    ] {
        create(ISSUES, media_type, object, &expected).await;
        create(ISSUES, media_type, format!("\u{feff}{object}"), &expected).await;
        create(ISSUES, media_type, format!("\r\n {object} \n"), &expected).await;
    }
    let form = "application/x-www-form-urlencoded;charset=UTF-8";
    create(ISSUES, form, "title=%C3%BC", &expected).await;
    create(ISSUES, form, "title=ü", &expected).await;
    create(ISSUES, form, "\u{feff}title=ü", &expected).await;
}

#[tokio::test]
async fn empty_bodies() {
    let missing = refusal("400 (Bad request) \"title\" not given");
    for body in ["", " ", "\r\n", "{}", "null", "[]", "\"\"", "\u{feff}"] {
        for media_type in [JSON, FORM] {
            let answer = send(ISSUES, media_type, body).await;
            expect(&answer, &format!("{media_type} {body:?}"), 400, &missing);
        }
    }
    for body in ["", "{}", "null", " "] {
        let answer = send("PUT /api/v3/projects/7/issues/8", JSON, body).await;
        assert_eq!(answer.status, 200, "{body:?}: {}", answer.text);
        create(
            &format!("{ISSUES}?title=t"),
            JSON,
            body,
            &json!({"title": "t"}),
        )
        .await;
    }
    for body in ["{", "{\"title\": }", "[1", "\u{0}"] {
        let answer = send(ISSUES, JSON, body).await;
        assert_eq!(answer.status, 400, "{body:?}");
        let text = answer.json()["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(
            text.starts_with("400 (Bad request) the body is not"),
            "{body:?}: {text}"
        );
    }
}

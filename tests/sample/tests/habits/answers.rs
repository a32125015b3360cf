//! What is answered: pages, refusals, statuses.

use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RANGE};
use gitlab_v3_2016::operations;
use gitlab_v3_2016::server::{Failure, Options, Reply, Request, Server, projects};
use serde_json::json;

use crate::callers::guarded;
use crate::{Answer, FORM, ISSUES, JSON, ask, expect, refusal, send, server};

#[tokio::test]
async fn pages_of_every_size() {
    const BRANCHES: &str = "/api/v3/projects/7/repository/branches";
    for (query, page, per_page, count) in [
        ("", "1", "20", 20),
        ("?page=2&per_page=50", "2", "50", 50),
        ("?page=0", "1", "20", 20),
        ("?page=-1", "1", "20", 20),
        ("?page=abc", "1", "20", 20),
        ("?page=", "1", "20", 20),
        ("?per_page=abc", "1", "20", 20),
        ("?per_page=0", "1", "1", 1),
        ("?per_page=100000", "1", "100", 100),
        ("?page=3&per_page=100", "3", "100", 50),
        ("?page=99&per_page=100", "99", "100", 0),
        (
            "?page=18446744073709551615&per_page=100",
            "18446744073709551615",
            "100",
            0,
        ),
        ("?page=99999999999999999999999", "1", "20", 20),
    ] {
        let answer = send(&format!("GET {BRANCHES}{query}"), "", "").await;
        assert_eq!(answer.status, 200, "{query}");
        assert_eq!(answer.json().as_array().unwrap().len(), count, "{query}");
        assert_eq!(answer.header("x-page"), page, "{query}");
        assert_eq!(answer.header("x-per-page"), per_page, "{query}");
        assert_eq!(answer.header("x-total"), "250", "{query}");
    }
    let router = server().into_router(guarded().public_url("https://git.example.com/"));
    let line = format!("GET {BRANCHES}?private_token=s3cret&page=2&per_page=100");
    let answer = ask(router, &line, &[], b"").await;
    let link = |page: u8, relation: &str| {
        let url = format!("https://git.example.com{BRANCHES}?page={page}&per_page=100");
        format!("<{url}>; rel=\"{relation}\"")
    };
    let links = [
        link(1, "prev"),
        link(3, "next"),
        link(1, "first"),
        link(3, "last"),
    ];
    assert_eq!(answer.header("link"), links.join(", "));
    assert_eq!(answer.header("x-total-pages"), "3");
    assert_eq!(answer.header("x-next-page"), "3");
    assert_eq!(answer.header("x-prev-page"), "1");
}

#[tokio::test]
async fn refusals_of_every_kind() {
    let refused = |status: StatusCode| {
        let server = Server::new().replace(&operations::issues::GET, move |_| async move {
            Err(Failure::status(status))
        });
        let router = server.into_router(Options::new());
        async move { ask(router, "GET /api/v3/projects/7/issues/8", &[], b"").await }
    };
    for (status, text) in [
        (401, "401 Unauthorized"),
        (403, "403 Forbidden"),
        (404, "404 Not Found"),
        (409, "409 Conflict"),
        (422, "422 Unprocessable Entity"),
        (500, "500 Internal Server Error"),
    ] {
        let answer = refused(StatusCode::from_u16(status).unwrap()).await;
        expect(&answer, text, status, &refusal(text));
        assert_eq!(answer.header("content-type"), JSON);
    }
    let other = send("PATCH /api/v3/projects/7/issues/8", "", "").await;
    expect(&other, "PATCH", 405, &refusal("405 Method Not Allowed"));
    assert_eq!(other.header("allow"), "DELETE, GET, HEAD, PUT");
    let server = Server::new().replace(&operations::users::UPDATE, |_| async {
        let failure = Failure::field("bio", ["is too long (maximum is 255 characters)"]);
        let failure = failure.and_field("email", ["is taken", "is invalid"]);
        Err(failure.and_field_of("namespace", "path", ["is taken"]))
    });
    let router = server.into_router(Options::new());
    let answer = ask(router, "PUT /api/v3/users/7", &[], b"").await;
    let fields = json!({"message": {
        "bio": ["is too long (maximum is 255 characters)"],
        "email": ["is taken", "is invalid"],
        "namespace": {"path": ["is taken"]},
    }});
    expect(&answer, "fields", 400, &fields);
    let large = server_with_limit(10).await;
    assert_eq!(large.status, 413);
}

async fn server_with_limit(bytes: usize) -> Answer {
    let router = server().into_router(Options::new().body_limit(bytes));
    ask(router, ISSUES, &[("content-type", FORM)], &[b'a'; 11]).await
}

#[tokio::test]
async fn statuses_follow_method_and_documents() {
    use gitlab_v3_2016::server::ci_builds::{self, PatchTraceTxtAnswer as Patched};
    let patch = "PATCH /ci/api/v1/builds/7/trace.txt";
    let headers = [("BUILD-TOKEN", "t"), ("Content-Range", "0-3")];
    let server =
        Server::new().replace_with(|request: Request<ci_builds::PatchTraceTxt>| async move {
            if request.params.content_range != "0-3" {
                return Ok(Patched::RangeNotSatisfiable(String::new()).into());
            }
            let size = request.params.body.len().to_string();
            let range = HeaderValue::from_str(&size).map_err(|_| Failure::internal("no range"))?;
            let answer = Reply::new(Patched::Accepted(json!(null)));
            Ok(answer.header(RANGE, range))
        });
    let router = server.into_router(Options::new());
    let answer = ask(router.clone(), patch, &headers, b"abcd").await;
    assert_eq!((answer.status, answer.header("range")), (202, "4"));
    let headers = [("BUILD-TOKEN", "t"), ("Content-Range", "9-3")];
    let answer = ask(router, patch, &headers, b"abcd").await;
    expect(&answer, patch, 416, &refusal("416 Range Not Satisfiable"));
    let star = Server::new().replace_with(|_: Request<projects::Star>| async {
        Ok(projects::StarAnswer::NotModified.into())
    });
    let router = star.into_router(Options::new());
    let answer = ask(router, "POST /api/v3/projects/7/star", &[], b"").await;
    assert_eq!((answer.status, answer.text.as_str()), (304, ""));
}

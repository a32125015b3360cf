//! What real clients of such APIs send, and the generated server takes.
//!
//! Each request is answered with the typed parameters that an implementation would get.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod answers;
mod bodies;
mod callers;
mod layers;
mod paths;
mod values;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use gitlab_v3_2016::operations;
use gitlab_v3_2016::runtime::server::{Parameters, Parts, Rendered};
use gitlab_v3_2016::server::{
    Failure, Options, Reply, Server, branches, issues, namespaces, projects, repository_files,
    session, tags,
};
use serde_json::{Value, json};
use tower::ServiceExt;

/// Answers an operation with its parameters.
fn echo<P: Parameters>(server: Server, show: fn(P) -> Value) -> Server {
    server.replace(P::OPERATION, move |parts: Parts| async move {
        echoed(&parts, show)
    })
}

fn echoed<P: Parameters>(parts: &Parts, show: fn(P) -> Value) -> Result<Rendered, Failure> {
    Reply::new(show(P::read(parts)?)).json()
}

fn server() -> Server {
    let server = echo(Server::new(), |p: issues::Create| {
        json!({
            "id": p.id, "title": p.title, "description": p.description, "labels": p.labels,
            "assignee_id": p.assignee_id, "milestone_id": p.milestone_id,
        })
    });
    let server = echo(
        server,
        |p: issues::List| json!({"id": p.id, "state": p.state, "labels": p.labels, "iid": p.iid}),
    );
    let server = echo(server, |p: issues::Update| {
        json!({
            "id": p.id, "issue_id": p.issue_id, "title": p.title, "labels": p.labels,
            "state_event": p.state_event, "milestone_id": format!("{:?}", p.milestone_id),
            "description": format!("{:?}", p.description),
        })
    });
    let server = echo(server, |p: issues::Get| json!([p.id, p.issue_id]));
    let server = echo(server, |p: issues::Delete| json!([p.id, p.issue_id]));
    let server = echo(server, |p: projects::Get| json!(p.id));
    let server = echo(
        server,
        |p: projects::Create| json!({"name": p.name, "public": p.public, "wiki_enabled": p.wiki_enabled}),
    );
    let server = echo(server, |p: projects::CreateUpload| {
        let text = String::from_utf8_lossy(&p.file.content).into_owned();
        json!({"id": p.id, "file": text})
    });
    let server = echo(server, |p: branches::Get| json!([p.id, p.branch]));
    let server = echo(server, |p: branches::Protect| json!([p.id, p.branch]));
    let server = echo(server, |p: tags::Get| json!(p.tag_name));
    let server = echo(server, |p: tags::CreateRelease| {
        json!([p.tag_name, p.description])
    });
    let server = echo(server, |p: repository_files::Get| {
        json!([p.file_path, p.ref_])
    });
    let server = echo(server, |p: repository_files::Delete| {
        json!([p.file_path, p.branch_name])
    });
    let server = echo(server, |p: session::Create| json!(p.login));
    let server = server.replace(&operations::namespaces::LIST, |parts: Parts| async move {
        let request = parts.request::<namespaces::List>()?;
        let name = request.known_caller::<String>()?;
        Reply::new(json!([name, request.sudo()])).json()
    });
    server.replace(&operations::branches::LIST, |parts: Parts| async move {
        let page = parts.request::<branches::List>()?.page();
        let all: Vec<u64> = (1..=250).collect();
        let info = page.info(all.len() as u64);
        Reply::new(page.slice(&all).to_vec()).page(info).json()
    })
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

async fn ask(router: Router, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let (method, path) = line.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_vec())).unwrap();
    let response = router.oneshot(request).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    Answer {
        status,
        headers,
        text: String::from_utf8(bytes.unwrap().to_vec()).unwrap(),
    }
}

async fn send(line: &str, media_type: &str, body: impl AsRef<[u8]>) -> Answer {
    let headers = [("content-type", media_type)];
    let headers = if media_type.is_empty() {
        &[][..]
    } else {
        &headers
    };
    let router = server().into_router(Options::new());
    ask(router, line, headers, body.as_ref()).await
}

/// The request gives this answer.
#[track_caller]
fn expect(answer: &Answer, request: &str, status: u16, expected: &Value) {
    assert_eq!(answer.status, status, "{request}: {}", answer.text);
    assert_eq!(&answer.json(), expected, "{request}");
}

async fn get(path: &str, expected: Value) {
    let request = format!("GET /api/v3{path}");
    expect(&send(&request, "", "").await, &request, 200, &expected);
}

/// The whole of a refusal.
fn refusal(text: &str) -> Value {
    json!({ "message": text })
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const ISSUES: &str = "POST /api/v3/projects/7/issues";

/// Creates an issue and expects these values among those that arrive.
async fn create(path: &str, media_type: &str, body: impl AsRef<[u8]>, expected: &Value) {
    let shown = String::from_utf8_lossy(body.as_ref()).into_owned();
    let answer = send(path, media_type, body).await;
    assert_eq!(answer.status, 201, "{media_type} {shown}: {}", answer.text);
    let actual = answer.json();
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&actual[name], value, "{name} of {media_type} {shown}");
    }
}

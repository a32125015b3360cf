//! What real clients of such APIs send, and the generated server takes.
//!
//! Each request is answered with the typed parameters that an implementation would get.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use axum::Router;
use axum::body::Body;
use axum::http::header::{HeaderValue, RANGE};
use axum::http::{HeaderMap, Request, StatusCode};
use gitlab_v3_2016::operations;
use gitlab_v3_2016::runtime::server::{Parameters, Parts, Rendered};
use gitlab_v3_2016::server::{
    Caller, Credentials, Failure, Options, Reply, Request as Call, Server, branches, issues,
    namespaces, projects, repository_files, session, tags,
};
use serde::Serialize;
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

/// A list as one text, whether the parameter is the one or the other.
fn joined(list: &impl Serialize) -> Value {
    match serde_json::to_value(list).unwrap() {
        Value::Array(items) => {
            let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            json!(texts.join(","))
        }
        value => value,
    }
}

fn server() -> Server {
    let server = echo(Server::new(), |p: issues::Create| {
        json!({
            "id": p.id, "title": p.title, "description": p.description, "labels": joined(&p.labels),
            "assignee_id": p.assignee_id, "milestone_id": p.milestone_id,
        })
    });
    let server = echo(
        server,
        |p: issues::ListForProject| json!({"id": p.id, "state": p.state, "labels": joined(&p.labels), "iid": p.iid}),
    );
    let server = echo(server, |p: issues::Update| {
        json!({
            "id": p.id, "issue_id": p.issue_id, "title": p.title, "labels": joined(&p.labels),
            "state_event": p.state_event, "milestone_id": p.milestone_id,
        })
    });
    let server = echo(server, |p: issues::Get| json!([p.id, p.issue_id]));
    let server = echo(server, |p: issues::Delete| json!([p.id, p.issue_id]));
    let server = echo(server, |p: projects::Get| json!(p.id));
    let server = echo(
        server,
        |p: projects::Create| json!({"name": p.name, "public": p.public, "wiki_enabled": p.wiki_enabled}),
    );
    let server = echo(
        server,
        |p: projects::CreateUpload| json!({"id": p.id, "file": p.file}),
    );
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
    let server = server.replace(&operations::branches::LIST, |parts: Parts| async move {
        let page = parts.request::<branches::List>()?.page();
        let all: Vec<u64> = (1..=250).collect();
        let info = page.info(all.len() as u64);
        Reply::new(page.slice(&all).to_vec()).page(info).json()
    });
    server
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

#[tokio::test]
async fn paths_with_suffix_slashes_and_question_marks() {
    for path in [
        "/projects/7/issues/8",
        "/projects/7/issues/8.json",
        "/projects/7/issues/8.json?",
        "/projects/7/issues/8?",
        "/projects/7/issues/8/",
        "/projects/7/issues/8/?",
        "//projects//7///issues/8",
        "/projects/%37/issues/8",
    ] {
        get(path, json!([7, 8])).await;
    }
    let doubled = send("GET //api/v3//projects/7/issues/8//", "", "").await;
    expect(&doubled, "doubled slashes", 200, &json!([7, 8]));
    let rooted = "POST //ci//api/v1/builds/register.json/";
    assert_eq!(send(rooted, FORM, "token=t").await.status, 501);
}

#[tokio::test]
async fn projects_by_number_or_path() {
    get("/projects/7", json!(7)).await;
    get("/projects/group%2Fproject", json!("group/project")).await;
    get("/projects/group%2fproject", json!("group/project")).await;
    get("/projects/a%2Fb%2Fc", json!("a/b/c")).await;
    get("/projects/group%2Fproject.rs", json!("group/project.rs")).await;
    get("/projects/group%2Fproject%2Ers", json!("group/project.rs")).await;
    get("/projects/my.group%2Fa.b.c", json!("my.group/a.b.c")).await;
    get("/projects/group%2Fproject.json", json!("group/project")).await;
    get("/projects/%E4%BD%A0%2Fa%20b", json!("你/a b")).await;
    let unencoded = send("GET /api/v3/projects/group/project", "", "").await;
    expect(&unencoded, "unencoded", 404, &refusal("404 Not Found"));
}

#[tokio::test]
async fn slashes_in_names_of_branches_tags_and_files() {
    let branches = "/projects/7/repository/branches";
    for branch in ["feature/x", "feature%2Fx", "feature%2fx"] {
        get(&format!("{branches}/{branch}"), json!([7, "feature/x"])).await;
        let protect = format!("PUT /api/v3{branches}/{branch}/protect");
        let answer = send(&protect, "", "").await;
        expect(&answer, &protect, 200, &json!([7, "feature/x"]));
    }
    get(&format!("{branches}/v1.0.x"), json!([7, "v1.0.x"])).await;
    get(
        &format!("{branches}/fix%23%3F%20a+b"),
        json!([7, "fix#? a+b"]),
    )
    .await;
    let tags = "/projects/7/repository/tags";
    get(&format!("{tags}/v1.0.0"), json!("v1.0.0")).await;
    get(&format!("{tags}/release/1.0"), json!("release/1.0")).await;
    get(&format!("{tags}/release%2F1.0"), json!("release/1.0")).await;
    let release = format!("POST /api/v3{tags}/release/1.0/release");
    let answer = send(&release, FORM, "description=x").await;
    expect(&answer, &release, 201, &json!(["release/1.0", "x"]));
    for path in ["src/main.rs", "src%2Fmain.rs", "src%2Fmain%2Ers"] {
        let path = format!("/projects/7/repository/files?file_path={path}&ref=a/b");
        get(&path, json!(["src/main.rs", "a/b"])).await;
    }
}

#[tokio::test]
async fn parameters_come_from_everywhere_at_once() {
    let expected = json!({"id": 7, "title": "t", "description": "d"});
    let with_query = format!("{ISSUES}?description=d");
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let multipart = format!("{}{}--b--\r\n", part("title", "t"), part("unknown", "x"));
    let multipart_type = "multipart/form-data; boundary=b";
    create(&with_query, FORM, "title=t&unknown=x", &expected).await;
    create(
        &with_query,
        JSON,
        r#"{"title": "t", "unknown": {"a": 1}}"#,
        &expected,
    )
    .await;
    create(&with_query, multipart_type, multipart, &expected).await;
    create(&format!("{with_query}&title=t&x[]=1"), "", "", &expected).await;
    // What stands in the path and in the body goes before the query.
    create(
        &format!("{with_query}&title=other"),
        FORM,
        "title=t",
        &expected,
    )
    .await;
    create(&with_query, JSON, r#"{"title": "t", "id": 9}"#, &expected).await;
}

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
        let expected = json!({"id": 7, "state": "closed", "labels": "a", "iid": null});
        expect(&answer, body, 200, &expected);
    }
    let delete = "DELETE /api/v3/projects/7/repository/files";
    let answer = send(delete, FORM, "file_path=a/b&branch_name=c&commit_message=d").await;
    expect(&answer, delete, 200, &json!(["a/b", "c"]));
    let delete = "DELETE /api/v3/projects/7/issues/8";
    expect(&send(delete, JSON, "{}").await, delete, 200, &json!([7, 8]));
}

#[tokio::test]
async fn booleans_in_every_spelling() {
    let create = "POST /api/v3/projects";
    for (spelling, value) in [
        ("true", true),
        ("True", true),
        ("TRUE", true),
        ("1", true),
        ("t", true),
        ("false", false),
        ("False", false),
        ("0", false),
    ] {
        let form = format!("name=x&public={spelling}");
        let answer = send(create, FORM, &form).await;
        let expected = json!({"name": "x", "public": value, "wiki_enabled": null});
        expect(&answer, &form, 201, &expected);
        let text = format!(r#"{{"name": "x", "public": "{spelling}"}}"#);
        expect(&send(create, JSON, &text).await, &text, 201, &expected);
    }
    let number = r#"{"name": 1, "public": 1, "wiki_enabled": false}"#;
    let expected = json!({"name": "1", "public": true, "wiki_enabled": false});
    expect(&send(create, JSON, number).await, number, 201, &expected);
    let answer = send(create, FORM, "name=x&public=perhaps").await;
    let expected = refusal("400 (Bad request) \"public\" is invalid");
    expect(&answer, "perhaps", 400, &expected);
}

#[tokio::test]
async fn lists_in_every_spelling() {
    for (media_type, body) in [
        (FORM, "title=t&labels=a,b"),
        (FORM, "title=t&labels[]=a&labels[]=b"),
        (FORM, "title=t&labels%5B%5D=a&labels%5B%5D=b"),
        (FORM, "title=t&labels[0]=a&labels[1]=b"),
        (JSON, r#"{"title": "t", "labels": "a,b"}"#),
        (JSON, r#"{"title": "t", "labels": ["a", "b"]}"#),
    ] {
        create(ISSUES, media_type, body, &json!({"labels": "a,b"})).await;
    }
    create(
        ISSUES,
        JSON,
        r#"{"title": "t", "labels": []}"#,
        &json!({"labels": ""}),
    )
    .await;
    create(ISSUES, FORM, "title=t&labels=", &json!({"labels": ""})).await;
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let path = "/api/v3/projects/7/issues/8";
    let head = send(&format!("HEAD {path}"), "", "").await;
    let get = send(&format!("GET {path}"), "", "").await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(head.headers, get.headers);
    let unknown = send("HEAD /api/v3/cellar", "", "").await;
    assert_eq!((unknown.status, unknown.text.as_str()), (404, ""));
    let posted = send("HEAD /api/v3/session", "", "").await;
    assert_eq!((posted.status, posted.header("allow")), (405, "POST"));
}

/// Options with an administrator, `s3cret` and `b3arer`, and a user, `us3r`.
fn guarded() -> Options {
    let door = |credentials: Credentials| async move {
        let token = credentials.secret("private_token");
        let token = token.or(credentials.secret("oauth2_token"));
        let user = match token {
            Some("s3cret" | "b3arer") => "root",
            Some("us3r") => "user",
            _ => return Err(Failure::unauthorized()),
        };
        match credentials.sudo {
            Some(_) if user != "root" => {
                let text = "403 Forbidden: Must be admin to use sudo";
                Err(Failure::new(StatusCode::FORBIDDEN, text))
            }
            Some(name) => Ok(Caller::new(name)),
            None => Ok(Caller::new(user.to_owned())),
        }
    };
    Options::new()
        .authenticate(door)
        .open(&operations::session::CREATE)
}

/// What the service knows of the caller of a request.
async fn caller(line: &str, headers: &[(&str, &str)], body: &str) -> (u16, Value) {
    let router = server().into_router(guarded());
    let answer = ask(router, line, headers, body.as_bytes()).await;
    (answer.status, answer.json())
}

const NAMESPACES: &str = "GET /api/v3/namespaces";

#[tokio::test]
async fn tokens_in_every_place() {
    let form = ("content-type", FORM);
    let json_body = ("content-type", JSON);
    for (query, headers, body) in [
        ("", &[("PRIVATE-TOKEN", "s3cret")][..], ""),
        ("", &[("private-token", "s3cret")], ""),
        ("", &[("Private-Token", " s3cret ")], ""),
        ("?private_token=s3cret", &[], ""),
        ("?private_token=s3cret&page=1", &[], ""),
        ("", &[form], "private_token=s3cret"),
        ("", &[json_body], r#"{"private_token": "s3cret"}"#),
        ("", &[("Authorization", "Bearer b3arer")], ""),
        ("", &[("authorization", "bearer b3arer")], ""),
        ("?access_token=b3arer", &[], ""),
        ("", &[form], "access_token=b3arer"),
    ] {
        let answer = caller(&format!("{NAMESPACES}{query}"), headers, body).await;
        assert_eq!(
            answer,
            (200, json!(["root", null])),
            "{query} {headers:?} {body}"
        );
    }
    let refused = (401, refusal("401 Unauthorized"));
    for (query, headers) in [
        ("", &[][..]),
        ("?private_token=stolen", &[]),
        ("?private_token=", &[]),
        ("", &[("Authorization", "Basic b3arer")]),
        ("", &[("Authorization", "b3arer")]),
        ("", &[("BUILD-TOKEN", "s3cret")]),
        ("?private_token[]=s3cret&private_token[a]=b", &[]),
    ] {
        let answer = caller(&format!("{NAMESPACES}{query}"), headers, "").await;
        assert_eq!(answer, refused, "{query} {headers:?}");
    }
    let login = caller("POST /api/v3/session?login=a&password=b", &[], "").await;
    assert_eq!(login, (201, json!("a")));
    let unknown = caller("GET /api/v3/cellar", &[], "").await;
    assert_eq!(unknown.0, 404);
}

#[tokio::test]
async fn acting_as_another_user() {
    let root = ("private-token", "s3cret");
    let sudo = |name: &str| (200, json!([name, name]));
    let header = [root, ("sudo", "eve")];
    assert_eq!(caller(NAMESPACES, &header, "").await, sudo("eve"));
    let header = [root, ("SUDO", "23")];
    assert_eq!(caller(NAMESPACES, &header, "").await, sudo("23"));
    let query = format!("{NAMESPACES}?sudo=eve");
    assert_eq!(caller(&query, &[root], "").await, sudo("eve"));
    let both = caller(&query, &[root, ("SUDO", "23")], "").await;
    assert_eq!(both, sudo("23"));
    let refused = caller(&query, &[("private-token", "us3r")], "").await;
    let text = "403 Forbidden: Must be admin to use sudo";
    assert_eq!(refused, (403, refusal(text)));
}

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
async fn whole_objects_are_sent_back() {
    let issue = json!({
        "id": 8, "iid": 3, "project_id": 7, "title": "t", "description": null,
        "labels": ["a", "b"], "state": "opened", "subscribed": false, "user_notes_count": 1,
        "author": {"id": 1, "username": "root"}, "assignee": {"id": 2},
        "milestone": {"id": 4, "due_date": null}, "created_at": "2016-01-04T15:31:46.176Z",
        "state_event": "close",
    });
    let update = "PUT /api/v3/projects/7/issues/8";
    let answer = send(update, JSON, issue.to_string()).await;
    let expected = json!({
        "id": 7, "issue_id": 8, "title": "t", "labels": "a,b", "state_event": "close",
        "milestone_id": null,
    });
    expect(&answer, update, 200, &expected);
    let nested = json!({"title": "t", "milestone_id": {"id": 4}});
    let answer = send(update, JSON, nested.to_string()).await;
    let text = "400 (Bad request) \"milestone_id\" is invalid";
    expect(&answer, "an object as an id", 400, &refusal(text));
}

#[tokio::test]
async fn ids_stand_twice() {
    get("/projects/7/issues/8?id=7&issue_id=8", json!([7, 8])).await;
    get("/projects/7/issues/8?id=1&id=2&issue_id=x", json!([7, 8])).await;
    let list = json!({"id": 7, "state": null, "labels": null, "iid": 2});
    get("/projects/7/issues?iid=1&iid=2", list).await;
    let expected = json!({"id": 7, "title": "t"});
    create(
        &format!("{ISSUES}?id=9"),
        FORM,
        "title=t&id=7&project_id=7",
        &expected,
    )
    .await;
}

#[tokio::test]
async fn bodies_with_the_wrong_content_type() {
    let expected = json!({"title": "a b=c", "labels": "x"});
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
        Err(failure.and_field("email", ["is taken", "is invalid"]))
    });
    let router = server.into_router(Options::new());
    let answer = ask(router, "PUT /api/v3/users/7", &[], b"").await;
    let fields = json!({"message": {
        "bio": ["is too long (maximum is 255 characters)"],
        "email": ["is taken", "is invalid"],
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
    let server = Server::new().replace_with(|request: Call<ci_builds::PatchTraceTxt>| async move {
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
    let star = Server::new().replace_with(|_: Call<projects::Star>| async {
        Ok(projects::StarAnswer::NotModified.into())
    });
    let router = star.into_router(Options::new());
    let answer = ask(router, "POST /api/v3/projects/7/star", &[], b"").await;
    assert_eq!((answer.status, answer.text.as_str()), (304, ""));
}

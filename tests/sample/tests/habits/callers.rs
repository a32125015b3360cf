//! Who is calling, and as whom.

use axum::http::StatusCode;
use gitlab_v3_2016::operations;
use gitlab_v3_2016::server::{Caller, Credentials, Failure, Options};
use serde_json::{Value, json};

use crate::{FORM, JSON, ask, refusal, server};

/// Options with an administrator, `s3cret` and `b3arer`, and a user, `us3r`.
pub(crate) fn guarded() -> Options {
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

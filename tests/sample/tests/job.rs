//! A job that uses the desk over a connection, as a program of somebody else would.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use axum::http::StatusCode;
use docbind_sample::Desk;
use gitlab_v3_2016::client::ClientBuilder;
use gitlab_v3_2016::runtime::{File, Method};
use gitlab_v3_2016::{Auth, Client};

/// The address of a desk with 45 merge requests.
async fn open() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Desk::new(45).router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

fn client(address: &str) -> Client {
    let builder = Client::builder(address).auth(Auth::private_token("s3cret"));
    builder.build().unwrap()
}

#[tokio::test]
async fn an_issue_is_opened_and_closed() {
    let client = client(&open().await);
    let issue = client
        .issues()
        .create(7, "It rains")
        .description("in")
        .await;
    let issue = issue.unwrap();
    assert_eq!((issue.project_id, issue.author.name.as_str()), (7, "Ann"));
    let same = client.issues().get(7, issue.id).await.unwrap();
    assert_eq!(same, issue);
    client.issues().delete(7, issue.id).await.unwrap();
    let gone = client.issues().get(7, issue.id).await.unwrap_err();
    assert_eq!(gone.to_string(), "issues.get: 404 Not Found");
    let again = client.issues().delete(7, issue.id).await.unwrap_err();
    assert_eq!(again.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(
        again.details().unwrap().text.unwrap(),
        "404 Issue Not Found"
    );
}

#[tokio::test]
async fn a_file_is_uploaded_and_comes_back() {
    let client = client(&open().await);
    let content = vec![0, 159, 146, 150, b'\r', b'\n', b'-', b'-'];
    let file = File::new("../a \"b\".zip", content.clone());
    client
        .ci_builds()
        .create_artifact(5, "t0ken", file.clone())
        .await
        .unwrap();
    let answer = client.builds().get_artifacts(7, 5).raw().await.unwrap();
    assert_eq!(answer.body()[..], content);
    let expected = "attachment; filename=\"a _b_.zip\"; filename*=UTF-8''a%20%22b%22.zip";
    assert_eq!(answer.header("content-disposition"), Some(expected));
    let missing = client.builds().get_artifacts(7, 6).await.unwrap_err();
    assert_eq!(missing.status(), Some(StatusCode::NOT_FOUND));
    let wrong = client.ci_builds().create_artifact(5, "stolen", file).await;
    assert_eq!(wrong.unwrap_err().status(), Some(StatusCode::FORBIDDEN));
}

#[tokio::test]
async fn merge_requests_come_in_pages() {
    let client = client(&open().await);
    let page = client.merge_requests().list(7).await.unwrap();
    assert_eq!((page.items.len(), page.total), (20, Some(45)));
    let mut titles = Vec::new();
    let mut stream = page.stream();
    while let Some(one) = stream.next().await {
        titles.push(one.unwrap().title);
    }
    assert_eq!(titles.len(), 45);
    assert_eq!(titles[44], "Change 45");
    let none = client.merge_requests().list(8).await.unwrap();
    assert_eq!((none.items.len(), none.total), (0, Some(0)));
}

#[tokio::test]
async fn refusals_say_what_is_wrong() {
    let client = client(&open().await);
    let error = client
        .issues()
        .create(7, "x".repeat(256))
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    let details = error.details().unwrap();
    let expected = "is too long (maximum is 255 characters)";
    assert_eq!(details.field("title"), [expected]);
    let untitled = client
        .request(Method::Post, "/projects/7/issues")
        .send()
        .await;
    let text = untitled.unwrap_err().details().unwrap().text.unwrap();
    assert_eq!(text, "400 (Bad request) \"title\" not given");
    let unanswered = client.users().list().await.unwrap_err();
    assert_eq!(unanswered.status(), Some(StatusCode::NOT_IMPLEMENTED));
}

#[tokio::test]
async fn strangers_stay_outside() {
    let address = open().await;
    for auth in [None, Some(Auth::private_token("stolen"))] {
        let builder = Client::builder(&address);
        let builder = auth.into_iter().fold(builder, ClientBuilder::auth);
        let error = builder
            .build()
            .unwrap()
            .issues()
            .get(7, 1)
            .await
            .unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    }
}

#[tokio::test]
async fn who_is_told_to_wait_comes_again() {
    let address = open().await;
    let hasty = Client::builder(&address).auth(Auth::private_token("s3cret"));
    let hasty = hasty.retries(0).build().unwrap();
    let error = hasty.merge_requests().get(7, 3).await.unwrap_err();
    let answer = error.response().unwrap();
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), Some("0"));
    let patient = client(&open().await);
    let found = patient.merge_requests().get(7, 3).await.unwrap();
    assert_eq!(found.title, "Change 3");
}

//! A job that uses the desk over a connection, as a program of somebody else would: once with
//! calls that are awaited, once with calls that are waited for.
//!
//! What both of them send and expect stands here; what they do, step by step, in [`awaited`] and
//! [`waited`].

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod awaited;
mod waited;

use std::thread;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use docbind_sample::{BUILD_TOKEN, Desk, PROJECT, PROJECT_PATH, TOKEN};
use gitlab_v3_2016::client::{ClientBuilder, Content, ci_builds, issues, merge_requests};
use gitlab_v3_2016::runtime::File;
use gitlab_v3_2016::runtime::values::Id;
use gitlab_v3_2016::types::{Issue, IssuesStateEvent, MergeRequest, MergeRequestsState};
use gitlab_v3_2016::{Auth, Client, Error, Page};

/// How many merge requests the desk has; those that end in 0 are merged.
const MERGE_REQUESTS: i64 = 50;

/// A build.
const BUILD: i64 = 5;

/// The milestone of the issue.
const MILESTONE: i64 = 3;

/// The address of a desk that somebody else runs.
fn open() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, Desk::new(MERGE_REQUESTS).router()).await
        })
    });
    format!("http://{address}")
}

/// A client of somebody whom the desk knows.
fn known() -> ClientBuilder {
    Client::builder(&open()).auth(Auth::private_token(TOKEN))
}

/// The same, as it is unless something is set.
fn client() -> Client {
    known().build().unwrap()
}

/// Clients of people whom it does not know.
fn strangers() -> [Client; 2] {
    let stolen = known().auth(Auth::private_token("stolen"));
    [Client::builder(&open()), stolen].map(|stranger| stranger.build().unwrap())
}

/// Opens an issue.
fn report(client: &Client) -> issues::Create {
    let issue = client.issues().create(PROJECT_PATH, "It rains in");
    issue
        .description("Since Monday.")
        .labels(["roof", "urgent"])
        .milestone_id(MILESTONE)
}

#[track_caller]
fn check_reported(issue: &Issue) {
    assert_eq!(
        (issue.project_id, issue.title.as_str()),
        (PROJECT, "It rains in")
    );
    assert_eq!(issue.description.as_deref(), Some("Since Monday."));
    assert_eq!(issue.labels, ["roof", "urgent"]);
    assert_eq!(issue.milestone.as_ref().unwrap().id, MILESTONE);
    assert_eq!(issue.author.as_ref().unwrap().name, "Ann");
    assert_eq!(issue.state, "opened");
}

/// Sets the title and closes the issue, takes the milestone away, and says nothing of the rest.
fn repair(client: &Client, issue: Id) -> issues::Update {
    let update = client.issues().update(PROJECT, issue);
    update
        .title("It rained in")
        .state_event(IssuesStateEvent::Close)
        .milestone_id(None)
}

#[track_caller]
fn check_repaired(before: Issue, after: &Issue) {
    let expected = Issue {
        title: "It rained in".to_owned(),
        state: "closed".to_owned(),
        milestone: None,
        ..before
    };
    assert_eq!(*after, expected);
}

/// A file that does not come in one piece.
fn photo() -> File {
    let content: Vec<u8> = (0..=u8::MAX).cycle().take(1 << 20).collect();
    File::new("../the \"roof\".jpg", content)
}

/// Hands in the file.
fn upload(client: &Client, token: &str) -> ci_builds::CreateArtifact {
    client.ci_builds().create_artifact(BUILD, token, photo())
}

/// Hands in the trace.
fn log(client: &Client) -> ci_builds::Update {
    let build = client.ci_builds().update(BUILD, BUILD_TOKEN);
    build.trace("Climbing.\nSlipping ☂\n")
}

/// What is known about the file before it is there.
#[track_caller]
fn check_photo_head(content: &Content) {
    assert_eq!(content.media_type(), Some("application/octet-stream"));
    assert_eq!(content.file_name().as_deref(), Some("the \"roof\".jpg"));
    assert_eq!(content.content_length(), Some(1 << 20));
}

/// The merge requests that are not merged, as many to a page as the API likes.
fn open_ones(client: &Client) -> merge_requests::List {
    let list = client.merge_requests().list(PROJECT);
    list.state(MergeRequestsState::Opened)
}

fn open_titles() -> Vec<String> {
    let open = (1..=MERGE_REQUESTS).filter(|number| number % 10 != 0);
    open.map(|number| format!("Change {number}")).collect()
}

#[track_caller]
fn check_titles(found: &[MergeRequest], expected: &[String]) {
    let found: Vec<_> = found.iter().map(|one| &one.title).collect();
    assert_eq!(found, expected.iter().collect::<Vec<_>>());
}

#[track_caller]
fn check_page(page: &Page<MergeRequest>, number: u64, items: &[String]) {
    assert_eq!((page.page, page.total), (Some(number), Some(45)));
    check_titles(&page.items, items);
}

/// An issue whose title nobody would read.
fn report_at_length(client: &Client) -> issues::Create {
    client.issues().create(PROJECT, "x".repeat(256))
}

#[track_caller]
fn check_too_long(error: &Error) {
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    let expected = "is too long (maximum is 255 characters)";
    assert_eq!(error.details().unwrap().field("title"), [expected]);
    let shown = format!("issues.create: 400 Bad Request: title {expected}");
    assert_eq!(error.to_string(), shown);
}

/// The server says no, and this.
#[track_caller]
fn check_refused(error: &Error, status: StatusCode, text: &str) {
    assert_eq!(error.status(), Some(status), "{error}");
    let details = error.details().unwrap();
    assert_eq!(details.text.as_deref(), Some(text));
}

/// Who does not come again by themselves learns when to.
#[track_caller]
fn check_busy(error: &Error) {
    check_refused(
        error,
        StatusCode::TOO_MANY_REQUESTS,
        "429 Too Many Requests",
    );
    assert!(error.is_retryable());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
}

/// Who does comes no earlier than they were told.
#[track_caller]
fn check_patient(begun: Instant, found: &MergeRequest) {
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert_eq!(found.title, "Change 3");
}

//! No credential reaches another server, wherever an answer would lead a call.

#[path = "../../support/mod.rs"]
mod support;

use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::extract::Request;
use axum::http::header::{LINK, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use docbind_bookshop::runtime::CredentialPlace;
use docbind_bookshop::types::Shelf;
use docbind_bookshop::{Auth, Client, Error};
use tokio::net::TcpListener;

const SECRET: &str = "s3cret";

/// Every way to send a credential that there is.
fn ways() -> Vec<Auth> {
    vec![
        Auth::clerk_token(SECRET, "north"),
        Auth::clerk_token_in_query(SECRET, "north"),
        Auth::oauth2(SECRET),
        Auth::oauth2_in_query(SECRET),
        Auth::new("oauth2", CredentialPlace::Parameter("token"), SECRET),
        Auth::new("oauth2", CredentialPlace::Header("Cookie"), SECRET),
    ]
}

/// What a server was sent: a line for each connection or request.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn lines(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap()
    }
}

/// A server that only listens, and its port.
async fn stranger(seen: Seen) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut bytes = vec![0; 4096];
            stream.readable().await.unwrap();
            let count = stream.try_read(&mut bytes).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes[..count]).into_owned();
            seen.lines().push(text);
        }
    });
    port
}

/// What the client's own server answers to everything, besides a list of one shelf.
type Answer = Arc<Mutex<(StatusCode, Vec<(&'static str, String)>)>>;

/// The client's own server, and its address.
async fn home(answer: Answer, seen: Seen) -> String {
    let reply = move |request: Request| {
        let text = format!("{} {:?}", request.uri(), request.headers());
        seen.lines().push(text);
        let (status, headers) = answer.lock().unwrap().clone();
        async move { respond(status, &headers) }
    };
    support::serve(Router::new().fallback(reply)).await
}

fn respond(status: StatusCode, headers: &[(&'static str, String)]) -> Response {
    let body = serde_json::to_string(&[Shelf::default()]).unwrap();
    let mut response = (status, body).into_response();
    for (name, value) in headers {
        let value = HeaderValue::from_str(value).unwrap();
        response.headers_mut().insert(*name, value);
    }
    response
}

/// Addresses that are not on the server at `home`, however near they look.
fn away(home: &str, stranger: u16) -> Vec<String> {
    let host = home.strip_prefix("http://").unwrap();
    let port = host.rsplit_once(':').unwrap().1;
    vec![
        format!("http://127.0.0.1:{stranger}/api/v2/shelves"),
        format!("http://localhost:{stranger}/api/v2/shelves"),
        format!("//127.0.0.1:{stranger}/api/v2/shelves"),
        format!("/\\127.0.0.1:{stranger}/api/v2/shelves"),
        format!("\\\\127.0.0.1:{stranger}/api/v2/shelves"),
        format!("http://{host}@127.0.0.1:{stranger}/api/v2/shelves"),
        format!("http://localhost:{port}/api/v2/shelves"),
        format!("http://[::1]:{port}/api/v2/shelves"),
        format!("https://{host}/api/v2/shelves"),
        format!("http://me:{SECRET}@{host}/api/v2/shelves"),
        format!("ftp://{host}/api/v2/shelves"),
    ]
}

#[track_caller]
fn shows_nothing(error: &Error) {
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(SECRET), "{shown}");
}

#[tokio::test]
async fn redirects_take_no_credential_elsewhere() {
    let (at_home, elsewhere) = (Seen::default(), Seen::default());
    let answer = Answer::default();
    let address = home(answer.clone(), at_home.clone()).await;
    let targets = away(&address, stranger(elsewhere.clone()).await);
    for auth in ways() {
        let client = Client::builder(&address).auth(auth.clone()).retries(0);
        let client = client.build().unwrap();
        for target in &targets {
            for status in [301, 302, 303, 307, 308] {
                let status = StatusCode::from_u16(status).unwrap();
                let location = (LOCATION.as_str(), target.clone());
                *answer.lock().unwrap() = (status, vec![location]);
                at_home.lines().clear();
                let read = client.shelves().list().await.unwrap_err();
                let write = client.shelves().create("essays").await.unwrap_err();
                for error in [read, write] {
                    assert_eq!(error.status(), Some(status), "{auth:?} to {target}");
                    shows_nothing(&error);
                }
                let asked = at_home.lines().clone();
                assert_eq!(asked.len(), 2, "{auth:?} to {target}: {asked:?}");
            }
        }
    }
    assert_eq!(*elsewhere.lines(), Vec::<String>::new());
}

#[tokio::test]
async fn links_take_no_credential_elsewhere() {
    let (at_home, elsewhere) = (Seen::default(), Seen::default());
    let answer = Answer::default();
    let address = home(answer.clone(), at_home.clone()).await;
    let targets = away(&address, stranger(elsewhere.clone()).await);
    for auth in ways() {
        let client = Client::builder(&address).auth(auth.clone()).retries(0);
        let client = client.build().unwrap();
        for target in &targets {
            let links = format!("<{target}>; rel=\"next\", <{target}>; rel=\"prev\"");
            *answer.lock().unwrap() = (StatusCode::OK, vec![(LINK.as_str(), links)]);
            at_home.lines().clear();
            let page = client.shelves().list().await.unwrap();
            for error in [page.next().await, page.prev().await] {
                shows_nothing(&error.unwrap_err());
            }
            let asked = at_home.lines().clone();
            assert_eq!(asked.len(), 1, "{auth:?} to {target}: {asked:?}");
            assert!(asked[0].contains(SECRET), "{auth:?}: {asked:?}");
        }
    }
    assert_eq!(*elsewhere.lines(), Vec::<String>::new());
}

/// The listener that sees nothing above would have seen something.
#[tokio::test]
async fn a_stranger_would_have_noticed() {
    let seen = Seen::default();
    let port = stranger(seen.clone()).await;
    let client = Client::builder(&format!("http://127.0.0.1:{port}"));
    let client = client
        .auth(Auth::oauth2(SECRET))
        .retries(0)
        .build()
        .unwrap();
    let error = client.shelves().list().await.unwrap_err();
    shows_nothing(&error);
    let lines = seen.lines().clone();
    assert!(lines.len() == 1 && lines[0].contains(SECRET), "{lines:?}");
}

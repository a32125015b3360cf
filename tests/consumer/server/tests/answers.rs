//! The generated server answers a client that knows nothing of docbind.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

/// Starts the server and asks it one thing; the status and what stands below the headers.
async fn ask(request: &str) -> (u16, String) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = docbind_consumer_server::router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let request = request.to_owned();
    let asked = tokio::task::spawn_blocking(move || send(address, &request));
    asked.await.unwrap()
}

fn send(address: SocketAddr, request: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    let (line, body) = request.split_once('\n').unwrap_or((request, ""));
    write!(
        stream,
        "{line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, body.to_owned())
}

#[tokio::test]
async fn what_is_implemented_is_answered() {
    let (status, body) = ask("GET /ferries?port=Turku").await;
    assert_eq!(status, 200);
    assert!(body.contains(r#""name":"Aurora","port":"Turku""#), "{body}");
}

#[tokio::test]
async fn what_is_not_implemented_is_said() {
    let (status, _) = ask("POST /ferries\n{\"name\": \"Mari\", \"port\": \"Turku\"}").await;
    assert_eq!(status, 501);
}

#[tokio::test]
async fn what_the_documents_require_is_required() {
    let (status, body) = ask("GET /ferries").await;
    assert_eq!(status, 400);
    assert!(body.contains("port"), "{body}");
    let (status, _) = ask("GET /boats").await;
    assert_eq!(status, 404);
}

//! The generated clients call a server that knows nothing of docbind.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::thread::JoinHandle;

use docbind_consumer_client::{Client, depot};

/// What a server was asked: the first line of the request, and its body.
type Asked = JoinHandle<(String, String)>;

/// A server that gives one answer; its address and what it was asked.
fn server(status: &'static str, answer: &'static str) -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut first = String::new();
        reader.read_line(&mut first).unwrap();
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            match line.to_ascii_lowercase().split_once(':') {
                Some(("content-length", value)) => length = value.trim().parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{answer}",
            answer.len()
        )
        .unwrap();
        (
            first.trim_end().to_owned(),
            String::from_utf8(body).unwrap(),
        )
    });
    (address, asked)
}

#[tokio::test]
async fn a_list_arrives_as_values() {
    let (address, asked) = server("200 OK", r#"[{"id": 3, "state": "lost", "weight": 0.5}]"#);
    let client = Client::builder(&address).build().unwrap();
    let page = client.parcels().list().state("lost").await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].weight, Some(0.5));
    let (first, body) = asked.join().unwrap();
    assert_eq!(first, "GET /parcels?state=lost HTTP/1.1");
    assert_eq!(body, "");
}

#[tokio::test]
async fn parameters_are_sent_and_errors_come_back() {
    let (address, asked) = server("409 Conflict", r#"{"message": "too heavy"}"#);
    let client = Client::builder(&address).build().unwrap();
    let error = client
        .parcels()
        .create("Rome")
        .weight(90.0)
        .await
        .unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(409));
    let (first, body) = asked.join().unwrap();
    assert_eq!(first, "POST /parcels HTTP/1.1");
    assert!(body.contains("Rome") && body.contains("90"), "{body}");
}

#[test]
fn the_other_api_is_called_as_well() {
    let (address, asked) = server("200 OK", r#"{"id": 7, "name": "South"}"#);
    assert_eq!(depot(&address, 7), Ok(Some("South".to_owned())));
    assert_eq!(asked.join().unwrap().0, "GET /depots/7 HTTP/1.1");
}

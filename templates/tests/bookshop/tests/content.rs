//! Answers that are read as they come, from a server that the test holds back.

use std::future::poll_fn;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use docbind_bookshop::client::Content;
use docbind_bookshop::{Client, Error};
use futures_core::Stream;

/// The connection on which a request was read.
struct Answering {
    connection: TcpStream,
}

impl Answering {
    fn send(&mut self, bytes: &[u8]) {
        self.connection.write_all(bytes).unwrap();
    }

    fn chunk(&mut self, bytes: &[u8]) {
        self.send(format!("{:x}\r\n", bytes.len()).as_bytes());
        self.send(bytes);
        self.send(b"\r\n");
    }
}

/// A server that answers each request, one after the other, with the same function.
fn serve(answer: impl Fn(&mut Answering) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for connection in listener.incoming() {
            let connection = connection.unwrap();
            let mut head = BufReader::new(connection.try_clone().unwrap());
            let mut line = String::new();
            while head.read_line(&mut line).unwrap() > 2 {
                line.clear();
            }
            answer(&mut Answering { connection });
        }
    });
    address
}

fn client(address: &str) -> Client {
    Client::builder(address)
        .timeout(Duration::from_millis(500))
        .build()
        .unwrap()
}

const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
const MEGABYTE: usize = 1 << 20;

/// Sends 50 MB, a megabyte at a time, each only when the one before was seen.
fn held_back() -> (String, Sender<()>) {
    let (seen, wait): (Sender<()>, Receiver<()>) = channel();
    let address = serve(move |answering| {
        answering.send(CHUNKED);
        for number in 0..50_u8 {
            answering.chunk(&vec![number; MEGABYTE]);
            wait.recv().unwrap();
        }
        answering.chunk(b"");
    });
    (address, seen)
}

#[tokio::test]
async fn a_large_body_is_never_held_as_a_whole() {
    let (address, seen) = held_back();
    let mut content = client(&address).books().cover(1, 7).await.unwrap();
    let (mut length, mut largest) = (0, 0);
    while let Some(chunk) = content.chunk().await.unwrap() {
        length += chunk.len();
        largest = largest.max(chunk.len());
        assert!(
            chunk
                .iter()
                .all(|byte| usize::from(*byte) == (length - 1) / MEGABYTE)
        );
        // The server has sent no more than this so far.
        if length % MEGABYTE == 0 {
            seen.send(()).unwrap();
        }
    }
    assert_eq!(length, 50 * MEGABYTE);
    assert!(largest <= MEGABYTE, "{largest}");
}

#[test]
fn a_large_body_is_read_while_it_comes() {
    let (address, seen) = held_back();
    let mut content = client(&address).books().cover(1, 7).wait().unwrap();
    let mut piece = vec![0; MEGABYTE];
    for number in 0..50_u8 {
        content.read_exact(&mut piece).unwrap();
        assert!(piece.iter().all(|byte| *byte == number));
        seen.send(()).unwrap();
    }
    assert_eq!(content.read(&mut piece).unwrap(), 0);
}

#[tokio::test]
async fn a_body_may_take_longer_than_the_timeout_but_not_stop() {
    let slow = serve(|answering| {
        answering.send(CHUNKED);
        for _ in 0..4 {
            answering.chunk(b"tick ");
            thread::sleep(Duration::from_millis(200));
        }
        answering.chunk(b"");
    });
    let content = client(&slow).books().text(1, "clock").await.unwrap();
    assert_eq!(content.text().await.unwrap(), "tick tick tick tick ");

    let stopped = serve(|answering| {
        answering.send(CHUNKED);
        answering.chunk(b"tick");
        thread::sleep(Duration::from_secs(60));
    });
    let mut content = client(&stopped).books().text(1, "clock").await.unwrap();
    assert_eq!(content.chunk().await.unwrap().unwrap(), "tick");
    match content.chunk().await.unwrap_err() {
        Error::Transport(error) => assert!(error.is_timeout(), "{error}"),
        other => panic!("{other}"),
    }
    assert!(content.chunk().await.unwrap().is_none());
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error() {
    let address = serve(|answering| {
        answering.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    });
    let content = client(&address).books().cover(1, 7).await.unwrap();
    assert_eq!(content.content_length(), Some(10));
    let error = content.bytes().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(error.operation(), "books.cover");
}

#[tokio::test]
async fn a_piece_that_is_given_up_is_not_lost() {
    let (go, wait) = channel::<()>();
    let address = serve(move |answering| {
        answering.send(CHUNKED);
        wait.recv().unwrap();
        answering.chunk(b"late");
        answering.chunk(b"");
    });
    let mut content = client(&address).books().cover(1, 7).await.unwrap();
    let wait = tokio::time::timeout(Duration::from_millis(20), content.chunk());
    assert!(wait.await.is_err());
    go.send(()).unwrap();
    assert_eq!(content.bytes().await.unwrap(), "late");
}

#[tokio::test]
async fn content_says_what_it_is() {
    let address = serve(|answering| {
        answering.send(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\
              Content-Disposition: attachment; filename=\"../r\xC3\xA9sum\xC3\xA9.txt\"\r\n\
              Content-Length: 4\r\n\r\na\xFFb\n",
        );
    });
    let mut content: Content = client(&address).books().text(1, "x").await.unwrap();
    assert_eq!(content.status(), 200);
    assert_eq!(content.media_type(), Some("text/plain"));
    assert_eq!(content.file_name().as_deref(), Some("résumé.txt"));
    assert_eq!(content.content_length(), Some(4));
    let piece = poll_fn(|context| Pin::new(&mut content).poll_next(context)).await;
    assert_eq!(piece.unwrap().unwrap(), &b"a\xFFb\n"[..]);
    assert_eq!(content.text().await.unwrap(), "");
}

#[tokio::test]
async fn a_refusal_has_its_body() {
    let address = serve(|answering| {
        answering.send(
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 22\r\n\r\n{\"message\": \"no text\"}",
        );
    });
    let error = client(&address).books().text(1, "x").await.unwrap_err();
    assert_eq!(error.to_string(), "books.text: 404 Not Found: no text");
}

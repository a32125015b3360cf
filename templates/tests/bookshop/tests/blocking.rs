//! Calls that are waited for, from threads that are async and from others.

#[path = "../../support/mod.rs"]
mod support;

mod shop;

use std::io::Read;
use std::thread;

use axum::http::StatusCode;
use docbind_bookshop::operations;
use docbind_bookshop::runtime::Method;
use docbind_bookshop::server::{Options, Reply};
use docbind_bookshop::types::Shelf;
use docbind_bookshop::{Client, Error};

/// The shop on a thread of its own, so that it goes on while the test's thread is blocked.
fn open(count: i64) -> Client {
    let (sender, receiver) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let server = shop::server(count).replace(&operations::shelves::GET, |parts| {
                let id = parts.path::<i64>("id").unwrap_or(0);
                async move {
                    Reply::new(Shelf {
                        id: id.into(),
                        ..Shelf::default()
                    })
                    .json()
                }
            });
            let address = support::serve(server.into_router(Options::new())).await;
            sender.send(address).unwrap();
            std::future::pending::<()>().await;
        });
    });
    Client::builder(&receiver.recv().unwrap()).build().unwrap()
}

#[test]
fn calls_without_a_runtime() {
    let client = open(1);
    let shelf = client.shelves().create("essays").wait().unwrap();
    assert_eq!(shelf.name, "essays");
    client.shelves().delete(2).wait().unwrap();
    let answer = client.shelves().list().raw().wait().unwrap();
    assert_eq!(answer.json::<Vec<Shelf>>().unwrap().len(), 1);
    let answer = client.raw(Method::Get, "/shelves").wait().unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let refused = client.raw(Method::Get, "/cellar").raw().wait().unwrap();
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    let error = client.raw(Method::Get, "/cellar").wait().unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    // What cannot be built fails without a thread.
    let error = client.shelves().get("..").wait().unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error}");
}

#[test]
fn pages_without_a_runtime() {
    let client = open(7);
    let list = || client.shelves().list().per_page(3).wait().unwrap();
    let page = list().wait_next().unwrap().unwrap();
    assert_eq!(page.items[0].id, 4);
    assert_eq!(page.wait_prev().unwrap().unwrap().items[0].id, 1);
    let last = page.wait_next().unwrap().unwrap();
    assert!(last.wait_next().unwrap().is_none());
    let ids: Result<Vec<i64>, Error> = list().wait_items().map(|item| Ok(item?.id.get())).collect();
    assert_eq!(ids.unwrap(), [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(list().wait_all(4).unwrap().len(), 4);
    assert_eq!(list().wait_all(99).unwrap().len(), 7);
}

#[test]
fn content_without_a_runtime() {
    let client = open(1);
    let text = client.books().text(1, "a/b.txt").wait().unwrap();
    assert_eq!(text.wait_text().unwrap(), "1: a/b.txt");
    let mut cover = client.books().cover(1, 7).wait().unwrap();
    let mut first = [0; 1];
    cover.read_exact(&mut first).unwrap();
    assert_eq!(first, [0]);
    assert_eq!(&cover.wait_chunk().unwrap().unwrap()[..], [159, 146, 150]);
    assert!(cover.wait_chunk().unwrap().is_none());
    let cover = client.books().cover(1, 7).wait().unwrap();
    assert_eq!(&cover.wait_bytes().unwrap()[..], [0, 159, 146, 150]);
}

/// The runtime of this test has one thread: what it opened stands still while it waits.
#[tokio::test]
async fn calls_within_a_runtime_block_and_do_not_panic() {
    let client = open(1);
    for id in 1..4 {
        assert_eq!(client.shelves().get(id).await.unwrap().id, id);
        assert_eq!(client.shelves().get(id).wait().unwrap().id, id);
    }
    let page = client.shelves().list().await.unwrap();
    assert_eq!(page.wait_all(9).unwrap().len(), 1);
    let text = client.books().text(1, "a").wait().unwrap();
    assert_eq!(text.wait_text().unwrap(), "1: a");
}

#[test]
fn many_threads_wait_at_once() {
    let client = open(1);
    let threads: Vec<_> = (1..20)
        .map(|id| {
            let client = client.clone();
            thread::spawn(move || client.shelves().get(id).wait().unwrap().id == id)
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
}

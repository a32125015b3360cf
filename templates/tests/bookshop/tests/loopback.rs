//! The client against the server, over a real connection.

#[path = "../../support/mod.rs"]
mod support;

mod shop;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::http::header::{LINK, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use docbind_bookshop::operations;
use docbind_bookshop::runtime::values::{Change, Id, Iid};
use docbind_bookshop::runtime::{File, Method};
use docbind_bookshop::server::{Failure, Options, Reply};
use docbind_bookshop::types::{BookState, BookStateEvent, OrderLine, Shelf};
use docbind_bookshop::{Auth, Client, Error};

async fn open(count: i64) -> Client {
    let address = support::serve(shop::server(count).into_router(Options::new())).await;
    Client::builder(&address).build().unwrap()
}

async fn guarded() -> String {
    support::serve(shop::server(3).into_router(shop::guarded())).await
}

#[tokio::test]
async fn a_day_in_the_shop() {
    let client = open(1).await;
    let shelf = client
        .shelves()
        .create("essays")
        .labels(["old", "rare"])
        .opened_at("2026-11-23T02:03:04Z")
        .public(false)
        .await
        .unwrap();
    assert_eq!((shelf.id, shelf.name.as_str()), (Id(2), "essays"));
    assert_eq!(shelf.labels, ["old", "rare"]);
    assert_eq!(shelf.public, Some(false));
    assert_eq!(
        shelf.opened_at.unwrap().unix_millis(),
        Some(1_795_399_384_000)
    );
    assert_eq!(client.shelves().get("poetry/haiku").await.unwrap().id, 1);
    client.shelves().delete(2).await.unwrap();
    let gone = client.shelves().get(2).await.unwrap_err();
    assert_eq!(gone.to_string(), "shelves.get: 404 Not Found");
}

#[tokio::test]
async fn calls_go_to_other_tasks() {
    let client = open(1).await;
    let call = client.shelves().get(1);
    drop(client);
    let shelf = tokio::spawn(async move { call.await }).await.unwrap();
    assert_eq!(shelf.unwrap().id, 1);
}

#[tokio::test]
async fn bodies_of_every_kind() {
    let client = open(1).await;
    let book = client
        .books()
        .update(1, 7)
        .title("A & B=ü")
        .state_event(BookStateEvent::Lend)
        .await
        .unwrap();
    assert_eq!(book.title.as_deref(), Some("A & B=ü"));
    assert_eq!(book.state, Some(BookState::Lent.into()));

    let file = File::new("cov\"er.png", vec![0, 255, 13, 10]);
    let cover = client.books().upload_cover(1, 7, file).await.unwrap();
    assert_eq!(cover.size, Some(4));

    let text = client.books().text("poetry/haiku", "a/b c.json");
    let text = text.await.unwrap().text().await.unwrap();
    assert_eq!(text, "poetry/haiku: a/b c.json");
    let cover = client.books().cover(1, 7).await.unwrap();
    let bytes = cover.bytes().await.unwrap();
    assert_eq!(&bytes[..], [0, 159, 146, 150]);

    let lines = [7, 8].map(|book_id| OrderLine {
        book_id: Id(book_id),
        count: None,
    });
    let notes = BTreeMap::from([("gift".to_owned(), "yes".to_owned())]);
    let order = client.orders().create("Eve", &lines).notes(&notes).await;
    let order = order.unwrap();
    assert_eq!(order.books.unwrap().len(), 2);
    assert_eq!(order.notes, Some(notes));
    let order = client
        .orders()
        .collect(5, "t1ll")
        .x_till("9")
        .await
        .unwrap();
    assert_eq!((order.id, order.customer.as_deref()), (Id(5), Some("9")));
}

#[tokio::test]
async fn updates_keep_take_away_and_replace() {
    let client = open(1).await;
    let update = || client.books().update(1, 7);
    let kept = update().await.unwrap();
    assert_eq!(kept.title.as_deref(), Some("Emma"));
    assert_eq!(kept.series_id, Some(Id(3)));
    assert_eq!(kept.labels.as_deref(), Some(&["novel".to_owned()][..]));
    assert_eq!(kept.state, Some(BookState::Shelved.into()));

    let cleared = update().series_id(None).labels(None).state_event(None);
    let cleared = cleared.await.unwrap();
    assert_eq!((cleared.series_id, cleared.labels), (None, None));
    assert_eq!(cleared.title, kept.title);
    // A form has no other null than an empty value, which a text may be.
    let emptied = update().title(None).await.unwrap();
    assert_eq!(emptied.title.as_deref(), Some(""));

    let replaced = update().series_id(5).labels(["a", "b"]).title("Persuasion");
    let replaced = replaced.await.unwrap();
    assert_eq!(replaced.series_id, Some(Id(5)));
    let labels = ["a", "b"].map(str::to_owned);
    assert_eq!(replaced.labels.as_deref(), Some(&labels[..]));
    assert_eq!(replaced.title.as_deref(), Some("Persuasion"));
    let unchanged = update().series_id(5).series_id(Change::Absent);
    assert_eq!(unchanged.await.unwrap().series_id, kept.series_id);
}

#[tokio::test]
async fn unlisted_values_are_kept_by_the_client_only() {
    let server = shop::server(1).replace(&operations::books::GET, |_| async {
        Reply::new(serde_json::json!({"id": 7, "iid": "2", "state": "burnt"})).json()
    });
    let address = support::serve(server.into_router(Options::new())).await;
    let client = Client::builder(&address).build().unwrap();
    let book = client.books().get(1, 7).await.unwrap();
    assert_eq!((book.id, book.iid), (Id(7), Some(Iid(2))));
    let state = book.state.unwrap();
    assert_eq!((state.as_str(), state.known()), ("burnt", None));
    assert_eq!(serde_json::to_value(&state).unwrap(), "burnt");
    let error = client.books().update(1, 7).state_event("burn").await;
    let text = error.unwrap_err().details().unwrap().text.unwrap();
    assert_eq!(text, "400 (Bad request) \"state_event\" is invalid");
}

#[tokio::test]
async fn lists_come_in_pages() {
    let client = open(7).await;
    let list = || client.shelves().list().per_page(3);
    let page = list().await.unwrap();
    assert_eq!(page.items.len(), 3);
    assert_eq!((page.total, page.total_pages), (Some(7), Some(3)));
    assert_eq!((page.next_page, page.prev_page), (Some(2), None));
    let page = page.next().await.unwrap().unwrap();
    assert_eq!(page.items[0].id, 4);
    let first = page.prev().await.unwrap().unwrap();
    assert_eq!(first.items[0].id, 1);

    let ids = |shelves: Vec<Shelf>| shelves.iter().map(|shelf| shelf.id).collect::<Vec<_>>();
    let all = list().await.unwrap().collect_all(100).await.unwrap();
    assert_eq!(ids(all), [1, 2, 3, 4, 5, 6, 7]);
    let some = list().await.unwrap().collect_all(4).await.unwrap();
    assert_eq!(ids(some), [1, 2, 3, 4]);
    let rest = list().page(3).await.unwrap().collect_all(9).await.unwrap();
    assert_eq!(ids(rest), [7]);

    let mut stream = list().await.unwrap().stream();
    let mut count = 0;
    while let Some(shelf) = stream.next().await {
        count += 1;
        assert_eq!(shelf.unwrap().id, count);
    }
    assert_eq!(count, 7);
}

#[tokio::test]
async fn links_to_other_servers_are_not_followed() {
    let linking = |headers: &[(&'static str, &'static str)]| {
        let headers = headers.to_vec();
        let server = shop::server(0).replace(&operations::shelves::LIST, move |parts| {
            let page = parts.optional::<u64>("page").ok().flatten();
            let mut reply = Reply::new(vec![Shelf::default()]);
            for (name, value) in &headers {
                if page.is_none() {
                    reply = reply.header(name.parse().unwrap(), HeaderValue::from_static(value));
                }
            }
            async { reply.json() }
        });
        server.into_router(Options::new())
    };
    let elsewhere = "<http://127.0.0.1:9/api/v2/shelves?page=2>; rel=\"next\"";
    let address = support::serve(linking(&[(LINK.as_str(), elsewhere)])).await;
    let client = Client::builder(&address).build().unwrap();
    let page = client.shelves().list().await.unwrap();
    let error = page.next().await.unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error}");
    let mut items = page.stream();
    assert!(items.next().await.unwrap().is_ok());
    assert!(items.next().await.unwrap().is_err());
    assert!(items.next().await.is_none());

    // With a number the page is asked for on the client's own server.
    let headers = [(LINK.as_str(), elsewhere), ("x-next-page", "2")];
    let address = support::serve(linking(&headers)).await;
    let client = Client::builder(&address).build().unwrap();
    let page = client.shelves().list().await.unwrap();
    assert_eq!(page.collect_all(9).await.unwrap().len(), 2);
}

#[tokio::test]
async fn redirects_to_other_servers_are_not_followed() {
    let address = guarded().await;
    let target = format!("{address}/api/v2/shelves/1");
    let away = shop::server(0).replace(&operations::shelves::GET, move |_| {
        let location = HeaderValue::from_str(&target).unwrap();
        let failure = Failure::status(StatusCode::FOUND).header(LOCATION, location);
        async { Err(failure) }
    });
    let address = support::serve(away.into_router(Options::new())).await;
    let auth = Auth::clerk_token("s3cret", "north");
    let client = Client::builder(&address).auth(auth).build().unwrap();
    let error = client.shelves().get(1).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FOUND));
}

#[tokio::test]
async fn redirects_on_the_server_keep_the_method() {
    let moved = |status, path: &'static str| {
        move |_| {
            let failure = Failure::status(status);
            async move { Err(failure.header(LOCATION, HeaderValue::from_static(path))) }
        }
    };
    let server = shop::server(3)
        .replace(
            &operations::books::GET,
            moved(StatusCode::FOUND, "/api/v2/shelves/2"),
        )
        .replace(
            &operations::shelves::CREATE,
            moved(StatusCode::FOUND, "/api/v2/shelves"),
        )
        .replace(
            &operations::shelves::DELETE,
            moved(StatusCode::PERMANENT_REDIRECT, "/api/v2/shelves/9"),
        );
    let address = support::serve(server.into_router(shop::guarded())).await;
    let auth = Auth::clerk_token("s3cret", "north");
    let client = Client::builder(&address).auth(auth).build().unwrap();
    assert_eq!(client.books().get(1, 1).await.unwrap().id, 2);
    // As a `GET` it would list the shelves and look like a success.
    let error = client.shelves().create("a").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FOUND));
    // It goes round in a circle, and stops.
    let error = client.shelves().delete(1).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::PERMANENT_REDIRECT));
}

#[tokio::test]
async fn every_way_to_authenticate() {
    let address = guarded().await;
    let client = |auth| Client::builder(&address).auth(auth).build().unwrap();
    for auth in [
        Auth::clerk_token("s3cret", "north"),
        Auth::clerk_token_in_query("s3cret", "north"),
        Auth::oauth2("b3arer"),
        Auth::oauth2_in_query("b3arer"),
    ] {
        let client = client(auth);
        assert_eq!(client.shelves().get(1).await.unwrap().id, 1);
        // The scheme is none of this operation's.
        assert!(client.orders().collect(1, "wrong").await.is_err());
        client.orders().collect(1, "t1ll").await.unwrap();
        // The links hold no credential, yet the next page is asked for with it.
        let page = client.shelves().list().per_page(2).await.unwrap();
        let link = page.links.next.clone().unwrap();
        assert!(
            !link.contains("s3cret") && !link.contains("b3arer"),
            "{link}"
        );
        assert_eq!(page.collect_all(9).await.unwrap().len(), 3);
    }
    let stranger = client(Auth::oauth2("stolen"));
    let error = stranger.shelves().get(1).await.unwrap_err();
    assert_eq!(error.details().unwrap().text.unwrap(), "401 Unauthorized");
    for text in [format!("{stranger:?}"), format!("{error:?} {error}")] {
        assert!(!text.contains("stolen"), "{text}");
    }
}

#[tokio::test]
async fn acting_as_another_user() {
    let address = guarded().await;
    let auth = Auth::clerk_token("s3cret", "north");
    let client = Client::builder(&address).auth(auth).build().unwrap();
    let own = client.shelves().create("a").await.unwrap();
    assert_eq!(own.keeper, "Ann");
    let other = client.shelves().create("b").sudo("Eve").await.unwrap();
    assert_eq!(other.keeper, "Eve");
    let client = client.with_sudo(23);
    assert_eq!(client.shelves().create("c").await.unwrap().keeper, "23");
    let bob = Client::builder(&address).auth(Auth::oauth2("b3arer"));
    let error = bob.sudo("Eve").build().unwrap().shelves().get(1).await;
    assert_eq!(error.unwrap_err().status(), Some(StatusCode::FORBIDDEN));
}

#[tokio::test]
async fn refusals_have_details() {
    let client = open(1).await;
    let error = client.shelves().create("poetry/haiku").await.unwrap_err();
    let details = error.details().unwrap();
    assert_eq!(details.field("name"), ["has already been taken"]);
    assert_eq!(
        error.to_string(),
        "shelves.create: 400 Bad Request: name has already been taken"
    );
    let error = client.shelves().list().sort("weight").await.unwrap_err();
    let text = error.details().unwrap().text.unwrap();
    assert_eq!(text, "400 (Bad request) \"sort\" is invalid");
    assert!(!error.is_retryable() && !error.is_not_found());
    let error = client.books().get(1, 7).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_IMPLEMENTED));
    let error = client.shelves().get(99).await.unwrap_err();
    assert!(error.is_not_found() && !error.is_unauthorized());
    assert!(format!("{error:?}").contains("404 Not Found"), "{error:?}");
}

#[tokio::test]
async fn undecodable_answers_name_the_place() {
    let server = shop::server(0).replace(&operations::shelves::LIST, |_| async {
        Reply::new(serde_json::json!([{"id": 1, "name": "a"}, {"id": 2, "name": ["b"]}])).json()
    });
    let address = support::serve(server.into_router(Options::new())).await;
    let client = Client::builder(&address).build().unwrap();
    match client.shelves().list().await.unwrap_err() {
        Error::Decode(error) => {
            assert_eq!(error.path(), "[1].name");
            assert!(
                error.to_string().ends_with("a list is not a text"),
                "{error}"
            );
            assert!(error.response().text().contains("[\"b\"]"));
            assert!(error.to_string().starts_with("shelves.list: "), "{error}");
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn what_is_no_book_is_not_read_as_one() {
    for body in [
        serde_json::json!({"message": "503 busy"}),
        serde_json::json!({"error": "busy"}),
        serde_json::json!([null]),
        serde_json::json!([{}]),
    ] {
        let reply = body.clone();
        let get = move |_| {
            let reply = Reply::new(reply.clone()).json();
            async { reply }
        };
        let server = shop::server(0)
            .replace(&operations::books::GET, get.clone())
            .replace(&operations::shelves::LIST, get);
        let address = support::serve(server.into_router(Options::new())).await;
        for strict in [true, false] {
            let client = Client::builder(&address).strict(strict).build().unwrap();
            let error = client.books().get(1, 7).await.unwrap_err();
            assert!(matches!(error, Error::Decode(_)), "{error}");
            let error = client.shelves().list().await.unwrap_err();
            assert!(matches!(error, Error::Decode(_)), "{error}");
        }
    }
}

#[tokio::test]
async fn only_idempotent_calls_are_sent_again() {
    let calls = Arc::new(AtomicU32::new(0));
    let busy = |calls: &Arc<AtomicU32>| {
        let calls = Arc::clone(calls);
        move |_| {
            let first = calls.fetch_add(1, Ordering::SeqCst) == 0;
            async move {
                if first {
                    let failure = Failure::status(StatusCode::TOO_MANY_REQUESTS);
                    Err(failure.header(RETRY_AFTER, HeaderValue::from_static("0")))
                } else {
                    Reply::new(Shelf::default()).json()
                }
            }
        }
    };
    let server = shop::server(0)
        .replace(&operations::shelves::GET, busy(&calls))
        .replace(&operations::shelves::CREATE, busy(&calls));
    let address = support::serve(server.into_router(Options::new())).await;
    let client = Client::builder(&address).build().unwrap();
    client.shelves().get(1).await.unwrap();
    assert_eq!(calls.swap(0, Ordering::SeqCst), 2);
    let error = client.shelves().create("a").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(calls.swap(0, Ordering::SeqCst), 1);
    assert!(error.is_retryable());
    assert_eq!(error.retry_after(), Some(Duration::ZERO));
    let once = Client::builder(&address).retries(0).build().unwrap();
    assert!(once.shelves().get(1).await.is_err());
}

#[tokio::test]
async fn broken_connections_are_errors_without_secrets() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let builder = |address: &str| {
        Client::builder(address)
            .auth(Auth::oauth2_in_query("b3arer"))
            .timeout(Duration::from_millis(50))
            .retries(0)
    };
    let client = builder(&address).build().unwrap();
    match client.shelves().get(1).await.unwrap_err() {
        Error::Transport(error) => {
            assert!(error.is_timeout());
            assert!(!format!("{error} {error:?}").contains("b3arer"));
        }
        other => panic!("{other}"),
    }
    drop(listener);
    let error = client.shelves().get(1).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)));
    assert!(!format!("{error} {error:?}").contains("b3arer"));
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[tokio::test]
async fn https_without_tls_names_the_features() {
    let client = Client::builder("https://127.0.0.1:9").retries(0).build();
    let error = client.unwrap().shelves().get(1).await.unwrap_err();
    assert!(error.to_string().contains("feature `rustls`"), "{error}");
}

#[tokio::test]
async fn calls_that_are_not_modelled() {
    let client = open(3).await;
    let call = client.raw(Method::Get, "/shelves?page=2");
    let answer = call.query("per_page", 2).await.unwrap();
    assert_eq!(answer.header("x-page"), Some("2"));
    assert_eq!(answer.json::<Vec<Shelf>>().unwrap()[0].id, 3);
    let call = client.raw(Method::Post, "/shelves");
    let answer = call.field("name", &"raw").await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let error = client.raw(Method::Get, "/cellar").await;
    assert_eq!(error.unwrap_err().status(), Some(StatusCode::NOT_FOUND));
    let answer = client.raw(Method::Get, "/cellar").raw().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let content = client.raw(Method::Get, "/shelves/1").content();
    let text = content.await.unwrap().text().await.unwrap();
    assert!(text.contains("poetry/haiku"), "{text}");
    // A typed call gives its plain answer too, whatever the status.
    let answer = client.shelves().get(99).raw().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let headers: &HeaderMap = answer.headers();
    assert!(headers.contains_key("content-type"));
}

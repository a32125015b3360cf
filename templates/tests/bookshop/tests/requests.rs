//! What the client sends, without sending it.

#[path = "../../support/mod.rs"]
mod support;

use docbind_bookshop::runtime::{File, Method};
use docbind_bookshop::types::{BookStateEvent, Shelf, ShelfSort};
use docbind_bookshop::{Auth, Client, Error};
use serde_json::json;
use support::{Sent, SentBody};

fn client() -> Client {
    Client::builder("http://shop.test").build().unwrap()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = expected.iter();
    owned
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect()
}

#[test]
fn calls_show_their_operation_and_no_value() {
    let call = client().shelves().list().labels(["hidden"]);
    assert_eq!(
        format!("{call:?}"),
        "List { call: Call { operation: \"shelves.list\", .. } }"
    );
}

#[test]
fn queries() {
    let call = client().shelves().list().sort(ShelfSort::Opened);
    let call = call.labels(["a", "b c"]).page(2).per_page(50);
    let sent = Sent::of(&call.request().unwrap());
    assert_eq!(
        (sent.method.as_str(), sent.path.as_str()),
        ("GET", "/api/v2/shelves")
    );
    let expected = [
        ("labels", "a,b c"),
        ("page", "2"),
        ("per_page", "50"),
        ("sort", "opened"),
    ];
    assert_eq!(sent.query, pairs(&expected));
    assert_eq!(sent.body, SentBody::Empty);
}

#[test]
fn headers_of_the_call_come_first() {
    let client = Client::builder("http://shop.test")
        .auth(Auth::clerk_token("all", "7"))
        .build()
        .unwrap();
    let call = client.shelves().list();
    let sent = Sent::of(&call.request().unwrap());
    assert_eq!(sent.header("x-clerk-token"), Some("all"));
    let call = call
        .extra_header("Accept", "text/csv")
        .extra_header("X-Clerk-Token", "this");
    let sent = Sent::of(&call.request().unwrap());
    assert_eq!(sent.header("accept"), Some("text/csv"));
    assert_eq!(sent.header("x-clerk-token"), Some("this"));
}

#[test]
fn json_bodies() {
    let call = client()
        .shelves()
        .create("x")
        .labels(["a", "b"])
        .public(true);
    let sent = Sent::of(&call.request().unwrap());
    let expected = json!({"name": "x", "labels": "a,b", "public": true});
    assert_eq!(sent.body, SentBody::Json(expected));
    assert_eq!(sent.header("content-type"), Some("application/json"));
}

#[test]
fn forms_and_multipart() {
    let call = client()
        .books()
        .update("a/b", 7)
        .state_event(BookStateEvent::Return);
    let sent = Sent::of(&call.request().unwrap());
    assert_eq!(sent.path, "/api/v2/shelves/a%2Fb/books/7");
    assert_eq!(
        sent.body,
        SentBody::Form(pairs(&[("state_event", "return")]))
    );
    let call = client().books().update(1, 7).series_id(None).title("x");
    let sent = Sent::of(&call.request().unwrap());
    let expected = pairs(&[("series_id", ""), ("title", "x")]);
    assert_eq!(sent.body, SentBody::Form(expected));
    let call = client()
        .books()
        .upload_cover(1, 7, File::new("c.png", "x"))
        .caption("c");
    let sent = Sent::of(&call.request().unwrap());
    let expected = pairs(&[("caption", "c"), ("file", "@c.png")]);
    assert_eq!(sent.body, SentBody::Multipart(expected));
}

#[test]
fn rooted_paths_and_schemes() {
    let auth = Auth::clerk_token("s3cret", "north");
    let client = Client::builder("http://shop.test/sub")
        .auth(auth)
        .build()
        .unwrap();
    let sent = Sent::of(&client.orders().collect(1, "t").request().unwrap());
    assert_eq!(sent.path, "/sub/till/v1/orders/1");
    assert_eq!(sent.header("x-clerk-token"), None);
    let sent = Sent::of(&client.shelves().get(1).request().unwrap());
    assert_eq!(sent.path, "/sub/api/v2/shelves/1");
    assert_eq!(sent.header("x-clerk-token"), Some("s3cret"));
    assert_eq!(sent.query, pairs(&[("branch", "north")]));
}

#[test]
fn values_that_cannot_be_sent() {
    let bad = |error: Error| matches!(error, Error::Build(_)).then(|| error.to_string());
    let error = client().shelves().get("..").request().unwrap_err();
    assert_eq!(
        bad(error).unwrap(),
        "shelves.get: `id`: \"..\" cannot stand in a path"
    );
    let call = client().orders().collect(1, "t").x_till("a\nb");
    let error = call.request().unwrap_err();
    assert_eq!(
        bad(error).unwrap(),
        "orders.collect: `X-Till`: not a valid header"
    );
    let shelves = client().shelves();
    let error = shelves.list().labels(["a,b", "c"]).request().unwrap_err();
    assert_eq!(
        bad(error).unwrap(),
        "shelves.list: `labels`: an item holds a comma, which separates the items"
    );
    let error = shelves.create("x").labels(["a,b"]).request().unwrap_err();
    assert!(
        bad(error)
            .unwrap()
            .starts_with("shelves.create: `labels`: ")
    );
    let bad_secret = Client::builder("http://shop.test").auth(Auth::oauth2("a\nb"));
    let call = bad_secret.build().unwrap().shelves().get(1);
    let text = bad(call.request().unwrap_err()).unwrap();
    assert_eq!(
        text,
        "shelves.get: `Authorization`: not a valid header value"
    );
    for path in ["@evil.test/x", ".evil.test", "//x\\y/../.."] {
        let raw = client().raw(Method::Get, path);
        let text = format!("{raw:?}");
        assert!(!text.contains("evil"), "{text}");
        if let Ok(request) = raw.request() {
            let host = request.uri().host();
            assert_eq!(host, Some("shop.test"), "{path}");
        }
    }
}

#[test]
fn documented_bodies_round_trip() {
    let body = r#"{"id": 1, "name": "a", "labels": ["x"], "opened_at": null,
        "public?": true, "keeper": null}"#;
    support::assert_round_trip::<Shelf>(body);
    // Unknown keys are not kept, and the comparison says so.
    let expected = json!({"id": 1, "colour": "red"});
    let found = support::differences(&expected, &json!({"id": 2, "size": 3}));
    let expected = [
        ".colour: documented \"red\", but null",
        ".id: documented 1, but 2",
        ".size: not documented, but 3",
    ];
    let mut found = found;
    found.sort();
    assert_eq!(found, expected);
}

//! The variations of documented answers tell what is read from what is made up.

#[path = "../../compare/mod.rs"]
mod compare;
#[path = "../../support/mod.rs"]
mod support;

use docbind_bookshop::runtime::client::{Error, Response};
use docbind_bookshop::types::{Book, Cover, Order, Shelf};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

const DATA: &str = r#"{"get": {"examples": [
    {"status": 200, "body": {
        "id": 7, "iid": 2, "title": "Emma", "labels": ["a", "b"], "state": "lent", "series_id": 3
    }},
    {"status": 201, "body": [{
        "id": 7, "customer": "Ann", "notes": {"x/y": "z"},
        "books": [{"id": 1, "labels": []}, {"id": 2, "iid": 3, "title": "17"}]
    }]},
    {"status": 202, "body": {"url": "/7", "size": 10}},
    {"status": 203, "body": [{
        "id": 1, "name": "a", "labels": ["b"], "opened_at": "2020-01-01T00:00:00Z", "public?": true
    }]}
]}}"#;

fn decode<T: DeserializeOwned + Serialize>(body: Vec<u8>) -> Result<Value, Error> {
    let value: T = Response::from(http::Response::new(body.into())).json()?;
    Ok(serde_json::to_value(value).unwrap())
}

#[test]
fn what_is_left_of_an_answer_is_read() {
    compare::varied(DATA, "get", 200, decode::<Book>);
    compare::varied(DATA, "get", 201, decode::<Vec<Order>>);
    compare::varied(DATA, "get", 202, decode::<Cover>);
    compare::varied(DATA, "get", 203, decode::<Vec<Shelf>>);
}

#[test]
#[should_panic = "was read as null"]
fn what_is_made_up_is_not() {
    compare::varied(DATA, "get", 200, |body| {
        decode::<Book>(body).map(|_| serde_json::to_value(Book::default()).unwrap())
    });
}

#[test]
#[should_panic = "\"Emma\" was read as \"emma\""]
fn what_is_changed_is_not() {
    compare::varied(DATA, "get", 200, |body| {
        let mut book: Value = decode::<Book>(body)?;
        if book["title"] == "Emma" {
            book["title"] = "emma".into();
        }
        Ok::<_, Error>(book)
    });
}

#[test]
#[should_panic = "Decode"]
fn what_is_refused_is_not() {
    compare::varied(DATA, "get", 202, |body| {
        serde_json::from_slice::<Cover>(&body)
            .map_err(|_| decode::<Book>(Vec::new()).unwrap_err())?;
        decode::<Cover>(body)
    });
}

//! What is left of an invented library's documentation when its sentences are taken away.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use docbind::facts::strip;
use docbind_spec::{ApiSpec, CallBody, ExampleBody, PartContent, validate};
use serde_json::Value;

fn library() -> ApiSpec {
    serde_json::from_str(include_str!("library.json")).unwrap()
}

#[test]
fn the_facts_of_the_library() {
    let text = serde_json::to_string_pretty(&strip(&library())).unwrap();
    insta::assert_snapshot!("facts", text);
}

#[test]
fn stripping_twice_changes_nothing_more() {
    let once = strip(&library());
    assert_eq!(strip(&once), once);
}

#[test]
fn facts_are_a_valid_spec() {
    assert_eq!(validate(&library()), []);
    assert_eq!(validate(&strip(&library())), []);
}

/// All texts of examples and calls, keys aside.
fn values(spec: &ApiSpec) -> BTreeSet<String> {
    fn collect(value: &Value, out: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => {
                out.insert(text.clone());
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, out)),
            Value::Object(members) => members.values().for_each(|value| collect(value, out)),
            _ => {}
        }
    }
    let mut out = BTreeSet::new();
    let errors = spec.api.errors.iter().map(|shape| &shape.example);
    let bodies = spec.operations.iter().flat_map(|operation| {
        let requests = operation
            .request_body
            .iter()
            .flat_map(|body| &body.examples);
        let responses = operation.responses.iter().flat_map(|one| &one.examples);
        requests.chain(responses).map(|example| &*example.body)
    });
    for body in errors.chain(bodies) {
        match body {
            ExampleBody::Text(text) => {
                out.insert(text.clone());
            }
            body => collect(body.value().unwrap_or(&Value::Null), &mut out),
        }
    }
    for call in spec
        .operations
        .iter()
        .flat_map(|operation| &operation.calls)
    {
        let pairs = call.query.iter().chain(&call.headers);
        out.extend(pairs.map(|pair| pair.value.clone()));
        match &call.body {
            Some(CallBody::Form(pairs)) => out.extend(pairs.iter().map(|pair| pair.value.clone())),
            Some(CallBody::Multipart(parts)) => out.extend(parts.iter().map(|part| {
                let (PartContent::Value(text) | PartContent::File(text)) = &part.content;
                text.clone()
            })),
            Some(CallBody::Json(value)) => collect(value, &mut out),
            Some(CallBody::Text(text)) => {
                out.insert(text.clone());
            }
            None => {}
        }
    }
    out
}

#[test]
fn no_free_text_survives() {
    let stays = [
        "",
        "lent",
        "shelved",
        "96",
        "2",
        "0-21",
        "401 Unauthorized",
        "<error>",
    ];
    let free: BTreeSet<String> = values(&library())
        .into_iter()
        .filter(|text| !stays.contains(&text.as_str()))
        .collect();
    assert!(free.len() > 30, "{free:?}");
    let facts = strip(&library());
    let left: Vec<_> = values(&facts).intersection(&free).cloned().collect();
    assert_eq!(left, Vec::<String>::new());
    let text = serde_json::to_string(&facts).unwrap();
    for sentence in [
        "newest first",
        "Umbrella",
        "The title",
        "printed after",
        "No reader named",
        "too long",
        "Trades a password",
        "Lend a book",
        "The picture",
        "quill",
    ] {
        assert!(!text.contains(sentence), "{sentence}");
    }
}

#[test]
fn equal_texts_stay_equal_and_different_ones_different() {
    let facts = strip(&library());
    let book = |operation: usize, path: &str| {
        let example = &facts.operations[operation].responses[0].examples[0];
        example.body.value().unwrap().pointer(path).unwrap().clone()
    };
    assert_eq!(book(0, "/0/isbn"), book(0, "/1/isbn"));
    assert_ne!(book(0, "/0/title"), book(0, "/1/title"));
    // The number on a book's back stands in a path, and a title in a form.
    let isbn = book(0, "/0/isbn");
    let call = &facts.operations[2].calls[0];
    assert_eq!(call.path, format!("/books/{}", isbn.as_str().unwrap()));
    let Some(CallBody::Form(pairs)) = &facts.operations[1].calls[0].body else {
        panic!("no form");
    };
    assert_eq!(pairs[0].value, book(1, "/title"));
    // A token is the same in a header and in an answer.
    let session = facts.operations.last().unwrap();
    let token = session.responses[0].examples[0].body.value().unwrap()["token"].clone();
    assert_eq!(token, facts.operations[0].calls[0].headers[0].value);
}

#[test]
fn faults_stay_and_repairs_follow() {
    let facts = strip(&library());
    let lend = facts
        .operations
        .iter()
        .find(|operation| operation.path == "/books/:id/loans")
        .unwrap();
    let ExampleBody::Invalid(invalid) = &*lend.responses[0].examples[0].body else {
        panic!("valid");
    };
    assert!(invalid.text.ends_with(",\n}"), "{}", invalid.text);
    let mended = invalid.text.replace(",\n}", "\n}");
    let repaired = invalid.repaired.as_ref().unwrap();
    assert_eq!(&serde_json::from_str::<Value>(&mended).unwrap(), repaired);
    assert!(
        repaired["returned_at"]
            .as_str()
            .unwrap()
            .contains("T12: 00: 00.000Z"),
        "{repaired}"
    );
}

#[test]
fn headings_name_the_operation_and_anchors_follow() {
    let facts = strip(&library());
    let section = &facts.operations[0].sections[0];
    assert_eq!(section.title, "List books");
    assert_eq!(section.source.0, "books.md#list-books");
    let lend = facts
        .operations
        .iter()
        .find(|operation| operation.path == "/books/:id/loans")
        .unwrap();
    assert_eq!(lend.sections[1].title, "Create loan part 2");
    assert_eq!(
        lend.parameters[2].evidence[0].source,
        lend.sections[1].source
    );
    assert_eq!(lend.parameters[2].description, None);
    assert_eq!(facts.api.sudo.unwrap().source.0, "README.md#sudo");
}

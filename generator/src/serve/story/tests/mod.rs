//! Requests for an invented API, one after the other.

mod bounds;
mod kinds;
mod lists;
mod objects;
mod places;
mod wrapped;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use serde_json::Value;

use crate::pipeline::{ReadOptions, read_docs};
use crate::serve::{Mock, MockOptions};
use crate::source::{SourceFile, SourceSet};

/// The invented API, and everything that was asked before.
struct Play {
    router: axum::Router,
    runtime: tokio::runtime::Runtime,
}

/// What was answered.
struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    value: Value,
}

/// The pages of the invented API.
const PAGES: [(&str, &str); 9] = [
    ("README.md", include_str!("pages/README.md")),
    ("bands.md", include_str!("pages/bands.md")),
    ("books.md", include_str!("pages/books.md")),
    ("clubs.md", include_str!("pages/clubs.md")),
    ("desks.md", include_str!("pages/desks.md")),
    ("house.md", include_str!("pages/house.md")),
    ("labels.md", include_str!("pages/labels.md")),
    ("shelves.md", include_str!("pages/shelves.md")),
    ("trips.md", include_str!("pages/trips.md")),
];

impl Play {
    fn new() -> Self {
        let page = |(path, text): (&str, &str)| SourceFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let options = ReadOptions {
            name: "library".to_owned(),
            ..ReadOptions::default()
        };
        let pages = SourceSet::new(PAGES.map(page).to_vec());
        let spec = read_docs(&pages, &options).spec;
        Self {
            router: Mock::new(&spec, MockOptions::default()).unwrap().router(),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .build()
                .unwrap(),
        }
    }

    /// Asks `GET /books?state=lent`, without a body.
    fn ask(&self, request: &str) -> Answered {
        self.send(request, "", String::new())
    }

    /// Sends JSON.
    fn json(&self, request: &str, body: &Value) -> Answered {
        self.send(request, "application/json", body.to_string())
    }

    /// Sends a form.
    fn form(&self, request: &str, body: &str) -> Answered {
        self.send(
            request,
            "application/x-www-form-urlencoded",
            body.to_owned(),
        )
    }

    fn send(&self, request: &str, media_type: &str, body: String) -> Answered {
        let (method, uri) = request.split_once(' ').unwrap();
        let request = Request::builder().method(method).uri(uri);
        let request = request
            .header("content-type", media_type)
            .body(Body::from(body));
        let service = TowerToHyperService::new(self.router.clone());
        self.runtime.block_on(async {
            let response = service.call(request.unwrap()).await.unwrap();
            let (head, body) = response.into_parts();
            let body = to_bytes(Body::new(body), usize::MAX).await.unwrap();
            Answered {
                status: head.status,
                headers: head.headers,
                value: serde_json::from_slice(&body).unwrap_or(Value::Null),
            }
        })
    }

    /// The values of one field of the objects that a list shows.
    fn listed(&self, request: &str, field: &str) -> Vec<Value> {
        let answered = self.ask(request);
        assert_eq!(answered.status, 200, "{request}");
        let items = answered.value.as_array().cloned().unwrap();
        items.iter().map(|item| item[field].clone()).collect()
    }

    fn status(&self, request: &str) -> u16 {
        self.ask(request).status.as_u16()
    }
}

impl Answered {
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// Whether the object has these fields with these values.
#[track_caller]
fn shows(object: &Value, fields: &Value) {
    for (name, value) in fields.as_object().unwrap() {
        assert_eq!(&object[name], value, "{name} of {object}");
    }
}

//! What the spans of the server say, and what they never say.

mod shop;

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Notes everything as text.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

impl Notes {
    fn take(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // How long it took is different each time.
        if field.name() == "duration_ms" {
            self.0.push_str(" duration_ms");
        } else {
            write!(self.0, " {}={value:?}", field.name()).unwrap();
        }
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("docbind")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut notes = self.0.lock().unwrap();
        notes.push_str(span.metadata().name());
        span.record(&mut Fields(&mut notes));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&mut self.0.lock().unwrap()));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Fields(&mut self.0.lock().unwrap()));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn spans_tell_the_operation_and_no_secret() {
    let notes = Notes::default();
    let _guard = tracing::subscriber::set_default(notes.clone());
    let router = shop::server(1).into_router(shop::guarded());
    let send = |method: &str, uri: &str| {
        let request = Request::builder().method(method).uri(uri);
        let request = request.header("Authorization", "Bearer b3arer");
        router.clone().oneshot(request.body(Body::empty()).unwrap())
    };
    send("GET", "/api/v2/shelves/1?token=h1dden").await.unwrap();
    let told = notes.take();
    let expected = "request method=\"GET\" route=\"/shelves/:id\" operation=\"shelves.get\" \
                    status=200 duration_ms message=answered status=200";
    assert_eq!(told, expected);
    send("POST", "/api/v2/h1dden").await.unwrap();
    let told = notes.take();
    let expected = "request method=\"POST\" status=404 duration_ms message=answered status=404";
    assert_eq!(told, expected);
}

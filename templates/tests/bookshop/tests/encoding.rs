//! Whatever text a caller gives, the server reads the same text.

mod shop;

use std::sync::LazyLock;

use axum::body::Body;
use bytes::Bytes;
use docbind_bookshop::Client;
use docbind_bookshop::runtime::File;
use docbind_bookshop::server::Options;
use docbind_bookshop::types::{Book, Cover, Shelf};
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use tower::ServiceExt;

/// One for all cases: setting up TLS takes longer than they do.
fn client() -> &'static Client {
    static CLIENT: LazyLock<Client> =
        LazyLock::new(|| Client::builder("http://shop.test").build().unwrap());
    &CLIENT
}

/// What the server answers to the request that a call would send.
fn answer(request: http::Request<Bytes>) -> Bytes {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(async {
        let router = shop::server(0).into_router(Options::new());
        let response = router.oneshot(request.map(Body::from)).await.unwrap();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        body.unwrap()
    })
}

fn json<T: DeserializeOwned>(request: http::Request<Bytes>) -> T {
    let body = answer(request);
    serde_json::from_slice(&body).unwrap_or_else(|_| panic!("{body:?}"))
}

fn path_text() -> impl Strategy<Value = String> {
    let texts = prop_oneof![any::<String>(), "[a-z./%?#& ;:+0-9]{1,8}"];
    texts.prop_filter("addresses another operation", |text| {
        !matches!(text.as_str(), "" | "." | "..")
    })
}

proptest! {
    #[test]
    fn path(id in path_text(), path in path_text()) {
        let request = client().books().text(id.as_str(), path.as_str()).request().unwrap();
        prop_assert_eq!(answer(request), format!("{id}: {path}"));
    }

    #[test]
    fn form(title: String) {
        let request = client().books().update(1, 2).title(title.as_str()).request().unwrap();
        prop_assert_eq!(json::<Book>(request).title, Some(title));
    }

    #[test]
    fn json_body(name: String) {
        let request = client().shelves().create(name.as_str()).request().unwrap();
        prop_assert_eq!(json::<Shelf>(request).name, name);
    }

    #[test]
    fn multipart(content: Vec<u8>, caption: String) {
        let size = i64::try_from(content.len()).unwrap();
        let call = client().books().upload_cover(1, 2, File::new("f", content));
        let request = call.caption(caption.as_str()).request().unwrap();
        prop_assert_eq!(json::<Cover>(request).size, Some(size));
    }
}

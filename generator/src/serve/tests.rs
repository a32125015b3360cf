//! Servers of invented documents, called without a socket.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use docbind_spec::ApiSpec;
use serde_json::Value;
use tower::ServiceExt as _;

use super::{Mock, MockOptions};
use crate::pipeline::{ReadOptions, read_docs};
use crate::source::{SourceFile, SourceSet};

/// What a bookshop says about all operations.
pub(super) const OVERVIEW: &str = "\
# Bookshop API

## Authentication

All requests require authentication.
Pass a `shop_token` parameter in the query string or the header `SHOP-TOKEN`.

```
GET https://shop.example.com/api/v2/books?shop_token=f00ba7
```

```
curl --header \"SHOP-TOKEN: f00ba7\" \"https://shop.example.com/api/v2/books\"
```

If the token is missing, the answer has status `401`:

```json
{\"message\": \"401 Who are you?\"}
```

### OAuth2

You can also use an OAuth2 token in the `Authorization` header:

```
curl --header \"Authorization: Bearer f00ba7\" \"https://shop.example.com/api/v2/books\"
```

## Sudo

An administrator can act as another user with the parameter `sudo` in the query, or the header `SUDO`.

```
GET /books?shop_token=f00ba7&sudo=anna
```

```
curl --header \"SHOP-TOKEN: f00ba7\" --header \"SUDO: anna\" \"https://shop.example.com/api/v2/books\"
```

## Pagination

Lists are paged by two parameters:

- `page` (default: `1`) - page number
- `per_page` (default: `20`, max: `100`) - number of items per page
";

/// An answer.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Answer {
    /// All values of a header, each on a line.
    pub(super) fn all(&self, name: &str) -> String {
        let values = self.headers.get_all(name).iter();
        let values: Vec<&str> = values.map(|value| value.to_str().unwrap()).collect();
        values.join("\n")
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// The spec of pages, each a name and a text.
pub(super) fn spec(pages: &[(&str, &str)]) -> ApiSpec {
    let files = pages.iter().map(|(path, text)| SourceFile {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    });
    let options = ReadOptions {
        name: "shop".to_owned(),
        ..ReadOptions::default()
    };
    read_docs(&SourceSet::new(files.collect()), &options).spec
}

/// The router of a server of pages.
pub(super) fn router(pages: &[(&str, &str)], options: MockOptions) -> Router {
    Mock::new(&spec(pages), options).unwrap().router()
}

/// Sends `METHOD /path` with headers, one a line, and a body.
pub(super) fn send(router: &Router, request: &str, headers: &str, body: impl Into<Body>) -> Answer {
    let (method, path) = request.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(path);
    for line in headers.lines() {
        let (name, value) = line.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let request = request.body(body.into()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        let response = router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    })
}

//! What is answered where the API has no such path: a page for people at `/`, the OpenAPI document
//! at `/openapi.json`, and 404 with the nearest documented paths.
//!
//! What comes in: a spec, and requests that are for no operation. What goes out: pages, made when
//! they are asked for. A path of the API is never shadowed, as these come after all of them.

mod contents;
mod html;
mod nearest;
#[cfg(test)]
mod tests;
mod text;

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use axum::http::header::ACCEPT;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, request};
use docbind_spec::ApiSpec;
use docbind_templates::runtime::Api;
use docbind_templates::runtime::server::{Content, Failure, Rendered, Reply};
use serde_json::{Map, Value};

use crate::emit::openapi::{CommonParameters, OpenApiVersion, export};
use contents::{Contents, Page};
use nearest::Advice;

/// Names a documented operation near to what was asked for, once for each.
pub(super) const NEAREST: HeaderName = HeaderName::from_static("docbind-nearest");

/// The pages of a server.
pub(super) struct Pages {
    api: &'static Api,
    spec: Arc<ApiSpec>,
    tokens: Tokens,
    contents: OnceLock<Contents>,
    openapi: OnceLock<Bytes>,
}

/// Which tokens callers may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tokens {
    /// Any will do.
    Any,
    /// Only the one that the server was started with.
    Certain,
}

impl Pages {
    /// The pages of a spec; none is made yet.
    pub(super) fn of(spec: &ApiSpec, api: &'static Api, tokens: Tokens) -> Self {
        Self {
            api,
            spec: Arc::new(spec.clone()),
            tokens,
            contents: OnceLock::new(),
            openapi: OnceLock::new(),
        }
    }

    /// The page at the path of the request.
    ///
    /// # Errors
    ///
    /// 404 where there is none.
    pub(super) fn answer(&self, head: &request::Parts) -> Result<Rendered, Failure> {
        let reads = matches!(head.method, Method::GET | Method::HEAD);
        let browser = is_browser(head);
        let path = head.uri.path().trim_end_matches('/');
        if reads && (path.is_empty() || browser && path == self.api.base_path) {
            return self.overview(head, browser);
        }
        if reads && path == "/openapi.json" {
            let content = Content::from(self.openapi().clone());
            return Reply::new(content.media_type("application/json")).bytes();
        }
        Err(self.not_found(head))
    }

    fn contents(&self) -> &Contents {
        self.contents
            .get_or_init(|| Contents::of(&self.spec, self.api))
    }

    fn openapi(&self) -> &Bytes {
        self.openapi.get_or_init(|| {
            let document = export(&self.spec, OpenApiVersion::V3_1, CommonParameters::Inline);
            Bytes::from(document.to_string())
        })
    }

    fn overview(&self, head: &request::Parts, browser: bool) -> Result<Rendered, Failure> {
        let page = Page::of(self.contents(), &self.spec, self.tokens, head);
        let content = if browser {
            Content::from(html::page(&page)).media_type("text/html; charset=utf-8")
        } else {
            Content::from(text::page(&page)).media_type("text/plain; charset=utf-8")
        };
        Reply::new(content).bytes()
    }

    /// 404 in the shape of the API, with advice beside its own key.
    fn not_found(&self, head: &request::Parts) -> Failure {
        let advice = Advice::on(self.contents(), self.api.base_path, head);
        let status = StatusCode::NOT_FOUND;
        let mut body = Map::new();
        body.insert(self.api.errors.key.to_owned(), status.to_string().into());
        if let Some(hint) = &advice.hint {
            body.entry("hint").or_insert_with(|| hint.clone().into());
        }
        if !advice.nearest.is_empty() {
            let nearest = advice.nearest.clone().into();
            body.entry("nearest").or_insert(nearest);
        }
        let failure = Failure::body(status, Value::Object(body));
        let values = advice.nearest.iter();
        let values = values.filter_map(|line| HeaderValue::from_str(line).ok());
        values.fold(failure, |failure, value| failure.header(NEAREST, value))
    }
}

/// Whether a person looks at the answer.
fn is_browser(head: &request::Parts) -> bool {
    let accept = head.headers.get(ACCEPT);
    accept.is_some_and(|value| value.to_str().is_ok_and(|text| text.contains("text/html")))
}

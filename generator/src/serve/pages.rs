//! What is answered where the API has no such path: a list of its operations at `/`, the OpenAPI
//! document, and 404 with the nearest paths.

use axum::http::request;
use docbind_spec::ApiSpec;
use docbind_templates::runtime::Api;
use docbind_templates::runtime::server::{Content, Failure, Rendered, Reply};

use crate::emit::openapi::{CommonParameters, OpenApiVersion, export};

/// The pages of a server.
pub(super) struct Pages {
    openapi: String,
}

impl Pages {
    /// Prepares the pages.
    pub(super) fn of(spec: &ApiSpec, _api: &'static Api) -> Self {
        let document = export(spec, OpenApiVersion::V3_1, CommonParameters::Inline);
        Self {
            openapi: document.to_string(),
        }
    }

    /// The page at the path of the request.
    ///
    /// # Errors
    ///
    /// 404 where there is none.
    pub(super) fn answer(&self, head: &request::Parts) -> Result<Rendered, Failure> {
        match head.uri.path() {
            "/openapi.json" => {
                let content = Content::from(self.openapi.clone());
                Reply::new(content.media_type("application/json")).bytes()
            }
            _ => Err(Failure::not_found()),
        }
    }
}

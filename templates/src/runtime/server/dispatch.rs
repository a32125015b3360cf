//! The way of a request through the server.

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, LINK};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri};
use serde_json::{Map, Value};

use super::auth::{Credentials, secret_parameters};
use super::routes::{Found, Route, Routes};
use super::values::{from_pairs, scalar};
use super::{Caller, Failure, Options, PageInfo, Parts, Rendered, body};
use crate::runtime::Api;
use crate::runtime::encoding::decode_pairs;

/// Everything that it takes to answer a request.
pub(super) struct Dispatcher {
    pub(super) api: &'static Api,
    pub(super) routes: Routes,
    pub(super) options: Options,
}

impl Dispatcher {
    /// Answers a request; never fails.
    pub(super) async fn answer(&self, request: Request<Body>) -> Response<Body> {
        let (head, body) = request.into_parts();
        let (rendered, status) = match self.routes.find(&head.method, head.uri.path()) {
            Found::Nothing => (Err(Failure::not_found()), StatusCode::NOT_FOUND),
            Found::OtherMethods(methods) => (
                Err(Failure::method_not_allowed(&methods)),
                StatusCode::METHOD_NOT_ALLOWED,
            ),
            Found::Route(route, path) => {
                let status = StatusCode::from_u16(route.operation.status);
                let headers = head.headers.clone();
                let rendered = self.run(route, path, &head.uri, headers, body).await;
                (rendered, status.unwrap_or(StatusCode::OK))
            }
        };
        let rendered = rendered.unwrap_or_else(|failure| failure.render(&self.api.errors));
        let mut response = respond(rendered.body, rendered.media_type);
        *response.status_mut() = rendered.status.unwrap_or(status);
        if let Some(page) = rendered.page {
            self.add_paging(page, &head.uri, &head.headers, response.headers_mut());
        }
        for (name, value) in &rendered.headers {
            response.headers_mut().insert(name, value.clone());
        }
        if head.method == Method::HEAD {
            *response.body_mut() = Body::empty();
        }
        response
    }

    async fn run(
        &self,
        route: &Route,
        path: Vec<(&'static str, String)>,
        uri: &Uri,
        headers: HeaderMap,
        body: Body,
    ) -> Result<Rendered, Failure> {
        let operation = route.operation;
        let content = body::collect(body, self.options.body_limit).await?;
        let fields = body::read(operation, &headers, &content).await?;
        let mut values = from_pairs(decode_pairs(uri.query().unwrap_or_default()));
        values.extend(fields.values);
        let credentials = Credentials::read(self.api, operation, &headers, &values);
        let sudo = credentials.sudo.clone();
        let parts = Parts {
            api: self.api,
            operation,
            uri: uri.clone(),
            headers,
            path: path_values(path),
            values,
            files: fields.files,
            content,
            caller: self.caller(credentials).await?,
            sudo,
        };
        let Some(handler) = &route.handler else {
            return Err(Failure::not_implemented(operation));
        };
        parts.check()?;
        handler(parts).await
    }

    async fn caller(&self, credentials: Credentials) -> Result<Caller, Failure> {
        match &self.options.authenticate {
            Some(authenticate) => authenticate.decide(credentials).await,
            None => Ok(Caller::anonymous()),
        }
    }

    fn add_paging(&self, page: PageInfo, uri: &Uri, request: &HeaderMap, headers: &mut HeaderMap) {
        for (name, value) in page.headers() {
            insert(headers, HeaderName::from_static(name), &value);
        }
        let host = request.get(HOST).and_then(|value| value.to_str().ok());
        let root = match (&self.options.public_url, host) {
            (Some(url), _) => url.clone(),
            (None, Some(host)) => format!("http://{host}"),
            (None, None) => String::new(),
        };
        if let Some(paging) = self.api.paging {
            let url = format!("{root}{}", uri.path());
            let query = uri.query().unwrap_or_default();
            let link = page.link(&url, query, paging, &secret_parameters(self.api));
            insert(headers, LINK, &link);
        }
    }
}

fn path_values(path: Vec<(&'static str, String)>) -> Map<String, Value> {
    path.into_iter()
        .map(|(name, text)| (name.to_owned(), scalar(text)))
        .collect()
}

fn respond(body: Bytes, media_type: Option<&'static str>) -> Response<Body> {
    let length = body.len();
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    if let Some(media_type) = media_type {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

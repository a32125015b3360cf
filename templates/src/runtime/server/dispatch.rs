//! The way of a request through the server.

use std::pin::pin;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{HOST, LINK};
use axum::http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri, request,
};
use serde_json::Map;

use super::auth::{Credentials, schemes, secret_parameters};
use super::builder::Checks;
use super::content::insert;
use super::guard::{Caught, Deadline};
use super::routes::{Found, Route, Routes};
use super::trace::Trace;
use super::values::{PathValues, from_pairs};
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
        let head = Arc::new(head);
        let found = self.routes.find(&head.method, head.uri.path());
        let operation = match &found {
            Found::Route(route, _) => Some(route.operation),
            Found::OtherMethods(_) | Found::Nothing => None,
        };
        let trace = Trace::start(&head.method, operation);
        let rendered = trace.follow(self.rendered(found, &head, body)).await;
        let status = operation.and_then(|operation| StatusCode::from_u16(operation.status).ok());
        let response = self.respond(rendered, status.unwrap_or(StatusCode::OK), &head);
        trace.end(response.status());
        response
    }

    async fn rendered(
        &self,
        found: Found<'_>,
        head: &Arc<request::Parts>,
        body: Body,
    ) -> Result<Rendered, Failure> {
        match found {
            Found::Nothing => {
                self.read_over(body).await;
                match &self.options.unknown {
                    Some(answer) => answer(head),
                    None => Err(Failure::not_found()),
                }
            }
            Found::OtherMethods(methods) => {
                self.read_over(body).await;
                Err(Failure::method_not_allowed(&methods))
            }
            Found::Route(route, path) => {
                let run = pin!(self.run(route, path, Arc::clone(head), body));
                Caught(run).await
            }
        }
    }

    /// Reads a body for which there is no use: a connection on which something is left unread is
    /// closed, and a client that keeps it loses its next request.
    async fn read_over(&self, body: Body) {
        let content = pin!(body::collect(body, self.options.body_limit));
        let late = StatusCode::REQUEST_TIMEOUT;
        // What is too large or too slow may end the connection.
        let _ = Deadline::after(self.options.timeout)
            .hold(late, content)
            .await;
    }

    /// The answer with all its headers; the status is that of the operation.
    fn respond(
        &self,
        rendered: Result<Rendered, Failure>,
        status: StatusCode,
        head: &request::Parts,
    ) -> Response<Body> {
        let rendered = rendered.unwrap_or_else(|failure| failure.render(&self.api.errors));
        let mut headers = rendered.headers;
        let body = rendered
            .content
            .map(|content| content.into_body(&mut headers))
            .filter(|_| head.method != Method::HEAD);
        if let Some(page) = rendered.page {
            self.add_paging(page, &head.uri, &head.headers, &mut headers);
        }
        let mut response = Response::new(body.unwrap_or_default());
        *response.status_mut() = rendered.status.unwrap_or(status);
        *response.headers_mut() = headers;
        response
    }

    async fn run(
        &self,
        route: &Route,
        path: Vec<(&'static str, String)>,
        head: Arc<request::Parts>,
        body: Body,
    ) -> Result<Rendered, Failure> {
        let operation = route.operation;
        let deadline = Deadline::after(self.options.timeout);
        let content = body::collect(body, self.options.body_limit);
        let late = StatusCode::REQUEST_TIMEOUT;
        let content = deadline.hold(late, pin!(content)).await?;
        let fields = body::read(operation, &head.headers, &content).await?;
        let mut values = match head.uri.query() {
            Some(query) => from_pairs(decode_pairs(query)),
            None => Map::new(),
        };
        match values.is_empty() {
            true => values = fields.values,
            false => values.extend(fields.values),
        }
        let credentials = Credentials::read(self.api, operation, &head.headers, &values);
        let answered = async {
            let sudo = credentials.sudo.clone();
            let parts = Parts {
                api: self.api,
                operation,
                head,
                path: PathValues::new(path),
                values,
                files: fields.files,
                content,
                caller: self.caller(credentials).await?,
                sudo,
            };
            let Some(handler) = &route.handler else {
                return Err(Failure::not_implemented(operation));
            };
            if self.options.checks == Checks::Engine {
                parts.check()?;
            }
            handler(parts).await
        };
        let late = StatusCode::SERVICE_UNAVAILABLE;
        deadline.hold(late, pin!(answered)).await
    }

    async fn caller(&self, credentials: Credentials) -> Result<Caller, Failure> {
        let Some(authenticate) = &self.options.authenticate else {
            return Ok(Caller::anonymous());
        };
        let operation = credentials.operation;
        if credentials.found.is_empty() && schemes(self.api, operation).next().is_some() {
            return if self.options.open.contains(&operation.id) {
                Ok(Caller::anonymous())
            } else {
                Err(Failure::unauthorized())
            };
        }
        authenticate.decide(credentials).await
    }

    fn add_paging(&self, page: PageInfo, uri: &Uri, request: &HeaderMap, headers: &mut HeaderMap) {
        for (name, number) in page.headers() {
            if let Some(number) = number {
                let header = headers.entry(HeaderName::from_static(name));
                header.or_insert_with(|| HeaderValue::from(number));
            }
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

//! The way of a request through the server.

use std::pin::{Pin, pin};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::handler::Handler;
use axum::http::header::{HOST, LINK};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Uri, request};
use serde_json::Map;

use super::auth::{Credentials, Places, secret_parameters, takes};
use super::builder::Checks;
use super::content::insert;
use super::guard::{Caught, Deadline};
use super::parts::Inner;
use super::routes::{Found, Route, Routes, Values};
use super::trace::Trace;
use super::values::{PathValues, from_pairs};
use super::{Caller, Failure, Options, PageInfo, Parts, Rendered, body};
use crate::runtime::{Api, Operation};

/// Everything that it takes to answer a request.
pub(super) struct Dispatcher {
    pub(super) api: &'static Api,
    pub(super) routes: Routes,
    pub(super) places: Places,
    pub(super) options: Options,
}

/// Where requests come in.
#[derive(Clone)]
pub(super) struct Entrance(pub(super) Arc<Dispatcher>);

impl<S> Handler<(), S> for Entrance {
    type Future = Pin<Box<dyn Future<Output = Response<Body>> + Send>>;

    fn call(self, request: Request<Body>, _state: S) -> Self::Future {
        // A request is large, and its way is long: from here on, only a pointer to it is moved.
        let (head, body) = request.into_parts();
        Box::pin(self.0.answer(Arc::new(head), body))
    }
}

impl Dispatcher {
    /// Answers a request; never fails.
    async fn answer(self: Arc<Self>, head: Arc<request::Parts>, body: Body) -> Response<Body> {
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
        let content = rendered.content;
        let body = content.map(|content| content.into_body(&mut headers));
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
        path: Values,
        head: Arc<request::Parts>,
        body: Body,
    ) -> Result<Rendered, Failure> {
        let deadline = Deadline::after(self.options.timeout);
        let content = body::collect(body, self.options.body_limit);
        let late = StatusCode::REQUEST_TIMEOUT;
        let content = deadline.hold(late, pin!(content)).await?;
        let parts = self.parts(route.operation, path, head, content).await?;
        let late = StatusCode::SERVICE_UNAVAILABLE;
        deadline.hold(late, pin!(self.handled(route, parts))).await
    }

    /// What the request says, before it is known who sent it.
    async fn parts(
        &self,
        operation: &'static Operation,
        path: Values,
        head: Arc<request::Parts>,
        content: Bytes,
    ) -> Result<Parts, Failure> {
        let fields = body::read(operation, &head.headers, &content).await?;
        let mut values = match head.uri.query() {
            Some(query) => from_pairs(query),
            None => Map::new(),
        };
        match values.is_empty() {
            true => values = fields.values,
            false => values.extend(fields.values),
        }
        Ok(Parts {
            inner: Box::new(Inner {
                api: self.api,
                operation,
                head,
                path: PathValues::new(path),
                values,
                files: fields.files,
                content,
                caller: Caller::anonymous(),
                sudo: None,
            }),
        })
    }

    async fn handled(&self, route: &Route, mut parts: Parts) -> Result<Rendered, Failure> {
        let (headers, values) = (parts.headers(), parts.values());
        let credentials = self.places.read(route.operation, headers, values);
        parts.inner.sudo.clone_from(&credentials.sudo);
        parts.inner.caller = self.caller(credentials).await?;
        let Some(handler) = &route.handler else {
            return Err(Failure::not_implemented(route.operation));
        };
        if self.options.checks == Checks::Engine {
            parts.check()?;
        }
        handler(parts).await
    }

    async fn caller(&self, credentials: Credentials) -> Result<Caller, Failure> {
        let Some(authenticate) = &self.options.authenticate else {
            return Ok(Caller::anonymous());
        };
        let operation = credentials.operation;
        let mut schemes = self.api.security.iter();
        if credentials.found.is_empty() && schemes.any(|scheme| takes(operation, scheme)) {
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

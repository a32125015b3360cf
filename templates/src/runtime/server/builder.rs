//! The server and how it is put together.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::request;

use super::auth::{AnyAuthenticate, Authenticate, Places};
use super::dispatch::{Dispatcher, Entrance};
use super::routes::Routes;
use super::{Answer, Failure, Parameters, Parts, Rendered, Request};
use crate::runtime::{Api, Operation};

/// The future of a handler.
pub type Answering = Pin<Box<dyn Future<Output = Result<Rendered, Failure>> + Send>>;

pub(super) type Handler = Arc<dyn Fn(Parts) -> Answering + Send + Sync>;

/// Answers the operations of a resource with the methods of a service.
pub type Resource<S> = fn(Server, &Arc<S>) -> Server;

/// How much of a body is read unless [`Options::body_limit`] says otherwise, in bytes.
const BODY_LIMIT: usize = 10 * 1024 * 1024;

/// All operations of an API, each with the handler that answers it or with none.
#[derive(Clone)]
#[must_use]
pub struct Server {
    api: &'static Api,
    handlers: Vec<(&'static Operation, Option<Handler>)>,
}

impl Server {
    /// A server that answers every operation with 501.
    pub fn for_api(api: &'static Api) -> Self {
        let handlers = api.operations.iter().map(|operation| (*operation, None));
        Self {
            api,
            handlers: handlers.collect(),
        }
    }

    /// Answers the operations of several resources with one service.
    pub fn with<S, const N: usize>(self, service: S, resources: [Resource<S>; N]) -> Self {
        let service = Arc::new(service);
        resources
            .into_iter()
            .fold(self, |server, mount| mount(server, &service))
    }

    /// Answers one operation with a method of a service.
    pub fn mount<S: Send + Sync + 'static>(
        self,
        operation: &'static Operation,
        service: &Arc<S>,
        handler: fn(Arc<S>, Parts) -> Answering,
    ) -> Self {
        let service = Arc::clone(service);
        self.set(
            operation,
            Arc::new(move |parts| handler(Arc::clone(&service), parts)),
        )
    }

    /// Answers one operation with this function, whatever answered it before. Which operation is
    /// told by the type of the parameters:
    /// `.replace_with(|request: Request<books::Get>| async move { … })`.
    pub fn replace_with<P, F, A>(self, handler: F) -> Self
    where
        P: Parameters,
        F: Fn(Request<P>) -> A + Send + Sync + 'static,
        A: Answer<P::Answer> + 'static,
    {
        self.set(
            P::OPERATION,
            Arc::new(move |parts| match parts.request() {
                Ok(request) => {
                    let answer = handler(request);
                    Box::pin(async move { P::render(answer.await?) })
                }
                Err(failure) => Box::pin(std::future::ready(Err(failure))),
            }),
        )
    }

    /// Answers one operation with this function, whatever answered it before, out of a request
    /// without types.
    pub fn replace<F, A>(self, operation: &'static Operation, handler: F) -> Self
    where
        F: Fn(Parts) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Rendered, Failure>> + Send + 'static,
    {
        self.set(operation, Arc::new(move |parts| Box::pin(handler(parts))))
    }

    /// The router. It answers every path, also with 404 and 405 in the API's shape, and expects
    /// to stand at the root of the server.
    pub fn into_router(self, options: Options) -> Router {
        let dispatcher = Dispatcher {
            api: self.api,
            routes: Routes::new(self.api, &self.handlers),
            places: Places::of(self.api),
            options,
        };
        let entrance = Entrance(Arc::new(dispatcher));
        // With its state, the router need not be built anew for each request.
        Router::new().fallback(entrance).with_state(())
    }

    fn set(mut self, operation: &'static Operation, handler: Handler) -> Self {
        let slot = self
            .handlers
            .iter_mut()
            .find(|(other, _)| other.id == operation.id);
        match slot {
            Some((_, slot)) => *slot = Some(handler),
            None => self.handlers.push((operation, Some(handler))),
        }
        self
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answered = self.handlers.iter().filter(|(_, slot)| slot.is_some());
        f.debug_struct("Server")
            .field("api", &self.api.name)
            .field("operations", &self.handlers.len())
            .field("answered", &answered.count())
            .finish()
    }
}

/// Settings of a router.
#[derive(Clone)]
#[must_use]
pub struct Options {
    pub(super) body_limit: usize,
    pub(super) authenticate: Option<Arc<dyn AnyAuthenticate>>,
    pub(super) open: Vec<&'static str>,
    pub(super) public_url: Option<String>,
    pub(super) timeout: Option<Duration>,
    pub(super) checks: Checks,
    pub(super) unknown: Option<Arc<Unknown>>,
}

/// Who looks at what the description of an operation alone tells to be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Checks {
    /// The engine, before the handler.
    Engine,
    /// The handler, if it wants to.
    Handler,
}

/// Answers requests for paths that the API does not have.
pub(super) type Unknown =
    dyn Fn(&request::Parts) -> Result<Rendered, Failure> + Send + Sync + 'static;

impl Options {
    /// Ten mebibytes of body, no authentication, no time limit.
    pub fn new() -> Self {
        Self {
            body_limit: BODY_LIMIT,
            authenticate: None,
            open: Vec::new(),
            public_url: None,
            timeout: None,
            checks: Checks::Engine,
            unknown: None,
        }
    }

    /// The largest body, in bytes; a larger one is answered with 413.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Asks this before every operation who is calling. Where the operation takes schemes and the
    /// request has no credential of any, the answer is 401 without asking.
    pub fn authenticate(mut self, authenticate: impl Authenticate) -> Self {
        self.authenticate = Some(Arc::new(authenticate));
        self
    }

    /// Lets callers without credentials use this operation, such as one that logs in; they are
    /// [anonymous](super::Caller::anonymous).
    pub fn open(mut self, operation: &'static Operation) -> Self {
        self.open.push(operation.id);
        self
    }

    /// How long a request may take until its answer begins. What takes longer is given up: 408 if
    /// the client has not sent its body by then, 503 otherwise. Streamed content may take longer.
    /// The router must run in a Tokio runtime with a timer then.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Scheme, host and port under which clients see the server, for `Link` headers. Without it
    /// they are made from the request's `Host` header and `http`.
    pub fn public_url(mut self, url: impl Into<String>) -> Self {
        self.public_url = Some(url.into().trim_end_matches('/').to_owned());
        self
    }
}

impl Options {
    /// Lets requests through that lack a required parameter or have a value that is not listed; a
    /// handler asks [`Parts::check`] then. Typed parameters are checked when they are read.
    pub fn unchecked(mut self) -> Self {
        self.checks = Checks::Handler;
        self
    }

    /// Answers requests for paths that the API does not have with this function, instead of 404.
    pub fn unknown<F>(mut self, answer: F) -> Self
    where
        F: Fn(&request::Parts) -> Result<Rendered, Failure> + Send + Sync + 'static,
    {
        self.unknown = Some(Arc::new(answer));
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("body_limit", &self.body_limit)
            .field("authenticate", &self.authenticate.is_some())
            .field("open", &self.open)
            .field("public_url", &self.public_url)
            .field("timeout", &self.timeout)
            .field("checks", &self.checks)
            .field("unknown", &self.unknown.is_some())
            .finish()
    }
}

//! The server: one trait per resource, and the router that calls their implementations.
//!
//! An operation that nobody implements answers 501.

#[cfg(feature = "books")]
pub mod books;
#[cfg(feature = "orders")]
pub mod orders;
#[cfg(feature = "shelves")]
pub mod shelves;

pub use crate::runtime::server::{
    Authenticate, Caller, Content, Credentials, Failure, Options, PageInfo, Reply, Request,
    Resource, Server,
};

use axum::Router;

use crate::operations::API;

/// The router of a service that answers these resources: `[orders::mount, shelves::mount]`. All
/// other operations answer 501.
pub fn router<S, const N: usize>(
    service: S,
    resources: [Resource<S>; N],
    options: Options,
) -> Router {
    Server::new().with(service, resources).into_router(options)
}

impl Server {
    /// A server that answers every operation with 501.
    pub fn new() -> Self {
        Self::for_api(&API)
    }

    /// Answers the operations of `books.md` with this implementation.
    #[cfg(feature = "books")]
    pub fn books<S: books::Books>(self, service: std::sync::Arc<S>) -> Self {
        books::mount(self, &service)
    }

    /// Answers the operations of `orders.md` with this implementation.
    #[cfg(feature = "orders")]
    pub fn orders<S: orders::Orders>(self, service: std::sync::Arc<S>) -> Self {
        orders::mount(self, &service)
    }

    /// Answers the operations of `shelves.md` with this implementation.
    #[cfg(feature = "shelves")]
    pub fn shelves<S: shelves::Shelves>(self, service: std::sync::Arc<S>) -> Self {
        shelves::mount(self, &service)
    }
}

impl Default for Server {
    fn default() -> Self {
        Self::new()
    }
}

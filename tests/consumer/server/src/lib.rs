//! A service on the server stub that was generated from `doc/` while this crate was built.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    rust_2018_idioms,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used
)]

use std::sync::Arc;

use api::server::ferries::{self, Ferries};
use api::server::{Failure, Options, Reply, Request, Server};
use api::types::Ferry;

/// The server stub, which only this crate sees.
mod api {
    include!(concat!(env!("OUT_DIR"), "/ferries.rs"));
}

struct Harbour;

impl Ferries for Harbour {
    async fn list(&self, request: Request<ferries::List>) -> Result<Reply<Vec<Ferry>>, Failure> {
        let aurora = Ferry {
            id: Some(3),
            name: Some("Aurora".to_owned()),
            port: Some(request.params.port),
        };
        Ok(Reply::new(vec![aurora]))
    }
}

/// Everything that the harbour answers.
pub fn router() -> axum::Router {
    Server::new()
        .ferries(Arc::new(Harbour))
        .into_router(Options::new())
}

//! The operations of `orders.md`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::operations::orders as operations;
use crate::runtime::server::{Answer, Failure, Parts, Request, Server, not_implemented};
use crate::runtime::values::Id;
use crate::types::{Order, OrderLine};

/// The operations of `orders.md`, each answering 501 unless it is implemented.
pub trait Orders: Send + Sync + 'static {
    /// `POST /orders`
    fn create(&self, request: Request<Create>) -> impl Answer<Order> {
        not_implemented(&request)
    }

    /// `PUT /till/v1/orders/:id`
    fn collect(&self, request: Request<Collect>) -> impl Answer<Order> {
        not_implemented(&request)
    }
}

/// Parameters of [`Orders::create`].
#[derive(Debug, Clone)]
pub struct Create {
    /// `customer`
    pub customer: String,
    /// `lines`
    pub lines: Vec<OrderLine>,
    /// `notes`
    pub notes: Option<BTreeMap<String, String>>,
}

/// Parameters of [`Orders::collect`].
#[derive(Debug, Clone)]
pub struct Collect {
    /// `id`
    pub id: Id,
    /// `token`
    pub token: String,
    /// `X-Till`
    pub x_till: Option<String>,
}

impl Create {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            customer: parts.required("customer")?,
            lines: parts.required("lines")?,
            notes: parts.optional("notes")?,
        })
    }
}

impl Collect {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            token: parts.required("token")?,
            x_till: parts.optional_header("X-Till")?,
        })
    }
}

/// Answers the operations with the methods of the implementation.
pub(crate) fn mount<S: Orders>(server: Server, service: &Arc<S>) -> Server {
    server
        .mount(&operations::CREATE, service, |service, parts| {
            Box::pin(async move { service.create(parts.request(Create::read)?).await?.json() })
        })
        .mount(&operations::COLLECT, service, |service, parts| {
            Box::pin(async move { service.collect(parts.request(Collect::read)?).await?.json() })
        })
}

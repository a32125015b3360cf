//! The operations of `orders.md`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::operations::orders as operations;
use crate::runtime::server::{
    Answer, Answers, Failure, Outcome, Parameters, Parts, Rendered, Reply, Request, Server, mount,
    not_implemented,
};
use crate::runtime::values::Id;
use crate::runtime::{Operation, debug_hiding};
use crate::types::{Order, OrderLine};

/// The operations of `orders.md`, each answering 501 unless it is implemented.
pub trait Orders: Send + Sync + 'static {
    /// `POST /orders`
    fn create(&self, request: Request<Create>) -> impl Answer<Order> {
        not_implemented(&request)
    }

    /// `PUT /till/v1/orders/:id`
    fn collect(&self, request: Request<Collect>) -> impl Answer<CollectAnswer> {
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
#[derive(Clone)]
pub struct Collect {
    /// `id`
    pub id: Id,
    /// `token`
    pub token: String,
    /// `X-Till`
    pub x_till: Option<String>,
}

debug_hiding!(Collect: id, !token, x_till);

/// Answers of [`Orders::collect`].
#[derive(Debug)]
pub enum CollectAnswer {
    /// `200 OK`
    Ok(Order),
    /// `202 Accepted`
    Accepted(OrderLine),
    /// `304 Not Modified`
    NotModified,
    /// `409 Conflict`
    Conflict(String),
}

impl Answers for CollectAnswer {
    fn outcome(self) -> Result<Outcome, Failure> {
        match self {
            Self::Ok(body) => Outcome::json(200, &body),
            Self::Accepted(body) => Outcome::json(202, &body),
            Self::NotModified => Outcome::empty(304),
            Self::Conflict(text) => Outcome::refusal(409, text),
        }
    }
}

impl Parameters for Create {
    const OPERATION: &'static Operation = &operations::CREATE;

    type Answer = Order;

    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            customer: parts.required("customer")?,
            lines: parts.required("lines")?,
            notes: parts.optional("notes")?,
        })
    }

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.json()
    }
}

impl Parameters for Collect {
    const OPERATION: &'static Operation = &operations::COLLECT;

    type Answer = CollectAnswer;

    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
            token: parts.required("token")?,
            x_till: parts.optional_header("X-Till")?,
        })
    }

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.documented()
    }
}

/// Answers the operations with the methods of the implementation.
pub fn mount<S: Orders>(server: Server, service: &Arc<S>) -> Server {
    let server = mount!(server, service, Create, create);
    mount!(server, service, Collect, collect)
}

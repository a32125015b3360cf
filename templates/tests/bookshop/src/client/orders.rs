//! The operations of `orders.md`.

use std::collections::BTreeMap;

use crate::operations::orders as operations;
use crate::runtime::client::{Call, Client, call};
use crate::runtime::values::Id;
use crate::types::{Order, OrderLine};

/// The operations of `orders.md`; made by [`Client::orders`].
#[derive(Debug, Clone)]
pub struct Orders {
    client: Client,
}

impl Orders {
    pub(crate) fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
        }
    }

    /// `POST /orders`
    ///
    /// Documented at `orders.md#new-order`.
    pub fn create(&self, customer: impl Into<String>, lines: &[OrderLine]) -> Create {
        let customer: String = customer.into();
        Create {
            call: Call::new(&self.client, &operations::CREATE)
                .body("customer", &customer)
                .body("lines", &lines),
        }
    }

    /// `PUT /till/v1/orders/:id`
    ///
    /// Documented at `orders.md#collect-order`.
    pub fn collect(&self, id: impl Into<Id>, token: impl Into<String>) -> Collect {
        let id: Id = id.into();
        let token: String = token.into();
        Collect {
            call: Call::new(&self.client, &operations::COLLECT)
                .path("id", &id)
                .body("token", &token),
        }
    }
}

/// The call that [`Orders::create`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct Create {
    call: Call,
}

impl Create {
    /// `notes`: notes by their topic.
    pub fn notes(self, notes: &BTreeMap<String, String>) -> Self {
        Self {
            call: self.call.body("notes", notes),
        }
    }
}

call!(Create => json Order, sudo);

/// The call that [`Orders::collect`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct Collect {
    call: Call,
}

impl Collect {
    /// The header `X-Till`: number of the till.
    pub fn x_till(self, x_till: impl Into<String>) -> Self {
        let x_till: String = x_till.into();
        Self {
            call: self.call.header("X-Till", &x_till),
        }
    }
}

call!(Collect => json Order, sudo);

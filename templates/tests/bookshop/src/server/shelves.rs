//! The operations of `shelves.md`.

use std::sync::Arc;

use crate::operations::shelves as operations;
use crate::runtime::server::{Answer, Failure, Parts, Request, Server, not_implemented};
use crate::runtime::values::{IdOrPath, Timestamp};
use crate::types::{Shelf, ShelfSort};

/// The operations of `shelves.md`, each answering 501 unless it is implemented.
pub trait Shelves: Send + Sync + 'static {
    /// `GET /shelves`
    fn list(&self, request: Request<List>) -> impl Answer<Vec<Shelf>> {
        not_implemented(&request)
    }

    /// `POST /shelves`
    fn create(&self, request: Request<Create>) -> impl Answer<Shelf> {
        not_implemented(&request)
    }

    /// `GET /shelves/:id`
    fn get(&self, request: Request<Get>) -> impl Answer<Shelf> {
        not_implemented(&request)
    }

    /// `DELETE /shelves/:id`
    fn delete(&self, request: Request<Delete>) -> impl Answer<()> {
        not_implemented(&request)
    }
}

/// Parameters of [`Shelves::list`].
#[derive(Debug, Clone)]
pub struct List {
    /// `sort`: order of the shelves.
    pub sort: Option<ShelfSort>,
    /// `labels`: labels that a shelf must have.
    pub labels: Option<Vec<String>>,
}

/// Parameters of [`Shelves::create`].
#[derive(Debug, Clone)]
pub struct Create {
    /// `name`: name of the shelf
    pub name: String,
    /// `labels`: labels of the shelf.
    pub labels: Option<Vec<String>>,
    /// `opened_at`: when it was opened.
    pub opened_at: Option<Timestamp>,
    /// `public`: whether customers see it.
    pub public: Option<bool>,
}

/// Parameters of [`Shelves::get`].
#[derive(Debug, Clone)]
pub struct Get {
    /// `id`: number or name of the shelf
    pub id: IdOrPath,
}

/// Parameters of [`Shelves::delete`].
#[derive(Debug, Clone)]
pub struct Delete {
    /// `id`: number or name of the shelf
    pub id: IdOrPath,
}

impl List {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            sort: parts.optional("sort")?,
            labels: parts.optional("labels")?,
        })
    }
}

impl Create {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            name: parts.required("name")?,
            labels: parts.optional("labels")?,
            opened_at: parts.optional("opened_at")?,
            public: parts.optional("public")?,
        })
    }
}

impl Get {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
        })
    }
}

impl Delete {
    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
        })
    }
}

/// Answers the operations with the methods of the implementation.
pub(crate) fn mount<S: Shelves>(server: Server, service: &Arc<S>) -> Server {
    server
        .mount(&operations::LIST, service, |service, parts| {
            Box::pin(async move { service.list(parts.request(List::read)?).await?.json() })
        })
        .mount(&operations::CREATE, service, |service, parts| {
            Box::pin(async move { service.create(parts.request(Create::read)?).await?.json() })
        })
        .mount(&operations::GET, service, |service, parts| {
            Box::pin(async move { service.get(parts.request(Get::read)?).await?.json() })
        })
        .mount(&operations::DELETE, service, |service, parts| {
            Box::pin(async move { service.delete(parts.request(Delete::read)?).await?.empty() })
        })
}

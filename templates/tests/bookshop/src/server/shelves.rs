//! The operations of `shelves.md`.

use std::sync::Arc;

use crate::operations::shelves as operations;
use crate::runtime::Operation;
use crate::runtime::server::{
    Answer, Failure, Parameters, Parts, Rendered, Reply, Request, Server, mount, not_implemented,
};
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

impl Parameters for List {
    const OPERATION: &'static Operation = &operations::LIST;

    type Answer = Vec<Shelf>;

    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            sort: parts.optional("sort")?,
            labels: parts.optional("labels")?,
        })
    }

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.json()
    }
}

impl Parameters for Create {
    const OPERATION: &'static Operation = &operations::CREATE;

    type Answer = Shelf;

    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            name: parts.required("name")?,
            labels: parts.optional("labels")?,
            opened_at: parts.optional("opened_at")?,
            public: parts.optional("public")?,
        })
    }

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.json()
    }
}

impl Parameters for Get {
    const OPERATION: &'static Operation = &operations::GET;

    type Answer = Shelf;

    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
        })
    }

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.json()
    }
}

impl Parameters for Delete {
    const OPERATION: &'static Operation = &operations::DELETE;

    type Answer = ();

    fn read(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            id: parts.path("id")?,
        })
    }

    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure> {
        reply.empty()
    }
}

/// Answers the operations with the methods of the implementation.
pub fn mount<S: Shelves>(server: Server, service: &Arc<S>) -> Server {
    let server = mount!(server, service, List, list);
    let server = mount!(server, service, Create, create);
    let server = mount!(server, service, Get, get);
    mount!(server, service, Delete, delete)
}

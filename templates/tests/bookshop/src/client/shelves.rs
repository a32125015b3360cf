//! The operations of `shelves.md`.

use crate::operations::shelves as operations;
use crate::runtime::client::{Call, Client, call};
use crate::runtime::values::{IdOrPath, Open, Timestamp};
use crate::types::{Shelf, ShelfSort};

/// The operations of `shelves.md`; made by [`Client::shelves`].
#[derive(Debug, Clone)]
pub struct Shelves {
    client: Client,
}

impl Shelves {
    pub(crate) fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
        }
    }

    /// `GET /shelves`
    ///
    /// Answers 200 with a page of [`Shelf`].
    ///
    /// # Parameters
    ///
    /// - `sort` (text, one of `name`, `opened`): order of the shelves
    /// - `labels` (list): labels that a shelf must have
    /// - `page` (integer): the page to begin with, counted from 1
    /// - `per_page` (integer): how many items a page has
    ///
    /// # Example
    ///
    /// ```text
    /// curl --header "X-Clerk-Token: <token>" "https://api.example.com/api/v2/shelves?labels=old,rare"
    /// ```
    ///
    /// ```no_run
    /// # async fn example(client: docbind_bookshop::Client) -> Result<(), docbind_bookshop::Error> {
    /// let page = client.shelves().list().labels(["old", "rare"]).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Documented at `shelves.md#list-shelves`.
    pub fn list(&self) -> List {
        List {
            call: Call::new(&self.client, &operations::LIST),
        }
    }

    /// `POST /shelves`
    ///
    /// Answers 201 with [`Shelf`].
    ///
    /// # Parameters
    ///
    /// - `name` (text, required): name of the shelf
    /// - `labels` (list): labels of the shelf
    /// - `opened_at` (timestamp): when it was opened
    /// - `public` (boolean): whether customers see it
    ///
    /// # Errors
    ///
    /// Those of any call. The documents name these statuses:
    ///
    /// - 400 Bad Request: the name is taken
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: docbind_bookshop::Client) -> Result<(), docbind_bookshop::Error> {
    /// let answer = client.shelves().create("poetry").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Documented at `shelves.md#new-shelf`.
    pub fn create(&self, name: impl Into<String>) -> Create {
        let name: String = name.into();
        Create {
            call: Call::new(&self.client, &operations::CREATE).body("name", &name),
        }
    }

    /// `GET /shelves/:id`
    ///
    /// Answers 200 with [`Shelf`].
    ///
    /// # Parameters
    ///
    /// - `id` (number or text, required): number or name of the shelf
    ///
    /// # Errors
    ///
    /// Those of any call. The documents name these statuses:
    ///
    /// - 404 Not Found
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: docbind_bookshop::Client) -> Result<(), docbind_bookshop::Error> {
    /// let answer = client.shelves().get(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Documented at `shelves.md#single-shelf`.
    pub fn get(&self, id: impl Into<IdOrPath>) -> Get {
        let id: IdOrPath = id.into();
        Get {
            call: Call::new(&self.client, &operations::GET).path("id", &id),
        }
    }

    /// `DELETE /shelves/:id`
    ///
    /// Answers 200 with nothing.
    ///
    /// # Parameters
    ///
    /// - `id` (number or text, required): number or name of the shelf
    ///
    /// # Errors
    ///
    /// Those of any call. The documents name these statuses:
    ///
    /// - 404 Not Found
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: docbind_bookshop::Client) -> Result<(), docbind_bookshop::Error> {
    /// client.shelves().delete(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Documented at `shelves.md#remove-shelf`.
    pub fn delete(&self, id: impl Into<IdOrPath>) -> Delete {
        let id: IdOrPath = id.into();
        Delete {
            call: Call::new(&self.client, &operations::DELETE).path("id", &id),
        }
    }
}

/// The call that [`Shelves::list`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct List {
    call: Call,
}

impl List {
    /// `sort`: order of the shelves.
    pub fn sort(self, sort: impl Into<Open<ShelfSort>>) -> Self {
        let sort: Open<ShelfSort> = sort.into();
        Self {
            call: self.call.query("sort", &sort),
        }
    }

    /// `labels`: labels that a shelf must have.
    pub fn labels(self, labels: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let labels: Vec<String> = labels.into_iter().map(Into::into).collect();
        Self {
            call: self.call.query("labels", &labels),
        }
    }
}

call!(List => page Shelf, sudo);

/// The call that [`Shelves::create`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct Create {
    call: Call,
}

impl Create {
    /// `labels`: labels of the shelf.
    pub fn labels(self, labels: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let labels: Vec<String> = labels.into_iter().map(Into::into).collect();
        Self {
            call: self.call.body("labels", &labels),
        }
    }

    /// `opened_at`: when it was opened.
    pub fn opened_at(self, opened_at: impl Into<Timestamp>) -> Self {
        let opened_at: Timestamp = opened_at.into();
        Self {
            call: self.call.body("opened_at", &opened_at),
        }
    }

    /// `public`: whether customers see it.
    pub fn public(self, public: bool) -> Self {
        Self {
            call: self.call.body("public", &public),
        }
    }
}

call!(Create => json Shelf, sudo);

/// The call that [`Shelves::get`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct Get {
    call: Call,
}

call!(Get => json Shelf, sudo);

/// The call that [`Shelves::delete`] prepares.
#[derive(Clone)]
#[must_use = "a call is sent only when it is awaited"]
pub struct Delete {
    call: Call,
}

call!(Delete => empty, sudo);

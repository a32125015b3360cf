//! Client and server for the bookshop API.
//!
//! - [`types`]: the types of parameters and bodies.
//! - `client` (feature `client`): one method per operation.
//! - `server` (feature `server`): one trait per resource and a router.
//! - [`operations`]: every operation as data.
//!
//! Each resource is a feature of the name of its modules (`books`, `orders`, `shelves`); `all` is
//! all of them.
//!
#![cfg_attr(all(feature = "client", feature = "shelves"), doc = "```no_run")]
#![cfg_attr(not(all(feature = "client", feature = "shelves")), doc = "```ignore")]
//! use docbind_bookshop::{Client, Error};
//!
//! # async fn run() -> Result<(), Error> {
//! let client = Client::builder("https://shop.example.com").build()?;
//! let page = client.shelves().list().per_page(50).await?;
//! for shelf in page {
//!     println!("{shelf:?}");
//! }
//! # Ok(())
//! # }
//! ```

#[cfg(feature = "client")]
pub mod client;
pub mod operations;
// A generated crate has its own copy and just `pub mod runtime;`.
#[path = "../../../src/runtime/mod.rs"]
pub mod runtime;
#[cfg(feature = "server")]
pub mod server;
pub mod types;

#[cfg(feature = "client")]
pub use client::{Auth, Client, Error, Page};

/// A plain number is taken where an identifier is wanted.
///
/// ```
/// # use docbind_bookshop::{Client, client::books::Get};
/// # fn get(client: &Client) -> Get {
/// client.books().get("poetry", 7)
/// # }
/// ```
///
/// One that is unique within something else is not.
///
/// ```compile_fail
/// # use docbind_bookshop::{Client, client::books::Get, runtime::values::Iid};
/// # fn get(client: &Client) -> Get {
/// client.books().get("poetry", Iid(7))
/// # }
/// ```
#[cfg(all(doctest, feature = "client"))]
mod identifiers {}

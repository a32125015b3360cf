//! Client and server for the bookshop API.
//!
//! - [`types`]: the types of parameters and bodies.
//! - [`client`] (feature `client`): `client.shelves().list().await?`
//! - [`server`] (feature `server`): one trait per resource and a router.
//! - [`operations`]: every operation as data.

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

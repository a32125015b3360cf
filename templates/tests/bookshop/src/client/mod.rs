//! The client: one module per resource.

#[cfg(feature = "books")]
pub mod books;
#[cfg(feature = "orders")]
pub mod orders;
#[cfg(feature = "shelves")]
pub mod shelves;

pub use crate::runtime::client::{
    Auth, Client, ClientBuilder, Content, Error, ErrorDetails, Items, Links, Page, Pending,
    Response,
};

use crate::operations::API;
use crate::runtime::CredentialPlace;

impl Client {
    /// A builder of a client for the server at `base_url`, such as `https://shop.example.com`.
    ///
    /// The base path `/api/v2` need not be part of it.
    pub fn builder(base_url: &str) -> ClientBuilder {
        ClientBuilder::new(&API, base_url)
    }

    /// The operations of `books.md`.
    #[cfg(feature = "books")]
    pub fn books(&self) -> books::Books {
        books::Books::new(self)
    }

    /// The operations of `orders.md`.
    #[cfg(feature = "orders")]
    pub fn orders(&self) -> orders::Orders {
        orders::Orders::new(self)
    }

    /// The operations of `shelves.md`.
    #[cfg(feature = "shelves")]
    pub fn shelves(&self) -> shelves::Shelves {
        shelves::Shelves::new(self)
    }
}

impl Auth {
    /// The scheme `clerk_token`: the token in the header `X-Clerk-Token`, with the query
    /// parameter `branch`.
    pub fn clerk_token(token: impl Into<String>, branch: impl Into<String>) -> Self {
        Self::new(
            "clerk_token",
            CredentialPlace::Header("X-Clerk-Token"),
            token,
        )
        .along_with("branch", branch)
    }

    /// The scheme `clerk_token`: the token in the query parameter `clerk_token`, with the query
    /// parameter `branch`.
    pub fn clerk_token_in_query(token: impl Into<String>, branch: impl Into<String>) -> Self {
        Self::new("clerk_token", CredentialPlace::Query("clerk_token"), token)
            .along_with("branch", branch)
    }

    /// The scheme `oauth2`: `Authorization: Bearer` with the token.
    pub fn oauth2(token: impl Into<String>) -> Self {
        Self::new("oauth2", CredentialPlace::Bearer, token)
    }

    /// The scheme `oauth2`: the token in the query parameter `access_token`.
    pub fn oauth2_in_query(token: impl Into<String>) -> Self {
        Self::new("oauth2", CredentialPlace::Query("access_token"), token)
    }
}

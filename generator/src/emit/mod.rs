//! Code and texts of the files of a generated crate.
//!
//! What comes in: a [`RustApi`]. What goes out: files that are not formatted yet. Nothing is
//! decided here: each line of the output is a function of one piece of the `RustApi`.
//! What is written from a spec or from the Rust API made of it: code and documents.
//!
//! What comes in: finished models. What goes out: values, text, and files of a crate that are
//! not formatted yet. No decisions, no shared state, no files: each line of the output is a
//! function of one piece of the model.

mod answers;
mod calls;
mod client;
pub(crate) mod doc;
mod docs;
mod exceptions;
mod fixtures;
mod gate;
mod guide;
pub mod listing;
mod loopback;
mod manifest;
pub mod markdown;
mod mentions;
pub mod openapi;
mod operations;
mod root;
mod rust_type;
mod server;
mod types;

use crate::code::Code;
use crate::lower::RustApi;

/// A file that is not formatted yet.
pub(crate) struct Source {
    /// Its path in the crate.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) content: Content,
}

/// What a file holds.
pub(crate) enum Content {
    /// Rust, to be formatted.
    Code(Code),
    /// A page of text and code.
    Page(Vec<Part>),
    /// Any other text.
    Text(String),
}

/// A part of a page.
pub(crate) enum Part {
    /// Markdown, with an empty line after it.
    Text(String),
    /// Rust that compiles and is not run.
    Code(Code),
}

impl Source {
    fn code(path: impl Into<String>, code: Code) -> Self {
        Self {
            path: path.into(),
            content: Content::Code(code),
        }
    }
}

/// The modules of the crate that every use of it has.
pub(crate) fn shared(api: &RustApi) -> Vec<Source> {
    let mut files = operations::emit(api);
    files.extend(types::emit(api));
    files
}

/// The root of the crate; `halves` are those of `client` and `server` that it has.
pub(crate) fn root(api: &RustApi, halves: &[&str]) -> Source {
    root::emit(api, halves)
}

/// The modules of the client.
pub(crate) fn client(api: &RustApi) -> Vec<Source> {
    client::emit(api)
}

/// The modules of the server.
pub(crate) fn server(api: &RustApi) -> Vec<Source> {
    server::emit(api)
}

/// The tests of the crate.
pub(crate) fn tests(api: &RustApi) -> Vec<Source> {
    fixtures::emit(api)
}

/// The manifest of the crate and what stands beside it; `halves` as for [`root`].
pub(crate) fn package(api: &RustApi, halves: &[&str], version: &str) -> [Source; 2] {
    [manifest::emit(api, halves, version), manifest::readme(api)]
}

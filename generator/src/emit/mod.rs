//! What is written from a spec or from the Rust API made of it: tokens and documents.
//!
//! What comes in: finished models. What goes out: values and text. No decisions, no shared
//! state, no files.

pub mod markdown;
pub mod openapi;
mod status;

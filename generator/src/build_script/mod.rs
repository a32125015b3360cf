//! Generating in a build script.

pub(crate) mod pages;

pub use pages::InputError;

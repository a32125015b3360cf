//! x
mod ident;
mod scope;

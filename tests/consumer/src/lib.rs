//! The weather API, generated from `doc/` while this crate is built.

include!(concat!(env!("OUT_DIR"), "/docbind/lib.rs"));

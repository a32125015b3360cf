//! The weather API, generated from `doc/` while this crate is built.

/// Client and server.
pub mod weather {
    include!(concat!(env!("OUT_DIR"), "/weather.rs"));
}

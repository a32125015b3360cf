//! Clients of two APIs, generated from `doc/` while this crate is built: one at the root of the
//! crate, one in a module of which little is used.
//!
//! The crate denies what it can, and the generated code passes.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_debug_implementations,
    missing_docs,
    rust_2018_idioms,
    rustdoc::all,
    single_use_lifetimes,
    trivial_casts,
    unreachable_pub,
    unused_qualifications,
    unused_results
)]
#![deny(
    clippy::all,
    clippy::cargo,
    clippy::nursery,
    clippy::pedantic,
    clippy::allow_attributes,
    clippy::missing_docs_in_private_items,
    clippy::unwrap_used
)]
#![allow(
    clippy::cargo_common_metadata,
    clippy::multiple_crate_versions,
    reason = "about the workspace, not about code"
)]

include!(concat!(env!("OUT_DIR"), "/parcels.rs"));

/// The depots, of which nobody outside needs to know.
mod depots {
    include!(concat!(env!("OUT_DIR"), "/depots.rs"));
}

/// The name of the depot that keeps a parcel, for code that is not async.
///
/// # Errors
///
/// The error of the depots' service, in words.
pub fn depot(address: &str, id: i64) -> Result<Option<String>, String> {
    let client = depots::Client::builder(address)
        .build()
        .map_err(|error| error.to_string())?;
    match client.depots().get(id).wait() {
        Ok(depot) => Ok(depot.name),
        Err(error) => Err(error.to_string()),
    }
}

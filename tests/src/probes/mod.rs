//! What must hold of any input, whoever made it up.
//!
//! What comes in: bytes. What goes out: nothing, or a panic that says what does not hold. The same
//! probes are run with kept seeds and changes of them ([`mutate`], `tests/probes.rs`), and by a
//! fuzzer (`tests/fuzz/`), which keeps what it finds as seeds.

pub mod code;
pub mod curl;
pub mod erase;
pub mod json;
pub mod markdown;
pub mod mutate;
mod sound;
pub mod spec;

/// A probe: the folder of its seeds, and what it does with bytes.
pub type Probe = (&'static str, fn(&[u8]));

/// All of them, by the names of the fuzz targets.
pub const ALL: [Probe; 5] = [
    ("markdown", markdown::check),
    ("curl", curl::check),
    ("json", json::check),
    ("spec", spec::check),
    ("code", code::check),
];

//! What the README says about `build.rs`, by the word.

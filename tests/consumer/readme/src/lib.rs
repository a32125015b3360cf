// src/lib.rs
pub mod bookshop {
    include!(concat!(env!("OUT_DIR"), "/bookshop.rs"));
}

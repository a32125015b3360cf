//! docbind
fn main() {}

//! The types of parameters and bodies.

mod books;
mod orders;
mod shelves;

pub use books::*;
pub use orders::*;
pub use shelves::*;

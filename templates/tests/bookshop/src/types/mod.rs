//! The types of parameters and bodies.

#[cfg(any(feature = "books", feature = "orders"))]
mod book;
#[cfg(feature = "books")]
mod books;
#[cfg(feature = "orders")]
mod orders;
#[cfg(feature = "shelves")]
mod shelves;

#[cfg(any(feature = "books", feature = "orders"))]
pub use book::*;
#[cfg(feature = "books")]
pub use books::*;
#[cfg(feature = "orders")]
pub use orders::*;
#[cfg(feature = "shelves")]
pub use shelves::*;

//! `docbind serve`: the documents as a server, called over real sockets.

mod corpora;
mod curls;
mod dice;
mod hostile;
mod http;
mod keys;
mod page;
mod process;
mod program;
mod random;
pub(crate) mod readme;
mod requests;
mod running;
mod shell;
mod soak;

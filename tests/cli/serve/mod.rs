//! `docbind serve`: the documents as a server, called over real sockets.

mod corpora;
mod curls;
mod hostile;
mod http;
mod keys;
mod page;
mod process;
mod program;
pub(crate) mod readme;
mod running;
mod shell;

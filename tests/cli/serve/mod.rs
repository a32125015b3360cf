//! `docbind serve`: the documents as a server, called over real sockets.

mod corpora;
mod curls;
mod dice;
mod hostile;
mod http;
mod keys;
mod running;
mod shell;

//! `docbind serve`: the documents as a server, called over real sockets.

mod corpora;
mod curls;
mod dice;
mod http;
mod keys;
mod random;
mod running;
mod shell;
mod soak;

//! Any bytes are a page.

use super::sound;

/// Reads the bytes as a page: it is read to a sound spec and to findings that have a place.
pub fn check(bytes: &[u8]) {
    sound::read(&String::from_utf8_lossy(bytes));
}

//! Work on several cores at once.
//!
//! What comes in: work whose parts know nothing of each other. What goes out: their results, which
//! are the same on any number of cores. Where no thread can be had, the caller does all of it.

use std::panic::resume_unwind;
use std::thread::{self, Scope, ScopedJoinHandle};

/// The stack of a thread that reads, in bytes: what a program itself has on Linux, so that pages
/// that nest deeply read the same everywhere.
const STACK: usize = 8 * 1024 * 1024;

/// How many threads can work at once.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Has a thread of its own do something, if one can be had.
pub(crate) fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Option<ScopedJoinHandle<'scope, T>> {
    let thread = thread::Builder::new().stack_size(STACK);
    thread.spawn_scoped(scope, work).ok()
}

/// What a thread made.
pub(crate) fn join<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    match thread.join() {
        Ok(made) => made,
        Err(panic) => resume_unwind(panic),
    }
}

/// Does two things at once.
pub(crate) fn both<A, B: Send>(one: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    if cores() < 2 {
        return (one(), other());
    }
    thread::scope(|scope| {
        let helper = spawn(scope, &other);
        let one = one();
        (one, helper.map_or_else(&other, join))
    })
}

#[cfg(test)]
mod tests {
    use super::both;

    #[test]
    fn both_results_come_back_in_their_order() {
        let here = std::thread::current().id();
        let (one, other) = both(|| std::thread::current().id(), || "other".to_owned());
        assert_eq!((one, other.as_str()), (here, "other"));
    }
}

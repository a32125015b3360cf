//! Two things at once.

use std::panic::resume_unwind;
use std::thread;

/// The stack of the second thread, in bytes: what a program itself has on Linux, so that values
/// that nest deeply are no matter of where they are handled.
const STACK: usize = 8 * 1024 * 1024;

/// Does two things at once, or one after the other where no second thread is to be had.
pub(super) fn together<A: Send, B>(
    one: impl Fn() -> A + Sync,
    other: impl FnOnce() -> B,
) -> (A, B) {
    thread::scope(|scope| {
        let helper = thread::Builder::new().stack_size(STACK);
        let helper = helper.spawn_scoped(scope, &one);
        let done = other();
        let first = match helper.map(thread::ScopedJoinHandle::join) {
            Ok(joined) => joined.unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => one(),
        };
        (first, done)
    })
}

#[cfg(test)]
mod tests {
    use super::together;

    #[test]
    fn both_are_done() {
        let words = ["a".to_owned(), "b".to_owned()];
        let (joined, count) = together(|| words.concat(), || words.len());
        assert_eq!((joined.as_str(), count), ("ab", 2));
    }

    #[test]
    #[should_panic(expected = "the first one")]
    fn what_goes_wrong_there_goes_wrong_here() {
        together(
            || assert!(std::hint::black_box(false), "the first one"),
            || (),
        );
    }
}

//! Work on several cores at once.
//!
//! What comes in: work whose parts know nothing of each other. What goes out: their results, which
//! are the same on any number of cores. Where no thread can be had, the caller does all of it.

use std::panic::resume_unwind;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Scope, ScopedJoinHandle};

/// The stack of a thread that reads, in bytes: what a program itself has on Linux, so that pages
/// that nest deeply read the same everywhere.
const STACK: usize = 8 * 1024 * 1024;

/// How many threads can work at once. The system is asked once: it takes its time.
pub(crate) fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
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

/// Does the same with each of several things, on all cores; the results are in their order.
pub(crate) fn each<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work_on_some = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = all.get(number) else {
                return done;
            };
            done.push((number, work(thing)));
        }
    };
    let mut done = thread::scope(|scope| {
        // Where no thread can be had, the others do its work.
        let helpers = 1..cores().min(all.len());
        let helpers: Vec<_> = helpers.filter_map(|_| spawn(scope, work_on_some)).collect();
        let mut done = work_on_some();
        done.extend(helpers.into_iter().flat_map(join));
        done
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

/// How many small things a core does before it looks for more: in that time, another thread would
/// hardly have begun.
const AT_ONCE: usize = 256;

/// The same with things that take little time each: they are worth other threads only where there
/// are many.
pub(crate) fn each_of_many<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let parts: Vec<&[T]> = all.chunks(AT_ONCE).collect();
    let done = each(&parts, |part| part.iter().map(&work).collect::<Vec<R>>());
    let mut results = Vec::with_capacity(all.len());
    results.extend(done.into_iter().flatten());
    results
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
    use super::{AT_ONCE, both, each, each_of_many};

    #[test]
    fn both_results_come_back_in_their_order() {
        let here = std::thread::current().id();
        let (one, other) = both(|| std::thread::current().id(), || "other".to_owned());
        assert_eq!((one, other.as_str()), (here, "other"));
    }

    #[test]
    fn results_are_in_the_order_of_the_things() {
        let all: Vec<usize> = (0..1000).collect();
        let doubled: Vec<usize> = all.iter().map(|number| number * 2).collect();
        assert_eq!(each(&all, |number| number * 2), doubled);
        assert_eq!(each_of_many(&all, |number| number * 2), doubled);
        assert_eq!(each(&[0_u8; 0], |number| *number), [0_u8; 0]);
        assert_eq!(each_of_many(&[0_u8; 0], |number| *number), [0_u8; 0]);
    }

    #[test]
    fn few_small_things_need_no_other_thread() {
        let here = std::thread::current().id();
        let done = each_of_many(&[0; AT_ONCE], |_| std::thread::current().id());
        assert!(done.iter().all(|thread| *thread == here));
    }
}

//! Lists that have one entry, mostly.
//!
//! What comes in: a list and what it gets. What goes out: the list, without the room for four that
//! a list otherwise makes at once. Pages have many such lists, of large entries.

/// Adds an entry; the first one takes no more room than it needs.
pub(crate) fn push<T>(list: &mut Vec<T>, entry: T) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(entry);
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_entry_takes_the_room_of_one() {
        let mut list = Vec::new();
        super::push(&mut list, [0_u64; 8]);
        assert!(list.capacity() < 4);
        super::push(&mut list, [1; 8]);
        assert_eq!(list, [[0; 8], [1; 8]]);
    }
}

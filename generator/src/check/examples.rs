//! Examples and calls: how many changed.

/// How many of two lists have no equal in the other, an edited one counted once.
pub(super) fn changed<T: PartialEq>(older: &[T], newer: &[T]) -> usize {
    lacking(older, newer).max(lacking(newer, older))
}

/// How many of `some` are not in `others`, each of which stands for one.
fn lacking<T: PartialEq>(some: &[T], others: &[T]) -> usize {
    let mut left: Vec<&T> = others.iter().collect();
    some.iter()
        .filter(|one| match left.iter().position(|other| other == one) {
            Some(index) => {
                left.swap_remove(index);
                false
            }
            None => true,
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn counts_what_has_no_equal() {
        assert_eq!(changed(&[1, 2], &[2, 1]), 0);
        assert_eq!(changed(&[1, 2], &[2, 3]), 1);
        assert_eq!(changed(&[1, 1], &[1]), 1);
        assert_eq!(changed(&[], &[1, 2]), 2);
    }
}

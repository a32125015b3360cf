//! Numbers that look random and are the same for the same seed, on every machine.

/// A sequence of numbers: splitmix64, which is small and good enough for examples. Nothing that
/// must be secret may be made of it.
#[derive(Debug, Clone)]
pub(super) struct Chance {
    state: u64,
}

impl Chance {
    /// The sequence of a seed and an occasion.
    pub(super) fn new(seed: u64, occasion: &[&str]) -> Self {
        // FNV-1a; what stands between the parts is in no text.
        let bytes = occasion.iter().flat_map(|part| part.bytes().chain([0xff]));
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self {
            state: hash ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        }
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `most`.
    pub(super) fn between(&mut self, least: u64, most: u64) -> u64 {
        let width = most.saturating_sub(least).saturating_add(1);
        least + self.next() % width
    }

    /// One of the values; the default of the type where there is none.
    pub(super) fn pick<T: Copy + Default>(&mut self, values: &[T]) -> T {
        let last = u64::try_from(values.len().saturating_sub(1)).unwrap_or(0);
        let index = usize::try_from(self.between(0, last)).unwrap_or(0);
        values.get(index).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let first = |seed, occasion: &[&str]| Chance::new(seed, occasion).next();
        assert_eq!(first(1, &["a", "b"]), first(1, &["a", "b"]));
        assert_ne!(first(1, &["a", "b"]), first(2, &["a", "b"]));
        assert_ne!(first(1, &["a", "b"]), first(1, &["ab"]));
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut chance = Chance::new(7, &[]);
        let numbers: Vec<u64> = (0..200).map(|_| chance.between(3, 5)).collect();
        assert!([3, 4, 5].iter().all(|number| numbers.contains(number)));
        assert!(numbers.iter().all(|number| (3..=5).contains(number)));
        assert_eq!(chance.pick::<&str>(&[]), "");
        assert_eq!(chance.between(9, 9), 9);
    }
}

//! Chance that is the same each time.

/// Throws numbers; the same seed throws the same ones.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below this one.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let end = u64::try_from(end).unwrap();
        usize::try_from((mixed ^ (mixed >> 31)) % end).unwrap()
    }

    /// Whether this happens that happens once in so many times.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(super) fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    /// So many bytes at most of these.
    pub(super) fn bytes(&mut self, most: usize, of: impl Fn(u8) -> bool) -> Vec<u8> {
        let of: Vec<u8> = (0..=255).filter(|byte| of(*byte)).collect();
        let length = self.below(most + 1);
        (0..length).map(|_| of[self.below(of.len())]).collect()
    }
}

#[test]
fn the_same_seed_throws_the_same() {
    let throw = |seed| {
        let mut dice = Dice::new(seed);
        [dice.below(1000), dice.below(1000), dice.below(1000)]
    };
    assert_eq!(throw(7), throw(7));
    assert_ne!(throw(7), throw(8));
}

//! Runs of bytes of one kind: words in capitals, texts that look drawn.

use std::ops::Range;

/// The longest runs of ASCII bytes of a kind that are so long at least, in order. Shorter ones
/// cost next to nothing: where no long run can be, nothing is looked at.
pub(super) fn long<'t>(
    text: &'t str,
    least: usize,
    is_part: impl Fn(u8) -> bool + 't,
) -> impl Iterator<Item = Range<usize>> + 't {
    let bytes = text.as_bytes();
    let least = least.max(1);
    // Nothing before it belongs to a run that goes on after it.
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            // A run that is long enough reaches to this byte, or begins after it.
            let reached = from + least - 1;
            if !is_part(*bytes.get(reached)?) {
                from = reached + 1;
                continue;
            }
            let before = bytes[from..reached].iter().rposition(|it| !is_part(*it));
            let start = before.map_or(from, |at| from + at + 1);
            let after = bytes[reached..].iter().position(|it| !is_part(*it));
            from = after.map_or(bytes.len(), |at| reached + at);
            if from - start >= least {
                return Some(start..from);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::long;

    #[test]
    fn runs_are_those_that_a_look_at_every_byte_finds() {
        for text in [
            "",
            "A",
            "ABC",
            "ABCD",
            "aABC",
            "ABCa",
            "AB ABC",
            "ABaCDE",
            "a AB CD EFGH iJKL",
            "üABCü",
            "AaBBaCCCaDDDD",
        ] {
            for least in 1..5 {
                let found = long(text, least, |byte| byte.is_ascii_uppercase());
                let found: Vec<&str> = found.map(|range| &text[range]).collect();
                let words = text.split(|c: char| !c.is_ascii_uppercase());
                let expected: Vec<&str> = words.filter(|word| word.len() >= least).collect();
                assert_eq!(found, expected, "{text} {least}");
            }
        }
    }
}

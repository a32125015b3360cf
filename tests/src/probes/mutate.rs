//! Changes of inputs, the same on every machine.

/// Bytes that mean something to one of the readers.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "```",
    "~~~",
    "`",
    "|",
    "| --- |\n",
    "# ",
    "- ",
    "  - ",
    "> ",
    "<",
    "</",
    "/>",
    "<!--",
    "-->",
    "{{",
    "}}",
    "{%",
    ":::",
    "/:",
    "/{",
    "}",
    "[",
    "]",
    "{",
    "\"",
    "'",
    "\\",
    "\\u",
    "\\ud800",
    ",",
    ":",
    "...",
    "//",
    "/*",
    "*/",
    "\"#",
    "r#\"",
    "#![x]",
    "&amp;",
    "&",
    "*",
    "&a ",
    "*a",
    "!x",
    "%",
    "%2F",
    "?",
    "=",
    "@",
    "-d ",
    "-H ",
    "--data-raw $'",
    "$(",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{301}",
    "ü",
    "🎵",
    "0",
    "-1",
    "1e999",
    "99999999999999999999",
    "null",
    "self",
    "crate",
    "../",
];

/// Numbers that are random enough and no surprise.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same number.
    pub const fn new(number: u64) -> Self {
        Self(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below this one, which is not 0.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let below = self.0 % u64::try_from(limit.max(1)).unwrap_or(1);
        usize::try_from(below).unwrap_or_default()
    }
}

/// The input with some changes: parts gone, doubled, moved, or something else in their place.
pub fn mutate(input: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=dice.below(6) {
        let start = dice.below(bytes.len() + 1);
        let longest = [1, 8, 200][dice.below(3)];
        let end = bytes.len().min(start + dice.below(longest + 1));
        let part = bytes.get(start..end).unwrap_or_default().to_vec();
        match dice.below(5) {
            0 => drop(bytes.drain(start..end)),
            1 => insert(&mut bytes, start, &part),
            2 => {
                let to = dice.below(bytes.len() + 1);
                insert(&mut bytes, to, &part);
            }
            3 => {
                let byte = u8::try_from(dice.below(256)).unwrap_or_default();
                insert(&mut bytes, start, &[byte]);
            }
            _ => {
                let piece = PIECES.get(dice.below(PIECES.len())).unwrap_or(&"");
                insert(&mut bytes, start, piece.as_bytes());
            }
        }
    }
    bytes
}

fn insert(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    bytes.splice(at..at, part.iter().copied());
}

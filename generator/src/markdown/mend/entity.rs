//! Characters that HTML writes with names or numbers, in code: `&lt;`, `&#123;`, `&#x7b;`.

use std::ops::Range;

/// The names that people use in code.
const NAMES: &[(&str, char)] = &[
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("lbrace", '{'),
    ("rbrace", '}'),
    ("lcub", '{'),
    ("rcub", '}'),
    ("lbrack", '['),
    ("rbrack", ']'),
    ("vert", '|'),
    ("sol", '/'),
    ("colon", ':'),
];

/// No name or number is longer.
const MOST_BYTES: usize = 10;

/// Where they stand in a text, and what they stand for.
pub(super) fn all(text: &str) -> impl Iterator<Item = (Range<usize>, char)> {
    text.match_indices('&').filter_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let length = rest.bytes().take(MOST_BYTES).position(|it| it == b';')?;
        Some((at..at + length + 2, character(rest.get(..length)?)?))
    })
}

fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        let known = NAMES.iter().find(|(known, _)| *known == name);
        return known.map(|(_, c)| *c);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn names_and_numbers_stand_for_characters() {
        let found: Vec<_> = all("a &lt;b&#62; &#x7b; &x; &amp &#10;").collect();
        assert_eq!(found, [(2..6, '<'), (7..12, '>'), (13..19, '{')]);
    }
}

//! Texts that look like credentials somebody can use.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Picture, runs};
use crate::diag::{Diagnostic, Rule};
use crate::extract::conventions::authentication::is_credential;

/// No made-up word is this long and this varied.
const MIN_LENGTH: usize = 16;
/// Different characters that a drawn text of that length has, at least.
const MIN_VARIETY: u32 = 8;

/// Names of credentials are shorter than this, in bytes.
const MOST_BEFORE: usize = 100;

/// What tokens are called that open nothing.
const OTHER_TOKENS: &[&str] = &[
    "page",
    "next",
    "prev",
    "csrf",
    "xsrf",
    "authenticity",
    "continuation",
    "sync",
    "cursor",
];

/// Where a text stands first, and how often it stands anywhere.
struct Found {
    page: usize,
    range: Range<usize>,
    count: usize,
}

/// One finding per text, at its first place.
pub(super) fn report(picture: &Picture<'_>, found: &mut Vec<Diagnostic>) {
    let mut all: BTreeMap<&str, Found> = BTreeMap::new();
    for page in 0..picture.pages.len() {
        let text = picture.text(page);
        for range in words(text) {
            let word = &text[range.clone()];
            if let Some(known) = all.get_mut(word) {
                known.count += 1;
            } else if looks_drawn(word) && is_named_so(before(text, range.start)) {
                let count = 1;
                all.insert(word, Found { page, range, count });
            }
        }
    }
    found.extend(
        all.iter()
            .filter_map(|(word, known)| finding(picture, word, known)),
    );
}

fn finding(picture: &Picture<'_>, word: &str, known: &Found) -> Option<Diagnostic> {
    let places = match known.count {
        1 => String::new(),
        more => format!("; the pages show it {more} times"),
    };
    let shown = word.get(..4).unwrap_or_default();
    let message = format!("`{shown}…` looks like a credential that works{places}");
    Some(
        Diagnostic::new(
            Rule::RealCredential,
            picture.span(known.page, known.range.clone())?,
            message,
        )
        .help("write a word such as `<your_token>`; if it ever worked, revoke it"),
    )
}

/// The runs of characters that credentials are made of, where they are long enough.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    runs::long(text, MIN_LENGTH, |byte| PARTS[usize::from(byte)])
}

/// The bytes that credentials are made of, for texts that are gone through byte by byte.
const PARTS: [bool; 256] = {
    let mut parts = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        parts[byte as usize] = is_part(byte);
        byte += 1;
    }
    parts
};

const fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Whether a text looks drawn at random: letters and digits in turn, varied, without words.
fn looks_drawn(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    if digits < 2 || letters < 2 {
        return false;
    }
    // One bit for each character of ASCII.
    let kinds = word
        .bytes()
        .fold(0_u128, |kinds, byte| kinds | 1 << (byte & 127));
    let turns = word
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit())
        .count();
    kinds.count_ones() >= MIN_VARIETY && turns >= 4 && !is_series(word)
}

/// Whether a text counts up, as made-up ones do: `abcdef`, `123456`.
fn is_series(word: &str) -> bool {
    let bytes = word.as_bytes();
    let mut run = 1;
    bytes.windows(2).any(|pair| {
        run = if pair[1] == pair[0].wrapping_add(1) {
            run + 1
        } else {
            1
        };
        run >= 5
    })
}

/// What stands directly before a place, as much as a name needs.
fn before(text: &str, end: usize) -> &str {
    let start = end.saturating_sub(MOST_BEFORE);
    let start = (start..=end).find(|at| text.is_char_boundary(*at));
    start
        .and_then(|start| text.get(start..end))
        .unwrap_or_default()
}

/// Whether the text ends with the name of a credential, and what stands between name and value.
fn is_named_so(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let line = line.trim_end_matches(['"', '\'', '\\', ' ']);
    let line = ["Bearer", "Basic", "Token", "token"]
        .iter()
        .find_map(|word| {
            let rest = line.strip_suffix(word)?;
            rest.ends_with([' ', '"', '\'']).then_some(rest)
        })
        .unwrap_or(line);
    let line = line.trim_end_matches(['"', '\'', '\\', ' ']);
    let Some(line) = line.strip_suffix("=>").or(line.strip_suffix([':', '='])) else {
        return false;
    };
    let line = line.trim_end_matches(['=', '"', '\'', '\\', ' ']);
    let name = line
        .rsplit(|c: char| !u8::try_from(c).is_ok_and(is_part))
        .next()
        .unwrap_or_default();
    let opens_something = !OTHER_TOKENS
        .iter()
        .any(|word| name.to_lowercase().starts_with(word));
    is_credential(name) && opens_something || name.eq_ignore_ascii_case("authorization")
}

#[cfg(test)]
mod tests {
    use super::{is_named_so, looks_drawn};

    #[test]
    fn drawn_texts_are_told_from_words() {
        for word in ["k5ESFgWY2Qf5xEvDcFx3", "b8bc4a7a29eb76ea83cf79e4908c2b"] {
            assert!(looks_drawn(word), "{word}");
        }
        for word in [
            "your-private-token",
            "ABCDEF1234567890ab",
            "0000000000000000000",
            "12345678901234567890",
            "token-number-1-for-2",
            "xxxxxxxxxxxxxxx1x2x3",
        ] {
            assert!(!looks_drawn(word), "{word}");
        }
    }

    #[test]
    fn names_stand_before_values() {
        for text in [
            "curl --header \"PRIVATE-TOKEN: ",
            "  \"private_token\": \"",
            "?api_key=",
            "-H 'Authorization: Bearer ",
            "token='",
            ":token => \"",
        ] {
            assert!(is_named_so(text), "{text}");
        }
        for text in [
            "\"sha\": \"",
            "the token ",
            "token\n",
            "\"next_page_token\": \"",
            "csrf-token: ",
        ] {
            assert!(!is_named_so(text), "{text}");
        }
    }
}

//! What names look like.
//!
//! What comes in: a text. What goes out: whether it has the shape. Words of a language, such as
//! keywords of Rust, are not this crate's matter.

/// Lower-case words of ASCII letters and digits with single `_` between, a letter first.
pub(super) fn is_snake(text: &str) -> bool {
    is_words(text, '_')
}

/// Lower-case words of ASCII letters and digits with single `-` between, a letter first.
pub(super) fn is_kebab(text: &str) -> bool {
    is_words(text, '-')
}

/// ASCII letters and digits, a capital first.
pub(super) fn is_upper_camel(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A token of HTTP, such as the name of a header.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// `type/subtype`, possibly with parameters behind a semicolon.
pub(super) fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_plain = |c: char| c == ' ' || c.is_ascii_graphic();
    essence
        .trim_end()
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
        && parameters.chars().all(is_plain)
}

/// A path of a URL: a slash first, no blanks and control characters, no query and fragment.
pub(super) fn is_path(text: &str) -> bool {
    let is_bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\');
    text.starts_with('/') && !text.contains(is_bad)
}

fn is_words(text: &str, separator: char) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.split(separator).all(|word| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A shape, texts that have it, and texts that have not.
    type Row = (
        fn(&str) -> bool,
        &'static [&'static str],
        &'static [&'static str],
    );

    #[test]
    fn knows_shapes() {
        let table: [Row; 6] = [
            (
                is_snake,
                &["a", "list_all", "a1", "a_1"],
                &["", "_a", "a_", "a__b", "A", "1a", "a-b", "ä", "a b"],
            ),
            (
                is_kebab,
                &["a", "book-shop", "v3-2014"],
                &["", "-a", "a-", "a--b", "a_b", "3a", "A"],
            ),
            (
                is_upper_camel,
                &["A", "BookShop", "ApiV3"],
                &["", "book", "Book_Shop", "3A", "Äb", "A b"],
            ),
            (
                is_token,
                &["X-Total", "etag"],
                &["", "a b", "a:", "ä", "a\n", "(a)"],
            ),
            (
                is_media_type,
                &[
                    "application/json",
                    "text/html; charset=utf-8",
                    "image/svg+xml",
                ],
                &["", "json", "/", "a/", "a/b/c", "a/b;\n", "a b/c"],
            ),
            (
                is_path,
                &["/", "/a/:id", "/a//b", "/ä"],
                &["", "a", "/a?b", "/a#b", "/a b", "/a\n", "/a\\b"],
            ),
        ];
        for (index, (is, good, bad)) in table.iter().enumerate() {
            for text in *good {
                assert!(is(text), "row {index}: {text:?}");
            }
            for text in *bad {
                assert!(!is(text), "row {index}: {text:?}");
            }
        }
    }
}

//! A hash of text, to notice edits; no protection against anyone who means to fool it.

/// FNV-1a of the text in 16 hexadecimal digits. Carriage returns do not count, so that a
/// checkout with other line ends is no edit.
pub(crate) fn hash(text: &str) -> String {
    let value = text
        .bytes()
        .filter(|byte| *byte != b'\r')
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    format!("{value:016x}")
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn ignores_line_ends_only() {
        assert_eq!(hash(""), "cbf29ce484222325");
        assert_eq!(hash("a"), "af63dc4c8601ec8c");
        assert_eq!(hash("a\r\nb"), hash("a\nb"));
        assert_ne!(hash("a\nb"), hash("a\nc"));
    }
}

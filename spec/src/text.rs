//! Foreign text inside of messages.

/// At most 80 characters of a foreign text on one line, control characters as blanks.
pub(crate) fn shorten(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut out: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn keeps_messages_on_one_short_line() {
        assert_eq!(super::shorten("a\nb\u{1b}[31m"), "a b [31m");
        assert_eq!(super::shorten(&"é".repeat(80)), "é".repeat(80));
        assert_eq!(
            super::shorten(&"é".repeat(81)),
            format!("{}…", "é".repeat(80))
        );
    }
}

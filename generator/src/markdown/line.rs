//! Lines of a page as writers see them: indentation, marks of lists and quotes, fences.
//!
//! All of this looks at one line, or at the next few; nothing here knows what a line means.

use memchr::{memchr, memrchr};

/// Where the line ends in which a byte stands, its line end left out.
pub(super) fn end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())
}

/// Where a byte of ASCII stands next.
pub(super) fn find(text: &str, byte: u8, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    memchr(byte, rest).map(|found| from + found)
}

/// Where the line begins in which a byte stands.
pub(super) fn start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    memrchr(b'\n', before.as_bytes()).map_or(0, |newline| newline + 1)
}

/// Where the line of a byte begins, or where something before it on that line ends; with it,
/// whether there is such a thing.
pub(super) fn start_after(text: &str, at: usize, before: Option<usize>) -> (usize, bool) {
    let from = before.unwrap_or_default();
    let between = text.get(from..at).unwrap_or_default();
    match between.rfind('\n') {
        Some(newline) => (from + newline + 1, false),
        None => (from, before.is_some()),
    }
}

/// The line in which a byte stands.
pub(super) fn at(text: &str, at: usize) -> &str {
    text.get(start(text, at)..end(text, at)).unwrap_or_default()
}

/// How many columns of blanks a line begins with; a tab reaches to the next multiple of four.
pub(super) fn indent(line: &str) -> usize {
    let mut columns = 0;
    for c in line.chars() {
        match c {
            ' ' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

/// How many bytes the mark of a list's item takes at the beginning of a text, one blank after it
/// included.
pub(super) fn marker(text: &str) -> Option<usize> {
    let first = text.as_bytes().first()?;
    if !matches!(first, b'-' | b'*' | b'+' | b'0'..=b'9') {
        return None;
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = text.get(digits..)?.chars().next()?;
    let is_mark = match digits {
        0 => matches!(mark, '-' | '*' | '+'),
        1..=9 => matches!(mark, '.' | ')'),
        _ => false,
    };
    let after = text.get(digits + 1..).filter(|_| is_mark)?;
    (after.is_empty() || after.starts_with([' ', '\t'])).then_some(digits + 2)
}

/// How many bytes of quotes, items and blanks stand before what a line says.
pub(super) fn container(line: &str) -> usize {
    let mut rest = line;
    // No person nests deeper in one line.
    for _ in 0..8 {
        let shown = rest.trim_start_matches([' ', '\t']);
        rest = match shown.strip_prefix('>') {
            Some(quoted) => quoted,
            None => match marker(shown).and_then(|mark| shown.get(mark..)) {
                Some(item) => item,
                None => return line.len() - shown.len(),
            },
        };
    }
    line.len() - rest.len()
}

/// The fence that opens a block of code at the beginning of a text.
pub(super) fn fence(text: &str) -> Option<&str> {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = text.trim_start_matches(mark);
    let fence = text.get(..text.len() - info.len())?;
    let opens = fence.len() >= 3 && !(mark == '`' && info.contains('`'));
    opens.then_some(fence)
}

/// Whether a line is a row of a table with a pipe before its first cell.
pub(super) fn is_row(line: &str) -> bool {
    line.trim_start_matches(['>', ' ', '\t']).starts_with('|')
}

/// Whether a line ends the running text before it, whatever that is.
pub(super) fn interrupts(line: &str) -> bool {
    let shown = line.trim_start();
    shown.is_empty()
        || shown.starts_with(['#', '>', '|'])
        || marker(shown).is_some()
        || fence(shown).is_some()
}

/// Where the running text ends in which a byte stands.
pub(super) fn paragraph_end(text: &str, at: usize) -> usize {
    let mut last = end(text, at);
    while last < text.len() {
        let next = end(text, last + 1);
        if interrupts(text.get(last + 1..next).unwrap_or_default()) {
            break;
        }
        last = next;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::{container, fence, indent, marker};

    #[test]
    fn lines_begin_with_blanks_marks_and_fences() {
        assert_eq!(indent(" \t x"), 5);
        for (text, expected) in [
            ("- a", Some(2)),
            ("10) a", Some(4)),
            ("*a*", None),
            ("1.5", None),
            ("-", Some(2)),
        ] {
            assert_eq!(marker(text), expected, "{text}");
        }
        for (text, expected) in [("> - a", 4), ("  1. - a", 7), ("a", 0), ("  a", 2)] {
            assert_eq!(container(text), expected, "{text}");
        }
        for (text, expected) in [
            ("```json", Some("```")),
            ("``` a ```", None),
            ("~~~~", Some("~~~~")),
            ("``", None),
        ] {
            assert_eq!(fence(text), expected, "{text}");
        }
    }
}

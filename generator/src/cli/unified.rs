//! The difference between two texts as unified diff, for people and for `patch`.

use similar::TextDiff;

use crate::diag::render::visible;

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const CYAN: &str = "\u{1b}[36m";
const END: &str = "\u{1b}[0m";

/// The difference with three lines around each change. In colour it is for the eye, and control
/// characters are shown; without, it is for programs, byte for byte.
pub(super) fn unified(name: &str, old: &str, new: &str, colour: bool) -> String {
    let diff = TextDiff::from_lines(old, new);
    let text = diff
        .unified_diff()
        .context_radius(3)
        .header(name, name)
        .to_string();
    if !colour {
        return text;
    }
    let mut head = true;
    text.split_terminator('\n')
        .map(|line| {
            head &= !line.starts_with("@@");
            let colour = match line.chars().next() {
                _ if head => BOLD,
                Some('+') => GREEN,
                Some('-') => RED,
                Some('@') => CYAN,
                _ => "",
            };
            let end = if colour.is_empty() { "" } else { END };
            let line = line.strip_suffix('\r').unwrap_or(line);
            format!("{colour}{}{end}\n", shown(line))
        })
        .collect()
}

/// A line with its control characters shown; tabs are what they look like.
fn shown(line: &str) -> String {
    let parts: Vec<_> = line.split('\t').map(visible).collect();
    parts.join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_ends_for_programs() {
        assert_eq!(
            unified("a.md", "a\r\nb\r\nc", "a\r\nB\r\nc", false),
            "--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n a\r\n-b\r\n+B\r\n c\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn colours_are_for_the_eye() {
        assert_eq!(
            unified("a.md", "-\u{1b}[2J\r\n", "--\u{1b}[2J\r\n", true),
            "\u{1b}[1m--- a.md\u{1b}[0m\n\u{1b}[1m+++ a.md\u{1b}[0m\n\
             \u{1b}[36m@@ -1 +1 @@\u{1b}[0m\n\
             \u{1b}[31m--\\u{1b}[2J\u{1b}[0m\n\u{1b}[32m+--\\u{1b}[2J\u{1b}[0m\n"
        );
    }
}

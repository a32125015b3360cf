//! Code that shows both sides of a call, as `curl --verbose` prints them: what is sent behind `>`,
//! what is answered behind `<`.
//!
//! Each side becomes a block of its own without the signs; a lead says that the second is a
//! response. Lines behind `*` are what the program says about itself.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::{Kind, Scan};

/// Who says a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Sent,
    Answered,
    Program,
    /// The line goes on with what the one before says.
    Unsigned,
}

impl Side {
    fn of(line: &str) -> Self {
        let (sign, rest) = line.split_at_checked(1).unwrap_or_default();
        match sign {
            _ if !rest.is_empty() && !rest.starts_with(' ') => Self::Unsigned,
            ">" => Self::Sent,
            "<" => Self::Answered,
            "*" => Self::Program,
            _ => Self::Unsigned,
        }
    }
}

/// Splits such blocks.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let fences = scan.regions().iter().filter(|it| it.kind == Kind::Fence);
    fences
        .filter_map(|region| split(text, scan, region.range.clone()))
        .flatten()
        .collect()
}

fn split(text: &str, scan: &Scan, region: Range<usize>) -> Option<Vec<Edit>> {
    let first = scan.line(region.start);
    let before = text.get(first.start..region.start)?;
    let fence = line::fence(text.get(region.start..first.end)?)?;
    if !before.trim().is_empty() {
        return None;
    }
    let lines = || lines(text, scan, first.end + 1..region.end);
    let says = |line: &str| !line.is_empty() && Side::of(line) != Side::Program;
    let begins = lines().find(|(_, line)| says(line));
    begins.filter(|(_, line)| is_request(line))?;
    let mut edits = Vec::new();
    let mut said = Side::Sent;
    for (at, line) in lines() {
        let side = Side::of(line);
        if side == Side::Unsigned {
            continue;
        }
        if side == Side::Program {
            edits.push(Edit::remove(at..at + line.len()));
            continue;
        }
        if side != said {
            let lead = if side == Side::Answered {
                "Response:"
            } else {
                "Request:"
            };
            let between = format!("{fence}\n\n{before}{lead}\n\n{before}{fence}\n{before}");
            edits.push(Edit::insert(at, between));
            said = side;
        }
        let signs = line.len() - line[1..].trim_start_matches(' ').len();
        // Lines of a body keep the blanks behind the one that belongs to the sign.
        edits.push(Edit::remove(at..at + signs.min(2)));
    }
    Some(edits)
}

/// The lines within, each without the blanks before it.
fn lines<'a>(
    text: &'a str,
    scan: &Scan,
    range: Range<usize>,
) -> impl Iterator<Item = (usize, &'a str)> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        if at >= range.end {
            return None;
        }
        let line = scan.line(at);
        at = line.end + 1;
        let shown = text.get(line.clone()).unwrap_or_default();
        let said = shown.trim_start();
        Some((line.start + shown.len() - said.len(), said))
    })
}

/// Whether a line is `> GET /books`.
fn is_request(line: &str) -> bool {
    let words = line.strip_prefix("> ").map(str::split_whitespace);
    let Some(mut words) = words else {
        return false;
    };
    let is_method = |word: &str| word.len() > 2 && word.bytes().all(|it| it.is_ascii_uppercase());
    let is_address = |word: &str| word.starts_with('/') || word.contains("://");
    words.next().is_some_and(is_method) && words.next().is_some_and(is_address)
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn both_sides_are_blocks_of_their_own() {
        let text =
            "A\n\n```\n> POST /books\n> {\n>   \"title\": 1\n> }\n\n< {\n    \"id\": 2\n  }\n```\n";
        let split = "A\n\n```\nPOST /books\n{\n  \"title\": 1\n}\n\n```\n\nResponse:\n\n```\n{\n    \"id\": 2\n  }\n```\n";
        assert_eq!(after(edits, text), split);
    }

    #[test]
    fn what_the_program_says_is_left_out() {
        let text = "```\n* Connected\n> GET /books HTTP/1.1\n>\n< HTTP/1.1 200 OK\n<\n[]\n```\n";
        let kept =
            "```\n\nGET /books HTTP/1.1\n\n```\n\nResponse:\n\n```\nHTTP/1.1 200 OK\n\n[]\n```\n";
        assert_eq!(after(edits, text), kept);
    }

    #[test]
    fn other_code_stays() {
        for text in [
            "```\n> a quote\n< an arrow\n```\n",
            "```\nGET /books\n< {}\n```\n",
            "~~~\n> let x = 1\n~~~\n",
        ] {
            assert_eq!(after(edits, text), text);
        }
    }
}

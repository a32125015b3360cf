//! The one way in which text becomes a documentation comment.
//!
//! What comes in: text of the documents, or sentences of our own that quote it. What goes out:
//! lines that rustdoc renders without a warning and never runs as an example: no
//! links, no HTML, no code but what is fenced as text.

use std::borrow::Cow;

use crate::code::{Code, code};

/// The comment for paragraphs, with an empty line between them.
pub(super) fn outer<S: AsRef<str>>(paragraphs: &[S]) -> Code {
    comment("///", paragraphs)
}

/// The same for the inside of a module.
pub(super) fn inner<S: AsRef<str>>(paragraphs: &[S]) -> Code {
    comment("//!", paragraphs)
}

fn comment<S: AsRef<str>>(sign: &'static str, paragraphs: &[S]) -> Code {
    let mut code = Code::with_room();
    let mut lines = String::new();
    for paragraph in paragraphs {
        lines.clear();
        harmless(paragraph.as_ref(), &mut lines);
        if lines.bytes().all(|byte| byte == b'\n') {
            continue;
        }
        if !code.is_empty() {
            code.push_doc(sign, "");
        }
        for line in lines.split_terminator('\n') {
            code.push_doc(sign, line);
        }
    }
    code
}

/// An empty line between paragraphs.
pub(super) fn empty() -> Code {
    let mut code = Code::default();
    code.push_doc("///", "");
    code
}

/// One line of our own that may link: nothing in it may come from the documents.
pub(super) fn own(line: &str) -> Code {
    let mut code = Code::default();
    code.push_doc("///", line);
    code
}

/// A function whose statements are an example: [`crate::output`] turns them into lines.
pub(super) fn example(function: &Code) -> Code {
    code!(#[docbind_example { #function }])
}

/// Text as a code span, whatever it holds.
pub(crate) fn code(text: &str) -> String {
    let text: Cow<'_, str> = if is_plain(text) {
        text.into()
    } else {
        text.chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !is_unprintable(*c))
            .collect()
    };
    if text.contains('`') {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        format!("{fence} {text} {fence}")
    } else if text.trim().is_empty() {
        format!("`\"{text}\"`")
    } else {
        format!("`{text}`")
    }
}

/// Characters that may not stand in a comment, or that hide what a line says.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Adds Markdown of unknown origin as lines that rustdoc takes without complaint. Each is ended.
fn harmless(text: &str, out: &mut String) {
    let mut fence: Option<String> = None;
    // How far text below a list item must be indented to belong to it.
    let mut list = 0;
    for raw in text.trim_matches(['\n', '\r']).lines() {
        let raw = printable(raw);
        let line = raw.trim();
        if let Some(open) = &fence {
            if line.starts_with(open.as_str()) && line.trim_start_matches(['`', '~']).is_empty() {
                out.push_str(open);
                fence = None;
            } else {
                out.push_str(raw.trim_end());
            }
        } else if line.starts_with("```") || line.starts_with("~~~") {
            let open = line.trim_start_matches(['`', '~']);
            let open = &line[..line.len() - open.len()];
            out.push_str(open);
            out.push_str("text");
            fence = Some(open.to_owned());
            list = 0;
        } else if line.is_empty() {
            list = 0;
        } else if let Some(marker) = list_marker(line) {
            list = marker.len();
            out.push_str(marker);
            inline(line[list..].trim_start(), out);
        } else {
            out.extend(std::iter::repeat_n(' ', list));
            inline(line, out);
        }
        out.push('\n');
    }
    if let Some(open) = fence {
        out.push_str(&open);
        out.push('\n');
    }
}

/// A line without what may not stand in a comment.
fn printable(line: &str) -> Cow<'_, str> {
    if is_plain(line) {
        return line.into();
    }
    let line = line.replace('\t', "    ");
    line.chars().filter(|c| !is_unprintable(*c)).collect()
}

/// Whether a text is of printable ASCII, as most are.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The marker of a list item with the blank after it.
fn list_marker(line: &str) -> Option<&str> {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let sign = line.get(digits..)?.chars().next()?;
    let is_marker = if digits == 0 {
        matches!(sign, '-' | '*' | '+')
    } else {
        digits < 10 && matches!(sign, '.' | ')')
    };
    let marker = line.get(..digits + 2)?;
    (is_marker && marker.ends_with(' ')).then_some(marker)
}

/// Adds one line without links, HTML, headings and bare addresses.
fn inline(line: &str, out: &mut String) {
    let start = out.len();
    if line.bytes().any(is_marking) {
        escaped(line, out);
    } else {
        out.push_str(line);
    }
    let line = &out[start..];
    let begins_block = match line.bytes().next() {
        Some(b'#' | b'=' | b'|' | b'>' | b'+') => true,
        Some(b'-' | b'*' | b'_') => line.len() > 2 && is_rule(line),
        _ => false,
    };
    if begins_block {
        out.insert(start, '\\');
    }
}

/// Whether a byte may be part of a link, of HTML, of code or of an address.
fn is_marking(byte: u8) -> bool {
    matches!(byte, b'[' | b']' | b'<' | b'>' | b'`' | b':')
}

/// Adds one line without links, HTML and bare addresses.
fn escaped(line: &str, out: &mut String) {
    let mut line = without_links(line);
    if line.bytes().filter(|byte| *byte == b'`').count() % 2 == 1 {
        line = line.replace('`', "'").into();
    }
    for (number, part) in line.split('`').enumerate() {
        if number > 0 {
            out.push('`');
        }
        if number % 2 == 1 {
            out.push_str(part);
        } else {
            escape(part, out);
        }
    }
}

/// Whether a line is a rule across the page, or underlines a heading.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '*' | '_' | ' '))
}

/// `[text](target)` as `text`.
fn without_links(line: &str) -> Cow<'_, str> {
    if !line.contains('[') {
        return line.into();
    }
    let mut out = String::new();
    let mut rest = line;
    // Whether a target may end, so that nothing is looked for again and again.
    let mut ends = true;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before.strip_suffix('!').unwrap_or(before));
        let own = after.find('[').unwrap_or(after.len());
        let middle = after.get(..own).and_then(|own| own.find("]("));
        let link = middle.filter(|_| ends).and_then(|middle| {
            let (text, target) = after.split_at(middle);
            let end = target.split_once(')');
            ends = end.is_some();
            Some((text, end?.1))
        });
        match link {
            Some((text, tail)) => {
                out.push_str(text);
                rest = tail;
            }
            None => {
                out.push('[');
                rest = after;
            }
        }
    }
    (out + rest).into()
}

/// Adds text outside of code spans.
fn escape(text: &str, out: &mut String) {
    if !text.contains("://") {
        escape_signs(text, out);
        return;
    }
    for word in text.split_inclusive(' ') {
        if let Some(start) = word.find("://") {
            let scheme = word.get(..start).unwrap_or_default();
            let begin = scheme
                .rfind(|c: char| !c.is_ascii_alphabetic())
                .map_or(0, |last| {
                    last + scheme[last..].chars().next().map_or(1, char::len_utf8)
                });
            let tail = word
                .rfind(|c: char| c.is_alphanumeric() || c == '/')
                .map_or(word.len(), |last| {
                    last + word[last..].chars().next().map_or(1, char::len_utf8)
                });
            escape_signs(&word[..begin], out);
            out.push_str(&code(&word[begin..tail]));
            escape_signs(&word[tail..], out);
        } else {
            escape_signs(word, out);
        }
    }
}

fn escape_signs(text: &str, out: &mut String) {
    let mut rest = text;
    let is_sign = |byte| matches!(byte, b'<' | b'>' | b'[' | b']');
    while let Some(at) = rest.bytes().position(is_sign) {
        out.push_str(&rest[..at]);
        out.push('\\');
        out.push_str(&rest[at..=at]);
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> String {
        let mut out = String::new();
        harmless(text, &mut out);
        out
    }

    #[test]
    fn makes_text_harmless() {
        let table = [
            ("Plain `code` text.", "Plain `code` text."),
            ("See [the page](users.md#x) now", "See the page now"),
            ("An image ![alt](a.png)", "An image alt"),
            (
                "Array[String] and <b>bold</b>",
                "Array\\[String\\] and \\<b\\>bold\\</b\\>",
            ),
            ("`Vec<T>` stays", "`Vec<T>` stays"),
            ("odd ` tick <x>", "odd ' tick \\<x\\>"),
            (
                "at http://a.example/b?c=<d>.",
                "at `http://a.example/b?c=<d`\\>.",
            ),
            ("(https://a.example)", "(`https://a.example`)"),
            ("# Heading", "\\# Heading"),
            ("    let x = 1;", "let x = 1;"),
            (
                "```rust\nfn main() {}\n```\nafter",
                "```text\nfn main() {}\n```\nafter",
            ),
            ("```\nopen", "```text\nopen\n```"),
            ("- one\nmore\n\nnext", "- one\n  more\n\nnext"),
            ("1. one\nmore", "1. one\n   more"),
            ("[x]: http://a.example", "\\[x\\]: `http://a.example`"),
            ("---", "\\---"),
            ("a\u{202e}b\u{7}c\r\nd", "abc\nd"),
            ("*/ /* \"#", "*/ /* \"#"),
        ];
        for (text, expected) in table {
            assert_eq!(lines(text), format!("{expected}\n"), "{text:?}");
        }
    }

    #[test]
    fn brackets_that_nothing_closes_take_no_time() {
        const COUNT: usize = 200_000;
        for (text, expected) in [("[", "\\["), ("[a](", "\\[a\\]("), ("![", "\\[")] {
            let harmless = lines(&text.repeat(COUNT));
            assert!(harmless == expected.repeat(COUNT) + "\n", "{text}");
        }
    }

    #[test]
    fn separates_paragraphs() {
        assert_eq!(
            outer(&["one", "", "two\nthree"]).as_str(),
            "/// one\n///\n/// two\n/// three\n"
        );
    }

    #[test]
    fn puts_anything_into_a_code_span() {
        assert_eq!(code("id"), "`id`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code(""), "`\"\"`");
        assert_eq!(code("a\nb"), "`a b`");
    }
}

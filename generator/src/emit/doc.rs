//! The one way in which text becomes a documentation comment.
//!
//! What comes in: text of the documents, or sentences of our own that quote it. What goes out:
//! lines that rustdoc renders without a warning and never runs as an example: no
//! links, no HTML, no code but what is fenced as text.

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
    let mut code = Code::default();
    for line in lines(paragraphs) {
        code.push_doc(sign, &line);
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
    code.push_doc("///", &format!(" {line}"));
    code
}

/// A function whose statements are an example: [`crate::output`] turns them into lines.
pub(super) fn example(function: &Code) -> Code {
    code!(#[docbind_example { #function }])
}

/// Text as a code span, whatever it holds.
pub(crate) fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_unprintable(*c))
        .collect();
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

/// The lines of the comment, each with the blank after `///`.
fn lines<S: AsRef<str>>(paragraphs: &[S]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        let lines = harmless(paragraph.as_ref());
        if lines.iter().all(String::is_empty) {
            continue;
        }
        if !out.is_empty() {
            out.push(String::new());
        }
        out.extend(lines.into_iter().map(|line| {
            if line.is_empty() {
                line
            } else {
                format!(" {line}")
            }
        }));
    }
    out
}

/// Characters that may not stand in a comment, or that hide what a line says.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Markdown of unknown origin as lines that rustdoc takes without complaint.
fn harmless(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    // How far text below a list item must be indented to belong to it.
    let mut list = 0;
    for raw in text.trim_matches(['\n', '\r']).lines() {
        let raw: String = raw
            .replace('\t', "    ")
            .chars()
            .filter(|c| !is_unprintable(*c))
            .collect();
        let line = raw.trim();
        if let Some(open) = &fence {
            if line.starts_with(open.as_str()) && line.trim_start_matches(['`', '~']).is_empty() {
                out.push(open.clone());
                fence = None;
            } else {
                out.push(raw.trim_end().to_owned());
            }
        } else if line.starts_with("```") || line.starts_with("~~~") {
            let open: String = line
                .chars()
                .take_while(|c| matches!(c, '`' | '~'))
                .collect();
            out.push(format!("{open}text"));
            fence = Some(open);
            list = 0;
        } else if line.is_empty() {
            out.push(String::new());
            list = 0;
        } else if let Some(marker) = list_marker(line) {
            list = marker.len();
            let rest = line.get(list..).unwrap_or_default();
            out.push(format!("{marker}{}", inline(rest.trim_start())));
        } else {
            out.push(format!("{}{}", " ".repeat(list), inline(line)));
        }
    }
    out.extend(fence);
    out
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

/// One line without links, HTML, headings and bare addresses.
fn inline(line: &str) -> String {
    let line = without_links(line);
    let line = if line.matches('`').count() % 2 == 1 {
        line.replace('`', "'")
    } else {
        line
    };
    let mut out = String::new();
    for (number, part) in line.split('`').enumerate() {
        if number > 0 {
            out.push('`');
        }
        if number % 2 == 1 {
            out.push_str(part);
        } else {
            out.push_str(&escape(part));
        }
    }
    match out.chars().next() {
        Some('#' | '=' | '|' | '>' | '+') => format!("\\{out}"),
        Some('-' | '*' | '_') if out.len() > 2 && is_rule(&out) => format!("\\{out}"),
        _ => out,
    }
}

/// Whether a line is a rule across the page, or underlines a heading.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '*' | '_' | ' '))
}

/// `[text](target)` as `text`.
fn without_links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('[') {
        let (before, after) = rest.split_at(start);
        out.push_str(before.strip_suffix('!').unwrap_or(before));
        let link = after.find("](").and_then(|middle| {
            let end = middle + after.get(middle..)?.find(')')?;
            Some((after.get(1..middle)?, after.get(end + 1..)?))
        });
        match link {
            Some((text, tail)) if !text.contains('[') => {
                out.push_str(text);
                rest = tail;
            }
            _ => {
                out.push('[');
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    out + rest
}

/// Text outside of code spans.
fn escape(text: &str) -> String {
    let mut out = String::new();
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
            out.push_str(&escape_signs(&word[..begin]));
            out.push_str(&code(&word[begin..tail]));
            out.push_str(&escape_signs(&word[tail..]));
        } else {
            out.push_str(&escape_signs(word));
        }
    }
    out
}

fn escape_signs(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '<' | '>' | '[' | ']') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(harmless(text).join("\n"), expected, "{text:?}");
        }
    }

    #[test]
    fn separates_paragraphs() {
        assert_eq!(
            lines(&["one", "", "two\nthree"]),
            [" one", "", " two", " three"]
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

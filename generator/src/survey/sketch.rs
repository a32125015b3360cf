//! Shapes of tables, items and code in words, without what is particular to one of them.
//!
//! What comes in: a table, an item or a code block. What goes out: one line that is the same for
//! all that are written alike.

use crate::extract::presence;
use crate::markdown::{Code, Item, Piece, Style, Table};

/// The most letters of a column or line that are shown.
const MOST: usize = 32;

/// A table by the titles of its columns.
pub(super) fn table(table: &Table) -> String {
    let titles = table.header.iter().map(|cell| {
        let title = cell.described();
        if title.is_empty() {
            "(no title)".to_owned()
        } else {
            short(&title)
        }
    });
    format!("table: {}", titles.collect::<Vec<_>>().join(" | "))
}

/// An item by how its name is set and what follows it: `` `name` (string, …) - … ``.
pub(super) fn item(item: &Item) -> Option<String> {
    let text = item.text()?;
    let mut pieces = text
        .visible()
        .skip_while(|piece| piece.text.trim().is_empty());
    let first = pieces.next()?;
    let (name, rest) = head(first);
    let rest: String = std::iter::once(rest)
        .chain(pieces.map(|piece| piece.text.as_str()))
        .collect();
    Some(format!("list: {name}{}", after(&rest)))
}

/// How the first word is set, and what is left of its piece.
fn head(piece: &Piece) -> (&'static str, &str) {
    match piece.style {
        Style::Code => ("`name`", ""),
        Style::Strong => ("**name**", ""),
        Style::Plain | Style::Struck | Style::Html => {
            let text = piece.text.trim_start();
            let end = text.find(|c: char| c.is_whitespace() || ":(,".contains(c));
            ("name", &text[end.unwrap_or(text.len())..])
        }
    }
}

/// What follows a name: a group in brackets, and a sign.
fn after(rest: &str) -> String {
    let mut out = String::new();
    let mut rest = rest.trim_start();
    for (open, close) in [('(', ')'), ('[', ']'), ('(', ')')] {
        let inner = rest
            .strip_prefix(open)
            .and_then(|rest| rest.split_once(close));
        if let Some((inner, after)) = inner {
            out.push_str(&format!(" {open}{}{close}", group(inner)));
            rest = after.trim_start();
        }
    }
    let sign = rest.chars().next().filter(|c| "-–—:=|.,*?".contains(*c));
    match sign {
        Some(sign @ (':' | ',' | '.' | '*' | '?')) => out.push(sign),
        Some(sign) => out.push_str(&format!(" {sign}")),
        None => {}
    }
    let words = sign.map_or(rest, |sign| &rest[sign.len_utf8()..]);
    if !words.trim().is_empty() {
        out.push_str(" …");
    }
    out
}

/// What stands in brackets: words that say whether something must be sent stay.
fn group(inner: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in inner.split(',') {
        let shown = match presence::read(part.trim()) {
            Some((_, None)) => part.trim().to_lowercase(),
            _ => "…".to_owned(),
        };
        if parts.last() != Some(&shown) {
            parts.push(shown);
        }
    }
    parts.join(", ")
}

/// A code block by the word after its fence and how it begins.
pub(super) fn code(code: &Code) -> String {
    let first = code.text.lines().find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default().trim();
    let begins = match first.split_whitespace().next().unwrap_or_default() {
        "" => "nothing in it".to_owned(),
        "curl" => "a curl command".to_owned(),
        "$" | "%" | ">" => "a command".to_owned(),
        word if word.starts_with(['{', '[']) => "JSON".to_owned(),
        word if word.starts_with("HTTP/") => "a response".to_owned(),
        word if word.starts_with('<') => "markup".to_owned(),
        word => format!("`{}`", short(word)),
    };
    match code.info.split([' ', ',', '{']).next() {
        Some(info) if !info.is_empty() => format!("code block `{info}` that begins with {begins}"),
        _ => format!("code block that begins with {begins}"),
    }
}

/// A text cut to what people need to know it by.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockKind, read};
    use crate::source::{FileId, SourceFile};

    fn kind(text: &str) -> BlockKind {
        let file = SourceFile {
            path: "a.md".to_owned(),
            text: text.to_owned(),
        };
        read(FileId(0), &file).sections[0].blocks[0].kind.clone()
    }

    #[test]
    fn items_by_their_signs() {
        for (text, expected) in [
            (
                "- `id` (required) - The book",
                "list: `name` (required) - …",
            ),
            ("- **id**: The book", "list: **name**: …"),
            ("* id (string, optional): It", "list: name (…, optional): …"),
            ("- `id` [integer] The book", "list: `name` […] …"),
            ("- `id`", "list: `name`"),
            ("- `id` – The book", "list: `name` – …"),
        ] {
            let BlockKind::List(list) = kind(text) else {
                panic!("{text}");
            };
            assert_eq!(item(&list.items[0]).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn code_by_how_it_begins() {
        for (text, expected) in [
            (
                "```json\n{}\n```",
                "code block `json` that begins with JSON",
            ),
            (
                "```\nbooks list\n```",
                "code block that begins with `books`",
            ),
            (
                "```sh\n\ncurl x\n```",
                "code block `sh` that begins with a curl command",
            ),
        ] {
            let BlockKind::Code(found) = kind(text) else {
                panic!("{text}");
            };
            assert_eq!(code(&found), expected, "{text}");
        }
    }
}

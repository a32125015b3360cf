//! What a line looks like: a method and a path, with what people write before and after them.
//!
//! Laxer than `extract::request_line`, which reads requests: here a person is only asked to look.

use docbind_spec::Method;

use crate::extract::url;

/// The most words of a label such as `Request:`.
const MOST_IN_LABEL: usize = 8;

/// No path longer than this, in bytes, is taken for one that has a fault.
const MOST_IN_PATH: usize = 300;

/// What looks like a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Looked {
    pub(super) method: Method,
    /// The path as printed, without query.
    pub(super) path: String,
    /// The address as printed.
    pub(super) address: String,
}

/// What may follow the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// Anything: the line is a heading or code, no sentence.
    Anything,
    /// Words after a dash or colon, or in parentheses.
    SetApart,
}

/// Reads a line without its markup.
pub(super) fn line(text: &str, tail: Tail) -> Option<Looked> {
    let text = text.trim();
    if let Some(found) = begins(text, tail) {
        return Some(found);
    }
    let (label, rest) = text.split_once(": ").or_else(|| text.split_once(" - "))?;
    (label.split_whitespace().count() <= MOST_IN_LABEL)
        .then(|| begins(rest.trim_start(), Tail::SetApart))?
        .filter(|found| rest.trim().trim_end_matches('.').ends_with(&found.address))
}

/// Reads a line that begins with the method, a number before it aside.
fn begins(text: &str, tail: Tail) -> Option<Looked> {
    let text = text
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')'))
        .trim_start();
    let (word, rest) = text.split_once(char::is_whitespace)?;
    let method = Method::parse(word.trim_end_matches(':'))?;
    let rest = rest.trim_start();
    let whole = address(rest);
    let after = rest[whole.len()..].trim_start();
    let address = whole.trim_end_matches(['.', ',', ';', ':']);
    let set_apart = after.is_empty()
        || after.starts_with("HTTP/")
        || after.starts_with(['-', '–', '—', ':', '(', '#', '['])
        || whole.ends_with(':');
    if tail == Tail::SetApart && !set_apart {
        return None;
    }
    looked(method, address)
}

/// A method and an address that stand apart, as in two cells.
pub(super) fn pair(method: &str, address: &str) -> Option<Looked> {
    let address = address.trim();
    let whole = !address.is_empty() && self::address(address) == address;
    whole.then(|| looked(Method::parse(method.trim())?, address))?
}

fn looked(method: Method, address: &str) -> Option<Looked> {
    let path = match url::read(address) {
        Some(url) => url.path,
        // It may have what no path can have.
        None if address.starts_with('/') && address.len() < MOST_IN_PATH => {
            address.split('?').next().unwrap_or_default().to_owned()
        }
        None => return None,
    };
    Some(Looked {
        method,
        path,
        address: address.to_owned(),
    })
}

/// The address that a text begins with: placeholders in brackets may have blanks.
fn address(text: &str) -> &str {
    let mut depth = 0_usize;
    let word = text.find(char::is_whitespace).unwrap_or(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '(' | '{' | '<' | '[' => depth += 1,
            ')' | '}' | '>' | ']' => depth = depth.saturating_sub(1),
            c if c.is_whitespace() && depth == 0 => return &text[..at],
            _ => {}
        }
    }
    if depth == 0 { text } else { &text[..word] }
}

/// A path with placeholders such as `(id or name)` and `{book id}` written as `:id_or_name`.
pub(super) fn with_colons(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some(open) = rest.find(['(', '{', '<', '[']) {
        let (before, from) = rest.split_at(open);
        out.push_str(before);
        match from.split_once([')', '}', '>', ']']) {
            Some((name, after))
                if before.ends_with('/') && (after.is_empty() || after.starts_with('/')) =>
            {
                out.push(':');
                let name = name.trim_start_matches(['(', '{', '<', '[', ':']);
                out.extend(
                    name.chars()
                        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }),
                );
                rest = after;
            }
            _ => {
                let (one, after) = from.split_at(1);
                out.push_str(one);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(found: Option<Looked>) -> String {
        found.map_or("-".to_owned(), |found| {
            format!("{} {}", found.method, found.path)
        })
    }

    #[test]
    fn lines_that_look_like_requests() {
        for (text, tail, expected) in [
            ("GET /books", Tail::SetApart, "GET /books"),
            ("GET /books?state=lent.", Tail::SetApart, "GET /books"),
            ("POST https://x.org/books", Tail::SetApart, "POST /books"),
            ("GET /books HTTP/1.1", Tail::SetApart, "GET /books"),
            ("GET /books - all of them", Tail::SetApart, "GET /books"),
            ("GET /books: all of them", Tail::SetApart, "GET /books"),
            ("GET /books (new)", Tail::SetApart, "GET /books"),
            ("GET: /books", Tail::SetApart, "GET /books"),
            ("2.1 GET /books", Tail::SetApart, "GET /books"),
            ("Request: GET /books", Tail::SetApart, "GET /books"),
            ("List books - GET /books.", Tail::SetApart, "GET /books"),
            (
                "GET /books/(id or name)/tag",
                Tail::SetApart,
                "GET /books/(id or name)/tag",
            ),
            ("GET /books/(id", Tail::SetApart, "GET /books/(id"),
            ("GET /books answers a list", Tail::SetApart, "-"),
            ("GET /books answers a list", Tail::Anything, "GET /books"),
            ("Note: GET /books answers a list", Tail::SetApart, "-"),
            ("see GET /books", Tail::SetApart, "-"),
            ("GET / PUT", Tail::SetApart, "-"),
            ("GET /a\\b", Tail::Anything, "GET /a\\b"),
            ("GET your books", Tail::Anything, "-"),
            ("get /books", Tail::Anything, "-"),
            ("GET", Tail::Anything, "-"),
            ("", Tail::Anything, "-"),
        ] {
            assert_eq!(show(line(text, tail)), expected, "{text}");
        }
    }

    #[test]
    fn methods_and_paths_in_two_cells() {
        for (method, address, expected) in [
            ("GET", " /books ", "GET /books"),
            ("GET", "/books/{book id}", "GET /books/{book id}"),
            ("GET", "/books and more", "-"),
            ("GET", "books", "-"),
            ("GET", "", "-"),
            ("Get it", "/books", "-"),
        ] {
            assert_eq!(show(pair(method, address)), expected, "{method} {address}");
        }
    }

    #[test]
    fn placeholders_with_blanks() {
        for (path, expected) in [
            ("/books/(id or name)/tag", "/books/:id_or_name/tag"),
            ("/books/{book id}", "/books/:book_id"),
            ("/books/[:id]", "/books/:id"),
            ("/books/x(y)", "/books/x(y)"),
            ("/books/(é", "/books/(é"),
        ] {
            assert_eq!(with_colons(path), expected);
        }
    }
}

//! What a line looks like: a method and a path, with what people write before and after them.
//!
//! Laxer than `extract::request_line`, which reads requests: here a person is only asked to look.

use docbind_spec::Method;

use crate::extract::template::address;
use crate::extract::url;

/// The most words of a label such as `Request:`.
const MOST_IN_LABEL: usize = 8;

/// No path longer than this, in bytes, is taken for one that has a fault.
const MOST_IN_PATH: usize = 300;

/// What looks like a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Looked {
    pub(super) method: Method,
    /// The path in the one grammar, without query.
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

/// Whether a text has a method in it, as a word in capitals.
pub(super) fn has_method(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_uppercase());
    words.any(|word| word.len() >= SHORTEST && Method::parse(word).is_some())
}

/// The letters of the shortest method.
const SHORTEST: usize = 3;

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
    let shown = whole.trim_end_matches(['.', ',', ';', ':']);
    let set_apart = after.is_empty()
        || after.starts_with("HTTP/")
        || after.starts_with(['-', '–', '—', ':', '(', '#', '['])
        || whole.ends_with(':');
    if tail == Tail::SetApart && !set_apart {
        return None;
    }
    looked(method, shown)
}

/// A method and an address that stand apart, as in two cells.
pub(super) fn pair(method: &str, cell: &str) -> Option<Looked> {
    let cell = cell.trim();
    let whole = !cell.is_empty() && address(cell) == cell;
    whole.then(|| looked(Method::parse(method.trim())?, cell))?
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
                "GET /books/{id_or_name}/tag",
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
            ("GET", "/books/{book id}", "GET /books/{book_id}"),
            ("GET", "/books and more", "-"),
            ("GET", "books", "-"),
            ("GET", "", "-"),
            ("Get it", "/books", "-"),
        ] {
            assert_eq!(show(pair(method, address)), expected, "{method} {address}");
        }
    }
}

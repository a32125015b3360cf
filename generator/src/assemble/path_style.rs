//! One way to write the placeholders of paths.
//!
//! What comes in: a path as printed. What goes out: the path with every placeholder written as
//! `:name`, each name once. Whether there is a base path is not known here.

use std::borrow::Cow;
use std::collections::BTreeSet;

use docbind_spec::{PathTemplate, Piece};
use memchr::memchr2_iter;

use crate::names::mint;

/// `{id}` and `<id>` as `:id`, also beside text; a name that stands twice gets the noun before it.
pub(super) fn normalise(path: &str) -> Cow<'_, str> {
    let marks = memchr2_iter(b':', b'*', path.as_bytes());
    // One name stands once.
    if !path.contains(['{', '<']) && marks.take(2).count() < 2 {
        return Cow::Borrowed(path);
    }
    Cow::Owned(template(path).as_str().to_owned())
}

/// The same, taken apart.
pub(super) fn template(path: &str) -> PathTemplate {
    let template = if path.contains(['{', '<']) {
        let segments: Vec<String> = path.split('/').map(with_colons).collect();
        PathTemplate::parse(&segments.join("/"))
    } else {
        PathTemplate::parse(path)
    };
    let mut names = BTreeSet::new();
    if template.placeholders().all(|name| names.insert(name)) {
        template
    } else {
        PathTemplate::parse(&each_once(&template))
    }
}

/// Brackets around a name become a colon before it, where what follows is no part of a name.
fn with_colons(segment: &str) -> String {
    let mut out = String::new();
    let mut rest = segment;
    while let Some(open) = rest.find(['{', '<']) {
        let close = if rest[open..].starts_with('{') {
            '}'
        } else {
            '>'
        };
        let inner = rest[open + 1..].split(close).next().unwrap_or_default();
        let end = open + 1 + inner.len();
        let follows = rest.get(end + 1..).unwrap_or_default();
        out.push_str(&rest[..open]);
        if end < rest.len() && is_name(inner) && !follows.starts_with(is_name_char) {
            out.push(':');
            out.push_str(&inner.replace('-', "_"));
            rest = follows;
        } else {
            out.push_str(&rest[open..=open]);
            rest = &rest[open + 1..];
        }
    }
    out.push_str(rest);
    out
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| is_name_char(c) || c == '-')
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// `/shelves/:id/books/:id` is `/shelves/:id/books/:book_id`.
fn each_once(template: &PathTemplate) -> String {
    let mut taken: BTreeSet<String> = template.placeholders().map(str::to_owned).collect();
    let mut seen = BTreeSet::new();
    let mut noun = "other".to_owned();
    let mut out = String::new();
    for segment in template.segments() {
        out.push('/');
        for piece in segment.pieces() {
            let (mark, name) = match piece {
                Piece::Literal(text) => {
                    out.push_str(text);
                    continue;
                }
                Piece::Placeholder(name) => (':', name),
                Piece::Wildcard(name) => ('*', name),
            };
            out.push(mark);
            let mut unique = name.clone();
            while !seen.insert(unique.clone()) || unique != *name && taken.contains(&unique) {
                unique = format!("{noun}_{unique}");
            }
            taken.insert(unique.clone());
            out.push_str(&unique);
        }
        let word = segment.as_literal().map(mint::snake).unwrap_or_default();
        if !word.is_empty() {
            noun = mint::singular(&word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn placeholders_have_one_style() {
        for (path, expected) in [
            ("/books/{id}", "/books/:id"),
            ("/books/<id>/pages/:page", "/books/:id/pages/:page"),
            ("/books/{id}.json", "/books/:id.json"),
            ("/pages/{from}...{to}", "/pages/:from...:to"),
            ("/books/{book-id}", "/books/:book_id"),
            ("/books/{id}s", "/books/{id}s"),
            ("/books/{}", "/books/{}"),
            ("/books/{id", "/books/{id"),
            ("/shelves/:id/books/:id", "/shelves/:id/books/:book_id"),
            ("/a/:id/:id/:id", "/a/:id/:a_id/:a_a_id"),
            ("/:id/:id", "/:id/:other_id"),
            ("/a/:id/b/:b_id/:id", "/a/:id/b/:b_id/:b_b_id"),
            ("/a//b/", "/a//b/"),
        ] {
            assert_eq!(normalise(path), expected, "{path}");
        }
    }
}

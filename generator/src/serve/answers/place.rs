//! Which things an operation is about, by its path.
//!
//! What comes in: a method and a path. What goes out: the collection, its last word, and whether
//! one of it is answered or many. No name of any API is known here.

use docbind_spec::{Method, Operation, PathTemplate};

use crate::names::mint;

/// Whether one thing is answered or many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    One,
    Many,
}

/// The things that an operation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The path of their collection, placeholders without names.
    pub(super) collection: String,
    /// Its last word.
    pub(super) noun: String,
    pub(super) number: Number,
}

impl Place {
    /// The place of an operation; nothing where its path says nothing.
    pub(super) fn of(operation: &Operation) -> Option<Self> {
        let path = PathTemplate::parse(&operation.path);
        let words = path.segments().iter();
        let words: Vec<Option<String>> = words
            .map(|segment| segment.as_literal().map(mint::snake))
            .collect();
        match operation.method {
            Method::Get => read(&words),
            _ => written(&words),
        }
    }
}

/// What a path with `GET` shows: `/books` many, `/books/:id` one, `/books/owned` and
/// `/books/search/:query` many, and something else where a word follows a placeholder.
fn read(words: &[Option<String>]) -> Option<Place> {
    match words {
        [.., Some(noun)] if mint::is_plural(noun) => place(words, Number::Many),
        [before @ .., Some(word)] if mint::is_qualifier(word) => many(before),
        [before @ .., Some(word), None] if mint::is_qualifier(word) => many(before),
        [before @ .., None] => place(before, Number::One),
        _ => None,
    }
}

fn many(words: &[Option<String>]) -> Option<Place> {
    let noun = words.last()?.as_deref()?;
    mint::is_plural(noun)
        .then(|| place(words, Number::Many))
        .flatten()
}

/// What a path with another method changes: one of the last collection that it names, whatever is
/// done with it: `/books/:id`, `/books/:id/lend`, `/books/copy/:id`.
fn written(words: &[Option<String>]) -> Option<Place> {
    let is_noun = |word: &Option<String>| word.as_deref().is_some_and(mint::is_plural);
    let end = words.iter().rposition(is_noun)?;
    place(&words[..=end], Number::One)
}

fn place(words: &[Option<String>], number: Number) -> Option<Place> {
    let noun = words.last()?.clone()?;
    let parts: Vec<&str> = words
        .iter()
        .map(|it| it.as_deref().unwrap_or(":"))
        .collect();
    Some(Place {
        collection: parts.join("/"),
        noun,
        number,
    })
}

#[cfg(test)]
mod tests {
    use docbind_spec::yaml::read_spec;

    use super::*;

    /// The place of a request in one line.
    fn of(method: &str, path: &str) -> String {
        let text = format!(
            "format: 1\nname: shop\ncontent: facts\napi:\n  other_roots: []\n  security: []\n  \
             success: []\n  statuses: []\n  errors: []\noperations:\n- {{id: o, resource: r, \
             method: {method}, path: '{path}', deprecated: false, sections: [{{source: 'a.md#m', \
             title: T}}], parameters: [], responses: [], calls: [], corrections: []}}\n\
             types: []\nignored: []\n"
        );
        let mut spec = read_spec(&text, "spec.yaml").unwrap();
        let place = Place::of(&spec.operations.remove(0));
        place.map_or_else(String::new, |place| {
            format!("{:?} {}", place.number, place.collection)
        })
    }

    #[test]
    fn paths_tell_what_is_read() {
        for (path, expected) in [
            ("/books", "Many books"),
            ("/shops/:id/books", "Many shops/:/books"),
            ("/books/:id", "One books"),
            ("/shops/:id/books/:book_id", "One shops/:/books"),
            ("/books/owned", "Many books"),
            ("/books/search/:query", "Many books"),
            ("/books/:id/cover", ""),
            ("/search", ""),
            ("/user", ""),
            ("/user/:id", "One user"),
        ] {
            assert_eq!(of("GET", path), expected, "{path}");
        }
    }

    #[test]
    fn paths_tell_what_is_changed() {
        for (path, expected) in [
            ("/books", "One books"),
            ("/books/:id", "One books"),
            ("/books/:id/lend", "One books"),
            ("/books/copy/:id", "One books"),
            ("/shops/:id/books/:book_id/copy/:copy", "One shops/:/books"),
            ("/user", ""),
        ] {
            assert_eq!(of("POST", path), expected, "{path}");
        }
    }
}

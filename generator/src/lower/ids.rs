//! Which numbers and placeholders are identifiers, and of which kind.
//!
//! What comes in: a spec. What goes out: types for whole numbers by their name, and whether a
//! placeholder takes a number or a text. Never looks at a value.

use std::collections::BTreeSet;

use docbind_spec::{ApiSpec, Identifiers, Location, PathTemplate, Piece, Schema};

use super::Type;
use super::types::union;

/// What a spec says about identifiers.
pub(super) struct Ids<'a> {
    /// The names of the two identifiers, where the documents tell them apart.
    names: Option<&'a Identifiers>,
    /// The placeholders that some operation documents as a number or a text.
    texts: BTreeSet<Spot>,
}

/// Where a placeholder stands, whatever it is called: the path up to the end of its segment
/// without names, and its number among the placeholders of that segment.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    prefix: String,
    number: usize,
}

impl<'a> Ids<'a> {
    pub(super) fn new(spec: &'a ApiSpec) -> Self {
        let mut texts = BTreeSet::new();
        for operation in &spec.operations {
            for parameter in &operation.parameters {
                let in_path = parameter.location == Location::Path;
                if let Schema::OneOf(variants) = &parameter.schema
                    && in_path
                    && union(variants) == Type::IdOrPath
                {
                    texts.extend(spot(&operation.path, &parameter.name));
                }
            }
        }
        Self {
            names: spec.api.identifiers.as_ref(),
            texts,
        }
    }

    /// The type of a whole number of this name.
    pub(super) fn number(&self, name: &str) -> Type {
        let Some(names) = self.names else {
            return Type::Integer;
        };
        if is_called(name, &names.global) {
            Type::Id
        } else if is_called(name, &names.scoped) {
            Type::Iid
        } else {
            Type::Integer
        }
    }

    /// The type of the items in a list of whole numbers of this name, such as `ids`.
    pub(super) fn numbers(&self, name: &str) -> Type {
        match self.number(name) {
            Type::Integer => name
                .strip_suffix('s')
                .map_or(Type::Integer, |name| self.number(name)),
            ty => ty,
        }
    }

    /// Whether a placeholder of this type takes a number or a text, because it does so in an
    /// operation with a path that is the same so far. A value may span several segments only
    /// where its own operation says so.
    pub(super) fn takes_texts(&self, path: &str, name: &str, ty: &Type) -> bool {
        let may = matches!(
            ty,
            Type::Integer | Type::Id | Type::Iid | Type::String | Type::IdOrPath
        );
        may && spot(path, name).is_some_and(|spot| self.texts.contains(&spot))
    }
}

/// Whether a name is another one, or ends in it as a word.
fn is_called(name: &str, word: &str) -> bool {
    let rest = name.strip_suffix(word);
    !word.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
}

/// Where a placeholder of a path stands; nowhere if it may span segments.
fn spot(path: &str, name: &str) -> Option<Spot> {
    let path = PathTemplate::parse(path);
    let mut prefix = String::new();
    for segment in path.segments() {
        prefix.push('/');
        let mut found = None;
        let mut number = 0;
        for piece in segment.pieces() {
            match piece {
                Piece::Literal(text) => prefix.push_str(text),
                Piece::Wildcard(_) => prefix.push('*'),
                Piece::Placeholder(other) => {
                    prefix.push(':');
                    if other == name {
                        found = Some(number);
                    }
                    number += 1;
                }
            }
        }
        if let Some(number) = found {
            return Some(Spot { prefix, number });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_words() {
        for (name, word, called) in [
            ("id", "id", true),
            ("issue_id", "id", true),
            ("iid", "id", false),
            ("grid", "id", false),
            ("ids", "id", false),
            ("id", "", false),
        ] {
            assert_eq!(is_called(name, word), called, "{name} {word}");
        }
    }

    #[test]
    fn placeholders_are_found_by_what_stands_before() {
        let at = |path, name| spot(path, name).map(|spot| (spot.prefix, spot.number));
        let first = at("/projects/:id/issues/:issue_id", "id");
        assert_eq!(first, at("/projects/:project", "project"));
        assert_eq!(
            at("/projects/:id/issues/:issue_id", "issue_id"),
            Some(("/projects/:/issues/:".to_owned(), 0))
        );
        assert_ne!(at("/x/:a...:b", "a"), at("/x/:a", "a"));
        assert_ne!(at("/x/:a...:b", "a"), at("/x/:a...:b", "b"));
        assert_eq!(at("/x/*a", "a"), None);
        assert_eq!(at("/x/:a", "b"), None);
    }
}

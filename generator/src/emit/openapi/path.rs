//! Path templates: `:id` to `{id}`, one spelling for all operations on the same anonymous path.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{Location, Operation};

/// A path as OpenAPI writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    /// The path with placeholders in braces.
    pub(super) path: String,
    /// The placeholders in order: the operation's own name and the one in the template.
    pub(super) names: Vec<(String, String)>,
}

/// The names that the first operation on each anonymous path gave its placeholders.
#[derive(Debug, Default)]
pub(super) struct Templates {
    names: BTreeMap<String, Vec<String>>,
}

impl Templates {
    /// The template of an operation's path. OpenAPI takes two templates that differ only in the
    /// names of placeholders for the same path, so the first operation's names win.
    pub(super) fn template(&mut self, operation: &Operation) -> Template {
        let pieces = pieces(operation);
        let own: Vec<String> = pieces.iter().filter_map(Piece::placeholder).collect();
        let chosen = self
            .names
            .entry(anonymous(&pieces))
            .or_insert_with(|| distinct(&own))
            .clone();
        let mut path = String::new();
        let mut next = chosen.iter();
        for piece in &pieces {
            match piece {
                Piece::Literal(text) => path.push_str(&escape(text)),
                Piece::Placeholder(name) => {
                    path.push('{');
                    path.push_str(next.next().unwrap_or(name));
                    path.push('}');
                }
            }
        }
        Template {
            path,
            names: own.into_iter().zip(chosen).collect(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Placeholder(String),
}

impl Piece {
    fn placeholder(&self) -> Option<String> {
        match self {
            Self::Literal(_) => None,
            Self::Placeholder(name) => Some(name.clone()),
        }
    }
}

/// Cuts a path at its placeholders. The operation's own path parameters tell how far a name
/// reaches, so that `:user-id` is read whole; an unknown name ends with the identifier.
fn pieces(operation: &Operation) -> Vec<Piece> {
    let mut known: Vec<&str> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location == Location::Path)
        .map(|parameter| parameter.name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    known.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = operation.path.as_str();
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        let name = match character {
            ':' => placeholder(after, &known),
            _ => "",
        };
        if name.is_empty() {
            literal.push(character);
            rest = after;
        } else {
            if !literal.is_empty() {
                pieces.push(Piece::Literal(std::mem::take(&mut literal)));
            }
            pieces.push(Piece::Placeholder(name.to_owned()));
            rest = &after[name.len()..];
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    pieces
}

/// The name at the beginning of a text, empty where none stands there.
fn placeholder<'a>(text: &'a str, known: &[&str]) -> &'a str {
    let identifier = |text: &str| {
        text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(text.len())
    };
    let plain = if text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        identifier(text)
    } else {
        0
    };
    let longest = known
        .iter()
        .filter(|name| text.starts_with(**name))
        .map(|name| name.len())
        .find(|length| identifier(&text[*length..]) == 0);
    &text[..longest.unwrap_or(plain)]
}

fn anonymous(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Literal(text) => text.as_str(),
            Piece::Placeholder(_) => "\0",
        })
        .collect()
}

/// Names that are safe in a template and differ from each other.
fn distinct(names: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut distinct = Vec::new();
    for name in names {
        let safe: String = name
            .chars()
            .map(|c| match c {
                'A'..='Z' | 'a'..='z' | '0'..='9' | '_' | '.' | '-' => c,
                _ => '_',
            })
            .collect();
        let mut candidate = safe.clone();
        while !taken.insert(candidate.clone()) {
            candidate.push('_');
        }
        distinct.push(candidate);
    }
    distinct
}

/// Percent-encodes what may not stand literally in a path, braces above all.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => escaped.push(char::from(byte)),
            b'/' | b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*'
            | b'+' | b',' | b';' | b'=' | b':' | b'@' | b'%' => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use docbind_spec::{Method, Parameter, Presence, Schema};

    fn operation(path: &str, names: &[&str]) -> Operation {
        Operation {
            id: "x".to_owned(),
            resource: "x".to_owned(),
            method: Method::Get,
            path: path.to_owned(),
            deprecated: false,
            sections: Vec::new(),
            security: None,
            parameters: names
                .iter()
                .map(|name| Parameter {
                    name: (*name).to_owned(),
                    location: Location::Path,
                    presence: Presence::Required,
                    condition: None,
                    schema: Schema::String,
                    typed_by: None,
                    default: None,
                    limits: None,
                    array_style: None,
                    description: None,
                    evidence: Vec::new(),
                })
                .collect(),
            request_body: None,
            responses: Vec::new(),
            calls: Vec::new(),
            corrections: Vec::new(),
        }
    }

    fn path_of(path: &str, names: &[&str]) -> String {
        Templates::default().template(&operation(path, names)).path
    }

    #[test]
    fn placeholders_become_braces() {
        assert_eq!(
            path_of("/shelves/:id/books/:book_id.txt", &["id", "book_id"]),
            "/shelves/{id}/books/{book_id}.txt"
        );
        assert_eq!(path_of("/time/12:30", &[]), "/time/12:30");
    }

    #[test]
    fn odd_names_are_read_whole_and_made_safe() {
        assert_eq!(path_of("/u/:user-id/x", &["user-id"]), "/u/{user-id}/x");
        assert_eq!(path_of("/u/:user id", &["user id"]), "/u/{user_id}");
        assert_eq!(path_of("/u/:ids/x", &["id"]), "/u/{ids}/x");
        assert_eq!(path_of("/a/:id/b/:id", &["id"]), "/a/{id}/b/{id_}");
        assert_eq!(path_of("/a{b}/ü", &[]), "/a%7Bb%7D/%C3%BC");
    }

    #[test]
    fn the_first_names_win_on_the_same_anonymous_path() {
        let mut templates = Templates::default();
        templates.template(&operation("/a/:id", &["id"]));
        let second = templates.template(&operation("/a/:name", &["name"]));
        assert_eq!(second.path, "/a/{id}");
        assert_eq!(second.names, [("name".to_owned(), "id".to_owned())]);
    }
}

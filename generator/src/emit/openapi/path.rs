//! Path templates: `:id` to `{id}`, one spelling for all operations on the same anonymous path.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{Operation, PathTemplate, Piece};

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
        let parsed = PathTemplate::parse(&operation.path);
        let own: Vec<String> = parsed.placeholders().map(str::to_owned).collect();
        let chosen = self
            .names
            .entry(parsed.anonymous().replace('*', ":"))
            .or_insert_with(|| distinct(&own))
            .clone();
        let mut path = String::new();
        let mut next = chosen.iter();
        for segment in parsed.segments() {
            path.push('/');
            for piece in segment.pieces() {
                match piece {
                    Piece::Literal(text) => path.push_str(&escape(text)),
                    Piece::Placeholder(name) | Piece::Wildcard(name) => {
                        path.push('{');
                        path.push_str(next.next().unwrap_or(name));
                        path.push('}');
                    }
                }
            }
        }
        Template {
            path,
            names: own.into_iter().zip(chosen).collect(),
        }
    }
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
    use docbind_spec::Method;

    fn operation(path: &str) -> Operation {
        Operation {
            id: "x".to_owned(),
            resource: "x".to_owned(),
            method: Method::Get,
            path: path.to_owned(),
            aliases: Vec::new(),
            deprecated: false,
            sections: Vec::new(),
            security: None,
            parameters: Vec::new(),
            request_body: None,
            responses: Vec::new(),
            calls: Vec::new(),
            corrections: Vec::new(),
        }
    }

    fn path_of(path: &str) -> String {
        Templates::default().template(&operation(path)).path
    }

    #[test]
    fn placeholders_become_braces() {
        for (path, expected) in [
            (
                "/shelves/:id/books/:book_id.txt",
                "/shelves/{id}/books/{book_id}.txt",
            ),
            ("/files/*path", "/files/{path}"),
            ("/time/12:30", "/time/12:30"),
            ("/a/:id/b/:id", "/a/{id}/b/{id_}"),
            ("/a{b}/ü c", "/a%7Bb%7D/%C3%BC%20c"),
        ] {
            assert_eq!(path_of(path), expected);
        }
    }

    #[test]
    fn the_first_names_win_on_the_same_anonymous_path() {
        let mut templates = Templates::default();
        templates.template(&operation("/a/:id"));
        let second = templates.template(&operation("/a/:name"));
        assert_eq!(second.path, "/a/{id}");
        assert_eq!(second.names, [("name".to_owned(), "id".to_owned())]);
    }
}

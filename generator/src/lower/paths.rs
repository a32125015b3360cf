//! Documented paths with values for the placeholders of a template.

use docbind_spec::{PathTemplate, Piece, Segment};

/// The values of the placeholders in a path, percent-decoded; nothing where the path is another.
pub(super) fn match_path(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let template = PathTemplate::parse(template);
    let relative = path.strip_prefix('/').unwrap_or(path);
    let parts: Vec<&str> = relative.split('/').collect();
    let mut values = Vec::new();
    let mut rest = parts.as_slice();
    for (number, segment) in template.segments().iter().enumerate() {
        let left = template.segments().len() - number;
        // A wildcard takes all segments that the others leave.
        let taken = match segment.pieces() {
            [Piece::Wildcard(_)] => (rest.len() + 1).checked_sub(left)?,
            _ => 1,
        };
        let (now, later) = rest.split_at_checked(taken)?;
        values.extend(match_segment(segment, &now.join("/"))?);
        rest = later;
    }
    rest.is_empty().then_some(values)
}

fn match_segment(segment: &Segment, text: &str) -> Option<Vec<(String, String)>> {
    let mut values = Vec::new();
    let mut rest = text;
    let pieces = segment.pieces();
    for (number, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Literal(literal) => rest = rest.strip_prefix(literal.as_str())?,
            Piece::Placeholder(name) | Piece::Wildcard(name) => {
                let end = match pieces.get(number + 1) {
                    Some(Piece::Literal(next)) if number + 2 == pieces.len() => {
                        rest.rfind(next.as_str())?
                    }
                    Some(Piece::Literal(next)) => rest.find(next.as_str())?,
                    _ => rest.len(),
                };
                let (value, tail) = rest.split_at_checked(end)?;
                if value.is_empty() {
                    return None;
                }
                let decoded = percent_encoding::percent_decode_str(value)
                    .decode_utf8()
                    .ok()?;
                values.push((name.clone(), decoded.into_owned()));
                rest = tail;
            }
        }
    }
    rest.is_empty().then_some(values)
}

#[cfg(test)]
mod tests {
    use super::match_path;

    #[test]
    fn matches_paths() {
        let table = [
            ("/books", "/books", Some("")),
            ("/books", "/book", None),
            ("/books/:id", "/books/4", Some("id=4")),
            ("/books/:id", "/books/a%2Fb", Some("id=a/b")),
            ("/books/:id", "/books/", None),
            ("/books/:id", "/books/4/x", None),
            ("/x/:a...:b", "/x/1...2", Some("a=1 b=2")),
            ("/x/:a.json", "/x/1.2.json", Some("a=1.2")),
            ("/f/*path/raw", "/f/a/b/raw", Some("path=a/b")),
            ("/f/*path", "/f", None),
        ];
        for (template, path, expected) in table {
            let found = match_path(template, path).map(|values| {
                let pairs: Vec<_> = values.iter().map(|(n, v)| format!("{n}={v}")).collect();
                pairs.join(" ")
            });
            assert_eq!(found.as_deref(), expected, "{template} {path}");
        }
    }
}

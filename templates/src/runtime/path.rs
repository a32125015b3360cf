//! The paths of operations, taken apart.
//!
//! In: a path with placeholders as `:name`. Out: its pieces. Nothing is decoded or encoded here.

/// A part of a path. No literal is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// Text, as it stands in the path.
    Literal(&'t str),
    /// The name of a placeholder.
    Placeholder(&'t str),
}

/// The pieces of a path or of a part of one. A colon right after a placeholder is text, as in
/// `/shelves/:id:lend`, and so is one before anything that is no name.
pub(crate) fn pieces(path: &str) -> Pieces<'_> {
    Pieces {
        rest: path,
        follows: false,
    }
}

/// What is left of a path.
pub(crate) struct Pieces<'t> {
    rest: &'t str,
    /// Whether a placeholder stands right before it.
    follows: bool,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if self.rest.is_empty() {
            return None;
        }
        let (piece, length) = match placeholder(self.rest) {
            Some(name) if !self.follows => (Piece::Placeholder(name), 1 + name.len()),
            _ => {
                let text = literal(self.rest);
                (Piece::Literal(text), text.len())
            }
        };
        self.follows = matches!(piece, Piece::Placeholder(_));
        self.rest = &self.rest[length..];
        Some(piece)
    }
}

/// The name of the placeholder at the beginning of the text.
fn placeholder(text: &str) -> Option<&str> {
    let after = text.strip_prefix(':')?;
    let mut bytes = after.bytes();
    let end = bytes.position(|byte| !byte.is_ascii_alphanumeric() && byte != b'_');
    let name = &after[..end.unwrap_or(after.len())];
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    begins.then_some(name)
}

/// The text before the next placeholder; at least its first character.
fn literal(text: &str) -> &str {
    let mut bytes = text.bytes().enumerate().skip(1);
    let end = bytes.find(|(at, byte)| *byte == b':' && placeholder(&text[*at..]).is_some());
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Placeholders in `<>`.
    #[track_caller]
    fn check(path: &str, expected: &str) {
        let shown = pieces(path).map(|piece| match piece {
            Piece::Literal(text) => text.to_owned(),
            Piece::Placeholder(name) => format!("<{name}>"),
        });
        assert_eq!(shown.collect::<String>(), expected);
    }

    #[test]
    fn placeholders_are_told_from_text() {
        check("", "");
        check("/shelves/:id/pages", "/shelves/<id>/pages");
        check("/:a...:b.txt", "/<a>...<b>.txt");
        check("/shelves/:id:lend", "/shelves/<id>:lend");
        check("/x/:a:b:c", "/x/<a>:b<c>");
        check("/x/:a::b", "/x/<a>:<b>");
        check("/x/:", "/x/:");
        check("/x/:8080/::a", "/x/:8080/:<a>");
        check("/x/:aü", "/x/<a>ü");
    }
}

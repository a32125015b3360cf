//! The path of an operation, taken apart.
//!
//! What comes in: the text of [`Operation::path`](super::Operation::path). What goes out: its
//! segments, made of literal text and placeholders. Every text is a path template: what is no
//! placeholder is literal. Nothing is decoded or encoded here.

use std::fmt;
use std::slice;
use std::sync::Arc;

/// A path whose placeholders are told apart from its text.
///
/// `:name` is a placeholder anywhere in a segment but right after another one, where a colon is
/// text as in `/books/:id:lend`; `*name` at the beginning of a segment is one that may contain
/// slashes. A name begins with a letter or `_` and goes on with letters, digits and `_`, all
/// ASCII. A colon or star before anything else is text.
///
/// ```
/// use docbind_spec::{PathTemplate, Piece};
///
/// let path = PathTemplate::parse("/books/:id/pages/:from...:to");
/// assert_eq!(path.placeholders().collect::<Vec<_>>(), ["id", "from", "to"]);
/// assert_eq!(path.anonymous(), "/books/:/pages/:...:");
/// assert_eq!(path.segments()[1].pieces(), [Piece::Placeholder("id".to_owned())]);
/// ```
///
/// A clone shares what the first one found: nothing is copied.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PathTemplate(Arc<Parsed>);

/// What clones of a path share.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Parsed {
    text: String,
    segments: Vec<Segment>,
}

/// What stands between two slashes of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Segment {
    pieces: Pieces,
}

/// Nearly every segment has one piece, which needs no list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Pieces {
    One(Piece),
    Others(Vec<Piece>),
}

/// A part of a segment. Two literals never follow each other, and none is empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Text, as it stands in the path.
    Literal(String),
    /// `:name`: the name of a placeholder whose value is one segment or a part of one.
    Placeholder(String),
    /// `*name`: the name of a placeholder whose value may contain slashes.
    Wildcard(String),
}

impl PathTemplate {
    /// Takes a path apart. Never fails: what is no placeholder is text.
    pub fn parse(path: &str) -> Self {
        let relative = path.strip_prefix('/').unwrap_or(path);
        let mut segments = Vec::new();
        if !path.is_empty() {
            let slashes = relative.bytes().filter(|byte| *byte == b'/').count();
            segments.reserve_exact(slashes + 1);
            segments.extend(relative.split('/').map(Segment::parse));
        }
        Self(Arc::new(Parsed {
            text: path.to_owned(),
            segments,
        }))
    }

    /// The path as it was written.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The segments in order. A path that ends with a slash has an empty last segment.
    pub fn segments(&self) -> &[Segment] {
        &self.0.segments
    }

    /// The names of the placeholders in order, repeated ones repeated.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.segments()
            .iter()
            .flat_map(Segment::pieces)
            .filter_map(Piece::name)
    }

    /// The path with the names of its placeholders left out: equal for two paths that differ in
    /// nothing but names.
    pub fn anonymous(&self) -> String {
        let mut out = String::with_capacity(self.as_str().len());
        if self.as_str().starts_with('/') {
            out.push('/');
        }
        for (index, segment) in self.segments().iter().enumerate() {
            if index > 0 {
                out.push('/');
            }
            for piece in segment.pieces() {
                out.push_str(match piece {
                    Piece::Literal(text) => text,
                    Piece::Placeholder(_) => ":",
                    Piece::Wildcard(_) => "*",
                });
            }
        }
        out
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Segment {
    /// The parts of the segment in order; none where two slashes follow each other.
    pub fn pieces(&self) -> &[Piece] {
        match &self.pieces {
            Pieces::One(piece) => slice::from_ref(piece),
            Pieces::Others(pieces) => pieces,
        }
    }

    /// The text of a segment without placeholders, empty for an empty one; `None` where it has
    /// a placeholder.
    pub fn as_literal(&self) -> Option<&str> {
        match self.pieces() {
            [] => Some(""),
            [Piece::Literal(text)] => Some(text),
            _ => None,
        }
    }

    fn parse(text: &str) -> Self {
        if let Some(name) = text.strip_prefix('*')
            && !name.is_empty()
            && name_length(name) == name.len()
        {
            return Self::of(Piece::Wildcard(name.to_owned()));
        }
        if let Some(name) = text.strip_prefix(':')
            && !name.is_empty()
            && name_length(name) == name.len()
        {
            return Self::of(Piece::Placeholder(name.to_owned()));
        }
        if !text.is_empty() && !text.as_bytes().contains(&b':') {
            return Self::of(Piece::Literal(text.to_owned()));
        }
        Self {
            pieces: mixed(text),
        }
    }

    const fn of(piece: Piece) -> Self {
        Self {
            pieces: Pieces::One(piece),
        }
    }
}

impl Piece {
    /// The name of a placeholder, of either kind; `None` for text.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Literal(_) => None,
            Self::Placeholder(name) | Self::Wildcard(name) => Some(name),
        }
    }
}

/// The pieces of a segment in which text and placeholders may stand side by side.
fn mixed(text: &str) -> Pieces {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(colon) = rest.find(':') {
        let (before, after) = (&rest[..colon], &rest[colon + 1..]);
        literal.push_str(before);
        let follows = literal.is_empty() && !pieces.is_empty();
        let length = if follows { 0 } else { name_length(after) };
        if length == 0 {
            literal.push(':');
        } else {
            if !literal.is_empty() {
                pieces.push(Piece::Literal(std::mem::take(&mut literal)));
            }
            pieces.push(Piece::Placeholder(after[..length].to_owned()));
        }
        rest = &after[length..];
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    match pieces.pop() {
        // One piece is written in one way only, so that equal segments are equal.
        Some(only) if pieces.is_empty() => Pieces::One(only),
        Some(last) => {
            pieces.push(last);
            Pieces::Others(pieces)
        }
        None => Pieces::Others(pieces),
    }
}

/// How many bytes at the beginning of `text` are the name of a placeholder.
fn name_length(text: &str) -> usize {
    if !text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        return 0;
    }
    text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a path in one line: segments between `|`, placeholders in `<>`, wildcards
    /// in `<*>`.
    fn show(path: &PathTemplate) -> String {
        let segment = |segment: &Segment| -> String {
            let piece = |piece: &Piece| match piece {
                Piece::Literal(text) => text.clone(),
                Piece::Placeholder(name) => format!("<{name}>"),
                Piece::Wildcard(name) => format!("<*{name}>"),
            };
            segment.pieces().iter().map(piece).collect()
        };
        path.segments()
            .iter()
            .map(segment)
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn parses_every_form() {
        let table = [
            // path, pieces, anonymous
            ("", "", ""),
            ("/", "", "/"),
            ("/books", "books", "/books"),
            ("books/:id", "books|<id>", "books/:"),
            ("/books/", "books|", "/books/"),
            ("/a//b", "a||b", "/a//b"),
            ("/books/:id", "books|<id>", "/books/:"),
            ("/a/:id/trace.txt", "a|<id>|trace.txt", "/a/:/trace.txt"),
            ("/a/:id.json", "a|<id>.json", "/a/:.json"),
            ("/a/list.:format", "a|list.<format>", "/a/list.:"),
            ("/x/:a...:b", "x|<a>...<b>", "/x/:...:"),
            ("/x/:a:b", "x|<a>:b", "/x/::b"),
            ("/x/:_a1-:B", "x|<_a1>-<B>", "/x/:-:"),
            ("/x/v:a", "x|v<a>", "/x/v:"),
            ("/files/*path", "files|<*path>", "/files/*"),
            ("/files/*path/raw", "files|<*path>|raw", "/files/*/raw"),
            ("/files/*", "files|*", "/files/*"),
            ("/files/a*b", "files|a*b", "/files/a*b"),
            ("/files/*a.b", "files|*a.b", "/files/*a.b"),
            ("/x/:", "x|:", "/x/:"),
            ("/x/::", "x|::", "/x/::"),
            ("/x/::a", "x|:<a>", "/x/::"),
            ("/x/:8080", "x|:8080", "/x/:8080"),
            ("/x/:ü", "x|:ü", "/x/:ü"),
            ("/x/:aü", "x|<a>ü", "/x/:ü"),
            ("/x/{id}", "x|{id}", "/x/{id}"),
            ("/x/a%2Fb", "x|a%2Fb", "/x/a%2Fb"),
        ];
        for (text, pieces, anonymous) in table {
            let path = PathTemplate::parse(text);
            assert_eq!(show(&path), pieces, "{text}");
            assert_eq!(path.anonymous(), anonymous, "{text}");
            assert_eq!(path.to_string(), text);
        }
    }

    #[test]
    fn keeps_the_order_of_placeholders() {
        let path = PathTemplate::parse("/:b/x/:a..:c/*d/:a");
        let names: Vec<_> = path.placeholders().collect();
        assert_eq!(names, ["b", "a", "c", "d", "a"]);
    }

    #[test]
    fn tells_literal_segments_apart() {
        let path = PathTemplate::parse("/books//:id/x:y");
        let literals: Vec<_> = path.segments().iter().map(Segment::as_literal).collect();
        assert_eq!(literals, [Some("books"), Some(""), None, None]);
    }
}

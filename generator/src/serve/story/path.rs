//! Paths of operations, compared without the names of their placeholders.

use docbind_spec::{PathTemplate, Piece, Segment};

use crate::names::mint::singular;

/// A path as far as the story is concerned: `/shelves/:id/books` is `shelves`, `:`, `books`, with
/// the name `id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    /// The segments, with `:` for a placeholder.
    segments: Vec<String>,
    /// The same as one text, `/shelves/:/books`: every path is compared with every other.
    whole: String,
    /// The names of the placeholders in order.
    names: Vec<String>,
}

impl Path {
    pub(super) fn parse(path: &str) -> Self {
        let template = PathTemplate::parse(path);
        let segments = template.segments().iter().map(anonymous).collect();
        Self::new(
            segments,
            template.placeholders().map(str::to_owned).collect(),
        )
    }

    fn new(segments: Vec<String>, names: Vec<String>) -> Self {
        let whole = segments.iter().flat_map(|segment| ["/", segment]).collect();
        Self {
            segments,
            whole,
            names,
        }
    }

    /// The path with the plurals of the lists: `/shelf/:id` is that of one of `/shelves`, where
    /// nothing else is at `/shelf`.
    pub(super) fn with_plurals(mut self, lists: &[Self], all: &[Self]) -> Self {
        for at in 1..self.segments.len() {
            let (before, noun) = (&self.segments[..at - 1], &self.segments[at - 1]);
            let begins =
                |path: &&Self| path.segments.len() == at && path.segments.starts_with(before);
            if self.segments[at] != ":" || all.iter().any(|it| it.segments == self.segments[..at]) {
                continue;
            }
            let mut plurals = lists
                .iter()
                .filter(begins)
                .filter_map(|path| path.segments.last());
            if let Some(plural) = plurals.find(|plural| singular(plural) == *noun) {
                self.segments[at - 1].clone_from(plural);
            }
        }
        Self::new(self.segments, self.names)
    }

    /// The names of the placeholders in order.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn segments(&self) -> &[String] {
        &self.segments
    }

    /// Whether both are the same, names of placeholders aside.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.whole == other.whole
    }

    /// Whether `other` is this path or the beginning of it.
    pub(super) fn starts_with(&self, other: &Self) -> bool {
        let rest = self.whole.strip_prefix(other.whole.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The path without its last segment and the name of the placeholder that this segment is;
    /// none where it is something else.
    pub(super) fn item(&self) -> Option<(Self, &str)> {
        let (last, before) = self.segments.split_last()?;
        let (name, names) = self.names.split_last()?;
        let holder = || Self::new(before.to_vec(), names.to_vec());
        (last == ":").then(|| (holder(), name.as_str()))
    }

    /// Whether it is the path of one of the things at `holder`.
    pub(super) fn is_item_of(&self, holder: &Self) -> bool {
        self.whole.strip_suffix("/:") == Some(holder.whole.as_str())
    }

    /// The path without its last segment, where that is text.
    pub(super) fn parent(&self) -> Option<(Self, &str)> {
        let (last, before) = self.segments.split_last()?;
        let parent = || Self::new(before.to_vec(), self.names.clone());
        (!last.contains(':')).then(|| (parent(), last.as_str()))
    }

    /// The last segment that is text.
    pub(super) fn noun(&self) -> Option<&str> {
        self.literals().last()
    }

    /// The segments that are text.
    pub(super) fn literals(&self) -> impl Iterator<Item = &str> {
        let segments = self.segments.iter().map(String::as_str);
        segments.filter(|segment| !segment.contains(':'))
    }

    /// For each placeholder the text before it.
    pub(super) fn nouns(&self) -> Vec<Option<&str>> {
        let mut nouns = Vec::new();
        let mut before = None;
        for segment in &self.segments {
            let count = segment.matches(':').count();
            nouns.extend(std::iter::repeat_n(before, count));
            before = (count == 0).then_some(segment.as_str());
        }
        nouns
    }

    /// How many placeholders both have in common at their beginning.
    pub(super) fn shared_placeholders(&self, other: &Self) -> usize {
        let pairs = self.segments.iter().zip(&other.segments);
        let same = pairs.take_while(|(one, other)| one == other);
        same.map(|(one, _)| one.matches(':').count()).sum()
    }
}

fn anonymous(segment: &Segment) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(text) => text.replace(':', "%3A"),
        Piece::Placeholder(_) | Piece::Wildcard(_) => ":".to_owned(),
    };
    segment.pieces().iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_compared_without_names() {
        let books = Path::parse("/shelves/:id/books");
        let book = Path::parse("/shelves/:shelf/books/:book_id");
        assert!(book.starts_with(&books));
        let (holder, name) = book.item().unwrap();
        assert!(holder.is_like(&books));
        assert_eq!(name, "book_id");
        assert_eq!(book.nouns(), [Some("shelves"), Some("books")]);
        assert_eq!(book.noun(), Some("books"));
        let lent = Path::parse("/shelves/:id/lent");
        assert_eq!(lent.shared_placeholders(&book), 1);
        assert_eq!(lent.parent().unwrap().1, "lent");
        assert!(lent.item().is_none() && book.parent().is_none());
        assert!(book.is_item_of(&books) && !books.is_item_of(&book));
        assert!(!Path::parse("/shelves/:id/bookshops").starts_with(&books));
    }

    #[test]
    fn one_of_a_list_may_be_called_by_the_singular() {
        let lists = ["/users", "/rooms/:id/desks"].map(Path::parse);
        let all = ["/user", "/users", "/rooms/:id/desks"].map(Path::parse);
        let plural = |path: &str| {
            Path::parse(path)
                .with_plurals(&lists, &all)
                .segments
                .join("/")
        };
        assert_eq!(
            plural("/rooms/:id/desk/:desk_id/turn"),
            "rooms/:/desks/:/turn"
        );
        assert_eq!(plural("/user/:id"), "user/:");
        assert_eq!(plural("/room/:id"), "room/:");
    }
}

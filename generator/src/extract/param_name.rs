//! Names of parameters as documents print them.
//!
//! What comes in: a word, or the text of a cell or item. What goes out: the name as it is sent,
//! the marks that stand at it, and what follows. Nothing here knows what is a parameter.

use docbind_spec::Presence;

use crate::markdown::{Piece, Style, Text};

/// Longest name; whatever is longer is a sentence or data.
const MAX_LENGTH: usize = 80;

/// Signs at the end of a name that say whether it must be sent, one line each.
const SIGNS: &[(char, Presence)] = &[('?', Presence::Optional), ('*', Presence::Required)];

/// A name with what stands at it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    /// The names: one, or several that share a text.
    pub(super) names: Vec<String>,
    /// What a sign at the name says.
    pub(super) presence: Option<Presence>,
    /// Whether the name is set as code or strong.
    pub(super) style: Style,
    /// What follows.
    pub(super) rest: Text,
}

/// Whether a word can be the name of a parameter.
pub(crate) fn is_name(word: &str) -> bool {
    let mut chars = word.chars();
    chars
        .next()
        .is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '$' | '@'))
        && word.len() <= MAX_LENGTH
        && chars.all(|c| {
            c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '@' | ':' | '$')
        })
        && !word.ends_with(['.', ':', '-'])
}

/// Whether a name can be that of a header.
pub(crate) fn is_header_name(name: &str) -> bool {
    is_name(name) && name.is_ascii() && !name.contains(['[', ']', '@', ':', '$', '.'])
}

/// A name as printed, without the quotes, brackets, colons and signs that some put around it.
pub(crate) fn clean(text: &str) -> Option<String> {
    read_word(text).map(|(name, _)| name)
}

/// A name and what the sign at its end says.
fn read_word(text: &str) -> Option<(String, Option<Presence>)> {
    let text = text.trim().trim_matches(':').trim();
    let text = bare(text);
    let sign = SIGNS.iter().find(|(sign, _)| text.ends_with(*sign));
    let name = match sign {
        Some((sign, _)) => bare(text.trim_end_matches(*sign).trim_end()),
        None => text,
    };
    is_name(name).then(|| (name.to_owned(), sign.map(|(_, presence)| *presence)))
}

/// What stands in quotes, or in the brackets of a placeholder.
fn bare(text: &str) -> &str {
    let pairs = [('"', '"'), ('\'', '\''), ('{', '}'), ('<', '>')];
    pairs
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
        .unwrap_or(text)
}

/// The name that a text begins with; several where nothing but "or", a comma or a slash stands
/// between them.
pub(super) fn leading(text: &Text) -> Option<Named> {
    let mut found = one(&Left::of(text))?;
    while let Some(more) = joined(&found.left) {
        let Some(next) = one(&more).filter(|next| next.style == found.style) else {
            break;
        };
        // Plain words after "or" are a sentence.
        if found.style == Style::Plain {
            break;
        }
        found.names.extend(next.names);
        found.presence = found.presence.or(next.presence);
        found.left = next.left;
    }
    Some(Named {
        names: found.names,
        presence: found.presence,
        style: found.style,
        rest: found.left.into_text(),
    })
}

/// A name that was found, and what is left of the text.
struct Found<'t> {
    names: Vec<String>,
    presence: Option<Presence>,
    style: Style,
    left: Left<'t>,
}

/// What follows a word that joins two names.
fn joined<'t>(left: &Left<'t>) -> Option<Left<'t>> {
    let start = left.start();
    let trimmed = start.trim_start();
    let skipped = start.len() - trimmed.len();
    let joint = [", and ", ", or ", "or ", "and ", ", ", "/ ", "/", "| ", ","]
        .into_iter()
        .find(|joint| trimmed.starts_with(joint))?;
    Some(left.after(skipped + joint.len()))
}

fn one<'t>(left: &Left<'t>) -> Option<Found<'t>> {
    let (piece, tail) = left.next()?;
    let trimmed = piece.text.trim_start();
    let whole = |names| Found {
        names,
        presence: None,
        style: piece.style,
        left: cut(piece, piece.text.len(), tail),
    };
    // The whole of what is set apart may be several names.
    if piece.style != Style::Plain
        && let Some(names) = several(trimmed)
    {
        return Some(whole(names));
    }
    if piece.style == Style::Code
        && let Some(name) = of_several_words(trimmed).or_else(|| before_value(trimmed))
    {
        return Some(whole(vec![name]));
    }
    let end = end_of_name(trimmed);
    let (name, presence) = read_word(&trimmed[..end])?;
    let read = piece.text.len() - trimmed.len() + end;
    let mut found = Found {
        names: vec![name],
        presence,
        style: piece.style,
        left: cut(piece, read, tail),
    };
    if found.presence.is_none() {
        found.take_sign();
    }
    Some(found)
}

/// `a, b`, `a or b` and `a/b` within one code.
fn several(text: &str) -> Option<Vec<String>> {
    let joint = [" or ", ", ", "/", "|"]
        .into_iter()
        .find(|joint| text.contains(joint))?;
    let names: Option<Vec<String>> = text.split(joint).map(clean).collect();
    names.filter(|names| names.len() > 1)
}

/// `shelf name or id` as the name that a placeholder of these words has: `shelf_name_or_id`.
fn of_several_words(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let sound = words.contains(&"or") && words.iter().all(|word| is_name(word));
    sound.then(|| words.join("_"))
}

/// The name in `title=<string>`: what is sent stands in brackets.
fn before_value(text: &str) -> Option<String> {
    let (name, value) = text.trim().split_once('=')?;
    let pairs = [('<', '>'), ('{', '}'), ('[', ']')];
    let shown = pairs
        .iter()
        .find_map(|(open, close)| value.strip_prefix(*open)?.strip_suffix(*close))?;
    // Of several, as in `a=<x>&b=<y>`, none is the name.
    let several = shown.contains(['=', '&', '<', '{']);
    (!several && is_name(name)).then(|| name.to_owned())
}

/// Where the name ends that a text begins with.
fn end_of_name(text: &str) -> usize {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inner = &text[1..];
        return inner.find(quote).map_or(text.len(), |at| at + 2);
    }
    let colon = text.find(": ");
    let end = text.find([' ', '(', '\n', '\t', ',', '\u{a0}']);
    let end = colon.into_iter().chain(end).min();
    end.unwrap_or(text.len())
}

/// What follows a number of bytes of one piece, and the pieces behind it.
fn cut<'t>(piece: &Piece, read: usize, tail: &'t [Piece]) -> Left<'t> {
    let rest = piece.text.get(read..).unwrap_or_default();
    let kept = !rest.trim().is_empty() || piece.style == Style::Plain;
    let head = kept.then(|| Piece {
        text: rest.to_owned(),
        // What is left of a name that is set apart only says something about it.
        style: Style::Plain,
        link: piece.link.clone(),
        range: (piece.range.start + read).min(piece.range.end)..piece.range.end,
    });
    Left { head, tail }
}

/// What is left of a text, so that nothing is copied for each of many names.
#[derive(Debug, Clone, PartialEq)]
struct Left<'t> {
    /// The part that is left of a piece.
    head: Option<Piece>,
    /// The pieces after it.
    tail: &'t [Piece],
}

impl<'t> Left<'t> {
    /// How many characters tell what follows a name.
    const START: usize = 8;

    fn of(text: &'t Text) -> Self {
        Self {
            head: None,
            tail: &text.pieces,
        }
    }

    /// The pieces, each with those after it.
    fn pieces(&self) -> impl Iterator<Item = (&Piece, &'t [Piece])> {
        let tail = self.tail;
        let head = self.head.iter().map(move |head| (head, tail));
        let others = tail.iter().enumerate();
        head.chain(others.map(move |(at, piece)| (piece, &tail[at + 1..])))
    }

    /// The first piece that people can read, and those after it.
    fn next(&self) -> Option<(&Piece, &'t [Piece])> {
        let is_read = |piece: &Piece| !piece.text.trim().is_empty() && piece.style != Style::Html;
        self.pieces().find(|(piece, _)| is_read(piece))
    }

    /// The first characters that people see.
    fn start(&self) -> String {
        let pieces = self.head.iter().chain(self.tail);
        let mut visible = pieces.filter(|piece| piece.style != Style::Html);
        let mut start = String::new();
        while start.trim_start().chars().count() < Self::START {
            let Some(piece) = visible.next() else {
                break;
            };
            start.push_str(&piece.text);
        }
        start
    }

    /// What follows this many visible bytes.
    fn after(&self, count: usize) -> Self {
        let mut skip = count;
        for (piece, tail) in self
            .pieces()
            .filter(|(piece, _)| piece.style != Style::Html)
        {
            if let Some(rest) = piece.text.get(skip..).filter(|rest| !rest.is_empty()) {
                let start = match piece.style {
                    Style::Plain => (piece.range.start + skip).min(piece.range.end),
                    _ => piece.range.start,
                };
                let head = Piece {
                    text: rest.to_owned(),
                    style: piece.style,
                    link: piece.link.clone(),
                    range: start..piece.range.end,
                };
                let head = Some(head);
                return Self { head, tail };
            }
            skip -= piece.text.len().min(skip);
        }
        Self {
            head: None,
            tail: &[],
        }
    }

    fn into_text(self) -> Text {
        let mut pieces: Vec<Piece> = self.head.into_iter().collect();
        pieces.extend_from_slice(self.tail);
        Text { pieces }
    }
}

impl Found<'_> {
    /// Takes a sign that stands behind the name, outside of what is set apart.
    fn take_sign(&mut self) {
        let start = self.left.start();
        let trimmed = start.trim_start();
        let sign = SIGNS.iter().find(|(sign, _)| {
            let rest = trimmed.strip_prefix(*sign);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        });
        if let Some((_, presence)) = sign {
            self.presence = Some(*presence);
            self.left = self.left.after(start.len() - trimmed.len() + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_they_are_printed() {
        for (text, expected) in [
            ("title", Some(("title", None))),
            (":id", Some(("id", None))),
            ("id:", Some(("id", None))),
            ("{id}", Some(("id", None))),
            ("<id>", Some(("id", None))),
            ("\"title\"", Some(("title", None))),
            ("title?", Some(("title", Some(Presence::Optional)))),
            ("title *", Some(("title", Some(Presence::Required)))),
            ("author.name", Some(("author.name", None))),
            ("author[name]", Some(("author[name]", None))),
            ("pages[][text]", Some(("pages[][text]", None))),
            ("author:name", Some(("author:name", None))),
            ("firstEdition", Some(("firstEdition", None))),
            ("X-Reader", Some(("X-Reader", None))),
            ("$top", Some(("$top", None))),
            ("größe", Some(("größe", None))),
            ("state=lent", None),
            ("200", None),
            ("two words", None),
            ("shelf/", None),
            ("...", None),
            ("", None),
        ] {
            let expected = expected.map(|(name, presence): (&str, _)| (name.to_owned(), presence));
            assert_eq!(read_word(text), expected, "{text}");
        }
    }
}

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
    let mut found = one(text)?;
    while let Some(more) = joined(&found.rest) {
        let Some(next) = one(&more).filter(|next| next.style == found.style) else {
            break;
        };
        // Plain words after "or" are a sentence.
        if found.style == Style::Plain {
            break;
        }
        found.names.extend(next.names);
        found.presence = found.presence.or(next.presence);
        found.rest = next.rest;
    }
    Some(found)
}

/// What follows a word that joins two names.
fn joined(rest: &Text) -> Option<Text> {
    let plain = rest.plain();
    let trimmed = plain.trim_start();
    let skipped = plain.len() - trimmed.len();
    let joint = [", and ", ", or ", "or ", "and ", ", ", "/ ", "/", "| ", ","]
        .into_iter()
        .find(|joint| trimmed.starts_with(joint))?;
    Some(rest.after(skipped + joint.len()))
}

fn one(text: &Text) -> Option<Named> {
    let first = text
        .pieces
        .iter()
        .position(|piece| !piece.text.trim().is_empty() && piece.style != Style::Html)?;
    let piece = &text.pieces[first];
    let trimmed = piece.text.trim_start();
    // The whole of what is set apart may be several names.
    if piece.style != Style::Plain
        && let Some(names) = several(trimmed)
    {
        return Some(Named {
            names,
            presence: None,
            style: piece.style,
            rest: after(text, first, piece.text.len()),
        });
    }
    if piece.style == Style::Code
        && let Some(name) = of_several_words(trimmed).or_else(|| before_value(trimmed))
    {
        return Some(Named {
            names: vec![name],
            presence: None,
            style: piece.style,
            rest: after(text, first, piece.text.len()),
        });
    }
    let end = end_of_name(trimmed);
    let (name, presence) = read_word(&trimmed[..end])?;
    let cut = piece.text.len() - trimmed.len() + end;
    let mut found = Named {
        names: vec![name],
        presence,
        style: piece.style,
        rest: after(text, first, cut),
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

/// What follows a number of bytes of one piece.
fn after(text: &Text, first: usize, cut: usize) -> Text {
    let mut pieces: Vec<Piece> = text.pieces[first..].to_vec();
    if let Some(piece) = pieces.first_mut() {
        let rest = piece.text.get(cut..).unwrap_or_default().to_owned();
        if rest.trim().is_empty() && piece.style != Style::Plain {
            pieces.remove(0);
        } else {
            piece.text = rest;
            // What is left of a name that is set apart only says something about it.
            piece.style = Style::Plain;
            piece.range.start = (piece.range.start + cut).min(piece.range.end);
        }
    }
    Text { pieces }
}

impl Named {
    /// Takes a sign that stands behind the name, outside of what is set apart.
    fn take_sign(&mut self) {
        let plain = self.rest.plain();
        let trimmed = plain.trim_start();
        let sign = SIGNS.iter().find(|(sign, _)| {
            let rest = trimmed.strip_prefix(*sign);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        });
        if let Some((_, presence)) = sign {
            self.presence = Some(*presence);
            self.rest = self.rest.after(plain.len() - trimmed.len() + 1);
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

//! Tags of HTML and of components: `<td colspan="2">`, `</td>`, `<Tab title={"x"} />`.
//!
//! What comes in: a text and a place. What goes out: the tag that begins there, if one does. A tag
//! that is too long or has a blank line in it is none, so that no page takes long.

use std::ops::Range;

/// No person writes longer tags.
const MOST_BYTES: usize = 2000;

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// Its name, as written.
    pub(super) name: &'a str,
    /// Whether it opens or closes an element.
    pub(super) form: Form,
    /// What stands between its name and its end.
    rest: &'a str,
}

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `<a>`
    Open,
    /// `</a>`
    Close,
    /// `<a/>`
    Empty,
}

impl<'a> Tag<'a> {
    /// The tag that begins at a place.
    pub(super) fn at(text: &'a str, at: usize) -> Option<Self> {
        let rest = text.get(at..)?.strip_prefix('<')?;
        let (rest, closes) = rest.strip_prefix('/').map_or((rest, 1), |rest| (rest, 2));
        let name_end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))
            .unwrap_or(rest.len());
        let name = rest.get(..name_end)?;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let inner = rest.get(name_end..)?;
        if !inner.starts_with([' ', '\t', '\n', '/', '>']) {
            return None;
        }
        let end = end(inner)?;
        let inner_text = inner.get(..end)?;
        let start = at + closes + name_end;
        let empty = inner_text.trim_end().ends_with('/');
        let form = match closes {
            2 => Form::Close,
            _ if empty => Form::Empty,
            _ => Form::Open,
        };
        Some(Self {
            range: at..start + end + 1,
            name,
            form,
            rest: inner_text.trim_end().trim_end_matches('/'),
        })
    }

    /// Its attributes in order, names in lower case.
    pub(super) fn attributes(&self) -> Vec<(String, String)> {
        attributes(self.rest)
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.attributes().into_iter();
        all.find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// Whether it has this name, in any case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it has one of these names, in any case.
    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }
}

/// How far the `>` stands that ends a tag.
fn end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut braces = 0usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if at > MOST_BYTES || (c == '\n' && before == '\n') {
            return None;
        }
        match (quote, c) {
            (Some(mark), c) if mark == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => braces += 1,
            (None, '}') => braces = braces.saturating_sub(1),
            (None, '>') if braces == 0 => return Some(at),
            (None, '<') => return None,
            _ => {}
        }
        if !matches!(c, ' ' | '\t') {
            before = c;
        }
    }
    None
}

/// Attributes as tags of all kinds have them: `name="value"`, `name='value'`, `name=value`,
/// `name={"value"}` or `name`.
pub(super) fn attributes(text: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let name_end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let shown = after.trim_start();
        if name.is_empty() {
            rest = rest
                .get(first.len_utf8()..)
                .unwrap_or_default()
                .trim_start();
            continue;
        }
        let (value, after) = match shown.strip_prefix('=') {
            Some(value) => value_of(value.trim_start()),
            None => ("", shown),
        };
        all.push((name.to_ascii_lowercase(), value.to_owned()));
        rest = after.trim_start();
    }
    all
}

/// A value, and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    for (open, close) in [('"', '"'), ('\'', '\''), ('{', '}')] {
        let Some(inner) = text.strip_prefix(open) else {
            continue;
        };
        if let Some((value, after)) = inner.split_once(close) {
            let value = value.trim();
            return (value.trim_matches(['"', '\'', '`']), after);
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::{Form, Tag};

    #[test]
    fn tags_are_told_from_other_angle_brackets() {
        for (text, expected) in [
            ("<td>x", Some(("td", Form::Open, "<td>"))),
            ("</TD >x", Some(("TD", Form::Close, "</TD >"))),
            ("<br/>x", Some(("br", Form::Empty, "<br/>"))),
            (
                "<a-b\n  x=\">\"\n/>y",
                Some(("a-b", Form::Empty, "<a-b\n  x=\">\"\n/>")),
            ),
            ("<T a={x > 1}>y", Some(("T", Form::Open, "<T a={x > 1}>"))),
            ("<https://x>", None),
            ("<a\n\nb>", None),
            ("<a <b>", None),
            ("<1>", None),
            ("< a>", None),
            ("<a", None),
        ] {
            let tag = Tag::at(text, 0);
            let shown = tag.map(|tag| (tag.name, tag.form, &text[tag.range]));
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn attributes_have_values_of_every_form() {
        let text = "<a Method=\"GET\" b='c d' e=f g={\"h\"} i/>";
        let tag = Tag::at(text, 0).unwrap();
        let expected = [
            ("method", "GET"),
            ("b", "c d"),
            ("e", "f"),
            ("g", "h"),
            ("i", ""),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(tag.attributes(), expected);
        assert_eq!(tag.attribute("b").as_deref(), Some("c d"));
    }
}

//! Values of template variables: `{{ site.url }}`, `${BASE}`, `$BASE`, `%BASE%`, in text and in
//! code.
//!
//! A page only has their names. Where somebody said what one stands for, that takes its place;
//! all others stay as they are.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::edited::Edit;

/// What variables stand for.
///
/// ```
/// use docbind::{markdown::{self, Variables}, source::{FileId, SourceFile}};
/// let values = [("site.api".to_owned(), "/api/v1".to_owned())].into();
/// let file = SourceFile { path: "a.md".to_owned(), text: "# Below {{ site.api }}\n".to_owned() };
/// let page = markdown::read_with(FileId(0), &file, &Variables::new(values));
/// assert_eq!(page.sections[1].title.plain(), "Below /api/v1");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Variables {
    values: BTreeMap<String, String>,
}

/// Signs around names, the longest first; a name that nothing closes ends where its word ends.
const SIGNS: &[(&str, &str)] = &[("{{", "}}"), ("${", "}"), ("$", ""), ("%", "%")];

/// The variables that a text may begin with, whether they have a value or not, and their lengths.
pub(crate) fn named(text: &str) -> impl Iterator<Item = (usize, &str)> {
    SIGNS.iter().filter_map(|(open, close)| {
        let rest = text.strip_prefix(open)?;
        // The first sign after a name ends it, so that no page takes long.
        let is_end = |c: char| match *close {
            "" => !(c.is_ascii_alphanumeric() || c == '_'),
            _ => "{}$%\n".contains(c),
        };
        let length = rest.find(is_end).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(length)?;
        after.starts_with(close).then_some(())?;
        Some((open.len() + length + close.len(), name.trim()))
    })
}

impl Variables {
    /// Values by the names of their variables.
    pub fn new(values: BTreeMap<String, String>) -> Self {
        Self { values }
    }

    /// The variables of a text that have a value: their places and names.
    pub(crate) fn uses<'v>(&'v self, text: &str) -> Vec<(Range<usize>, &'v str)> {
        let mut found = Vec::new();
        let mut from = 0;
        while !self.values.is_empty() {
            let Some(at) = text.get(from..).and_then(|rest| rest.find(['{', '$', '%'])) else {
                break;
            };
            let at = from + at;
            match self.at(text.get(at..).unwrap_or_default()) {
                Some((length, name)) => {
                    found.push((at..at + length, name));
                    from = at + length;
                }
                None => from = at + 1,
            }
        }
        found
    }

    /// The variable that a text begins with, and its length.
    fn at(&self, text: &str) -> Option<(usize, &str)> {
        let mut named = named(text);
        named.find_map(|(length, name)| {
            let (name, _) = self.values.get_key_value(name)?;
            Some((length, name.as_str()))
        })
    }

    /// Puts values in.
    pub(super) fn edits(&self, text: &str) -> Vec<Edit> {
        let uses = self.uses(text).into_iter();
        uses.filter_map(|(range, name)| Some(Edit::replace(range, self.values.get(name)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_within_their_signs() {
        let values = [("base", "/api"), ("site.url", "x")];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let variables = Variables::new(values.into());
        for (text, expected) in [
            ("{{base}}/books", "base"),
            ("{{ site.url }}${base}", "site.url base"),
            ("$base/books %base%", "base base"),
            ("$bases ${bases} %20base {base}", ""),
            ("{{base}", ""),
            ("{{{base}}}", "base"),
            ("{{ shelf }} $$base", "base"),
            ("100%", ""),
        ] {
            let found: Vec<&str> = variables.uses(text).iter().map(|(_, name)| *name).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}

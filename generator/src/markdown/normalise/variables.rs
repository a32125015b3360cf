//! Values of template variables: `{{ site.url }}`, `${BASE}`, `$BASE`, `%BASE%`, in text and in
//! code.
//!
//! A page has their names. Where somebody said what one stands for, or the settings of the page
//! itself do, that takes its place; all others stay as they are.

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

    /// Puts values in; `own` are the settings of the page, which count for less.
    pub(super) fn edits(&self, text: &str, own: &BTreeMap<String, String>) -> Vec<Edit> {
        let uses = self.uses(text).into_iter();
        let mut all: BTreeMap<usize, (Range<usize>, &str)> = settings(text, own)
            .into_iter()
            .map(|(range, value)| (range.start, (range, value)))
            .collect();
        all.extend(uses.filter_map(|(range, name)| {
            Some((
                range.start,
                (range.clone(), self.values.get(name)?.as_str()),
            ))
        }));
        let mut end = 0;
        let mut edits = Vec::new();
        for (range, value) in all.into_values() {
            if range.start >= end {
                end = range.end;
                edits.push(Edit::replace(range, value));
            }
        }
        edits
    }
}

/// What stands before the name of a setting of the page itself.
const OF_PAGE: &[&str] = &["page.", "$frontmatter.", "frontmatter."];

/// So many bytes of its own settings may stand in a page, which may name one many times.
const MOST_OF_PAGE: usize = 1 << 20;

/// Where a page names one of its own settings, and what it is.
fn settings<'v>(text: &str, own: &'v BTreeMap<String, String>) -> Vec<(Range<usize>, &'v str)> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut put_in = 0;
    while !own.is_empty() {
        let Some(at) = text.get(from..).and_then(|rest| rest.find("{{")) else {
            break;
        };
        let start = from + at;
        let inner = start + 2;
        let rest = text.get(inner..).unwrap_or_default();
        // The first brace after a name ends it, so that no page takes long.
        let length = rest.find(['{', '}', '\n']).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(length).unwrap_or_default();
        let mut names = OF_PAGE.iter().filter_map(|it| name.trim().strip_prefix(it));
        if let Some(value) = names.find_map(|name| own.get(name))
            && after.starts_with("}}")
        {
            put_in += value.len();
            if put_in > MOST_OF_PAGE {
                break;
            }
            found.push((start..inner + length + 2, value.as_str()));
        }
        from = inner + length;
    }
    found
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

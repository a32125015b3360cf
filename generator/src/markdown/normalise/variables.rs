//! Values of template variables: `{{ site.url }}`, in text and in code.
//!
//! A page has their names. Where somebody said what one stands for, or the settings of the page
//! itself do, that takes its place; all others stay as they are.

use std::collections::BTreeMap;

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

impl Variables {
    /// Values by the names of their variables.
    pub fn new(values: BTreeMap<String, String>) -> Self {
        Self { values }
    }

    /// Puts values in; `own` are the settings of the page, which count for less.
    pub(super) fn edits(&self, text: &str, own: &BTreeMap<String, String>) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut from = 0;
        let mut put_in = 0;
        while !(self.values.is_empty() && own.is_empty()) {
            let Some(found) = text.get(from..).and_then(|rest| rest.find("{{")) else {
                break;
            };
            let inner = from + found + 2;
            let rest = text.get(inner..).unwrap_or_default();
            // The first brace after a name ends it, so that no page takes long.
            let length = rest.find(['{', '}', '\n']).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(length).unwrap_or_default();
            let name = name.trim();
            let of_page = || {
                let mut names = OF_PAGE.iter().filter_map(|it| name.strip_prefix(it));
                let value = names.find_map(|name| own.get(name))?;
                put_in += value.len();
                (put_in <= MOST_OF_PAGE).then_some(value)
            };
            if let Some(value) = self.values.get(name).or_else(of_page)
                && after.starts_with("}}")
            {
                edits.push(Edit::replace(from + found..inner + length + 2, value));
            }
            from = inner + length;
        }
        edits
    }
}

/// What stands before the name of a setting of the page itself.
const OF_PAGE: &[&str] = &["page.", "$frontmatter.", "frontmatter."];

/// So many bytes of its own settings may stand in a page, which may name one many times.
const MOST_OF_PAGE: usize = 1 << 20;

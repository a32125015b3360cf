//! Addresses of headings, as the common hosts of Markdown pages make them.

use std::collections::BTreeMap;

/// Makes the anchors of one page, each unique on it.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    used: BTreeMap<String, usize>,
}

impl Anchors {
    /// The anchor of the next heading with this text.
    pub(super) fn assign(&mut self, title: &str) -> String {
        let slug = slug(title);
        let count = self.used.entry(slug.clone()).or_insert(0);
        let anchor = if *count == 0 {
            slug
        } else {
            format!("{slug}-{count}")
        };
        *count += 1;
        anchor
    }
}

/// Lower case, blanks as dashes, punctuation left out.
pub(crate) fn slug(title: &str) -> String {
    title
        .trim()
        .chars()
        .filter_map(|c| match c {
            ' ' | '\n' | '-' => Some('-'),
            '_' => Some('_'),
            c if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn anchors_are_slugs_and_unique() {
        let mut anchors = Anchors::default();
        for (title, expected) in [
            ("List all books", "list-all-books"),
            ("Create/Edit a shelf", "createedit-a-shelf"),
            ("List all books", "list-all-books-1"),
            ("`id` vs `iid`", "id-vs-iid"),
            ("Émile, and \"others\"", "émile-and-others"),
        ] {
            assert_eq!(anchors.assign(&title.replace('`', "")), expected);
        }
    }
}

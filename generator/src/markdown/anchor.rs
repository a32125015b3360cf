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
        self.choose(&slug(title))
    }

    /// An anchor that the page itself gives; numbered where it has another heading of it.
    pub(super) fn choose(&mut self, slug: &str) -> String {
        let mut anchor = slug.to_owned();
        // A heading may read like the numbered anchor of another one.
        while self.used.contains_key(&anchor) {
            let count = self.used.entry(slug.to_owned()).or_insert(0);
            *count += 1;
            anchor = format!("{slug}-{count}");
        }
        self.used.insert(anchor.clone(), 0);
        anchor
    }
}

/// Lower case, blanks as dashes, punctuation left out.
pub(crate) fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for c in title.trim().chars() {
        match c {
            ' ' | '\n' | '-' => slug.push('-'),
            '_' => slug.push('_'),
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    slug
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
            ("List all books 2", "list-all-books-2"),
            ("List all books", "list-all-books-3"),
            ("Émile, and \"others\"", "émile-and-others"),
        ] {
            assert_eq!(anchors.assign(&title.replace('`', "")), expected);
        }
    }
}

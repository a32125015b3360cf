//! Tags within running text: `<strong>`, `<a href="…">`, `<br>`.
//!
//! What comes in: the tags of one text in order. What goes out: what each does to the text after
//! it. What a text leaves open ends with it.

use super::tag::{Form, Tag};

/// Elements that stress what they enclose.
const STRONG: &[&str] = &["b", "dfn", "em", "i", "strong"];

/// Elements that strike out what they enclose.
const STRUCK: &[&str] = &["del", "s", "strike"];

/// The elements that are open in a text.
#[derive(Debug, Default)]
pub(super) struct Inline {
    strong: usize,
    struck: usize,
    links: Vec<String>,
}

/// What a tag does.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It changes how what follows is set.
    Style,
    /// It ends a line.
    Break,
    /// Nothing that is known.
    Unknown,
}

impl Inline {
    /// Takes the next tag.
    pub(super) fn tag(&mut self, html: &str) -> Effect {
        let Some(tag) = Tag::at(html, 0) else {
            return Effect::Unknown;
        };
        if tag.is("br") {
            return Effect::Break;
        }
        match tag.form {
            Form::Open if tag.is_one_of(STRONG) => self.strong += 1,
            Form::Close if tag.is_one_of(STRONG) => self.strong = self.strong.saturating_sub(1),
            Form::Open if tag.is_one_of(STRUCK) => self.struck += 1,
            Form::Close if tag.is_one_of(STRUCK) => self.struck = self.struck.saturating_sub(1),
            Form::Open if tag.is("a") => match tag.attribute("href") {
                Some(target) => self.links.push(target),
                None => return Effect::Unknown,
            },
            Form::Close if tag.is("a") && !self.links.is_empty() => drop(self.links.pop()),
            _ => return Effect::Unknown,
        }
        Effect::Style
    }

    /// Whether what follows is stressed.
    pub(super) const fn is_strong(&self) -> bool {
        self.strong > 0
    }

    /// Whether what follows is struck out.
    pub(super) const fn is_struck(&self) -> bool {
        self.struck > 0
    }

    /// Where what follows leads to.
    pub(super) fn link(&self) -> Option<&String> {
        self.links.last()
    }

    /// Ends a text.
    pub(super) fn end(&mut self) {
        self.strong = 0;
        self.struck = 0;
        self.links.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, Inline};

    #[test]
    fn tags_change_what_follows() {
        let mut inline = Inline::default();
        assert_eq!(inline.tag("<b>"), Effect::Style);
        assert!(inline.is_strong());
        assert_eq!(inline.tag("<a href='x.md'>"), Effect::Style);
        assert_eq!(inline.link().map(String::as_str), Some("x.md"));
        assert_eq!(inline.tag("</a>"), Effect::Style);
        assert_eq!(inline.link(), None);
        assert_eq!(inline.tag("<br />"), Effect::Break);
        assert_eq!(inline.tag("<id>"), Effect::Unknown);
        assert_eq!(inline.tag("<del>"), Effect::Style);
        assert!(inline.is_struck());
        inline.end();
        assert!(!inline.is_strong() && !inline.is_struck());
    }
}

//! HTML as text, and the only way to make it.
//!
//! What comes in: tags and attribute names that stand in docbind's own code (`&'static str`), and
//! any text. What goes out: markup in which such text can be nothing but text. A document can
//! therefore not add an element, an attribute or a script to the page.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands for itself in the addresses of this page.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b':');

/// An attribute with its value.
pub(crate) type Attribute<'a> = (&'static str, &'a str);

/// Markup under construction.
#[derive(Debug, Default)]
pub(crate) struct Html {
    out: String,
}

impl Html {
    /// Markup of ours, as it is.
    pub(crate) fn markup(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// Text, which stays text.
    pub(crate) fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    /// A number.
    pub(crate) fn number(&mut self, number: usize) {
        self.out.push_str(&number.to_string());
    }

    /// An opening tag; attributes without a value are left out.
    pub(crate) fn open(&mut self, tag: &'static str, attributes: &[Attribute<'_>]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// A closing tag.
    pub(crate) fn close(&mut self, tag: &'static str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// An element that holds text only.
    pub(crate) fn element(&mut self, tag: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close(tag);
    }

    /// A link to another place of the page.
    pub(crate) fn link(&mut self, class: &'static str, id: &str, text: &str) {
        self.element("a", &[("class", class), ("href", &format!("#{id}"))], text);
    }

    /// One line of words in which code stands in backticks.
    pub(crate) fn words(&mut self, words: &str) {
        let mut rest = words;
        while let Some((before, code, after)) = code_span(rest) {
            self.text(before);
            self.element("code", &[], code);
            rest = after;
        }
        self.text(rest);
    }

    /// The markup.
    pub(crate) fn finish(self) -> String {
        self.out
    }
}

/// What stands before the first code of a line, in it, and after it.
fn code_span(words: &str) -> Option<(&str, &str, &str)> {
    let start = words.find('`')?;
    let ticks = words[start..].len() - words[start..].trim_start_matches('`').len();
    let fence = &words[start..start + ticks];
    let inside = &words[start + ticks..];
    let end = inside.find(fence)?;
    Some((&words[..start], &inside[..end], &inside[end + ticks..]))
}

/// An address made of text: what may stand in an `id` and, after `#`, in a link.
pub(crate) fn address(text: &str) -> String {
    utf8_percent_encode(text, ADDRESS).to_string()
}

/// Text for elements and for attributes in double quotes. Characters that nobody sees, or that
/// turn the direction of the text around them, are shown.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if is_hidden(c) => out.push_str(&format!("⟦U+{:04X}⟧", u32::from(c))),
            c => out.push(c),
        }
    }
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut html = Html::default();
        html.text(text);
        html.finish()
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(
            text("</script><b a=\"x\" b='y'> & co"),
            "&lt;/script&gt;&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt; &amp; co"
        );
        assert_eq!(text("ü\t→\n"), "ü\t→\n");
    }

    #[test]
    fn what_nobody_sees_is_shown() {
        assert_eq!(text("\0\r\u{1b}"), "⟦U+0000⟧⟦U+000D⟧⟦U+001B⟧");
        assert_eq!(text("a\u{202e}b\u{2028}"), "a⟦U+202E⟧b⟦U+2028⟧");
    }

    #[test]
    fn attributes_hold_any_value_and_empty_ones_are_left_out() {
        let mut html = Html::default();
        html.open("p", &[("class", ""), ("id", "\"><script>")]);
        assert_eq!(html.finish(), "<p id=\"&quot;&gt;&lt;script&gt;\">");
    }

    #[test]
    fn addresses_are_of_plain_characters() {
        assert_eq!(
            address("a b.md/über\"><#?"),
            "a%20b.md/%C3%BCber%22%3E%3C%23%3F"
        );
    }

    #[test]
    fn backticks_make_code() {
        let mut html = Html::default();
        html.words("`<a>` is ``b`c`` and `open");
        assert_eq!(
            html.finish(),
            "<code>&lt;a&gt;</code> is <code>b`c</code> and `open"
        );
    }
}

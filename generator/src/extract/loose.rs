//! Why a block is no fact.

use docbind_spec::IgnoreReason;

use super::{constants, curl, request, url};
use crate::markdown::{Code, Text};

/// The reason for a code block after a text.
pub(super) fn reason_for_code(code: &Code, lead: &str) -> IgnoreReason {
    let text = code.text.trim();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    if curl::looks_like_curl(text) || request::line::read_block(text).is_some() {
        IgnoreReason::SampleCall
    } else if constants::is_code(code, lead) {
        IgnoreReason::Constants
    } else if !text.is_empty() && lines.all(|line| url::read(line).is_some()) {
        IgnoreReason::SampleCall
    } else {
        IgnoreReason::OtherCode
    }
}

/// Whether a text is nothing but template tags that stand for a text from elsewhere, such as
/// `<%= json(:book) %>` or `{% include book.json %}`.
pub(super) fn is_template(text: &str) -> bool {
    const TAGS: &[(&str, &str)] = &[
        ("<%", "%>"),
        ("{%", "%}"),
        ("{{#", "}}"),
        ("{{>", "}}"),
        ("{{<", ">}}"),
    ];
    let mut rest = text.trim_start();
    let any = !rest.is_empty();
    while let Some((open, close)) = TAGS.iter().find(|(open, _)| rest.starts_with(open)) {
        let Some((_, after)) = rest.get(open.len()..).and_then(|it| it.split_once(close)) else {
            return false;
        };
        rest = after.trim_start();
    }
    any && rest.is_empty()
}

/// The reason for a list item.
pub(super) fn reason_for_item(text: &Text) -> IgnoreReason {
    if text
        .visible()
        .next()
        .is_some_and(|piece| piece.link.is_some())
    {
        IgnoreReason::LinkList
    } else {
        IgnoreReason::Prose
    }
}

#[cfg(test)]
mod tests {
    use super::is_template;

    #[test]
    fn tags_that_stand_for_a_text_are_no_text() {
        for (text, expected) in [
            ("<%= json :book %>\n", true),
            ("<%= headers 200 %>\n<%= json(:book) %>\n", true),
            ("{% include book.json %}", true),
            ("{{#include book.json}}", true),
            ("{{ book }}", false),
            ("{\"a\": <%= b %>}", false),
            ("<% a", false),
            ("", false),
        ] {
            assert_eq!(is_template(text), expected, "{text}");
        }
    }
}

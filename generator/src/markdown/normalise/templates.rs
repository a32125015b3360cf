//! Tags of templates and shortcodes: they go, and what they enclose stays.
//!
//! `{% if x %}`, `{{< note >}}`, `{{% note %}}`, `{{#tip}}`, `{{/tip}}`, `{{> part}}`,
//! `{{#include file}}`. Values such as `{{ site.url }}` stay: they stand for a text.

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memchr_iter;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::{Kind, Scan};
use super::vanish;

/// How tags begin and end. The longer ones come first.
const MARKS: &[(&str, &str)] = &[
    ("{{<", ">}}"),
    ("{{%", "%}}"),
    ("{{#", "}}"),
    ("{{/", "}}"),
    ("{{>", "}}"),
    ("{%", "%}"),
];

/// Takes tags out.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    if !may_have_tags(text) {
        return Vec::new();
    }
    let mut edits = raw_in_code(text, scan);
    let closed = closed(text);
    let mut unclosed = [false; MARKS.len()];
    let mut from = 0;
    while let Some(at) = scan.find(text, "{", from) {
        let rest = text.get(at..).unwrap_or_default();
        from = at + 1;
        let Some(number) = MARKS.iter().position(|(open, _)| rest.starts_with(open)) else {
            continue;
        };
        if unclosed[number] {
            continue;
        }
        let (open, close) = MARKS[number];
        let Some(length) = rest.get(open.len()..).and_then(|it| it.find(close)) else {
            unclosed[number] = true;
            continue;
        };
        let end = at + open.len() + length + close.len();
        let shown = rest
            .get(open.len()..open.len() + length)
            .unwrap_or_default();
        edits.push(match word(shown.trim(), open) {
            Some(word) if !vanish::is_alone(text, &(at..end)) && !closed.contains(word) => {
                Edit::replace(at..end, format!("**{word}**"))
            }
            _ => vanish::tag(text, at..end),
        });
        from = end;
    }
    edits
}

/// Whether a brace stands before another one or a percent sign, as all tags begin.
fn may_have_tags(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |at: usize| matches!(bytes.get(at + 1), Some(b'{' | b'%'));
    memchr_iter(b'{', bytes).any(begins)
}

/// The word of a shortcode that has nothing else: `{{< required >}}` in a text says that.
fn word<'a>(shown: &'a str, open: &str) -> Option<&'a str> {
    let is_word = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_alphabetic() || c == '-');
    (open.starts_with("{{<") && is_word(shown)).then_some(shown)
}

/// The shortcodes that enclose something somewhere on the page.
fn closed(text: &str) -> BTreeSet<&str> {
    let closings = text.split("{{<").skip(1);
    let names = closings.filter_map(|rest| rest.trim_start().strip_prefix('/'));
    let end = |name: &str| name.find(|c: char| !(c.is_alphabetic() || c == '-'));
    names
        .map(str::trim_start)
        .map(|name| {
            name.get(..end(name).unwrap_or(name.len()))
                .unwrap_or_default()
        })
        .collect()
}

/// `{% raw %}` means nothing but that braces in what follows are no tags, in code as well.
fn raw_in_code(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    for region in scan.regions() {
        if region.kind == Kind::Comment {
            continue;
        }
        let shown = text.get(region.range.clone()).unwrap_or_default();
        let mut from = 0;
        while let Some((start, length)) = next_raw(shown.get(from..).unwrap_or_default()) {
            let at = region.range.start + from + start;
            from += start + length;
            edits.push(code_tag(text, at..at + length));
        }
    }
    edits
}

/// How far the next such tag is, and how long.
fn next_raw(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find("{%")?;
        let length = text.get(at..)?.find("%}")? + 2;
        let word = text.get(at + 2..at + length - 2)?.trim_matches(['-', ' ']);
        if matches!(word, "raw" | "endraw") {
            return Some((at, length));
        }
        from = at + length;
    }
}

/// In code, a line that only has such a tag leaves no blank line.
fn code_tag(text: &str, range: Range<usize>) -> Edit {
    let start = line::start(text, range.start);
    let end = line::end(text, range.end);
    if end < text.len() && vanish::is_alone(text, &range) {
        Edit::remove(start..end + 1)
    } else {
        Edit::remove(range)
    }
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn tags_go_and_what_they_enclose_stays() {
        for (text, expected) in [
            ("{% if a %}b{% endif %}\n", "b\n"),
            ("a\n: {{<required>}} b\n", "a\n: **required** b\n"),
            ("a {{< b >}}c{{< /b >}}\n", "a c\n"),
            (
                "{{< note >}}\nb {{ c }}\n{{< /note >}}\n",
                "\nb {{ c }}\n\n",
            ),
            ("{{#tip}}\nb\n{{/tip}}\n", "\nb\n\n"),
            ("{{% a %}}b{{% /a %}} {{> c}} {{#include d.md}}\n", "b  \n"),
            (
                "| a |\n|---|\n{% if b %}\n| c |\n{% endif %}\n| d |\n",
                "| a |\n|---|\n| c |\n| d |\n",
            ),
            (
                "```\n{% raw %}\n{{ a }}\n{% endraw %}\n```\n",
                "```\n{{ a }}\n```\n",
            ),
            ("`{% raw %}{{ a }}{% endraw %}`\n", "`{{ a }}`\n"),
            ("`{% if a %}` {% b\n", "`{% if a %}` {% b\n"),
            ("/books/{id} {a}\n", "/books/{id} {a}\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

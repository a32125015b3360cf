//! Code blocks of HTML: `<pre><code class="language-json">…</code></pre>` becomes a fenced block.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::{Kind, Scan};
use super::super::tag::Tag;
use super::entity;
use super::place::{self, Place};

/// Elements that highlight code.
const WITHIN: &[&str] = &[
    "a", "b", "br", "code", "div", "em", "i", "kbd", "samp", "span", "strong", "tt", "u", "var",
];

/// Turns such blocks into fenced ones.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let blocks = scan.regions().iter().filter(|it| it.kind == Kind::Pre);
    let mut edits = Vec::new();
    for region in blocks {
        block(text, scan, region.range.clone(), &mut edits);
    }
    edits
}

fn block(text: &str, scan: &Scan, range: Range<usize>, edits: &mut Vec<Edit>) {
    let Some(open) = Tag::at(text, range.start) else {
        return;
    };
    let close = range.end - "</pre>".len();
    let mut start = open.range.end;
    let mut info = language(&open);
    let skipped = blanks(text, start);
    if let Some(code) = Tag::at(text, start + skipped).filter(|tag| tag.is("code")) {
        start = code.range.end;
        info = info.or_else(|| language(&code));
    }
    if text.get(start..).is_some_and(|it| it.starts_with('\n')) {
        start += 1;
    }
    let content = text.get(start..close).unwrap_or_default();
    let fence = fence(content);
    let place = Place::of(text, scan, range.start);
    let (lead, prefix) = (&place.lead, &place.prefix);
    let info = info.unwrap_or_default();
    edits.push(Edit::replace(
        place.start..start,
        format!("{lead}{fence}{info}\n{prefix}"),
    ));
    // The line on which the closing tags stand goes with them.
    let shown = content.trim_end();
    let shown = shown.strip_suffix("</code>").unwrap_or(shown).trim_end();
    inside(text, start..start + shown.len(), prefix, edits);
    let after = place::after(text, range.end);
    edits.push(Edit::replace(
        start + shown.len()..range.end,
        format!("\n{prefix}{fence}{after}"),
    ));
}

/// Takes tags out of code, and lets characters stand for themselves.
fn inside(text: &str, range: Range<usize>, prefix: &str, edits: &mut Vec<Edit>) {
    let content = text.get(range.clone()).unwrap_or_default();
    for (at, c) in content.match_indices(['<', '\n']) {
        let at = range.start + at;
        if c == "\n" {
            let line = line::at(text, at + 1);
            if !prefix.is_empty() && !line.starts_with(prefix) && !line.trim().is_empty() {
                edits.push(Edit::insert(at + 1, prefix));
            }
        } else if let Some(tag) = Tag::at(text, at).filter(|tag| tag.is_one_of(WITHIN)) {
            let by = if tag.is("br") { "\n" } else { "" };
            edits.push(Edit::replace(tag.range, by));
        }
    }
    let characters = entity::all(content);
    edits.extend(
        characters.map(|(at, c)| {
            Edit::replace(range.start + at.start..range.start + at.end, c.to_string())
        }),
    );
}

/// The language that a tag names.
fn language(tag: &Tag<'_>) -> Option<String> {
    if let Some(language) = tag.attribute("lang").or_else(|| tag.attribute("language")) {
        return Some(language);
    }
    let classes = tag
        .attribute("class")
        .or_else(|| tag.attribute("classname"))?;
    let mut words = classes.split_whitespace();
    words.find_map(|word| {
        let word = word
            .strip_prefix("language-")
            .or(word.strip_prefix("lang-"));
        word.map(str::to_owned)
    })
}

/// A fence that does not stand in a text.
fn fence(content: &str) -> String {
    let mut longest = 3;
    let mut run = 0;
    for c in content.chars() {
        run = if c == '~' { run + 1 } else { 0 };
        longest = longest.max(run + 1);
    }
    "~".repeat(longest)
}

fn blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.len() - rest.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn code_of_html_is_fenced() {
        for (text, expected) in [
            (
                "<pre><code class=\"language-json\">\n{\n\n}\n</code></pre>\n",
                "~~~json\n{\n\n}\n~~~\n",
            ),
            (
                "<pre>GET /a/&lt;b&gt;</pre> c\n",
                "~~~\nGET /a/<b>\n~~~\n\n c\n",
            ),
            (
                "<pre>a <span class=\"x\">b</span> <id></pre>\n",
                "~~~\na b <id>\n~~~\n",
            ),
            ("- <pre>\na\n</pre>\n", "- ~~~\n  a\n  ~~~\n"),
            ("<pre><code>a</code></pre>\n", "~~~\na\n~~~\n"),
            ("a <pre>b</pre>\n", "a \n\n~~~\nb\n~~~\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

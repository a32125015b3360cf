//! Code of HTML within a line: `<code>a</code>` becomes `` `a` ``.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::scan::Scan;
use super::super::tag::{Form, Tag};
use super::entity;

/// Elements that set a text as code.
const CODE: &[&str] = &["code", "kbd", "samp", "tt", "var"];

/// No person writes longer code in a line, in bytes.
const MOST_BYTES: usize = 1000;

/// Turns such elements into code between backticks.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut from = 0;
    while let Some(at) = scan.find(text, "<", from) {
        from = at + 1;
        let open = Tag::at(text, at).filter(|tag| tag.form == Form::Open && tag.is_one_of(CODE));
        if let Some(open) = open
            && let Some(close) = closing(text, &open)
        {
            from = close.end;
            let content = open.range.end..close.start;
            let inner = text.get(content.clone()).unwrap_or_default();
            let (before, after) = marks(inner);
            edits.push(Edit::replace(open.range, before));
            inside(text, content, &mut edits);
            edits.push(Edit::replace(close, after));
        }
    }
    edits
}

/// The tag that closes an element, if what it encloses can be code in a line.
fn closing(text: &str, open: &Tag<'_>) -> Option<Range<usize>> {
    let start = open.range.end;
    let mut from = start;
    loop {
        let rest = text.as_bytes().get(from..)?;
        let found = rest
            .iter()
            .take(MOST_BYTES)
            .position(|byte| *byte == b'<')?;
        let at = from + found;
        from = at + 1;
        if at > start + MOST_BYTES {
            return None;
        }
        let Some(tag) = Tag::at(text, at) else {
            continue;
        };
        if tag.is(open.name) {
            if tag.form != Form::Close {
                return None;
            }
            let inner = text.get(start..at)?;
            let fits = !inner.trim().is_empty() && !inner.contains("\n\n");
            return fits.then_some(tag.range);
        }
    }
}

/// Backticks that do not end in the text themselves.
fn marks(inner: &str) -> (&'static str, &'static str) {
    if inner.contains('`') {
        ("`` ", " ``")
    } else {
        ("`", "`")
    }
}

/// Takes known tags out of code, and lets characters stand for themselves.
fn inside(text: &str, range: Range<usize>, edits: &mut Vec<Edit>) {
    const WITHIN: &[&str] = &["a", "b", "em", "i", "span", "strong", "var", "code", "wbr"];
    let content = text.get(range.clone()).unwrap_or_default();
    for (at, _) in content.match_indices('<') {
        let tag = Tag::at(text, range.start + at).filter(|tag| tag.is_one_of(WITHIN));
        edits.extend(tag.map(|tag| Edit::remove(tag.range)));
    }
    let characters = entity::all(content);
    edits.extend(
        characters.map(|(at, c)| {
            Edit::replace(range.start + at.start..range.start + at.end, c.to_string())
        }),
    );
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn code_of_html_is_code() {
        for (text, expected) in [
            ("a <code>b</code> c\n", "a `b` c\n"),
            ("<code>a&lt;b</code>, <tt>c</tt>\n", "`a<b`, `c`\n"),
            ("<code>a`b</code>\n", "`` a`b ``\n"),
            ("<code>/a/<b>:id</b>/<id></code>\n", "`/a/:id/<id>`\n"),
            ("<code>a\n\nb</code>\n", "<code>a\n\nb</code>\n"),
            ("<code></code> <code>\n", "<code></code> <code>\n"),
            ("`<code>a</code>`\n", "`<code>a</code>`\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

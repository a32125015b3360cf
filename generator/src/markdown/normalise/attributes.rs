//! Lists of attributes: `{:.note}` after a paragraph, `## Title {#anchor .class}`.
//!
//! They go. A heading's own anchor is kept.

use std::collections::BTreeMap;

use memchr::memchr_iter;

use super::super::edited::{Edit, Edited};
use super::super::line;
use super::super::scan::Scan;
use super::vanish;

/// Takes such lists out; answers the anchors of headings by their places in the page.
pub(super) fn read(page: &Edited, scan: &Scan) -> (Vec<Edit>, BTreeMap<usize, String>) {
    let text = page.text();
    let mut edits = Vec::new();
    let mut anchors = BTreeMap::new();
    if !may_have(text) {
        return (edits, anchors);
    }
    let mut heading: Option<usize> = None;
    let mut start = 0;
    while start < text.len() {
        let end = line::end(text, start);
        let shown = text.get(start..end).unwrap_or_default();
        let body = shown.trim();
        if scan.is_block(start + line::container(shown)) {
            heading = None;
        } else if let Some(list) = list(body) {
            edits.push(vanish::lines(text, start..end));
            if let (Some(at), Some(anchor)) = (heading, anchor(list)) {
                anchors.insert(at, anchor);
            }
        } else {
            heading = body.starts_with('#').then(|| {
                let at = start + shown.len() - shown.trim_start().len();
                page.page(at..at + 1).start
            });
            if let Some(at) = heading
                && let Some((cut, list)) = trailing(shown)
            {
                edits.push(Edit::remove(start + cut..end));
                anchors.extend(anchor(list).map(|anchor| (at, anchor)));
            } else {
                edits.extend(inline(text, start..end, scan));
            }
        }
        start = end + 1;
    }
    (edits, anchors)
}

/// Whether a text has a brace with a mark of such lists after it.
fn may_have(text: &str) -> bool {
    let mut braces = memchr_iter(b'{', text.as_bytes());
    braces.any(|at| {
        let inner = text.get(at + 1..).unwrap_or_default();
        inner.trim_start().starts_with([':', '#', '.'])
    })
}

/// The list of which a line consists.
fn list(line: &str) -> Option<&str> {
    let inner = line.strip_prefix("{:")?.strip_suffix('}')?;
    (!inner.contains(['{', '}'])).then_some(inner)
}

/// The list at the end of a heading, and where what is before it ends.
fn trailing(line: &str) -> Option<(usize, &str)> {
    let shown = line.trim_end();
    let inner = shown.strip_suffix('}')?;
    let at = inner.rfind('{')?;
    let list = inner.get(at + 1..)?;
    let list = list.strip_prefix(':').unwrap_or(list).trim();
    // A placeholder is no list of attributes: those begin with their marks.
    let begins = list.starts_with(['#', '.']) && list.len() > 1;
    let before = inner.get(..at)?;
    let apart = before.ends_with([' ', '\t', '#']) || list.starts_with('#');
    (begins && apart).then(|| (before.trim_end().len(), list))
}

/// `{:.class}` right after a word.
fn inline(text: &str, range: std::ops::Range<usize>, scan: &Scan) -> Vec<Edit> {
    let line = text.get(range.clone()).unwrap_or_default();
    let mut edits = Vec::new();
    for (found, _) in line.match_indices("{:") {
        let rest = line.get(found + 2..).unwrap_or_default();
        let begins = rest.starts_with(['.', '#', ' ']);
        let length = rest.find(['}', '{', '\n']).filter(|_| begins);
        if let Some(length) = length
            && rest.get(length..).is_some_and(|it| it.starts_with('}'))
            && scan.region(range.start + found).is_none()
        {
            let at = range.start + found;
            edits.push(Edit::remove(at..at + 2 + length + 1));
        }
    }
    edits
}

/// The anchor that a list names; one with control characters is a slip, which nothing can link to.
fn anchor(list: &str) -> Option<String> {
    let mut words = list.split_whitespace();
    let anchor = words.find_map(|word| word.strip_prefix('#'))?;
    (!anchor.contains(char::is_control)).then(|| anchor.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::super::edited::Edited;
    use super::super::super::scan::Scan;
    use super::read;

    #[test]
    fn lists_go_and_anchors_are_kept() {
        for (text, expected, anchors) in [
            ("## A {#b .c}\n", "## A\n", vec!["b"]),
            ("## A\n{: #b}\n\nc\n{:.d}\ne\n", "## A\n\nc\ne\n", vec!["b"]),
            ("## GET /a/{id}\n", "## GET /a/{id}\n", vec![]),
            ("## /a/{id} {#x}\n", "## /a/{id}\n", vec!["x"]),
            ("## A {#b\u{1e}c}\n", "## A\n", vec![]),
            ("a *b*{:.c} d\n", "a *b* d\n", vec![]),
            ("a `{:.c}` d\n", "a `{:.c}` d\n", vec![]),
            ("```\n{:.c}\n```\n", "```\n{:.c}\n```\n", vec![]),
        ] {
            let edited = Edited::new(text);
            let (edits, found) = read(&edited, &Scan::of(text));
            assert_eq!(edited.apply(edits).text(), expected, "{text}");
            assert_eq!(found.into_values().collect::<Vec<_>>(), anchors, "{text}");
        }
    }
}

//! Front matter: settings between two lines of `---` or `+++` at the beginning of a page.
//!
//! Its `title` becomes the first heading where the page has none of the first level, and a request
//! among the settings (`api: GET /books`) the first paragraph. Its settings are what variables such
//! as `{{ page.base }}` stand for on this page.

use std::collections::BTreeMap;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::Scan;
use super::elements::is_method;

/// Takes front matter out.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let Some(end) = end(text) else {
        return Vec::new();
    };
    let titled = (!has_title(text, scan, end))
        .then(|| title(text, end))
        .flatten();
    let request = request(text).map(|request| format!("`{request}`\n\n"));
    let request = request.unwrap_or_default();
    match titled {
        None => vec![Edit::replace(0..end, request)],
        Some((key, range)) => vec![
            Edit::replace(0..key, "# "),
            Edit::remove(key..range.start),
            Edit::replace(range.end..end, format!("\n\n{request}")),
        ],
    }
}

/// The setting that is a request: a method and an address.
fn request(text: &str) -> Option<String> {
    let is_request = |value: &&String| {
        value.split_once(' ').is_some_and(|(method, address)| {
            let is_address = address.starts_with('/') || address.contains("://");
            let loud = !method.contains(|c: char| c.is_ascii_lowercase());
            loud && is_method(method) && is_address && !address.contains([' ', '`'])
        })
    };
    values(text).values().find(is_request).cloned()
}

/// The settings that are texts, by their names: `base: /v1`, and `fields: |` with the lines below
/// it. Settings inside of others are none.
pub(super) fn values(text: &str) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let settings = end(text)
        .and_then(|end| text.get(..end))
        .unwrap_or_default();
    let mut lines = settings.lines().skip(1).peekable();
    while let Some(line) = lines.next() {
        let Some((name, value)) = line.split_once([':', '=']) else {
            continue;
        };
        if name.starts_with(char::is_whitespace) {
            continue;
        }
        let value = value.trim();
        let text = if value.starts_with('|') && value.len() <= 2 {
            let mut block = Vec::new();
            let inside = |line: &&str| line.starts_with(' ') || line.trim().is_empty();
            while let Some(line) = lines.next_if(inside) {
                block.push(line);
            }
            outdented(&block)
        } else {
            value.trim_matches(['"', '\'']).to_owned()
        };
        values.insert(name.trim().to_owned(), text);
    }
    values.retain(|_, text| !text.is_empty());
    values
}

/// The lines of a block without the blanks that the first one begins with.
fn outdented(block: &[&str]) -> String {
    let indent = block
        .first()
        .map_or(0, |first| first.len() - first.trim_start().len());
    let lines = block
        .iter()
        .map(|line| line.get(indent..).unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// Where front matter ends, if the page begins with it.
fn end(text: &str) -> Option<usize> {
    let first = line::at(text, 0).trim_end();
    let mark = ["---", "+++"].into_iter().find(|mark| *mark == first)?;
    let mut start = line::end(text, 0) + 1;
    // A rule across the page is followed by text, settings by their names.
    let is_setting = |line: &str| line.contains([':', '=']) || line.starts_with(['#', '-', ' ']);
    let second = line::at(text, start).trim_end();
    if start < text.len() && second != mark && !is_setting(second) {
        return None;
    }
    while start < text.len() {
        let end = line::end(text, start);
        let shown = text.get(start..end)?.trim_end();
        if shown == mark || (mark == "---" && shown == "...") {
            return Some(end);
        }
        start = end + 1;
    }
    None
}

/// Whether the page has a heading of the first level.
fn has_title(text: &str, scan: &Scan, from: usize) -> bool {
    let mut start = from;
    while start < text.len() {
        let end = line::end(text, start);
        let shown = text.get(start..end).unwrap_or_default();
        let heading = shown.starts_with("# ") || shown.starts_with("<h1");
        let underlined = shown.len() >= 3 && shown.trim_end().trim_matches('=').is_empty();
        if (heading || underlined) && scan.region(start).is_none() {
            return true;
        }
        start = end + 1;
    }
    false
}

/// Where the line of the title begins, and the title itself.
fn title(text: &str, end: usize) -> Option<(usize, std::ops::Range<usize>)> {
    let mut start = 0;
    while start < end {
        let last = line::end(text, start);
        let shown = text.get(start..last)?;
        let value = shown.strip_prefix("title").map(str::trim_start);
        if let Some(value) = value.and_then(|it| it.strip_prefix([':', '='])) {
            let value = value.trim();
            let inner = value.trim_matches(['"', '\'']);
            let at = start + shown.rfind(inner)?;
            return (!inner.is_empty()).then(|| (start, at..at + inner.len()));
        }
        start = last + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::{edits, values};

    #[test]
    fn settings_are_texts_or_blocks_of_lines() {
        let text = "---\nbase: \"/v1\"\nfields: |\n  a | b\n  --|--\n\n    c | d\nnone:\n\
                    tags:\n  - x: y\n---\nlater: no\n";
        let found: Vec<_> = values(text).into_iter().collect();
        let expected = [("base", "/v1"), ("fields", "a | b\n--|--\n\n  c | d")];
        assert_eq!(
            found,
            expected.map(|(name, text)| (name.to_owned(), text.to_owned()))
        );
        assert!(values("# A\nbase: /v1\n").is_empty());
    }

    #[test]
    fn settings_are_no_heading_but_their_title_may_be() {
        for (text, expected) in [
            ("---\nlayout: x\n---\n\n# A\n", "\n\n# A\n"),
            (
                "---\ntitle: \"All books\"\nid: x\n---\n\nb\n",
                "# All books\n\n\n\nb\n",
            ),
            ("+++\ntitle = 'Books'\n+++\nb\n", "# Books\n\n\nb\n"),
            ("---\n---\nb\n", "\nb\n"),
            ("---\n\nb\n---\n", "---\n\nb\n---\n"),
            ("---\na: b\n", "---\na: b\n"),
            ("a\n---\ntitle: b\n---\n", "a\n---\ntitle: b\n---\n"),
            (
                "---\napi: \"GET https://x.org/books\"\ntitle: Books\n---\nb\n",
                "# Books\n\n`GET https://x.org/books`\n\n\nb\n",
            ),
            (
                "---\nopenapi: PUT /a/{id}\n---\n# B\n",
                "`PUT /a/{id}`\n\n\n# B\n",
            ),
            ("---\nnote: GET /a or /b\n---\nb\n", "\nb\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

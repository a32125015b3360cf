//! Asides with marks of their own: `:::note`, `!!! note`, `=== "Tab"`, `> [!NOTE]`.
//!
//! The marks go. What they enclose stays, as far to the left as the marks stood.

use memchr::memmem;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::Scan;
use super::vanish;

/// Marks whose contents are indented by four columns.
const INDENTING: &[&str] = &["!!! ", "???+ ", "??? ", "=== \"", "===! \""];

/// The kinds of note that quotes name.
const NOTES: &[&str] = &["note", "tip", "important", "warning", "caution"];

/// What every page has somewhere that has such a mark.
const SIGNS: &[&str] = &[":::", "!!!", "???", "===", "[!"];

/// Takes marks out.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut signs = SIGNS.iter().map(|sign| sign.as_bytes());
    if signs.all(|sign| memmem::find(text.as_bytes(), sign).is_none()) {
        return edits;
    }
    // How far the contents of open asides stand to the right of their marks.
    let mut open: Vec<usize> = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = line::end(text, start);
        let shown = text.get(start..end).unwrap_or_default();
        let indent = line::indent(shown);
        if !shown.trim().is_empty() {
            open.retain(|column| indent >= *column);
            let blanks = shown.len() - shown.trim_start_matches(' ').len();
            let body = start + blanks;
            let shift = (open.len() * 4).min(blanks);
            // What is indented by an aside alone is no code.
            if open.len() <= MOST_OPEN && !scan.is_block(body) || !open.is_empty() {
                let mark = mark(text.get(body..end).unwrap_or_default());
                match mark {
                    Some(Mark::Line) => edits.push(vanish::tag(text, body..end)),
                    Some(Mark::Indenting(title)) => {
                        open.push(indent + 4);
                        edits.push(Edit::replace(start..end, title));
                    }
                    Some(Mark::Quoted(length)) => {
                        edits.push(Edit::remove(end - length..end));
                    }
                    None if shift > 0 => edits.push(Edit::remove(start..start + shift)),
                    None => {}
                }
            } else if shift > 0 {
                edits.push(Edit::remove(start..start + shift));
            }
        }
        start = end + 1;
    }
    edits
}

/// No person nests deeper.
const MOST_OPEN: usize = 8;

enum Mark {
    /// `:::note` or `:::`
    Line,
    /// `!!! note`, with the text that stays.
    Indenting(String),
    /// `[!NOTE]` at the end of a quoted line, with its length.
    Quoted(usize),
}

fn mark(body: &str) -> Option<Mark> {
    let shown = body.trim_end();
    if let Some(rest) = shown.strip_prefix(":::") {
        let rest = rest.trim_start_matches(':').trim_start();
        let names_one =
            rest.is_empty() || rest.starts_with(|c: char| c.is_alphabetic() || c == '{');
        return names_one.then_some(Mark::Line);
    }
    if let Some(mark) = INDENTING.iter().find(|mark| shown.starts_with(**mark)) {
        let tab = mark.starts_with('=');
        let title = shown.split('"').nth(1).filter(|_| tab);
        return Some(Mark::Indenting(title.unwrap_or_default().to_owned()));
    }
    let note = shown.strip_prefix('>')?.trim().strip_prefix("[!")?;
    let name = note.strip_suffix(']')?;
    let known = NOTES.iter().any(|note| note.eq_ignore_ascii_case(name));
    known.then_some(Mark::Quoted(name.len() + 3 + body.len() - shown.len()))
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn marks_go_and_contents_stay() {
        for (text, expected) in [
            (":::note[Read this]\n\na\n\n:::\n", "\n\na\n\n\n"),
            (
                "!!! note \"A\"\n    a\n\n    ```\n    b\n    ```\nc\n",
                "\na\n\n```\nb\n```\nc\n",
            ),
            (
                "=== \"Request\"\n\n    a\n\n=== \"Answer\"\n\n    b\n",
                "Request\n\na\n\nAnswer\n\nb\n",
            ),
            ("!!! a\n    ??? b\n        c\n    d\n", "\n\nc\nd\n"),
            ("> [!NOTE]\n> a\n", "> \n> a\n"),
            ("::: 1\n!!!\na ::: b\n", "::: 1\n!!!\na ::: b\n"),
            ("```\n:::note\n```\n", "```\n:::note\n```\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

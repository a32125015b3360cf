//! Lists of definitions: a term on a line, and its description on the next one after a colon.
//!
//! ```text
//! page
//! : Which page, from 1
//! ```
//!
//! becomes an item with the term, a dash and the description, as people write parameters.

use memchr::memchr_iter;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::Scan;

/// A longer line is no term, in bytes.
const MOST_IN_TERM: usize = 120;

/// How many terms one description may have.
const MOST_TERMS: usize = 6;

/// Turns definitions into items.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !may_have(text) {
        return edits;
    }
    let mut defined = false;
    let mut start = 0;
    while start < text.len() {
        let end = line::end(text, start);
        let shown = text.get(start..end).unwrap_or_default();
        let colon = colon(shown).filter(|_| scan.region(start).is_none());
        if let Some(length) = colon {
            let terms = terms(text, scan, start);
            if let Some(last) = terms.last() {
                for term in &terms {
                    item(text, term.clone(), &mut edits);
                }
                edits.push(Edit::replace(last.end..start + length, " - "));
                defined = true;
            } else if defined {
                // A term may have several descriptions.
                edits.push(Edit::replace(start..start + length, "\n  "));
            }
        } else if !shown.trim().is_empty() && line::indent(shown) == 0 {
            defined = defined && is_lazy(text, start);
        }
        start = end + 1;
    }
    edits
}

/// Whether a text has a line that begins with a colon.
fn may_have(text: &str) -> bool {
    let mut colons = memchr_iter(b':', text.as_bytes());
    colons.any(|at| {
        let before = text.get(..at).unwrap_or_default().trim_end_matches(' ');
        before.is_empty() || before.ends_with('\n')
    })
}

/// How long the colon is with the blanks around it that begins a description.
fn colon(line: &str) -> Option<usize> {
    let inner = line.trim_start_matches(' ');
    let rest = inner.strip_prefix(':')?;
    let text = rest.trim_start_matches([' ', '\t']);
    let begins = line.len() - inner.len() < 4 && text.len() < rest.len() && !text.is_empty();
    begins.then_some(line.len() - text.len())
}

/// The lines right above a description, or above the blank line before it.
fn terms(text: &str, scan: &Scan, at: usize) -> Vec<std::ops::Range<usize>> {
    let mut terms = Vec::new();
    let mut blank = false;
    let mut start = at;
    while let Some(above) = start.checked_sub(1) {
        let line = scan.line(above);
        start = line.start;
        let shown = text.get(line.clone()).unwrap_or_default();
        if shown.trim().is_empty() {
            if blank || !terms.is_empty() {
                break;
            }
            blank = true;
            continue;
        }
        let code = scan
            .region(line.start)
            .is_some_and(|it| it.range.end > line.end);
        let is_term = shown.len() <= MOST_IN_TERM
            && line::indent(shown) == 0
            && !line::interrupts(shown)
            && !shown.trim_end().ends_with(['.', ':'])
            && colon(shown).is_none()
            && !code;
        if !is_term || terms.len() == MOST_TERMS {
            // A part of a sentence, or of something else.
            terms.clear();
            break;
        }
        terms.push(line.start..line.start + shown.trim_end().len());
    }
    terms.reverse();
    // Only a line of its own is a term where a blank line follows.
    if blank && terms.len() > 1 {
        terms.clear();
    }
    terms
}

/// Whether a line goes on with the one above.
fn is_lazy(text: &str, start: usize) -> bool {
    let above = text.get(..start.saturating_sub(1)).unwrap_or_default();
    !above.is_empty() && !above.ends_with('\n')
}

fn item(text: &str, term: std::ops::Range<usize>, edits: &mut Vec<Edit>) {
    let name = text.get(term.clone()).is_some_and(is_name);
    let tick = if name { "`" } else { "" };
    edits.push(Edit::insert(term.start, format!("- {tick}")));
    if name {
        edits.push(Edit::insert(term.end, tick));
    }
}

/// Whether a text is one name, which people set as code.
pub(super) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    first.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']'))
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn definitions_are_items() {
        for (text, expected) in [
            (
                "page\n: Which page\n\nper page\n:   How many\n",
                "- `page` - Which page\n\n- per page - How many\n",
            ),
            ("`a`\n`b`\n: c\n: d\n", "- `a`\n- `b` - c\n\n  d\n"),
            ("a\n\n: b\n\nc\n: d\n", "- `a` - b\n\n- `c` - d\n"),
            ("It is said.\n: a\n", "It is said.\n: a\n"),
            ("- a\n: b\n", "- a\n: b\n"),
            ("```\na\n: b\n```\n", "```\na\n: b\n```\n"),
            (":a\n:\n", ":a\n:\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

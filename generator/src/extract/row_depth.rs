//! Rows that stand below others: `» title`, `└ title`, `- title`.
//!
//! What comes in: the cell of a name, and rows with their depths. What goes out: how deep the row
//! stands, and rows as fields of the row above.

use super::facts::ParamFact;
use crate::markdown::{Style, Text};

/// Signs that set a row below the one before it.
const SIGNS: &[char] = &[
    '»', '>', '›', '└', '├', '│', '─', '↳', '→', '-', '–', '—', '+', '•', '·', '.', '\u{a0}',
    '\u{2003}', '\u{2002}', '\u{3000}',
];

/// How deep a cell stands, and the cell without the signs that say so.
pub(super) fn apart(cell: &Text) -> (usize, Text) {
    let plain_first = cell
        .visible()
        .next()
        .is_some_and(|piece| piece.style == Style::Plain);
    if !plain_first {
        return (0, cell.clone());
    }
    let plain = cell.plain();
    let name = plain.trim_start_matches(|c: char| SIGNS.contains(&c) || c.is_whitespace());
    let signs = &plain[..plain.len() - name.len()];
    let depth = signs.chars().filter(|c| SIGNS.contains(c)).count();
    if depth == 0 || name.is_empty() {
        return (0, cell.clone());
    }
    (depth, cell.after(signs.len()))
}

/// Puts each row below the last one that stands less deep.
pub(super) fn nest(rows: Vec<(usize, ParamFact)>) -> Vec<ParamFact> {
    let mut open: Vec<(usize, ParamFact)> = Vec::new();
    let mut out = Vec::new();
    for (depth, fact) in rows {
        close(&mut open, depth, &mut out);
        open.push((depth, fact));
    }
    close(&mut open, 0, &mut out);
    out
}

/// Ends all rows that stand at least this deep: each becomes a field of the one before it.
fn close(open: &mut Vec<(usize, ParamFact)>, depth: usize, out: &mut Vec<ParamFact>) {
    while open.last().is_some_and(|(last, _)| *last >= depth) {
        let Some((_, done)) = open.pop() else { break };
        match open.last_mut() {
            Some((_, above)) => above.fields.push(done),
            None => out.push(done),
        }
    }
}

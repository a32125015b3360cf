//! Tables and code that list constants, which are no parameters.

use super::columns::Column;
use crate::markdown::{Code, Style, Table, Text};

/// Header words of columns whose numbers are no constants.
const NUMBERS_OF_OTHERS: &[&str] = &["example", "sample", "max", "min", "limit", "size", "length"];

/// Whether a table lists constants: one column has nothing but numbers, or words in capitals, and
/// the others have nothing but words.
pub(super) fn is_table(table: &Table, columns: &[Column]) -> bool {
    let values = (0..columns.len())
        .find(|at| holds_values(table, *at) && every(table, *at, |cell| is_value(&cell.plain())));
    let Some(values) = values else { return false };
    columns.len() > 1
        && (0..columns.len())
            .filter(|at| *at != values)
            .all(|at| every(table, at, is_words))
}

/// Whether every line of a code block is `NAME = number`. The names are in capitals, unless the
/// text before the block says that it lists `levels` or the like.
pub(super) fn is_code(code: &Code, lead: &str) -> bool {
    let lead = lead.to_lowercase();
    let stated = ["level", "constant", "value"]
        .iter()
        .any(|word| lead.contains(word));
    let is_line = |line: &str| {
        line.split_once(['=', ':']).is_some_and(|(name, value)| {
            let name = name.trim();
            let named = is_capitals(name) || stated && name.split_whitespace().all(is_word);
            named && is_number(value)
        })
    };
    let mut lines = code
        .text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .peekable();
    lines.peek().is_some() && lines.all(is_line)
}

fn holds_values(table: &Table, at: usize) -> bool {
    let title = table.header.get(at).map(Text::plain).unwrap_or_default();
    let lower = title.to_lowercase();
    !lower
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| NUMBERS_OF_OTHERS.contains(&word.strip_suffix('s').unwrap_or(word)))
}

fn every(table: &Table, at: usize, holds: impl Fn(&Text) -> bool) -> bool {
    table
        .rows
        .iter()
        .all(|row| row.cells.get(at).is_some_and(&holds))
}

fn is_value(text: &str) -> bool {
    is_number(text) || is_capitals(text.trim())
}

fn is_number(text: &str) -> bool {
    let text = text.trim().trim_end_matches([',', ';']);
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'))
        && text.parse::<f64>().is_ok()
}

/// One word such as `MASTER_LEVEL`.
fn is_capitals(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Running words: no cell that is one name set as code, which may be a parameter's.
fn is_words(cell: &Text) -> bool {
    let plain = cell.plain();
    let mut visible = cell.visible().filter(|piece| !piece.text.trim().is_empty());
    let is_code = visible
        .next()
        .is_some_and(|piece| piece.style == Style::Code)
        && visible.next().is_none()
        && !is_capitals(plain.trim());
    !is_code
        && plain.chars().any(char::is_alphabetic)
        && !plain.contains(['=', '['])
        && !plain
            .split_whitespace()
            .any(|word| word.contains('_') && !is_capitals(word))
}

fn is_word(word: &str) -> bool {
    word.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::columns;
    use crate::markdown::{BlockKind, read};
    use crate::source::{FileId, SourceFile};

    fn is_constants(text: &str, lead: &str) -> bool {
        let file = SourceFile {
            path: "a.md".to_owned(),
            text: text.to_owned(),
        };
        match &read(FileId(0), &file).sections[0].blocks[0].kind {
            BlockKind::Table(table) => is_table(
                table,
                &columns::read(&table.header, crate::extract::words::Words::builtin()),
            ),
            BlockKind::Code(code) => is_code(code, lead),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn tables_of_numbers_or_capitals_beside_words() {
        for (header, row, expected) in [
            ("Level | Meaning", "10 | Guest", true),
            ("Meaning | Level", "Guest | `10`", true),
            ("State | Words", "`LENT` | It is lent", true),
            ("State | Words", "`lent` | It is lent", false),
            ("Filter | Example | Remarks", "since | 1990 | A year", false),
            ("Filter | Number", "`since` | 1990", false),
            ("Filter | Number", "first_year | 1990", false),
            ("Level | Words", "10 | ", false),
            ("Level | Number", "10 | 20", false),
            ("Level", "10", false),
        ] {
            let line: Vec<&str> = header.split('|').map(|_| "---").collect();
            let text = format!("| {header} |\n| {} |\n| {row} |\n", line.join(" | "));
            assert_eq!(is_constants(&text, ""), expected, "{text}");
        }
    }

    #[test]
    fn code_of_names_and_numbers() {
        for (code, lead, expected) in [
            ("GUEST = 10\nREADER: 20", "", true),
            ("OFF  = 0\n\nON   = 1,", "", true),
            ("a: 1", "", false),
            ("guest: 10\nhead reader: 50", "The levels are:", true),
            ("a: 1\nb: x", "The levels are:", false),
            ("GUEST = nan", "", false),
            ("  ", "", false),
        ] {
            let text = format!("```\n{code}\n```\n");
            assert_eq!(is_constants(&text, lead), expected, "{text}");
        }
    }
}

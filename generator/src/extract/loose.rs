//! Why a block is no fact.

use docbind_spec::IgnoreReason;

use super::{curl, request_line, url};
use crate::markdown::{Code, Row, Table, Text};

/// The reason for a code block.
pub(super) fn reason_for_code(code: &Code) -> IgnoreReason {
    let text = code.text.trim();
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let is_constant = |line: &str| {
        line.split_once(['=', ':']).is_some_and(|(name, value)| {
            name.trim().chars().all(|c| c.is_alphanumeric() || c == '_')
                && value.trim().parse::<f64>().is_ok()
        })
    };
    if curl::looks_like_curl(text) || request_line::read_block(text).is_some() {
        IgnoreReason::SampleCall
    } else if lines().all(is_constant) {
        IgnoreReason::Constants
    } else if lines().all(|line| url::read(line).is_some()) {
        IgnoreReason::SampleCall
    } else {
        IgnoreReason::OtherCode
    }
}

/// Whether a table lists constants with their meaning: one of its columns has nothing but numbers
/// or words in capitals.
pub(super) fn is_constants(table: &Table) -> bool {
    let is_constant = |text: &str| {
        let in_capitals = text.len() > 1
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        text.parse::<f64>().is_ok() || in_capitals
    };
    (0..table.header.len()).any(|column| {
        let cell = |row: &Row| row.cells.get(column).map(Text::plain);
        !table.rows.is_empty()
            && table
                .rows
                .iter()
                .all(|row| cell(row).is_some_and(|text| is_constant(text.trim())))
    })
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

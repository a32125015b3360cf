//! Why a block is no fact.

use docbind_spec::IgnoreReason;

use super::{curl, request_line, url};
use crate::markdown::{Code, Text};

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

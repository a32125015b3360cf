//! Why a block is no fact.

use docbind_spec::IgnoreReason;

use super::{constants, curl, request, url};
use crate::markdown::{Code, Text};

/// The reason for a code block after a text.
pub(super) fn reason_for_code(code: &Code, lead: &str) -> IgnoreReason {
    let text = code.text.trim();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    if curl::looks_like_curl(text) || request::line::read_block(text).is_some() {
        IgnoreReason::SampleCall
    } else if constants::is_code(code, lead) {
        IgnoreReason::Constants
    } else if !text.is_empty() && lines.all(|line| url::read(line).is_some()) {
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

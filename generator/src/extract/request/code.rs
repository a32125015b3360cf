//! Requests as code blocks: lines of their own, or the first lines of one.

use super::{Form, Found, RequestLine, line};
use crate::extract::{http_message, json_example};
use crate::markdown::{Block, BlockKind, Code};

/// Reads a code block.
pub(super) fn read(block: &Block) -> Option<Found> {
    let BlockKind::Code(code) = &block.kind else {
        return None;
    };
    lines(code).or_else(|| message(code))
}

/// A block that consists of request lines.
fn lines(code: &Code) -> Option<Found> {
    let lines = line::read_block(&code.text)?;
    let versioned = lines.iter().any(|line| line.versioned);
    Some(Found {
        lines: lines
            .into_iter()
            .flat_map(|line| placed(code, line))
            .collect(),
        form: if versioned { Form::Message } else { Form::Line },
    })
}

/// A block whose first line is a request that headers or a body follow.
fn message(code: &Code) -> Option<Found> {
    let message = http_message::read_request(&code.text)?;
    let bare = message.headers.is_empty() && !message.line.versioned;
    let form = match bare {
        false => Form::Message,
        true if json_example::looks_like_json(message.body) => Form::WithBody,
        true => return None,
    };
    Some(Found {
        lines: placed(code, message.line).collect(),
        form,
    })
}

fn placed(code: &Code, line: line::Line) -> impl Iterator<Item = RequestLine> {
    let range = code.range(line.range.clone());
    line.at(range)
}

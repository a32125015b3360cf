//! Requests as the argument of a macro that a page's tools expand:
//! `{operation(/books/{id}:get)}`, `{{ operation "GET /books" }}`, `{header|/books:post|json}`.

use docbind_spec::Method;

use super::{Form, Found, RequestLine, line};
use crate::extract::{template, url};
use crate::markdown::{Block, BlockKind};

/// Signs between the arguments of a macro.
const BETWEEN: &[char] = &['(', ')', '|', ',', '"', '\''];

/// Reads a paragraph that is one macro with a method and a path.
pub(super) fn read(block: &Block) -> Option<Found> {
    let BlockKind::Paragraph(text) = &block.kind else {
        return None;
    };
    text.first().1.filter(|first| *first == '{')?;
    let plain = text.plain();
    let inner = template::braced(plain.trim())?;
    let (name, _) = inner.split_once(BETWEEN)?;
    // What begins with a path is a placeholder or a set of alternatives.
    name.trim()
        .starts_with(|c: char| c.is_alphabetic())
        .then_some(())?;
    let (method, address) = inner.split(BETWEEN).find_map(argument)?;
    let request = RequestLine {
        method,
        url: url::read(address)?,
        range: block.range.clone(),
    };
    Some(Found {
        lines: vec![request],
        form: Form::Line,
    })
}

/// `/books:get` or `GET /books`
fn argument(text: &str) -> Option<(Method, &str)> {
    let text = text.trim();
    let (method, address) = match text.strip_prefix('/') {
        Some(_) => text
            .rsplit_once(':')
            .map(|(address, word)| (word, address))?,
        None => text.split_once([' ', ':'])?,
    };
    let method = line::several(method).filter(|methods| methods.len() == 1)?;
    let whole = address.starts_with('/') && template::address(address) == address;
    whole.then(|| (method[0], address))
}

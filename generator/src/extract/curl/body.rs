//! What a command sends as its body.
//!
//! What comes in: the values of the options for data and forms. What goes out: JSON, fields, parts,
//! or a text as it is; a text that is the name of a file behind `@` stands for its content.

use docbind_spec::{CallBody, NameValue, Part, PartContent};

use crate::extract::url;

/// One part of a form: `name=value`, or `name=@file`.
pub(super) fn part(text: &str) -> Part {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    let content = match value.strip_prefix('@').or_else(|| value.strip_prefix('<')) {
        Some(path) => PartContent::File(path.split(';').next().unwrap_or_default().to_owned()),
        None => PartContent::Value(value.to_owned()),
    };
    Part {
        name: name.to_owned(),
        content,
    }
}

/// The file whose content is sent: `@notes.txt`.
pub(crate) fn file(data: &str) -> Option<&str> {
    data.strip_prefix('@').filter(|name| !name.is_empty())
}

/// Whether data is JSON, fields or neither.
pub(super) fn of_data(data: &[String]) -> CallBody {
    let joined = data.join("&");
    if joined.trim_start().starts_with(['{', '['])
        && let Some(value) = crate::extract::json_example::read(&joined).body.value()
    {
        return CallBody::Json(value.clone());
    }
    let is_field = |pair: &str| {
        pair.split_once('=')
            .is_some_and(|(name, _)| !name.is_empty() && !name.contains(char::is_whitespace))
    };
    if file(&joined).is_none() && joined.split('&').all(is_field) {
        let pairs = url::read_query(&joined).into_iter();
        return CallBody::Form(
            pairs
                .map(|(name, value)| NameValue {
                    name,
                    value: value.unwrap_or_default(),
                })
                .collect(),
        );
    }
    CallBody::Text(joined)
}

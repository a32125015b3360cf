//! What the columns of a table hold, by the words of its header.

use crate::markdown::Text;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// Names of parameters.
    Name,
    /// Names of headers.
    Header,
    /// Types.
    Type,
    /// Whether it must be sent.
    Required,
    /// Values that hold where none is sent.
    Default,
    /// Values that may be sent.
    Values,
    /// Descriptions.
    Description,
    /// Statuses.
    Status,
    /// Methods.
    Method,
    /// Anything else.
    Other,
}

/// Header words and what they mean, one line each.
const WORDS: &[(&str, Column)] = &[
    ("attribute", Column::Name),
    ("parameter", Column::Name),
    ("param", Column::Name),
    ("name", Column::Name),
    ("field", Column::Name),
    ("argument", Column::Name),
    ("property", Column::Name),
    ("option", Column::Name),
    ("key", Column::Name),
    ("header", Column::Header),
    ("type", Column::Type),
    ("data type", Column::Type),
    ("required", Column::Required),
    ("mandatory", Column::Required),
    ("presence", Column::Required),
    ("default", Column::Default),
    ("default value", Column::Default),
    ("values", Column::Values),
    ("allowed values", Column::Values),
    ("description", Column::Description),
    ("meaning", Column::Description),
    ("note", Column::Description),
    ("notes", Column::Description),
    ("details", Column::Description),
    ("status", Column::Status),
    ("status code", Column::Status),
    ("code", Column::Status),
    ("http status", Column::Status),
    ("http code", Column::Status),
    ("return value", Column::Status),
    ("return values", Column::Status),
    ("response code", Column::Status),
    ("method", Column::Method),
    ("request type", Column::Method),
    ("request method", Column::Method),
];

/// Reads a header row.
pub(crate) fn read(header: &[Text]) -> Vec<Column> {
    header.iter().map(column).collect()
}

fn column(cell: &Text) -> Column {
    let text = cell.plain().to_lowercase();
    let words = text
        .trim()
        .trim_end_matches(['?', ':', '.'])
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let singular = words.strip_suffix('s').unwrap_or(&words);
    WORDS
        .iter()
        .find(|(word, _)| *word == words || *word == singular)
        .map_or(Column::Other, |(_, column)| *column)
}

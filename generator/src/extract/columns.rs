//! What the columns of a table hold, by the words of its header.

use super::facts::ParamPlace;
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
    ("properties", Column::Name),
    ("option", Column::Name),
    ("flag", Column::Name),
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
    ("remark", Column::Description),
    ("comment", Column::Description),
    ("explanation", Column::Description),
    ("what it does", Column::Description),
    ("what it mean", Column::Description),
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

/// Words in parentheses behind a header of names, and where such parameters are sent.
const PLACES: &[(&str, ParamPlace)] = &[
    ("query", ParamPlace::Query),
    ("in query", ParamPlace::Query),
    ("query string", ParamPlace::Query),
    ("url", ParamPlace::Unsaid),
    ("path", ParamPlace::Path),
    ("body", ParamPlace::Body),
    ("form", ParamPlace::Body),
    ("json", ParamPlace::Body),
    ("header", ParamPlace::Header),
];

/// Reads a header row.
pub(crate) fn read(header: &[Text]) -> Vec<Column> {
    header.iter().map(column).collect()
}

/// Where parameters are sent that stand below a header such as `Attribute (query)`.
pub(crate) fn place(header: &Text) -> ParamPlace {
    place_apart(&header.plain().to_lowercase())
        .1
        .unwrap_or(ParamPlace::Unsaid)
}

/// A header without the place in parentheses at its end, and the place.
fn place_apart(text: &str) -> (&str, Option<ParamPlace>) {
    let text = text.trim();
    let apart = text.strip_suffix(')').and_then(|inner| {
        let (before, word) = inner.rsplit_once('(')?;
        let (_, place) = PLACES.iter().find(|(known, _)| *known == word.trim())?;
        Some((before.trim_end(), Some(*place)))
    });
    apart.unwrap_or((text, None))
}

fn column(cell: &Text) -> Column {
    let text = cell.plain().to_lowercase();
    let (text, _) = place_apart(&text);
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

//! One parameter as a line of text: `` `id` (required) - The ID ``.
//!
//! What comes in: the text of a list item or a line of a preformatted block. What goes out: the
//! parameter, and whether the text says outright that it is one.

use docbind_spec::{Presence, Schema, Witness};

use super::facts::{ParamFact, ParamPlace};
use super::{phrases, presence, type_text};
use crate::markdown::{Piece, Style, Text};

/// What a line of text says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ParamItem {
    /// A parameter with a marker such as `(required)`.
    Marked(ParamFact),
    /// A name and a description, which may or may not be a parameter's.
    Named(ParamFact),
    /// That there are no parameters.
    None,
}

/// Reads a line.
pub(crate) fn read(text: &Text, witness: Witness) -> Option<ParamItem> {
    if text
        .plain()
        .trim()
        .trim_matches(['*', '.'])
        .eq_ignore_ascii_case("none")
    {
        return Some(ParamItem::None);
    }
    let (name, set_apart, rest) = name(text)?;
    let mut rest = rest;
    let mut found = Markers::default();
    // A colon or dash may stand before the group as well.
    while let Some((group, after)) =
        leading_group(&rest).or_else(|| leading_group(&separator(&rest).1))
    {
        if !found.read(&group) {
            break;
        }
        rest = after;
    }
    let (separated, description) = separator(&rest);
    if found.presence.is_none() && separated {
        found.presence = trailing_group(&description).and_then(|group| presence::read(&group));
    }
    let marked = found.presence.is_some();
    let alone = set_apart && description.is_blank();
    if !(marked || separated || alone) {
        return None;
    }
    let (presence, condition) = found.presence.unwrap_or((Presence::Unstated, None));
    let shown = description.described();
    let mut values = phrases::value_facts(&description);
    values.default = found.default.or(values.default);
    let fact = ParamFact {
        name,
        presence,
        condition,
        // The description may be nothing but the type.
        schema: found.schema.or_else(|| type_text::read(&shown)),
        values,
        description: (!shown.is_empty()).then_some(shown),
        witness,
        place: ParamPlace::Unsaid,
        fields: Vec::new(),
        range: text.range(),
    };
    Some(if marked {
        ParamItem::Marked(fact)
    } else {
        ParamItem::Named(fact)
    })
}

/// Whether a word can be the name of a parameter.
pub(crate) fn is_name(word: &str) -> bool {
    let mut chars = word.chars();
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '$' | '@'))
        && word.len() <= 80
        && chars.all(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '?' | '@' | ':')
        })
}

/// Whether a name can be that of a header.
pub(crate) fn is_header_name(name: &str) -> bool {
    is_name(name) && !name.contains(['[', ']', '?', '@', ':'])
}

/// A name as printed, without the colon that some put into the code.
pub(crate) fn clean_name(text: &str) -> Option<String> {
    let name = text
        .trim()
        .trim_end_matches(':')
        .trim_start_matches(':')
        .trim();
    is_name(name).then(|| name.to_owned())
}

/// The name that the text begins with, whether it is set apart as code, and the rest.
fn name(text: &Text) -> Option<(String, bool, Text)> {
    let first = text
        .pieces
        .iter()
        .position(|piece| !piece.text.trim().is_empty())?;
    let piece = &text.pieces[first];
    let rest = |pieces: &[Piece]| Text {
        pieces: pieces.to_vec(),
    };
    if matches!(piece.style, Style::Code | Style::Strong) {
        let name = clean_name(&piece.text)?;
        return Some((name, true, rest(&text.pieces[first + 1..])));
    }
    if piece.style != Style::Plain {
        return None;
    }
    let trimmed = piece.text.trim_start();
    let end = trimmed
        .find([' ', '(', '\n', '\t'])
        .unwrap_or(trimmed.len());
    let name = clean_name(&trimmed[..end])?;
    let mut pieces = text.pieces[first..].to_vec();
    let cut = piece.text.len() - trimmed.len() + end;
    pieces[0].text = piece.text[cut..].to_owned();
    pieces[0].range.start = (pieces[0].range.start + cut).min(pieces[0].range.end);
    Some((name, false, Text { pieces }))
}

/// Text in parentheses or brackets at the beginning, and what follows.
fn leading_group(text: &Text) -> Option<(String, Text)> {
    let plain = text.plain();
    let start = plain.len() - plain.trim_start().len();
    let close = match plain[start..].chars().next()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let end = start + plain[start..].find(close)?;
    Some((plain[start + 1..end].to_owned(), text.after(end + 1)))
}

/// Text in parentheses at the end.
fn trailing_group(text: &Text) -> Option<String> {
    let plain = text.plain();
    let inner = plain.trim_end().trim_end_matches('.').strip_suffix(')')?;
    inner.rsplit_once('(').map(|(_, group)| group.to_owned())
}

/// The dash or colon before a description, and the description.
fn separator(text: &Text) -> (bool, Text) {
    let plain = text.plain();
    let trimmed = plain.trim_start();
    let dashes = trimmed.len() - trimmed.trim_start_matches(['-', '–', '—', ':', '=']).len();
    let start = plain.len() - trimmed.len() + dashes;
    (dashes > 0, text.after(start))
}

/// What stands in parentheses after a name.
#[derive(Default)]
struct Markers {
    presence: Option<(Presence, Option<String>)>,
    schema: Option<Schema>,
    default: Option<String>,
}

impl Markers {
    /// Takes the words of one group; answers whether it understood any of them.
    fn read(&mut self, group: &str) -> bool {
        if let Some(presence) = presence::read(group) {
            self.presence = Some(presence);
            return true;
        }
        let mut understood = false;
        for word in group.split([',', ';']) {
            let default = word
                .trim()
                .strip_prefix("default")
                .map(|rest| rest.trim_start_matches([':', '=', ' ']));
            if let Some(default) = default.filter(|default| !default.is_empty()) {
                self.default = phrases::some_default(default.trim_matches('`'));
                understood = true;
            } else if let Some(presence) = presence::read(word) {
                self.presence = Some(presence);
                understood = true;
            } else if let Some(schema) = type_text::read(word) {
                self.schema = Some(schema);
                understood = true;
            }
        }
        understood
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockKind, read as read_page};
    use crate::source::{FileId, SourceFile};

    fn item(text: &str) -> String {
        let file = SourceFile {
            path: "a.md".to_owned(),
            text: format!("- {text}"),
        };
        let page = read_page(FileId(0), &file);
        let BlockKind::List(list) = &page.sections[0].blocks[0].kind else {
            panic!("{page:?}")
        };
        let show = |kind: &str, fact: ParamFact| {
            let description = fact.description.unwrap_or_default();
            let condition = fact
                .condition
                .map(|c| format!(" [{c}]"))
                .unwrap_or_default();
            let schema = fact.schema.map(|s| format!(" {s:?}")).unwrap_or_default();
            format!(
                "{kind} {} {:?}{condition}{schema}: {description}",
                fact.name, fact.presence
            )
        };
        match list.items[0]
            .text()
            .and_then(|text| read(text, Witness::List))
        {
            Some(ParamItem::Marked(fact)) => show("marked", fact),
            Some(ParamItem::Named(fact)) => show("named", fact),
            Some(ParamItem::None) => "none".to_owned(),
            None => "-".to_owned(),
        }
    }

    #[test]
    fn items_as_people_write_them() {
        for (text, expected) in [
            ("`id` (required) - The ID", "marked id Required: The ID"),
            (
                "`id` (**required**)     - The `ID`",
                "marked id Required: The `ID`",
            ),
            ("`id:` (requires) - The ID", "marked id Required: The ID"),
            ("`id`: (required) - The ID", "marked id Required: The ID"),
            ("`id` - (optional) The ID", "marked id Optional: The ID"),
            (
                "`id` - The ID (optional)",
                "marked id Optional: The ID (optional)",
            ),
            (
                "`id` - The ID (or path)",
                "named id Unstated: The ID (or path)",
            ),
            ("id (optional) - The ID", "marked id Optional: The ID"),
            ("id(optional)", "marked id Optional: "),
            (
                "`id` (required if `mark` missing) - The ID",
                "marked id Unstated [required if mark missing]: The ID",
            ),
            (
                "`id` (integer, required): The ID",
                "marked id Required Integer: The ID",
            ),
            (
                "`id` (optional, default: 5) The ID",
                "marked id Optional: The ID",
            ),
            ("`id`    - The ID", "named id Unstated: The ID"),
            (
                "`id` (optional) - array of strings",
                "marked id Optional Array(String): array of strings",
            ),
            ("`id` – The ID (a|b)", "named id Unstated: The ID (a|b)"),
            ("`id`", "named id Unstated: "),
            ("**none**", "none"),
            ("None", "none"),
            ("the `id` is wrong", "-"),
            ("`id` is wrong", "-"),
            ("Public. `level` is `20`.", "-"),
            ("`200 OK` - it went well", "-"),
        ] {
            assert_eq!(item(text), expected, "{text}");
        }
    }
}

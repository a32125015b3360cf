//! Components that describe one parameter or field each:
//! `<ParamField query="page" type="integer" required>Which page.</ParamField>`.
//!
//! Each becomes the item of a list, what it encloses the text of the item, and components inside
//! of it items below. A component whose name speaks of the response begins a list of its own.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::{Kind, Scan};
use super::super::tag::{Form, Tag};

/// Attributes whose value is the name, and that say where it is sent.
const PLACES: &[&str] = &["query", "path", "body", "header", "cookie", "form"];

/// Attributes whose value is the name, where others say that a field is meant.
const NAMES: &[&str] = &["name", "param", "parameter", "field"];

/// Attributes that only the description of a field has.
const SIGNS: &[&str] = &["type", "required", "optional"];

/// Makes such components items.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let fields = fields(text, scan);
    let mut edits = Vec::new();
    let mut before: Option<&Field> = None;
    for (number, field) in fields.iter().enumerate() {
        let top = field.depth == 0;
        let lead = top.then(|| lead(text, before, field)).flatten();
        edits.extend(field.opening(text, lead.unwrap_or_default()));
        edits.extend(field.lines(text, &fields[number + 1..]));
        edits.extend(field.closing(text));
        if top {
            before = Some(field);
        }
    }
    edits
}

/// One component.
struct Field {
    open: Range<usize>,
    /// Its closing tag; none where it encloses nothing.
    close: Option<Range<usize>>,
    /// How many others enclose it.
    depth: usize,
    side: Side,
    /// The beginning of the item: name and marks.
    item: String,
}

/// Which half of an exchange a component describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Response,
}

/// All components of a page, in order.
fn fields(text: &str, scan: &Scan) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut from = 0;
    while let Some(at) = line::find(text, b'<', from) {
        from = at + 1;
        let code = scan.region(at).filter(|it| it.kind != Kind::Indented);
        if let Some(region) = code {
            from = region.range.end.max(from);
            continue;
        }
        let Some(tag) = Tag::at(text, at) else {
            continue;
        };
        from = tag.range.end;
        if tag.form == Form::Close {
            let last = open.iter().rposition(|(_, name)| name == tag.name);
            if let Some(last) = last {
                let (number, _) = open.swap_remove(last);
                open.truncate(last);
                fields[number].close = Some(tag.range);
            }
        } else if let Some((side, item)) = described(&tag) {
            if tag.form == Form::Open {
                open.push((fields.len(), tag.name.to_owned()));
            }
            let depth = open.len() - usize::from(tag.form == Form::Open);
            fields.push(Field {
                open: tag.range,
                close: None,
                depth,
                side,
                item,
            });
        }
    }
    fields
}

/// What a tag says, if it describes a field. The elements of HTML describe none: `<input>` has a
/// name and a type as well.
fn described(tag: &Tag<'_>) -> Option<(Side, String)> {
    let component = tag
        .name
        .contains(|c: char| c.is_ascii_uppercase() || c == '-');
    if !component {
        return None;
    }
    let attributes = tag.attributes();
    let value = |names: &[&'static str]| {
        let mut all = names.iter();
        all.find_map(|name| {
            let (_, value) = attributes.iter().find(|(own, _)| own == name)?;
            (!value.is_empty()).then_some((*name, value.as_str()))
        })
    };
    let is_set = |name: &str| {
        let mut all = attributes.iter();
        all.any(|(own, value)| own == name && value != "false")
    };
    let signed = attributes
        .iter()
        .any(|(own, _)| SIGNS.contains(&own.as_str()));
    let (place, name) = match value(PLACES) {
        Some((place, name)) => (Some(place), name),
        None => (None, value(NAMES).filter(|_| signed)?.1),
    };
    let is_name = |c: char| c.is_alphanumeric() || "_-.[]{}$@:".contains(c);
    if !name.chars().all(is_name) {
        return None;
    }
    let mut marks: Vec<String> = place.map(str::to_owned).into_iter().collect();
    marks.extend(value(&["type"]).map(|(_, kind)| kind.to_owned()));
    marks.extend(is_set("required").then(|| "required".to_owned()));
    marks.extend(is_set("optional").then(|| "optional".to_owned()));
    marks.extend(is_set("deprecated").then(|| "deprecated".to_owned()));
    marks.extend(value(&["default"]).map(|(_, value)| format!("default: `{value}`")));
    let marks = match marks.as_slice() {
        [] => String::new(),
        marks => format!(" ({})", marks.join(", ")),
    };
    let lower = tag.name.to_ascii_lowercase();
    let side = if lower.contains("response") || lower.contains("return") {
        Side::Response
    } else {
        Side::Request
    };
    Some((side, format!("- `{name}`{marks}")))
}

/// What has to stand before a component so that it is not taken for one of those before it.
fn lead(text: &str, before: Option<&Field>, field: &Field) -> Option<&'static str> {
    let follows = before.is_some_and(|before| {
        let end = before.end();
        let between = text.get(end..field.open.start).unwrap_or_default();
        before.side == field.side && between.trim().is_empty()
    });
    match field.side {
        _ if follows => None,
        Side::Response => Some("Response:\n\n"),
        Side::Request => before
            .filter(|before| before.side == Side::Response)
            .map(|_| "Parameters:\n\n"),
    }
}

impl Field {
    /// Where it ends.
    fn end(&self) -> usize {
        self.close.as_ref().unwrap_or(&self.open).end
    }

    /// How far to the right the item begins.
    fn indent(&self) -> String {
        "  ".repeat(self.depth)
    }

    /// What it encloses.
    fn content(&self) -> Range<usize> {
        let end = self
            .close
            .as_ref()
            .map_or(self.open.end, |close| close.start);
        self.open.end..end
    }

    /// The tag becomes the beginning of the item, right before the first word.
    fn opening(&self, text: &str, lead: &str) -> Option<Edit> {
        let start = line::start(text, self.open.start);
        let alone = text.get(start..self.open.start)?.trim().is_empty();
        let from = if alone { start } else { self.open.start };
        let broken = if alone { "" } else { "\n\n" };
        let content = text.get(self.content())?;
        let blanks = content.len() - content.trim_start().len();
        let first = content.trim_start();
        let (colon, end) = if first.is_empty() || first.starts_with('<') || line::interrupts(first)
        {
            ("", self.open.end)
        } else {
            (": ", self.open.end + blanks)
        };
        let item = format!("{broken}{lead}{}{}{colon}", self.indent(), self.item);
        Some(Edit::replace(from..end, item))
    }

    /// The lines that it encloses itself belong to the item.
    fn lines(&self, text: &str, later: &[Self]) -> Vec<Edit> {
        let content = self.content();
        let inner: Vec<Range<usize>> = later
            .iter()
            .take_while(|field| field.open.start < content.end)
            .map(|field| line::start(text, field.open.start)..field.end())
            .collect();
        let mut edits = Vec::new();
        let mut base = None;
        let mut at = line::end(text, content.start) + 1;
        while at < content.end {
            let end = line::end(text, at);
            let shown = text.get(at..end.min(content.end)).unwrap_or_default();
            let blanks = shown.len() - shown.trim_start().len();
            let covered = inner.iter().any(|range| range.contains(&at));
            if !covered && blanks < shown.len() {
                let base = *base.get_or_insert(blanks);
                let more = " ".repeat(blanks.saturating_sub(base));
                let indent = format!("{}  {more}", self.indent());
                edits.push(Edit::replace(at..at + blanks, indent));
            }
            at = end + 1;
        }
        edits
    }

    /// The closing tag goes; the next item begins on a line of its own.
    fn closing(&self, text: &str) -> Option<Edit> {
        let close = self.close.clone()?;
        let start = line::start(text, close.start);
        let alone = text.get(start..close.start)?.trim().is_empty();
        let from = if alone {
            start.max(self.open.end)
        } else {
            close.start
        };
        let after = text.get(close.end..line::end(text, close.end))?;
        let more = if after.trim().is_empty() { "" } else { "\n\n" };
        Some(Edit::replace(from..close.end, more))
    }
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn components_become_items() {
        for (text, expected) in [
            (
                "<ParamField query=\"page\" type=\"integer\" default={1}>Which.</ParamField>\n",
                "- `page` (query, integer, default: `1`): Which.\n",
            ),
            (
                "<ParamField body=\"title\" type=\"string\" required>\n  The title.\n  Long.\n</ParamField>\n\n<ParamField body=\"a\" type=\"b\" />\n",
                "- `title` (body, string, required): The title.\n  Long.\n\n\n- `a` (body, b)\n",
            ),
            (
                "<ParamField body=\"o\" type=\"object\">\n  Options.\n  <Expandable>\n    <ParamField body=\"f\" type=\"boolean\">\n      A flag.\n    </ParamField>\n  </Expandable>\n</ParamField>\n",
                "- `o` (body, object): Options.\n  <Expandable>\n  - `f` (body, boolean): A flag.\n\n  </Expandable>\n\n",
            ),
            (
                "<ResponseField name=\"id\" type=\"string\">\n  The id.\n</ResponseField>\n<ResponseField name=\"b\" required={false} />\n",
                "Response:\n\n- `id` (string): The id.\n\n- `b`\n",
            ),
            (
                "<input name=\"a\" type=\"b\">\n",
                "<input name=\"a\" type=\"b\">\n",
            ),
            ("<Tab name=\"Books\">\n", "<Tab name=\"Books\">\n"),
            (
                "<Icon name=\"all books\" type=\"x\" />\n",
                "<Icon name=\"all books\" type=\"x\" />\n",
            ),
            (
                "`<ParamField query=\"a\" />`\n",
                "`<ParamField query=\"a\" />`\n",
            ),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}

//! Elements that name a method of HTTP: `<Route method="GET">/books</Route>`,
//! `<div class="endpoint get">/books</div>`, `{% endpoint method="get" path="/books" %}`.
//!
//! Such an element becomes a paragraph of its own that begins with [`ELEMENT`]; what it encloses
//! follows there if that is one short text, and stays as it is where it is more.

use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memchr2;

use super::super::edited::{Edit, Edited};
use super::super::line;
use super::super::scan::Scan;
use super::super::tag::{self, Form, Tag};
use super::{ELEMENT, Named, vanish};

/// The methods of HTTP, as attributes and classes name them.
const METHODS: &[&str] = &["get", "post", "put", "patch", "delete", "head", "options"];

/// A longer text is more than an address.
const MOST_IN_TEXT: usize = 500;

/// Sets elements apart; answers their names and attributes by their places in the page.
pub(super) fn read(page: &Edited, scan: &Scan) -> (Vec<Edit>, BTreeMap<usize, Named>) {
    let text = page.text();
    let mut edits = Vec::new();
    let mut elements = BTreeMap::new();
    let mut from = 0;
    while let Some(found) = next(text, scan, from) {
        from = found.range.end;
        let inner = inner(text, &found);
        let place = page.page(found.range.clone());
        if place.is_empty() || !begins_line(text, scan, found.range.start) {
            continue;
        }
        let end = inner.as_ref().map_or(&found.range, |(_, close)| close).end;
        let element = Named {
            name: found.name.clone(),
            attributes: found.attributes.clone(),
            content: place.end,
            end: page.page(found.range.start..end).end,
        };
        elements.insert(place.start, element);
        let line = scan.line(found.range.start);
        edits.push(Edit::replace(
            found.range.clone(),
            format!(
                "{}{ELEMENT}",
                prefix(text.get(line.start..found.range.start))
            ),
        ));
        match inner {
            Some((content, close)) => {
                edits.extend(joined(text, content));
                edits.push(Edit::replace(close.clone(), "\n\n"));
                from = close.end;
            }
            None => edits.push(Edit::insert(found.range.end, "\n\n")),
        }
    }
    (edits, elements)
}

/// The opening tag of such an element.
struct Found {
    range: Range<usize>,
    name: String,
    attributes: Vec<(String, String)>,
    form: Form,
}

fn next(text: &str, scan: &Scan, from: usize) -> Option<Found> {
    let mut from = from;
    loop {
        let rest = text.get(from..)?;
        let at = from + memchr2(b'<', b'{', rest.as_bytes())?;
        from = at + 1;
        if let Some(region) = scan.region(at) {
            from = region.range.end;
            continue;
        }
        let found = html(text, at).or_else(|| template(text, at));
        if let Some(found) = found.filter(|found| names_method(&found.name, &found.attributes)) {
            return Some(found);
        }
    }
}

fn html(text: &str, at: usize) -> Option<Found> {
    let tag = Tag::at(text, at).filter(|tag| tag.form != Form::Close)?;
    // Forms of HTML send to where the reader is.
    (!tag.is("form")).then(|| Found {
        range: tag.range.clone(),
        name: tag.name.to_owned(),
        attributes: tag.attributes(),
        form: tag.form,
    })
}

/// `{% name method="get" path="/books" %}`
fn template(text: &str, at: usize) -> Option<Found> {
    let inner = text.get(at..)?.strip_prefix("{%")?;
    // No further than the next tag or line, so that no page takes long.
    let length = inner.find(['%', '\n'])?;
    if !inner.get(length..)?.starts_with("%}") {
        return None;
    }
    let shown = inner.get(..length)?.trim_matches(['-', ' ']);
    let (name, rest) = shown.split_once(' ')?;
    Some(Found {
        range: at..at + 2 + length + 2,
        name: name.to_owned(),
        attributes: tag::attributes(rest),
        form: Form::Empty,
    })
}

/// Whether a word is a method, in any case.
pub(super) fn is_method(word: &str) -> bool {
    METHODS.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// Whether an attribute `method` says which, or the name or a class is one.
fn names_method(name: &str, attributes: &[(String, String)]) -> bool {
    is_method(name)
        || attributes
            .iter()
            .any(|(attribute, value)| match attribute.as_str() {
                "method" => !value.is_empty(),
                "class" | "classname" => value.split_whitespace().any(is_method),
                _ => false,
            })
}

/// What an element encloses and its closing tag, where that is one short text.
fn inner(text: &str, found: &Found) -> Option<(Range<usize>, Range<usize>)> {
    if found.form == Form::Empty {
        return None;
    }
    let start = found.range.end;
    let mut from = start;
    let mut depth = 0usize;
    loop {
        let at = from + text.get(from..)?.find('<')?;
        if at > start + MOST_IN_TEXT {
            return None;
        }
        from = at + 1;
        let Some(tag) = Tag::at(text, at).filter(|tag| tag.is(&found.name)) else {
            continue;
        };
        from = tag.range.end;
        match tag.form {
            Form::Open => depth += 1,
            Form::Empty => {}
            Form::Close if depth > 0 => depth -= 1,
            Form::Close => {
                let content = text.get(start..at)?;
                return is_one_text(content).then_some((start..at, tag.range));
            }
        }
    }
}

/// Whether a content is one paragraph.
fn is_one_text(content: &str) -> bool {
    let content = content.trim();
    let mut lines = content.lines();
    !content.contains("\n\n")
        && !lines.any(|line| !line.trim().is_empty() && line::interrupts(line))
}

/// Makes several lines one: blanks around and between become one blank.
fn joined(text: &str, range: Range<usize>) -> Vec<Edit> {
    let content = text.get(range.clone()).unwrap_or_default();
    let trimmed = content.len() - content.trim_start().len();
    let mut edits = vec![Edit::remove(range.start..range.start + trimmed)];
    let mut from = trimmed;
    while let Some(found) = content.get(from..).and_then(|rest| rest.find('\n')) {
        let at = from + found;
        let rest = content.get(at..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start().len();
        edits.push(Edit::replace(
            range.start + at..range.start + at + blanks,
            " ",
        ));
        from = at + blanks;
    }
    edits
}

/// Whether a tag is the first on its line.
fn begins_line(text: &str, scan: &Scan, at: usize) -> bool {
    let before = text.get(scan.line(at).start..at).unwrap_or_default();
    line::container(before) == before.len()
        || before.len() <= MOST_IN_TEXT && vanish::is_tags(before)
}

/// What stands between the beginning of a line and an element in a paragraph of its own.
fn prefix(before: Option<&str>) -> String {
    let before = before.unwrap_or_default();
    let kept = before.get(..line::container(before)).unwrap_or_default();
    if kept.contains('>') {
        let quote: String = kept
            .chars()
            .map(|c| if c == '>' { c } else { ' ' })
            .collect();
        format!("\n{quote}\n{quote}")
    } else if kept.trim().is_empty() {
        format!("\n\n{kept}")
    } else {
        // The first of an item.
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::edited::Edited;
    use super::super::super::scan::Scan;
    use super::read;

    #[test]
    fn elements_with_a_method_are_set_apart() {
        for (text, expected) in [
            (
                "<Route method=\"GET\">/books/[\\{id\\}](x)</Route>\n",
                "\n\n\u{fffc}/books/[\\{id\\}](x)\n\n\n",
            ),
            (
                "<div class=\"endpoint get\">\n  /books\n</div>\n",
                "\n\n\u{fffc}/books \n\n\n",
            ),
            (
                "<api-endpoint method=\"post\"\n  path=\"/books\"/>\n",
                "\n\n\u{fffc}\n\n\n",
            ),
            (
                "{% endpoint method=\"get\" path=\"/a\" %}\n",
                "\n\n\u{fffc}\n\n\n",
            ),
            (
                "<E method=\"GET\">\n\n## A\n\n</E>\n",
                "\n\n\u{fffc}\n\n\n\n## A\n\n</E>\n",
            ),
            (
                "> <Route method=\"GET\">/books</Route>\n",
                "> \n> \n> \u{fffc}/books\n\n\n",
            ),
            ("<form method=\"post\">\n", "<form method=\"post\">\n"),
            (
                "<div class=\"note\">a</div>\n",
                "<div class=\"note\">a</div>\n",
            ),
            ("`<a method=\"GET\">`\n", "`<a method=\"GET\">`\n"),
        ] {
            let edited = Edited::new(text);
            let (edits, elements) = read(&edited, &Scan::of(text));
            let found = edits
                .iter()
                .filter(|it| it.text.contains('\u{fffc}'))
                .count();
            assert_eq!(found, elements.len(), "{text}");
            assert_eq!(edited.apply(edits).text(), expected, "{text}");
        }
    }
}

//! One parameter as a line of text: `` `id` (required) - The ID ``.
//!
//! What comes in: the text of a list item or a line of a preformatted block. What goes out: the
//! parameters that it names, and how surely it is about parameters.

use docbind_spec::{Presence, Witness};
use memchr::memchr3_iter;

use super::facts::{ParamFact, ParamPlace};
use super::markers::Markers;
use super::param_name::{self, Named};
use super::words::Words;
use super::{phrases, presence, tags, type_text};
use crate::markdown::{Style, Text};

pub(crate) use super::param_name::{clean as clean_name, is_header_name, is_name};

/// What a line of text says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ParamItem {
    /// Parameters with a marker such as `(required)`.
    Marked(Vec<ParamFact>),
    /// Names and a description, which may or may not be a parameter's.
    Named(Vec<ParamFact>),
    /// A name that only the text before the list makes one of a parameter.
    Weak(Vec<ParamFact>),
    /// That there are no parameters.
    None,
}

/// Reads a line.
pub(crate) fn read(text: &Text, witness: Witness, words: &Words) -> Option<ParamItem> {
    if says_none(text) {
        return Some(ParamItem::None);
    }
    let range = text.range();
    let text = tags::styled(text);
    let mut found = Markers::default();
    let named = name(&text, &mut found, words)?;
    let set_apart = named.style != Style::Plain;
    let (separated, description) = beside(&named.rest, &mut found, words);
    let shown = description.described();
    let in_group = found.presence.is_some();
    if !in_group && (separated || set_apart) {
        found.presence = presence::of_description(&description);
    }
    let marked = in_group || separated && found.presence.is_some();
    let blank = description.is_blank();
    if !(marked || separated || set_apart || blank || found.schema.is_some()) {
        return None;
    }
    let (presence, condition) = found.presence.unwrap_or((Presence::Unstated, None));
    let mut values = phrases::value_facts(&description);
    found.values.add(&values);
    values = found.values;
    values.default = found.default.or(values.default);
    // The description may be nothing but the type.
    let schema = found.schema.or_else(|| type_text::read(&shown));
    let fact = |name: String| ParamFact {
        name,
        presence,
        presence_by: None,
        condition: condition.clone(),
        schema: schema.clone(),
        values: values.clone(),
        description: (!shown.is_empty()).then(|| shown.clone()),
        witness,
        place: found.place.unwrap_or(ParamPlace::Unsaid),
        fields: Vec::new(),
        is_a: None,
        from: None,
        range: range.clone(),
    };
    let facts = named.names.into_iter().map(fact).collect();
    Some(if marked {
        ParamItem::Marked(facts)
    } else if separated || set_apart && blank {
        ParamItem::Named(facts)
    } else {
        ParamItem::Weak(facts)
    })
}

/// Whether a text is nothing but "none".
fn says_none(text: &Text) -> bool {
    matches!(text.first().1, Some('n' | 'N' | '*' | '.'))
        && text
            .plain()
            .trim()
            .trim_matches(['*', '.'])
            .eq_ignore_ascii_case("none")
}

/// The name that a text begins with; a group such as `(required)` may stand before it.
fn name(text: &Text, found: &mut Markers, words: &Words) -> Option<Named> {
    let named = match leading_group(text) {
        Some((group, after)) if found.marked_group(&group, words) => param_name::leading(&after),
        _ => param_name::leading(text),
    }?;
    if let Some(presence) = named.presence {
        found.presence = Some((presence, None));
    }
    Some(named)
}

/// Takes everything between the name and the description; answers whether a dash or colon sets
/// the description apart.
fn beside(text: &Text, found: &mut Markers, words: &Words) -> (bool, Text) {
    let mut rest = sample(text, found, words).unwrap_or_else(|| text.clone());
    let mut separated = false;
    loop {
        let (apart, after) = separator(&rest);
        let next = group_beside(&rest, found, words)
            .or_else(|| group_beside(&after, found, words))
            .or_else(|| words_beside(&after, apart, found, words));
        match next {
            Some(next) => rest = next,
            None => return (separated || apart, after),
        }
        separated |= apart;
    }
}

/// What follows a value that only shows one: `: 42 (number, required)`. The group behind it is
/// taken, which must say more than where something is sent.
fn sample(text: &Text, found: &mut Markers, words: &Words) -> Option<Text> {
    text.first().1.filter(|first| *first == ':')?;
    let plain = text.plain();
    let value = plain.trim_start().strip_prefix(':')?;
    let start = plain.len() - value.len();
    let open = start + value.find('(')?;
    let shown = plain.get(start..open)?.trim();
    // Words before parentheses are a description.
    let first = text
        .after(start)
        .visible()
        .find(|it| !it.text.trim().is_empty())?
        .clone();
    let whole = first.style == Style::Code && first.text.trim() == shown;
    if shown.is_empty() || !whole && shown.split_whitespace().count() > SAMPLE_WORDS {
        return None;
    }
    let (group, after) = leading_group(&text.after(open))?;
    let mut own = Markers::default();
    let said = own.marked_group(&group, words) && (own.schema.is_some() || own.presence.is_some());
    let alone = whole || shown.split_whitespace().count() == 1;
    let ends = separator(&after).0 || after.is_blank() && alone;
    if !said || !ends {
        return None;
    }
    *found = own;
    Some(after)
}

/// So many words may show a value.
const SAMPLE_WORDS: usize = 3;

/// What follows a group that says something.
fn group_beside(text: &Text, found: &mut Markers, words: &Words) -> Option<Text> {
    let (group, after) = leading_group(text)?;
    found.marked_group(&group, words).then_some(after)
}

/// What follows words that say something and stand before a dash or colon, or are set apart.
fn words_beside(text: &Text, apart: bool, found: &mut Markers, words: &Words) -> Option<Text> {
    let plain = text.plain();
    let start = plain.len() - plain.trim_start().len();
    let first = text.visible().find(|piece| !piece.text.trim().is_empty())?;
    if first.style != Style::Plain {
        let set = set_apart(text);
        let end = start + set.plain().trim_start().len();
        let after = text.after(end);
        let ends = separator(&after).0 || after.plain().trim_start().starts_with(['(', '[']);
        let stands = ends || first.style == Style::Strong || after.is_blank() && !apart;
        let stop = usize::from(after.plain().starts_with(['.', ',']));
        return (stands && found.marked_phrase(&set, words)).then(|| after.after(stop));
    }
    let end = first_separator(&plain);
    // What ends the text behind a dash is the description.
    let end = end.or((!apart).then_some(plain.len()))?;
    let phrase = plain.get(start..end)?;
    // Words that list values are as good as a description.
    if phrases::before_values(phrase).is_some() || !found.phrase(phrase, words) {
        return None;
    }
    let stop = usize::from(plain[end..].starts_with('.'));
    Some(text.after(end + stop))
}

/// The words at the beginning that are set as others are not, with the values among them that are
/// set as code: `_integer, default is `10`_`.
fn set_apart(text: &Text) -> Text {
    let mut end = 0;
    let mut first = None;
    for piece in text.visible() {
        let blank = first.is_none() && piece.text.trim().is_empty();
        let within = match first {
            None => blank || piece.style != Style::Plain,
            Some(first) => first == Style::Strong && piece.style != Style::Plain,
        };
        if !within {
            break;
        }
        first = first.or((!blank).then_some(piece.style));
        end += piece.text.len();
    }
    text.before(end)
}

/// What sets words apart from a description.
const SEPARATORS: &[&str] = &[" - ", " – ", " — ", ": ", ". ", " ("];

/// Where such a mark stands first.
fn first_separator(text: &str) -> Option<usize> {
    let begins = memchr3_iter(b' ', b':', b'.', text.as_bytes());
    let stands = |at: &usize| {
        let rest = &text[*at..];
        SEPARATORS.iter().any(|mark| rest.starts_with(mark))
    };
    { begins }.find(stands)
}

/// Text in parentheses or brackets at the beginning, and what follows.
fn leading_group(text: &Text) -> Option<(Text, Text)> {
    let (start, first) = text.first();
    let (open, close) = match first? {
        '(' => ('(', ')'),
        '[' => ('[', ']'),
        _ => return None,
    };
    let plain = text.plain();
    let mut depth = 0_usize;
    let end = plain[start..].char_indices().find_map(|(at, c)| {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
        }
        (depth == 0).then_some(start + at)
    })?;
    Some((text.before(end).after(start + 1), text.after(end + 1)))
}

/// The dash or colon before a description, and the description.
fn separator(text: &Text) -> (bool, Text) {
    const MARKS: [char; 5] = ['-', '–', '—', ':', '='];
    let (blanks, first) = text.first();
    if !first.is_some_and(|first| MARKS.contains(&first)) {
        return (false, text.after(blanks));
    }
    let plain = text.plain();
    let marked = &plain[blanks..];
    let marks = marked.len() - marked.trim_start_matches(MARKS).len();
    (true, text.after(blanks + marks))
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
        let all = |kind: &str, facts: Vec<ParamFact>| {
            let shown: Vec<String> = facts.into_iter().map(|fact| show(kind, fact)).collect();
            shown.join(" & ")
        };
        let words = Words::default();
        match list.items[0]
            .text()
            .and_then(|text| read(text, Witness::List, &words))
        {
            Some(ParamItem::Marked(facts)) => all("marked", facts),
            Some(ParamItem::Named(facts)) => all("named", facts),
            Some(ParamItem::Weak(facts)) => all("weak", facts),
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
            (
                "**id** _boolean, optional, default is `true`_ — The ID",
                "marked id Optional Boolean: The ID",
            ),
            (
                "`id` (string, one of `x`, `y`) - The ID",
                "named id Unstated String: The ID",
            ),
            (
                "`id` - String, one of `x`, `y`. The ID",
                "named id Unstated: String, one of `x`, `y`. The ID",
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
            ("`id` is wrong", "weak id Unstated: is wrong"),
            ("title", "weak title Unstated: "),
            (
                "`title` (string: <required>) – It",
                "marked title Required String: It",
            ),
            (
                "`title` `(string: \"x\")` – It",
                "marked title Optional String: It",
            ),
            (
                "`title` (string: <required>)",
                "marked title Required String: ",
            ),
            ("`title` *string* It", "weak title Unstated String: It"),
            ("`title` `string` - It", "named title Unstated String: It"),
            ("`title` string - It", "named title Unstated String: It"),
            ("title: string - It", "named title Unstated String: It"),
            ("title (string) It", "weak title Unstated String: It"),
            ("title The title of it", "-"),
            ("**title** (string) It", "weak title Unstated String: It"),
            (
                "`\"title\": string` - It",
                "named title Unstated String: It",
            ),
            (
                "`title` required string - It",
                "marked title Required String: It",
            ),
            ("`title` *required* - It", "marked title Required: It"),
            ("`title` <required> - It", "marked title Required: It"),
            ("`title` [optional] It", "marked title Optional: It"),
            ("`title?` - It", "marked title Optional: It"),
            ("`title`* - It", "marked title Required: It"),
            ("`title*` - It", "marked title Required: It"),
            ("`title` - ?string", "named title Unstated: ?string"),
            ("`title` (?string) - It", "marked title Optional String: It"),
            (
                "`title` - It — optional",
                "marked title Optional: It — optional",
            ),
            ("`title` - **Required**. It", "marked title Required: It"),
            (
                "`title` - It. Required.",
                "marked title Required: It. Required.",
            ),
            (
                "`title` - String, required. It",
                "marked title Required String: It",
            ),
            ("**title (required)** – It", "marked title Required: It"),
            ("<code>title</code> - It", "named title Unstated: It"),
            ("(required) `title` - It", "marked title Required: It"),
            (
                "`from`, `to` - Pages",
                "named from Unstated: Pages & named to Unstated: Pages",
            ),
            (
                "`from` or `to` - Pages",
                "named from Unstated: Pages & named to Unstated: Pages",
            ),
            (
                "title: `Old Books` (string, required) - It",
                "marked title Required String: It",
            ),
            (
                "pages: 42 (number, optional) - How many",
                "marked pages Optional Number: How many",
            ),
            (
                "title: Old Books (string) - It",
                "named title Unstated String: It",
            ),
            (
                "title: the title (string)",
                "named title Unstated: the title (string)",
            ),
            ("mark: 7 (number)", "weak mark Unstated Number: "),
            (
                "`title`: the title (of the book) - It",
                "named title Unstated: the title (of the book) - It",
            ),
            (
                "`title`: what the cover says (string)",
                "named title Unstated: what the cover says (string)",
            ),
            ("`state=lent` - It", "-"),
            ("`q=<string>`: It", "named q Unstated: It"),
            ("`match[]={rule}`: It", "named match[] Unstated: It"),
            ("`on=[date]` (optional) - It", "marked on Optional: It"),
            ("`q=<string>&n=<n>`: It", "-"),
            ("Public. `level` is `20`.", "-"),
            ("`200 OK` - it went well", "-"),
        ] {
            assert_eq!(item(text), expected, "{text}");
        }
    }
}

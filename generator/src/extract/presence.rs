//! Whether a parameter must be sent: words in a cell, in parentheses after a name, or in a
//! sentence of its description.

use docbind_spec::Presence;

use crate::markdown::{Style, Text, single_blanks};

/// Words and what they mean, one line each.
const WORDS: &[(&str, Presence)] = &[
    ("yes", Presence::Required),
    ("true", Presence::Required),
    ("y", Presence::Required),
    ("required", Presence::Required),
    ("requires", Presence::Required),
    ("require", Presence::Required),
    ("mandatory", Presence::Required),
    ("always", Presence::Required),
    ("no", Presence::Optional),
    ("false", Presence::Optional),
    ("n", Presence::Optional),
    ("not required", Presence::Optional),
    ("optional", Presence::Optional),
    ("option", Presence::Optional),
    ("obligatory", Presence::Required),
    ("compulsory", Presence::Required),
    ("must", Presence::Required),
    ("✓", Presence::Required),
    ("✔", Presence::Required),
    ("✔️", Presence::Required),
    ("✅", Presence::Required),
    ("☑", Presence::Required),
    (":white_check_mark:", Presence::Required),
    (":heavy_check_mark:", Presence::Required),
    ("{check}", Presence::Required),
    ("{check-circle}", Presence::Required),
    ("✗", Presence::Optional),
    ("✘", Presence::Optional),
    ("✖", Presence::Optional),
    ("❌", Presence::Optional),
    (":x:", Presence::Optional),
    (":negative_squared_cross_mark:", Presence::Optional),
    ("{close}", Presence::Optional),
    ("{dotted-circle}", Presence::Optional),
    ("-", Presence::Optional),
    ("–", Presence::Optional),
    ("—", Presence::Optional),
];

/// The signs of a column that stand for yes, where another sign in it stands for no.
const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "✓",
    "✔",
    "✔️",
    "✅",
    "☑",
    ":white_check_mark:",
];

/// Words that mean the same wherever they stand alone.
const MARKERS: &[(&str, Presence)] = &[
    ("required", Presence::Required),
    ("mandatory", Presence::Required),
    ("obligatory", Presence::Required),
    ("is required", Presence::Required),
    ("is mandatory", Presence::Required),
    ("required field", Presence::Required),
    ("required parameter", Presence::Required),
    ("optional", Presence::Optional),
    ("not required", Presence::Optional),
    ("not mandatory", Presence::Optional),
    ("is optional", Presence::Optional),
    ("optional field", Presence::Optional),
    ("optional parameter", Presence::Optional),
];

/// What a sentence calls a parameter that it is about.
const SUBJECTS: &[&str] = &[
    "parameter",
    "field",
    "attribute",
    "argument",
    "property",
    "value",
    "option",
];

/// Words for a parameter that is not sent.
const ABSENT: &[&str] = &[
    "absent",
    "omitted",
    "left out",
    "missing",
    "unset",
    "unspecified",
    "not given",
    "not set",
    "not sent",
    "not specified",
    "not provided",
    "not supplied",
    "not present",
    "not passed",
];

/// Words after which a condition follows.
const CONDITIONS: &[&str] = &[
    " if ",
    " unless ",
    " when ",
    " only ",
    " for ",
    " (",
    ", if ",
    ", unless ",
    ", when ",
];

/// Reads a cell or the words in parentheses: whether it must be sent, and the condition.
///
/// A condition makes the answer "unstated": yes in one case, no in another.
pub(crate) fn read(text: &str) -> Option<(Presence, Option<String>)> {
    let text = single_blanks(text);
    let lower = text.to_lowercase();
    if let Some((_, presence)) = WORDS.iter().find(|(word, _)| *word == lower) {
        return Some((*presence, None));
    }
    let conditional = lower == "conditional"
        || WORDS.iter().any(|(word, _)| {
            lower.strip_prefix(word).is_some_and(|rest| {
                CONDITIONS
                    .iter()
                    .any(|condition| rest.starts_with(condition))
            })
        });
    conditional.then(|| (Presence::Unstated, Some(text.into_owned())))
}

/// Reads a word that is a marker wherever it stands: "required", "Optional".
pub(crate) fn marker(text: &str) -> Option<Presence> {
    let lower = text
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let lower = single_blanks(&lower);
    let known = MARKERS.iter().find(|(word, _)| *word == lower);
    known.map(|(_, presence)| *presence)
}

/// What a description says: a marker that is set apart at its beginning, or one of its sentences.
pub(crate) fn of_description(text: &Text) -> Option<(Presence, Option<String>)> {
    let mut visible = text.visible().filter(|it| !it.text.trim().is_empty());
    let first = visible.next().filter(|it| it.style == Style::Strong);
    let set_apart = first.and_then(|it| marker(&it.text));
    // The words behind a marker may be its condition: "**Required** if `isbn` is missing".
    let always = visible.next().is_none_or(|it| !goes_on(&it.text));
    set_apart
        .filter(|_| always)
        .map(|presence| (presence, None))
        .or_else(|| in_description(&text.described()))
}

/// Whether words behind a marker are a condition.
fn goes_on(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = CONDITIONS.iter().filter(|it| it.ends_with(' '));
    words.any(|words| lower.starts_with(words))
}

/// What the sentences of a description say: "Required. The title", "The title. (optional)", "This
/// parameter is required".
fn in_description(text: &str) -> Option<(Presence, Option<String>)> {
    let plain = text.replace(['*', '_'], "");
    let first = plain
        .split([':', '.', ',', ';', ')', '–', '—'])
        .next()
        .unwrap_or_default();
    let first = first.split(" - ").next().unwrap_or_default();
    if let Some(presence) = marker(first) {
        return Some((presence, None));
    }
    let sentence = plain.split(". ").next().unwrap_or_default();
    let sentence = sentence.trim_end_matches('.');
    if let Some(found @ (_, Some(_))) = read(sentence)
        && marker(sentence.split_whitespace().next().unwrap_or_default()).is_some()
    {
        return Some(found);
    }
    let grouped = plain
        .split(['(', '['])
        .skip(1)
        .filter_map(|part| marker(part.split([')', ']']).next()?));
    let last = || {
        let last = plain.trim_end().trim_end_matches(['.', ')']);
        let last = last.rsplit([':', '.', ';', '–', '—', '(']).next()?;
        marker(last.rsplit(" - ").next().unwrap_or_default())
    };
    let stated = || plain.split(['.', ';']).find_map(statement);
    let presence = { grouped }.next().or_else(last).or_else(stated)?;
    Some((presence, None))
}

/// What a sentence says that is about nothing but that: "Optional", "Is optional and …", "This
/// parameter is required", "When it is absent, …".
fn statement(sentence: &str) -> Option<Presence> {
    let lower = sentence.trim().to_lowercase();
    marker(&lower)
        .or_else(|| may_be_absent(&lower).then_some(Presence::Optional))
        .or_else(|| predicate(&lower))
}

/// A sentence without what it is about, where that is the parameter itself.
fn about_it(sentence: &str) -> &str {
    let about = ["this ", "the ", "it "];
    let rest = about.iter().find_map(|word| sentence.strip_prefix(word));
    let rest = rest.unwrap_or(sentence);
    let subject = SUBJECTS.iter().find_map(|it| rest.strip_prefix(it));
    subject.unwrap_or(rest).trim_start()
}

/// "When the parameter is absent", "if omitted", "if it is not given".
fn may_be_absent(sentence: &str) -> bool {
    let cases = ["if ", "when "];
    let Some(rest) = cases.iter().find_map(|word| sentence.strip_prefix(word)) else {
        return false;
    };
    let rest = about_it(rest);
    // "When missing books are found" speaks of something else.
    let (said, rest) = match rest.strip_prefix("is ") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    if !said && rest.starts_with("missing ") {
        return false;
    }
    let mut absent = ABSENT.iter().filter_map(|words| rest.strip_prefix(words));
    absent.any(|after| !after.starts_with(char::is_alphanumeric))
}

/// "This parameter is required", "the field is optional", "is optional and …".
fn predicate(sentence: &str) -> Option<Presence> {
    let rest = about_it(sentence).strip_prefix("is ")?;
    let rest = rest
        .strip_prefix("a ")
        .or_else(|| rest.strip_prefix("an "))
        .unwrap_or(rest);
    let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
    let conditional = ["if ", "unless ", "when ", "only ", "for "];
    let always = !conditional.iter().any(|word| after.starts_with(word));
    marker(word).filter(|_| always)
}

/// A cell without the icon before its words: "✅ Yes", ":x: No", "{check-circle} Yes". An icon that
/// stands alone stays.
fn without_icon(cell: &str) -> &str {
    let cell = cell.trim();
    let Some((first, words)) = cell.split_once(char::is_whitespace) else {
        return cell;
    };
    let named = |open: char, close: char| {
        let name = first.strip_prefix(open)?.strip_suffix(close)?;
        (!name.is_empty()).then_some(name)
    };
    let is_sign = !first.is_ascii() && !first.contains(char::is_alphanumeric);
    if is_sign || named('{', '}').or_else(|| named(':', ':')).is_some() {
        words.trim_start()
    } else {
        cell
    }
}

/// Reads the cells of a column, one answer each. A cross means no beside another sign for yes, and
/// yes where it is the only one.
pub(crate) fn column(cells: &[String]) -> Vec<Option<(Presence, Option<String>)>> {
    let has_yes = cells
        .iter()
        .any(|cell| YES.contains(&without_icon(cell).to_lowercase().as_str()));
    let cross = if has_yes {
        Presence::Optional
    } else {
        Presence::Required
    };
    let read = |cell: &String| match without_icon(cell) {
        "x" | "X" | "×" | "*" => Some((cross, None)),
        other => read(other).or_else(|| marker(other).map(|presence| (presence, None))),
    };
    cells.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_conditions() {
        for (text, expected) in [
            ("Yes", Some((Presence::Required, None))),
            ("requires", Some((Presence::Required, None))),
            ("optional", Some((Presence::Optional, None))),
            (
                "yes if `mark` is absent",
                Some((Presence::Unstated, Some("yes if `mark` is absent"))),
            ),
            (
                "required if mark missing",
                Some((Presence::Unstated, Some("required if mark missing"))),
            ),
            ("", None),
            (
                "yes, unless marked",
                Some((Presence::Unstated, Some("yes, unless marked"))),
            ),
            ("optional, default: 5", None),
            ("close|reopen", None),
            ("noteworthy", None),
        ] {
            let expected = expected.map(|(p, c): (_, Option<&str>)| (p, c.map(str::to_owned)));
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_of_descriptions() {
        let (required, optional) = (Some(Presence::Required), Some(Presence::Optional));
        for (text, expected) in [
            ("Required. The title", required),
            ("**Required**, the title", required),
            ("*Optional* - the title", optional),
            ("(Optional) The title", optional),
            ("The title. Required.", required),
            ("The title (required)", required),
            ("How it ends. (optional) It may go on", optional),
            ("The title — optional", optional),
            ("The title [optional]", optional),
            ("The title. This field is required.", required),
            ("The title. this is a mandatory field", required),
            (
                "The edition. This is required to tell books apart.",
                required,
            ),
            ("The edition. It is required for old books.", None),
            ("How many. Optional. 0 means all", optional),
            ("Is optional and picks some", optional),
            (
                "What to skip. When the parameter is absent or empty, nothing is",
                optional,
            ),
            ("The shelf. If omitted, all are meant", optional),
            ("The shelf. If it is not given, all are meant", optional),
            ("The shelf. If the shelf is not set, it fails", None),
            (
                "The shelf. When missing books are found, they are listed",
                None,
            ),
            ("Is optional if it has a mark", None),
            ("Optional parts of the title", None),
            ("The required title", None),
            ("The title, which is required by law", None),
            ("", None),
        ] {
            assert_eq!(in_description(text).map(|(it, _)| it), expected, "{text}");
        }
        let condition = in_description("Required if `isbn` is missing. The title");
        assert_eq!(condition.map(|(it, _)| it), Some(Presence::Unstated));
    }

    #[test]
    fn a_cross_is_what_the_other_cells_leave() {
        let (yes, no) = (Some(Presence::Required), Some(Presence::Optional));
        for (cells, expected) in [
            (["✓", "x"], [yes, no]),
            (["x", ""], [yes, None]),
            (["YES", "NO"], [yes, no]),
            (["✔", "-"], [yes, no]),
            (["✅ Yes", "❌ No"], [yes, no]),
            (["{check-circle} Yes", "{dotted-circle} No"], [yes, no]),
            (["{check-circle}", "{dotted-circle}"], [yes, no]),
            ([":heavy_check_mark: Required", ":x: Optional"], [yes, no]),
            (["{id}", ": no"], [None, None]),
        ] {
            let read = column(&cells.map(str::to_owned));
            let read: Vec<_> = read.into_iter().map(|it| it.map(|(it, _)| it)).collect();
            assert_eq!(read, expected, "{cells:?}");
        }
    }
}

//! Statuses in running text, in lists and in tables.

use super::columns::Column;
use super::facts::StatusFact;
use super::sentences::Marked;
use crate::markdown::{BlockKind, Item, List, Row, Table, Text};

/// Words without which a number in a sentence is no status.
const STATUS_WORDS: &[&str] = &[
    "status",
    "code",
    "return",
    "respon",
    "result",
    "answer",
    "error",
    "you get",
    "you'll get",
    "on success",
    "on fail",
];

/// Words that make a statement about what does not happen.
const HYPOTHETICAL: &[&str] = &["would", "should have been"];

/// The statuses that a text says an operation answers, in order, each once.
pub(crate) fn from_text(text: &Marked) -> Vec<StatusFact> {
    let mut found: Vec<StatusFact> = Vec::new();
    for sentence in text.sentences() {
        if !sentence.lower.has_one_of(STATUS_WORDS) {
            continue;
        }
        let sentence = sentence.text;
        for clause in sentence.split(',') {
            let named = statuses(clause);
            if named.is_empty() || is_hypothetical(clause) {
                continue;
            }
            for (status, phrase) in named {
                if !found.iter().any(|fact| fact.status == status) {
                    let description = Some(sentence.trim().replace(['‹', '›'], "`"));
                    found.push(StatusFact {
                        status,
                        phrase,
                        description,
                    });
                }
            }
        }
    }
    found
}

fn is_hypothetical(clause: &str) -> bool {
    let lower = clause.to_lowercase();
    HYPOTHETICAL.iter().any(|word| lower.contains(word))
}

/// Labels before a status, in lower case.
const LABELS: &[&str] = &[
    "code",
    "status",
    "status code",
    "http code",
    "http status",
    "http status code",
    "response code",
    "response status",
];

/// A text that is nothing but a status after a label: `Code : 201 CREATED`.
pub(crate) fn labelled(text: &str) -> Option<StatusFact> {
    let value = after_label(text.trim())?;
    let (status, _) = leading(value)?;
    let words = value.get(3..)?.trim_matches([' ', '.', '-', '(', ')']);
    let short = words.split_whitespace().count() <= 4 && !words.contains(['\n', ',', ':']);
    short.then(|| StatusFact {
        status,
        phrase: (!words.is_empty()).then(|| words.to_owned()),
        description: None,
    })
}

/// What follows such a label.
fn after_label(text: &str) -> Option<&str> {
    let (label, value) = text.split_once(':')?;
    let label = label.trim().to_lowercase();
    LABELS.contains(&label.as_str()).then(|| value.trim_start())
}

/// The one status that a sentence names.
pub(crate) fn from_text_str(sentence: &str) -> Option<u16> {
    let marked = sentence.replace('`', "‹");
    let found = statuses(&marked);
    found
        .first()
        .filter(|_| found.len() == 1)
        .map(|(status, _)| *status)
}

/// A list whose every item begins with a status.
pub(crate) fn from_list(list: &List) -> Option<Vec<StatusFact>> {
    let read = |item: &Item| {
        let text = item.text()?;
        let plain = text.plain();
        let value = after_label(&plain).unwrap_or(&plain);
        let (status, phrase) = leading(value)?;
        let first = match plain.len() - value.len() {
            0 => text.visible().next()?.text.len(),
            label => label + 3 + phrase.as_ref().map_or(0, |phrase| phrase.len() + 1),
        };
        let rest = text.after(first).described();
        let rest = rest.trim_start_matches(['-', '–', ':', ' ']);
        let cases: Vec<String> = below(item)
            .filter_map(Item::text)
            .map(Text::described)
            .collect();
        let words = [rest.to_owned(), cases.join("; ")];
        let words = words.iter().filter(|words| !words.is_empty());
        let description = words.map(String::as_str).collect::<Vec<_>>().join(" ");
        Some(StatusFact {
            status,
            phrase,
            description: (!description.is_empty()).then_some(description),
        })
    };
    list.items.iter().map(read).collect()
}

/// The items of the lists below an item: the cases in which a status is answered.
pub(crate) fn below(item: &Item) -> impl Iterator<Item = &Item> {
    item.blocks.iter().flat_map(|block| match &block.kind {
        BlockKind::List(list) => list.items.as_slice(),
        _ => &[],
    })
}

/// The status that an item of such a list begins with.
pub(crate) fn of_item(text: &Text) -> Option<u16> {
    let plain = text.plain();
    leading(after_label(&plain).unwrap_or(&plain)).map(|(status, _)| status)
}

/// A table with a column of statuses; rows without a status are left out.
pub(crate) fn from_table(table: &Table, columns: &[Column]) -> Option<Vec<StatusFact>> {
    let at = columns
        .iter()
        .position(|column| *column == Column::Status)?;
    let description = columns
        .iter()
        .position(|column| *column == Column::Description);
    let read = |row: &Row| {
        let (status, phrase) = leading(&row.cells.get(at)?.plain())?;
        let cell = description
            .and_then(|at| row.cells.get(at))
            .filter(|cell| !cell.is_blank());
        Some(StatusFact {
            status,
            phrase,
            description: cell.map(Text::described),
        })
    };
    let found: Vec<_> = table.rows.iter().filter_map(read).collect();
    (!found.is_empty()).then_some(found)
}

/// Words of headings that say that a number beside them is a status.
const HEADING_WORDS: &[&str] = &[
    "response",
    "responses",
    "status",
    "error",
    "errors",
    "http",
    "code",
    "success",
    "example",
];

/// The status whose case a heading begins: `404 Not Found`, `404: Not found`, `Response 201`,
/// `Error (409)`, `200 response`.
pub(crate) fn from_heading(title: &str) -> Option<StatusFact> {
    let title = title.trim();
    let title = without_noun(title).unwrap_or(title);
    let fact = |(status, phrase)| StatusFact {
        status,
        phrase,
        description: None,
    };
    if let Some((status, phrase)) = leading(title) {
        let phrase = phrase.or_else(|| set_apart(title));
        let alone = title.chars().all(|c| c.is_ascii_digit());
        return (phrase.is_some() || alone).then(|| fact((status, phrase)));
    }
    let mut statuses = Vec::new();
    for word in title.split(|c: char| !c.is_alphanumeric()) {
        let number = word.parse().ok().filter(|number| is_status(*number));
        match number.filter(|_| word.len() == 3) {
            Some(status) => statuses.push(status),
            None if word.is_empty() => {}
            // What follows a status are its own words.
            None if !statuses.is_empty() => {}
            None if HEADING_WORDS.contains(&word.to_lowercase().as_str()) => {}
            None => return None,
        }
    }
    match statuses.as_slice() {
        [status] => Some(fact((*status, None))),
        _ => None,
    }
}

/// What stands before the "response" with which a title ends that begins with a status.
fn without_noun(title: &str) -> Option<&str> {
    let (before, noun) = title.trim_end_matches(':').rsplit_once(' ')?;
    let begins = before.starts_with(|c: char| c.is_ascii_digit());
    let before = before.trim_end();
    (begins && noun.eq_ignore_ascii_case("response")).then_some(before)
}

/// The words that a mark sets apart from the number before them: `404: Not found`.
fn set_apart(title: &str) -> Option<String> {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let phrase = rest.trim_start().strip_prefix([':', '-', '–', '—'])?.trim();
    let first = phrase.chars().next()?;
    first.is_alphabetic().then(|| phrase.to_owned())
}

/// The status that a text begins with, and the words beside it.
pub(crate) fn leading(text: &str) -> Option<(u16, Option<String>)> {
    let text = text.trim();
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = &text[digits.len()..];
    let status = digits.parse().ok().filter(|status| is_status(*status))?;
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let phrase = rest.trim_start();
    let words: Vec<&str> = phrase
        .split_whitespace()
        .take_while(|word| word.chars().all(char::is_alphabetic))
        .collect();
    let phrase = words.join(" ");
    (digits.len() == 3).then(|| {
        (
            status,
            (!phrase.is_empty() && phrase.starts_with(char::is_uppercase)).then_some(phrase),
        )
    })
}

fn is_status(number: u16) -> bool {
    (200..600).contains(&number)
}

/// Every status of a clause; the words beside it only where both are set as code.
fn statuses(clause: &str) -> Vec<(u16, Option<String>)> {
    let mut found = Vec::new();
    let mut rest = clause;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let before = rest[..at].chars().next_back();
        let digits: String = rest[at..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let after = &rest[at + digits.len()..];
        let word = before.is_none_or(|c| c.is_whitespace() || matches!(c, '‹' | '('));
        // `12:30` and `404/1` are no statuses; a colon that ends a lead is no part of the number.
        let mut follows = after.chars();
        let ends = match (follows.next(), follows.next()) {
            (Some(':'), next) => !next.is_some_and(|c| c.is_ascii_digit()),
            (Some(c), _) => !c.is_alphanumeric() && !matches!(c, '-' | '%' | '/'),
            (None, _) => true,
        };
        if digits.len() == 3
            && word
            && ends
            && let Ok(status) = digits.parse::<u16>()
            && is_status(status)
        {
            let code = before == Some('‹');
            let text = if code {
                after.split('›').next().unwrap_or_default()
            } else {
                ""
            };
            let phrase = leading(&format!("{status}{text}")).and_then(|(_, phrase)| phrase);
            found.push((status, phrase));
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::read;
    use crate::source::{FileId, SourceFile};

    #[test]
    fn headings_begin_the_case_of_a_status() {
        for (title, status) in [
            ("404 Not Found", Some(404)),
            ("200", Some(200)),
            ("401: Unauthorized", Some(401)),
            ("422 – not valid", Some(422)),
            ("200-300 books", None),
            ("Response 201", Some(201)),
            ("Response (404)", Some(404)),
            ("Status: 409 Conflict", Some(409)),
            ("Error response 409 for books", Some(409)),
            ("200 response", Some(200)),
            ("403 Response:", Some(403)),
            ("200 OK response", Some(200)),
            ("Status 403 response", Some(403)),
            ("200 books", None),
            ("200 books in the response", None),
            ("The first 300 books", None),
            ("Responses 200 and 404", None),
            ("Response", None),
        ] {
            assert_eq!(from_heading(title).map(|it| it.status), status, "{title}");
        }
    }

    #[test]
    fn statuses_in_sentences() {
        for (text, expected) in [
            (
                "It returns `200` if it went well or `400` if not.",
                "200 400",
            ),
            ("Still returns a `200 OK` status code.", "200=OK"),
            (
                "On success, returns 201 and the book. If it is gone, code 404 is given.",
                "201 404",
            ),
            ("You'll get a 405 and a message.", "405"),
            (
                "It answers 404, even where a 409 (Conflict) would be better.",
                "404",
            ),
            ("Text of at most 255 characters.", ""),
            ("An error is returned with status code 401:", "401"),
            ("There are 300 books.", ""),
            (
                "Returns `404 Book Not Found` or `403 Forbidden`.",
                "404=Book Not Found 403=Forbidden",
            ),
        ] {
            let file = SourceFile {
                path: "a.md".to_owned(),
                text: text.to_owned(),
            };
            let page = read(FileId(0), &file);
            let BlockKind::Paragraph(paragraph) = &page.sections[0].blocks[0].kind else {
                panic!()
            };
            let show = |fact: StatusFact| match fact.phrase {
                Some(phrase) => format!("{}={phrase}", fact.status),
                None => fact.status.to_string(),
            };
            let found: Vec<_> = from_text(&Marked::of(paragraph))
                .into_iter()
                .map(show)
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}

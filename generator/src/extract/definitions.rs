//! Objects that pages define under headings of their own, and the texts that name them.
//!
//! What comes in: the sections of a page, sentences, and the cells of types. What goes out: the
//! fields of each object with the sections that it is named by, and the names of objects. Which
//! object a name means is not decided here: it may stand on another page.

use std::ops::Range;

use super::columns::{self, Column};
use super::facts::{Definition, Named, Number, ParamFact, Returned};
use super::lower::Lowered;
use super::param_list::{self, Promise};
use super::sentences::Said;
use super::words::Words;
use super::{param_table, request, status_codes};
use crate::markdown::{Block, BlockKind, Page, Piece, Text};

/// Words of a heading that say that what it names is an object.
const OBJECTS: &[&str] = &[
    "object",
    "objects",
    "structure",
    "entity",
    "model",
    "schema",
    "resource",
];

/// Words of a heading that say that what stands below has fields.
const FIELDS: &[&str] = &["fields", "attributes", "properties", "structure"];

/// Headings below which each heading names an object.
const HOMES: &[&str] = &[
    "models",
    "data models",
    "schemas",
    "definitions",
    "types",
    "data types",
    "objects",
    "entities",
    "structures",
];

/// Words of headings that name nothing.
const FILLING: &[&str] = &["the", "a", "an", "of", "object", "data", "json"];

/// Verbs of a sentence that says what is answered.
const ANSWERS: &[&str] = &[
    "returns",
    "return",
    "responds with",
    "response is",
    "answers",
];

/// Words before the name of an object that say that there are several.
const SEVERAL: &[&str] = &[
    "array of",
    "list of",
    "collection of",
    "arrays of",
    "lists of",
];

/// The objects that a page defines.
pub(super) fn read(page: &Page, words: &Words) -> Vec<Definition> {
    let defined = (0..page.sections.len()).filter_map(|number| {
        let (noun, sections) = named(page, number)?;
        let section = page.sections.get(number)?;
        let requests = section.blocks.iter();
        if requests
            .clone()
            .any(|block| request::of_block(block).is_some())
        {
            return None;
        }
        let fields: Vec<ParamFact> = requests
            .filter_map(|block| fields(block, words))
            .flatten()
            .collect();
        (!fields.is_empty()).then_some(Definition {
            sections,
            noun,
            fields,
        })
    });
    defined.collect()
}

/// Whether a row or item is one of the fields of these objects.
pub(super) fn has(definitions: &[Definition], range: &Range<usize>) -> bool {
    let mut fields = definitions.iter().flat_map(|it| &it.fields);
    fields.any(|fact| range.start <= fact.range.start && fact.range.end <= range.end)
}

/// What the object is called whose fields stand in a section, and the sections that it is named by.
fn named(page: &Page, number: usize) -> Option<(String, Vec<usize>)> {
    let section = page.sections.get(number)?;
    let title = section.title.plain();
    let parent = section.parent;
    let around = parent.and_then(|at| Some((at, page.sections.get(at)?.title.plain())));
    let home = around.as_ref().map(|(_, title)| title.to_lowercase());
    let at_home = home.is_some_and(|title| HOMES.contains(&title.trim().trim_end_matches(':')));
    let defines = at_home || says(&title, OBJECTS) || says(&title, FIELDS);
    let mut sections = vec![number];
    let own = noun(&title).filter(|_| defines);
    // A heading such as "Structure" below "Book object" has the fields of that one.
    let above = around.filter(|(_, title)| defines && says(title, OBJECTS));
    sections.extend(above.iter().map(|(at, _)| *at));
    let noun = own.or_else(|| noun(&above?.1))?;
    Some((noun, sections))
}

fn says(title: &str, wanted: &[&str]) -> bool {
    let lower = title.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| wanted.contains(&word))
}

/// The words of a title that name the object.
fn noun(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let names = words.filter(|word| {
        !word.is_empty()
            && !FILLING.contains(word)
            && !OBJECTS.contains(word)
            && !FIELDS.contains(word)
    });
    let noun = names.collect::<Vec<_>>().join("_");
    let sound = noun.starts_with(|c: char| c.is_ascii_alphabetic());
    sound.then_some(noun)
}

/// Whether a heading names an object and nothing else: `Book object`.
pub(super) fn is_heading(title: &str) -> bool {
    let lower = title.trim().to_lowercase();
    let last = lower.rsplit(' ').next().unwrap_or_default();
    matches!(last, "object" | "structure") && noun(&lower).is_some()
}

/// The fields that a block lists.
fn fields(block: &Block, words: &Words) -> Option<Vec<ParamFact>> {
    match &block.kind {
        BlockKind::Table(table) => {
            let columns = columns::read(&table.header, words);
            if !columns.contains(&Column::Type) || columns.contains(&Column::Status) {
                return None;
            }
            Some(param_table::read(table, &columns, words)?.parameters)
        }
        BlockKind::List(list) if status_codes::from_list(list).is_none() => {
            let found = param_list::read(list, Promise::Parameters, words)?;
            let typed = found.parameters.iter().all(|fact| fact.schema.is_some());
            (typed && found.unread.is_empty()).then_some(found.parameters)
        }
        _ => None,
    }
}

/// The object that a sentence of a text says is answered.
pub(super) fn returned(said: &Said<'_>) -> Option<Returned> {
    let text = said.text;
    said.marked.sentences().find_map(|sentence| {
        let at = ANSWERS
            .iter()
            .find_map(|verb| Some(word_at(sentence.lower, verb)? + verb.len()))?;
        // Letters may have other lengths in small.
        let rest = sentence.text.get(at..)?.split(['.', ';']).next()?;
        if says(rest, &["error", "errors"]) {
            return None;
        }
        let link = links(text).find(|piece| rest.contains(piece.text.trim()));
        let before = match link {
            Some(piece) => rest.split(piece.text.trim()).next()?.to_lowercase(),
            None => rest.to_lowercase(),
        };
        let number = number(&before);
        let object = match link {
            Some(piece) => Named::Link(piece.link.clone()?),
            None => Named::Noun(spoken(&before)?),
        };
        Some(Returned { object, number })
    })
}

/// Where a verb stands as a word of its own.
fn word_at(lower: Lowered<'_>, verb: &str) -> Option<usize> {
    let text = lower.as_str();
    lower.places(verb).find(|at| {
        let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at + verb.len()..)
            .and_then(|text| text.chars().next());
        ends(before) && ends(after)
    })
}

fn number(before: &str) -> Number {
    match SEVERAL.iter().any(|words| before.contains(words)) {
        true => Number::Many,
        false => Number::One,
    }
}

/// The noun in "a ‹book› object", "an array of book objects".
fn spoken(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let at = words
        .iter()
        .position(|word| matches!(*word, "object" | "objects"))?;
    let around = [
        "a", "an", "the", "of", "array", "list", "single", "new", "json", "updated",
    ];
    let before = words.get(..at)?.iter().rev();
    let names: Vec<&str> = before
        .copied()
        .take_while(|word| !around.contains(word))
        .collect();
    let noun: Vec<&str> = names.into_iter().rev().collect();
    (!noun.is_empty() && noun.len() <= 3).then(|| noun.join("_"))
}

/// The object that the cell of a type links to.
pub(super) fn linked(cell: &Text) -> Option<Returned> {
    let link = links(cell).next()?.link.clone()?;
    let shown = cell.plain().to_lowercase();
    let name = links(cell).next()?.text.trim().to_lowercase();
    let alone = !shown.replacen(&name, "", 1).contains(char::is_alphanumeric);
    if !alone && !says(&shown, &["object", "objects", "array", "list"]) {
        return None;
    }
    // "array of book objects" is several, and so are "[]book" and "[ book ]".
    let bracketed = shown.trim().starts_with('[') && shown.trim().ends_with(']');
    let several = says(&shown, &["array", "list"]) || shown.contains("[]") || bracketed;
    let number = if several { Number::Many } else { Number::One };
    Some(Returned {
        object: Named::Link(link),
        number,
    })
}

fn links(text: &Text) -> impl Iterator<Item = &Piece> {
    let pieces = text.pieces.iter();
    pieces.filter(|piece| piece.link.as_deref().is_some_and(|link| link.contains('#')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_objects_have_a_noun() {
        for (title, expected) in [
            ("Book object", Some("book")),
            ("The lending record structure", Some("lending_record")),
            ("Object", None),
            ("42 objects", None),
        ] {
            assert_eq!(noun(title).as_deref(), expected, "{title}");
        }
        assert!(is_heading("Book object") && !is_heading("Book objects of a shelf"));
    }

    #[test]
    fn objects_are_named_in_passing() {
        for (text, expected) in [
            (" an array of book objects", Some("book")),
            (" the updated lending record object", Some("lending_record")),
            (" nothing", None),
            (" an object", None),
        ] {
            assert_eq!(spoken(text).as_deref(), expected, "{text}");
        }
    }
}

//! One field, two spellings: in two answers, or in an answer and a parameter.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::Location;
use serde_json::Value;

use super::place::places;
use super::siblings::Answer;
use super::{Group, Picture};
use crate::diag::{Diagnostic, Rule};
use crate::extract::json_example::step;

/// No resource has more keys; an object that has is a map, whose keys are data.
const MOST_KEYS: usize = 500;

/// Reports keys that nearly are those of a sibling's answer, and parameters that nearly are keys.
pub(super) fn report(
    picture: &Picture<'_>,
    groups: &[Group<'_>],
    answers: &[Answer<'_>],
    found: &mut Vec<Diagnostic>,
) {
    let mut nouns: BTreeMap<(&str, &str), Vec<&Answer<'_>>> = BTreeMap::new();
    for answer in answers {
        let key = (answer.resource.as_str(), answer.noun.as_str());
        nouns.entry(key).or_default().push(answer);
    }
    for answers in nouns.values() {
        let counts = counts(answers);
        if counts.len() > MOST_KEYS {
            continue;
        }
        let pairs = pairs(answers, &counts);
        found.extend(
            pairs
                .iter()
                .filter_map(|(rare, usual)| key(picture, answers, rare, usual)),
        );
        let mut seen = BTreeSet::new();
        for answer in answers {
            if let Some(group) = groups.get(answer.operation)
                && seen.insert(answer.operation)
            {
                parameters(picture, group, &counts, found);
            }
        }
    }
}

/// How many answers have each key.
fn counts<'a>(answers: &[&Answer<'a>]) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for key in answers.iter().flat_map(|answer| &answer.keys) {
        *counts.entry(*key).or_default() += 1;
    }
    counts
}

/// Keys that never stand together and are spelt almost alike, the rarer one first.
fn pairs<'a>(
    answers: &[&Answer<'a>],
    counts: &BTreeMap<&'a str, usize>,
) -> Vec<(&'a str, &'a str)> {
    let mut pairs = Vec::new();
    for (key, count) in counts {
        for (other, more) in counts {
            let rarer = (count, key) < (more, other);
            if rarer && nearly(key, other) && apart(answers, key, other) {
                pairs.push((*key, *other));
            }
        }
    }
    pairs
}

/// Whether no object has both, and what stands under them is of one kind.
fn apart(answers: &[&Answer<'_>], key: &str, other: &str) -> bool {
    let objects = || answers.iter().flat_map(|answer| &answer.objects);
    let kinds = |key: &str| -> BTreeSet<u8> {
        let values = objects().filter_map(|map| map.get(key));
        values.filter(|value| !value.is_null()).map(kind).collect()
    };
    let (own, others) = (kinds(key), kinds(other));
    objects().all(|map| !(map.contains_key(key) && map.contains_key(other)))
        && (own.is_empty() || others.is_empty() || !own.is_disjoint(&others))
}

const fn kind(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

fn key(
    picture: &Picture<'_>,
    answers: &[&Answer<'_>],
    rare: &str,
    usual: &str,
) -> Option<Diagnostic> {
    let place = |key: &str| {
        let answer = answers.iter().find(|answer| answer.keys.contains(key))?;
        let number = answer
            .objects
            .iter()
            .position(|map| map.contains_key(key))?;
        let pointer = match answer.is_list {
            true => format!("/{}/{}", number_in_list(answer, number)?, step(key)),
            false => format!("/{}", step(key)),
        };
        let place = places(answer.example, &[pointer]).pop()?;
        picture.span(answer.page, place.key)
    };
    let message = format!("key `{rare}` is spelt `{usual}` in other answers of this kind");
    let finding = Diagnostic::new(Rule::UnlikeKey, place(rare)?, message);
    let finding = match place(usual) {
        Some(span) => finding.related(span, "the other spelling"),
        None => finding,
    };
    Some(finding.help("spell it as the server does; both become fields that may be absent"))
}

/// The number in the list of the object with this number among the list's objects.
fn number_in_list(answer: &Answer<'_>, number: usize) -> Option<usize> {
    let items = answer.example.body.value()?.as_array()?;
    let objects = items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.is_object());
    { objects }.nth(number).map(|(at, _)| at)
}

/// Parameters whose names nearly are keys of the answers, and are none.
fn parameters(
    picture: &Picture<'_>,
    group: &Group<'_>,
    keys: &BTreeMap<&str, usize>,
    found: &mut Vec<Diagnostic>,
) {
    let own = group.gathered.iter().filter(|known| {
        known.location == Location::Body
            && !keys.contains_key(known.name.as_ref())
            && !group.is_decided(&known.name)
    });
    for known in own {
        let meant = keys.keys().find(|key| {
            nearly(&known.name, key) && group.gathered.iter().all(|other| other.name != **key)
        });
        let place = known.facts.first().and_then(|(section, fact)| {
            let page = group.merged.sections.get(*section)?.page;
            picture.span(page, fact.range.clone())
        });
        if let (Some(meant), Some(span)) = (meant, place) {
            let message = format!("parameter `{}` is spelt `{meant}` in answers", known.name);
            let finding = Diagnostic::new(Rule::UnlikeKey, span, message);
            found.push(finding.help("spell both as the server does"));
        }
    }
}

/// Whether two names differ in one word only, and there by an ending or a slip of the pen.
///
/// A plural at the end is another field: a list beside one thing.
fn nearly(name: &str, other: &str) -> bool {
    // What one has and the other lacks is an ending or a slip of the pen.
    if (kinds_of_letters(name) ^ kinds_of_letters(other)).count_ones() > 2 {
        return false;
    }
    if letters(name).eq(letters(other)) {
        return true;
    }
    let joints = |name: &str| name.bytes().filter(|byte| *byte == b'_').count();
    if joints(name) != joints(other) {
        return false;
    }
    let words = name.split('_').zip(other.split('_'));
    let mut different = words.enumerate().filter(|(_, (own, other))| own != other);
    let (Some((at, (own_word, other_word))), None) = (different.next(), different.next()) else {
        return false;
    };
    let count = joints(name) + 1;
    let last = at + 1 == count;
    let ending = own_word
        .strip_prefix(other_word)
        .or_else(|| other_word.strip_prefix(own_word));
    match ending {
        Some("s" | "es") => !last && count > 1,
        Some(ending) => ending.len() <= 2 && own_word.len().min(other_word.len()) >= 4 && count > 1,
        None => {
            // A letter too many or two that changed places; another letter makes another word.
            let replaced = own_word.len() == other_word.len()
                && strsim::hamming(own_word, other_word).is_ok_and(|count| count == 1);
            own_word.len().min(other_word.len()) >= 6
                && strsim::osa_distance(own_word, other_word) == 1
                && !replaced
        }
    }
}

/// Which letters a name has, told apart by their five lowest bits; what joins words is none.
fn kinds_of_letters(name: &str) -> u32 {
    letters(name).fold(0, |kinds, byte| kinds | 1 << (byte & 31))
}

/// A name without what joins its words.
fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| *byte != b'_')
}

#[cfg(test)]
mod tests {
    use super::nearly;

    #[test]
    fn slips_are_told_from_other_fields() {
        for (name, other) in [
            ("merge_when_done", "merged_when_done"),
            ("book_events", "books_events"),
            ("duedate", "due_date"),
            ("recieved_at", "received_at"),
        ] {
            assert!(nearly(name, other) && nearly(other, name), "{name} {other}");
        }
        for (name, other) in [
            ("author_id", "author_ids"),
            ("employee_id", "employer_id"),
            ("label", "labels"),
            ("created_at", "updated_at"),
            ("a_mode", "b_mode"),
            ("id", "iid"),
            ("old_path", "new_path"),
            ("name", "named"),
        ] {
            assert!(!nearly(name, other), "{name} {other}");
        }
    }
}

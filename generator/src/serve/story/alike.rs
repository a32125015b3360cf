//! Texts that the documents make of one another: a thing named `Blue Whale` has the path
//! `blue-whale` and an address that ends with it. When the name changes, they follow.

use serde_json::Value;

use super::collection::Object;

/// How long a text is that stands in another one not by chance.
const TELLING: usize = 3;

/// Which texts follow another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Those that are made of it: a new thing has a path of its own.
    Made,
    /// Those that it is a part of: a thing with another name has the same path still.
    Part,
}

/// The further fields that change when these do.
pub(super) fn follow(object: &Object, changes: &Object, likeness: Likeness) -> Object {
    let unsent = || {
        object
            .iter()
            .filter(|(name, _)| !changes.contains_key(*name))
    };
    let mut renamed: Vec<(&str, &str)> = changes
        .iter()
        .filter_map(|(name, to)| Some((object.get(name)?.as_str()?, to.as_str()?)))
        .filter(|(from, to)| from != to && from.len() >= TELLING && !to.is_empty())
        // Where two fields have the same text, nothing tells which one stands in a third.
        .filter(|(from, _)| {
            likeness == Likeness::Made || unsent().all(|(_, value)| value.as_str() != Some(from))
        })
        .collect();
    // What is a part of addresses goes before what only resembles one.
    renamed.sort_by_key(|(from, _)| slug(from) != *from);
    let mut followed = Object::new();
    for (name, value) in unsent() {
        let Some(text) = value.as_str() else {
            continue;
        };
        let new = renamed.iter().find_map(|(from, to)| match likeness {
            Likeness::Part => part(text, from, to),
            Likeness::Made => part(text, from, to).or_else(|| made(text, from, to)),
        });
        if let Some(new) = new {
            followed.insert(name.clone(), Value::from(new));
        }
    }
    followed
}

/// A path or an address with the new text instead of the old one; none where that is no part.
fn part(text: &str, from: &str, to: &str) -> Option<String> {
    text.contains('/').then(|| in_place(text, from, to))?
}

/// The same where both are written as addresses have them.
fn made(text: &str, from: &str, to: &str) -> Option<String> {
    let (from, to) = (slug(from), slug(to));
    if from.len() < TELLING || to.is_empty() {
        return None;
    }
    if text == from {
        return Some(to);
    }
    part(text, &from, &to)
}

/// The text with the last occurrence that is a whole part of it replaced.
fn in_place(text: &str, from: &str, to: &str) -> Option<String> {
    let is_edge = |sign: Option<char>| {
        !sign.is_some_and(|sign| sign.is_alphanumeric() || "-_".contains(sign))
    };
    let mut found = text.rmatch_indices(from);
    let (at, _) = found.find(|(at, _)| {
        let (before, after) = (&text[..*at], &text[at + from.len()..]);
        let part = before.ends_with('/') || before.ends_with("/ ");
        part && is_edge(after.chars().next())
    })?;
    Some(format!("{}{to}{}", &text[..at], &text[at + from.len()..]))
}

/// A text as addresses have it.
fn slug(text: &str) -> String {
    let sign = |sign: char| match sign {
        sign if sign.is_alphanumeric() => sign.to_lowercase().next().unwrap_or(sign),
        '_' | '.' => sign,
        _ => '-',
    };
    text.chars()
        .map(sign)
        .collect::<String>()
        .trim_matches('-')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(likeness: Likeness, changes: &Value, expected: &Value) {
        let shelf = json!({
            "name": "Blue Whale", "path": "blue-whale", "full": "hall/blue-whale",
            "titles": "Hall / Blue Whale", "url": "http://x.org/hall/blue-whale.git",
            "hall": "http://x.org/hall", "words": "About the blue-whale", "state": "open",
        });
        let object = |value: &Value| value.as_object().cloned().unwrap_or_default();
        let followed = follow(&object(&shelf), &object(changes), likeness);
        assert_eq!(Value::Object(followed), *expected);
    }

    #[test]
    fn paths_and_addresses_follow_the_name() {
        let expected = json!({
            "path": "red-ant", "full": "hall/red-ant", "titles": "Hall / Red Ant",
            "url": "http://x.org/hall/red-ant.git",
        });
        check(Likeness::Made, &json!({"name": "Red Ant"}), &expected);
        let expected = json!({"full": "hall/ant", "titles": "Hall / Red Ant", "url": "http://x.org/hall/ant.git"});
        check(
            Likeness::Made,
            &json!({"name": "Red Ant", "path": "ant"}),
            &expected,
        );
        check(
            Likeness::Made,
            &json!({"name": "Blue Whale", "state": "shut"}),
            &json!({}),
        );
        check(
            Likeness::Made,
            &json!({"name": "/"}),
            &json!({"titles": "Hall / /"}),
        );
    }

    #[test]
    fn a_thing_with_another_name_keeps_its_path() {
        let expected = json!({"titles": "Hall / Red Ant"});
        check(Likeness::Part, &json!({"name": "Red Ant"}), &expected);
        let expected = json!({"full": "hall/ant", "url": "http://x.org/hall/ant.git"});
        check(Likeness::Part, &json!({"path": "ant"}), &expected);
    }
}

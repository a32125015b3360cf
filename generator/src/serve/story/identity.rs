//! By which field the objects of a collection are told apart.

use std::collections::BTreeMap;

use docbind_spec::Operation;
use serde_json::{Map, Value};

use super::path::Path;
use super::types::text;
use crate::names::mint::singular;

/// How the objects of a collection are told apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Identity {
    /// The field; none where the documents tell none.
    pub(super) field: Option<String>,
    pub(super) kind: Kind,
}

/// What identifies an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    /// A whole number.
    Number,
    /// A text.
    #[default]
    Text,
}

/// What is known about the objects of a collection when their identity is looked for.
pub(super) struct Clues<'a> {
    /// The path of the collection.
    pub(super) path: &'a Path,
    /// What the objects are called in paths and parameters: `book_id`.
    pub(super) names: Vec<&'a str>,
    /// Documented objects.
    pub(super) objects: Vec<&'a Map<String, Value>>,
    /// What documented calls have in place of the name, with the object that they answer.
    pub(super) calls: Vec<(String, &'a Map<String, Value>)>,
}

/// Fields that tell things apart where nothing says which does, the likeliest first.
pub(super) const USUAL: [&str; 6] = ["id", "name", "key", "slug", "path", "token"];

/// Fields that hold a text by which an object with a number may be named too.
const NICKNAMES: [&str; 8] = [
    "username", "login", "path", "slug", "key", "name", "title", "email",
];

impl Identity {
    /// The identity that the clues tell.
    pub(super) fn found(clues: &Clues<'_>) -> Self {
        let known = |field: &str| {
            let mut values = clues.objects.iter().filter_map(|object| object.get(field));
            values.any(|value| value.is_string() || value.is_i64() || value.is_u64())
        };
        let candidates = candidates(clues);
        let votes = votes(clues);
        let voted = candidates.iter().find(|it| votes.contains_key(it.as_str()));
        let most = || {
            let greatest = votes.iter().max_by_key(|(_, count)| **count);
            greatest.map(|(field, _)| (*field).to_owned())
        };
        let named = || candidates.iter().find(|field| known(field)).cloned();
        let field = voted.cloned().or_else(most).or_else(named);
        let kind = field
            .as_deref()
            .map_or(Kind::Text, |field| kind(clues, field));
        Self { field, kind }
    }

    /// The text that identifies an object.
    pub(super) fn of(&self, object: &Map<String, Value>) -> Option<String> {
        text(object.get(self.field.as_deref()?)?)
    }

    /// The value of the field for an object that is identified by this text; none where the text
    /// is a nickname.
    pub(super) fn value(&self, identity: &str) -> Option<Value> {
        match self.kind {
            Kind::Text => Some(Value::from(identity)),
            Kind::Number => identity.parse::<i64>().ok().map(Value::from),
        }
    }

    /// Makes an object the one that this text identifies.
    pub(super) fn set(&self, object: &mut Map<String, Value>, identity: &str) {
        let Some(field) = &self.field else {
            return;
        };
        match self.value(identity) {
            Some(value) if object.contains_key(field) => {
                object.insert(field.clone(), value);
            }
            Some(_) => {}
            None => nickname(object, identity),
        }
    }

    /// Whether the text names the object, by its identity or otherwise.
    pub(super) fn names(&self, object: &Map<String, Value>, named: &str) -> bool {
        if self.of(object).is_some_and(|identity| identity == named) {
            return true;
        }
        let is_it = |value: &Value| value.as_str() == Some(named);
        self.kind == Kind::Number
            && object.iter().any(|(field, value)| {
                is_it(value) && (NICKNAMES.contains(&field.as_str()) || named.contains('/'))
            })
    }
}

/// Sets the field that holds such texts: one with slashes where the text has one.
fn nickname(object: &mut Map<String, Value>, named: &str) {
    let with_slash = |value: &Value| {
        let text = value.as_str();
        text.is_some_and(|text| text.contains('/') && !text.contains([':', ' ']))
    };
    let field = if named.contains('/') {
        let fields = object.iter();
        let mut fields = fields.filter(|(_, value)| with_slash(value));
        fields.next().map(|(field, _)| field.clone())
    } else {
        let mut fields = NICKNAMES.iter();
        let field = fields.find(|field| object.get(**field).is_some_and(Value::is_string));
        field.map(|field| (*field).to_owned())
    };
    if let Some(field) = field {
        object.insert(field, Value::from(named));
    }
    if let (Some(last), Some(path)) = (named.rsplit_once('/'), object.get_mut("path")) {
        *path = Value::from(last.1);
    }
}

/// The fields that the names may mean, the likeliest first.
fn candidates(clues: &Clues<'_>) -> Vec<String> {
    let thing = clues.path.noun().map(singular).unwrap_or_default();
    let mut fields = Vec::new();
    for name in &clues.names {
        fields.push((*name).to_owned());
        let own = name.strip_prefix(thing.as_str());
        let own = own.and_then(|rest| rest.strip_prefix('_'));
        fields.extend(own.map(str::to_owned));
        let lower = name.to_lowercase();
        if lower.ends_with("iid") {
            fields.push("iid".to_owned());
        } else if lower.ends_with("id") {
            fields.push("id".to_owned());
        }
    }
    // What no path names needs no name.
    let usual = if clues.names.is_empty() {
        &USUAL[..1]
    } else {
        &USUAL
    };
    fields.extend(usual.iter().map(|field| (*field).to_owned()));
    fields
}

/// How often a field has the value that a documented call has in its path.
fn votes<'a>(clues: &Clues<'a>) -> BTreeMap<&'a str, usize> {
    let mut votes = BTreeMap::new();
    for (called, object) in &clues.calls {
        // Small numbers are equal to many a count.
        let telling = called.parse::<i64>().is_err();
        for (field, value) in *object {
            let candidate = telling && value.is_string() || USUAL.contains(&field.as_str());
            if candidate && text(value).is_some_and(|value| value == *called) {
                *votes.entry(field.as_str()).or_default() += 1;
            }
        }
    }
    votes
}

fn kind(clues: &Clues<'_>, field: &str) -> Kind {
    let mut values = clues.objects.iter().filter_map(|object| object.get(field));
    match values.find(|value| !value.is_null()) {
        Some(Value::Number(_)) => Kind::Number,
        _ => Kind::Text,
    }
}

/// What documented calls of an operation have at this segment of its path, decoded.
pub(super) fn called(operation: &Operation, segment: usize, length: usize) -> Vec<String> {
    let calls = operation.calls.iter().filter_map(|call| {
        let path = call.path.trim_start_matches('/');
        let segments: Vec<&str> = path.split('/').collect();
        let value = (segments.len() == length).then(|| segments.get(segment))??;
        let decoded = percent_encoding::percent_decode_str(value)
            .decode_utf8()
            .ok()?;
        Some(decoded.into_owned())
    });
    calls.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(path: &str, name: &str, object: &Value, call: Option<&str>, expected: &str) {
        let object = object.as_object().unwrap();
        let clues = Clues {
            path: &Path::parse(path),
            names: vec![name],
            objects: vec![object],
            calls: call.map(|it| (it.to_owned(), object)).into_iter().collect(),
        };
        let found = Identity::found(&clues);
        let kind = match found.kind {
            Kind::Number => "number",
            Kind::Text => "text",
        };
        let shown = format!("{} {kind}", found.field.unwrap_or_default());
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_placeholder_or_a_call_tells_the_field() {
        let book = json!({"id": 1, "iid": 7, "isbn": "978-0", "name": "Sea", "pages": 7});
        check("/books", "book_id", &book, None, "id number");
        check("/books", "book_iid", &book, None, "iid number");
        check("/books", "isbn", &book, None, "isbn text");
        check("/books", "book_name", &book, None, "name text");
        check("/books", "book", &book, None, "id number");
        check("/books", "book", &book, Some("978-0"), "isbn text");
        check("/books", "book_id", &book, Some("7"), "id number");
        let label = json!({"color": "red", "name": "late"});
        check("/labels", "label_id", &label, Some("1"), "name text");
        check("/labels", "label", &json!({"pages": 1}), None, " text");
    }

    #[test]
    fn a_number_may_have_a_nickname() {
        let identity = Identity {
            field: Some("id".to_owned()),
            kind: Kind::Number,
        };
        let shelf = json!({"id": 3, "name": "Sea", "path": "sea", "whole_path": "hall/sea"});
        let mut shelf = shelf.as_object().cloned().unwrap();
        assert!(identity.names(&shelf, "3") && identity.names(&shelf, "hall/sea"));
        assert!(!identity.names(&shelf, "4"));
        identity.set(&mut shelf, "attic/air");
        let expected = json!({"id": 3, "name": "Sea", "path": "air", "whole_path": "attic/air"});
        assert_eq!(Value::Object(shelf.clone()), expected);
        identity.set(&mut shelf, "12");
        assert_eq!(shelf.get("id"), Some(&json!(12)));
    }
}

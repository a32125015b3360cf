//! Any texts in a sound spec give code: nothing of them is in it outside of strings and comments.
//!
//! A line of the input is a number and a text, in which `\n` is a line end. The text takes the
//! place of the one with this number in a spec of an invented API.

#![expect(clippy::expect_used, reason = "tests fail by panicking")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use docbind_spec::yaml::read_spec;
use docbind_spec::{ApiSpec, validate};
use serde_json::Value;

use super::erase;

/// Keys of what people read: nothing but documentation depends on it.
const PROSE: &[&str] = &["condition", "description", "phrase", "reason", "title"];

/// The spec, as the one who reads it and as one who changes it has it.
static BASE: LazyLock<(ApiSpec, Value)> = LazyLock::new(|| {
    let text = include_str!("../../../spec/tests/data/bookshop.yaml");
    let spec = read_spec(text, "bookshop.yaml").expect("the tests of specs read it");
    let value = serde_json::to_value(&spec).expect("a spec can be JSON");
    (spec, value)
});

/// The code of the spec as it is.
static CODE: LazyLock<Option<BTreeMap<String, String>>> = LazyLock::new(|| erase::of_all(&BASE.0));

/// Writes the texts into the spec, first where people read them only, then anywhere.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let changes: Vec<(usize, String)> = text.lines().filter_map(change).collect();
    let prose = changed(&changes, Places::Prose);
    if let Some(spec) = prose.filter(|spec| validate(spec).is_empty()) {
        let code = erase::of_all(&spec);
        for (path, after) in code.iter().flatten() {
            let before = CODE.as_ref().and_then(|code| code.get(path));
            assert!(
                before == Some(after),
                "{path} has another meaning:\n{after}"
            );
        }
        assert!(code.is_some(), "prose is refused");
    }
    let any = changed(&changes, Places::All);
    if let Some(spec) = any.filter(|spec| validate(spec).is_empty()) {
        erase::of_all(&spec);
    }
}

/// A line of the input.
fn change(line: &str) -> Option<(usize, String)> {
    let (number, text) = line.split_once(' ')?;
    Some((number.parse().ok()?, text.replace("\\n", "\n")))
}

/// Which texts are changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Places {
    Prose,
    All,
}

/// The spec with these changes; nothing where it is none any more.
fn changed(changes: &[(usize, String)], places: Places) -> Option<ApiSpec> {
    let mut value = BASE.1.clone();
    let mut texts = Vec::new();
    collect(&mut value, "", places, &mut texts);
    let count = texts.len();
    for (number, new) in changes {
        if let Some(text) = texts.get_mut(number % count.max(1)) {
            text.clone_from(new);
        }
    }
    serde_json::from_value(value).ok()
}

/// The texts of a value that stands under this key.
fn collect<'a>(value: &'a mut Value, key: &str, places: Places, texts: &mut Vec<&'a mut String>) {
    match value {
        Value::String(text) if places == Places::All || PROSE.contains(&key) => texts.push(text),
        Value::Array(items) => {
            for item in items {
                collect(item, key, places, texts);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                collect(member, key, places, texts);
            }
        }
        _ => {}
    }
}

//! `FORMAT.md` says what is true: its examples are sound, and no key is left out.

#![allow(clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use docbind_spec::schema::{overrides_schema, spec_schema};
use docbind_spec::yaml::{read_overrides, read_spec, write_overrides, write_spec};
use docbind_spec::{validate, validate_overrides};
use serde_json::Value;

const FORMAT_MD: &str = include_str!("../FORMAT.md");

/// The content of every `yaml` block, with the line it begins at.
fn yaml_blocks() -> Vec<(usize, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (index, line) in FORMAT_MD.lines().enumerate() {
        match (&mut open, line) {
            (None, "```yaml") => open = Some((index + 2, String::new())),
            (Some(_), "```") => blocks.extend(open.take()),
            (Some((_, text)), _) => *text += &format!("{line}\n"),
            (None, _) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// What docbind would write, without the comment at the beginning.
fn without_header(text: &str) -> String {
    let lines = text.lines().skip_while(|line| line.starts_with('#'));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_example_is_sound_and_in_our_own_style() {
    let blocks = yaml_blocks();
    assert_eq!(blocks.len(), 4);
    for (line, text) in blocks {
        let origin = format!("FORMAT.md from line {line}");
        let is_overrides = ["overrides:", "answers:", "waivers:"]
            .iter()
            .any(|key| text.starts_with(key));
        let written = if is_overrides {
            let overrides =
                read_overrides(&text, &origin).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(validate_overrides(&overrides), []);
            write_overrides(&overrides)
        } else {
            let spec = read_spec(&text, &origin).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(validate(&spec), []);
            write_spec(&spec)
        };
        let written = written.expect("what was read can be written");
        assert_eq!(without_header(&written), text, "{origin}");
    }
}

#[test]
fn every_key_and_word_is_explained() {
    let mut words = BTreeSet::new();
    collect_words(&spec_schema(), &mut words);
    collect_words(&overrides_schema(), &mut words);
    assert!(words.len() > 100, "{words:?}");
    let explained = |word: &String| {
        ["`", ":", ","]
            .iter()
            .any(|end| FORMAT_MD.contains(&format!("`{word}{end}")))
    };
    let missing: Vec<_> = words.iter().filter(|word| !explained(word)).collect();
    assert!(missing.is_empty(), "not in FORMAT.md: {missing:?}");
}

/// The keys and the words that a schema knows.
fn collect_words(schema: &Value, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                words.extend(properties.keys().cloned());
            }
            words.extend(
                object
                    .get("const")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            if let Some(Value::Array(values)) = object.get("enum") {
                words.extend(values.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            object
                .values()
                .for_each(|inner| collect_words(inner, words));
        }
        Value::Array(items) => items.iter().for_each(|inner| collect_words(inner, words)),
        _ => {}
    }
}

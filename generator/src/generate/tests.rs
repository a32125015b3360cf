//! What is written is what prettyplease would write.

use std::fs;
use std::path::Path;

use super::*;
use crate::code::Code;

/// The code of all files of a crate.
fn code_of(spec: &ApiSpec) -> Vec<(String, Code)> {
    let options = GenerateOptions::new("docbind generate");
    let api = prepare(spec, &options).unwrap();
    let halves = options.halves();
    let sources = sources(&api, &options, &halves);
    let parts = sources.into_iter().flat_map(|source| {
        let code = match source.content {
            Content::Code(code) => vec![code],
            Content::Page(parts) => parts.into_iter().filter_map(code_of_part).collect(),
            Content::Text(_) => Vec::new(),
        };
        code.into_iter()
            .map(move |code| (source.path.clone(), code))
    });
    parts.collect()
}

fn code_of_part(part: Part) -> Option<Code> {
    match part {
        Part::Code(code) => Some(code),
        Part::Text(_) => None,
    }
}

fn check(spec: &ApiSpec) {
    let all = code_of(spec);
    assert!(all.len() > 10, "{}", spec.name);
    for (path, code) in all {
        let text = output::format(&path, &code).unwrap();
        let expected = output::format_by_tree(&code).unwrap();
        assert_eq!(text, expected, "{path} of {}", spec.name);
    }
}

#[test]
fn files_of_an_invented_api_are_as_prettyplease_writes_them() {
    let text = include_str!("../../tests/data/music.yaml");
    check(&docbind_spec::yaml::read_spec(text, "music.yaml").unwrap());
}

#[test]
fn files_of_the_shipped_apis_are_as_prettyplease_writes_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/apis");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path().join("spec.yaml");
        let text = fs::read_to_string(&path).unwrap();
        check(&docbind_spec::yaml::read_spec(&text, "spec.yaml").unwrap());
        count += 1;
    }
    assert!(count >= 3);
}

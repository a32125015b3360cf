//! What this crate says about generated crates is what it is itself.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use docbind_templates::{DEPENDENCIES, DEV_DEPENDENCIES, Dependency, FEATURES, FILES};
use toml::Table;

fn manifest(path: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(path).unwrap().parse().unwrap()
}

/// The entries of a table as `name = value` lines, sorted.
fn lines(table: &Table) -> Vec<String> {
    table
        .iter()
        .map(|(name, value)| format!("{name} = {value}"))
        .collect()
}

/// The same for what the constants say.
fn stated(dependencies: &[Dependency]) -> Vec<String> {
    let text: String = dependencies.iter().map(|d| d.line() + "\n").collect();
    lines(&text.parse().unwrap())
}

fn table<'t>(manifest: &'t Table, name: &str) -> &'t Table {
    manifest[name].as_table().unwrap()
}

#[test]
fn manifests_agree_with_the_constants() {
    for path in ["Cargo.toml", "tests/bookshop/Cargo.toml"] {
        let manifest = manifest(path);
        let dependencies = table(&manifest, "dependencies");
        assert_eq!(lines(dependencies), stated(DEPENDENCIES), "{path}");
        let features = table(&manifest, "features");
        let resources = features
            .get("all")
            .map_or(0, |all| 1 + all.as_array().unwrap().len());
        assert_eq!(features.len(), FEATURES.len() + 1 + resources, "{path}");
        for feature in FEATURES {
            let enables = features[feature.name].as_array().unwrap();
            let enables: Vec<&str> = enables.iter().map(|name| name.as_str().unwrap()).collect();
            assert_eq!(enables, feature.enables, "{path}: {}", feature.name);
        }
    }
}

#[test]
fn the_bookshop_tests_with_what_generated_crates_have() {
    let manifest = manifest("tests/bookshop/Cargo.toml");
    let mut actual = lines(table(&manifest, "dev-dependencies"));
    // Itself, and what the tests of the runtime need.
    actual.retain(|line| {
        let name = line.split(' ').next().unwrap_or_default();
        !["docbind-bookshop", "proptest", "tower", "tracing"].contains(&name)
    });
    assert_eq!(actual, stated(DEV_DEPENDENCIES));
}

#[test]
fn files_are_complete_and_as_on_disk() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let carried = ["compare", "contradictions", "support"];
    let mut found = BTreeSet::from(carried.map(|name| format!("tests/{name}/mod.rs")));
    let mut folders = vec![root.join("src/runtime")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("tests.rs") {
                let relative = path.strip_prefix(root).unwrap();
                found.insert(relative.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    let stated: BTreeSet<String> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(stated, found);
    assert_eq!(FILES.len(), found.len());
    for (path, text) in FILES {
        assert_eq!(
            fs::read_to_string(root.join(path)).unwrap(),
            *text,
            "{path}"
        );
    }
}

/// They stand in crates of other names, where an example could not name its crate.
#[test]
fn files_are_the_same_in_any_crate() {
    for (path, text) in FILES {
        for word in ["docbind_", "```", "todo!"] {
            let code = text.split("#[cfg(test)]").next().unwrap();
            assert!(!code.contains(word), "{path} has {word}");
        }
    }
}

//! What the README says about `build.rs`, by the word.

use std::fs;

use crate::harness::root;
use crate::readme::blocks;

/// `tests/consumer/readme` is built and run with the other crates; its files are the README's.
#[test]
fn the_crate_of_the_readme_is_one_that_is_tested() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let block = |tag: &str, text: &str| {
        let found = blocks(&readme, tag).find(|block| block.contains(text));
        let found = found.unwrap_or_else(|| panic!("no {tag} with {text}"));
        found.to_owned()
    };
    let folder = root().join("tests/consumer/readme");
    let file = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
    assert_eq!(
        block("rust,no_run", "docbind::Config::new()"),
        file("build.rs")
    );
    assert_eq!(block("rust,ignore", "include!("), file("src/lib.rs"));
    // In this repository, docbind is the one beside it.
    let dependencies = block("toml", "[build-dependencies]");
    let (published, here) = (
        "version = \"0.1\", default-features = false",
        "workspace = true",
    );
    assert!(dependencies.contains(published), "{dependencies}");
    let dependencies = dependencies.replace(published, here);
    let manifest = file("Cargo.toml");
    assert!(manifest.contains(&dependencies), "{manifest}");
    let workspace = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(workspace.contains(
        "docbind = { path = \"generator\", version = \"0.1.0\", default-features = false }"
    ));
}

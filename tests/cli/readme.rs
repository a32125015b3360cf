//! Every command of the README, in its order, on a bookshop.

use std::fs;

use super::harness::{BOOKS, Dir, root, run_at};

/// Commands that cannot run inside a test, with what stands for them.
fn elsewhere(command: &str) -> bool {
    match command {
        // Would run this test again. CI runs it as it is written.
        "cargo test --workspace" => {
            let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
            assert!(ci.lines().any(|line| line == command), "not in .ci/run");
            true
        }
        // Would change the machine. The package has the program.
        "cargo install --path generator" => {
            let manifest = fs::read_to_string(root().join("generator/Cargo.toml")).unwrap();
            assert!(manifest.contains("[[bin]]\nname = \"docbind\""));
            true
        }
        // Asks a person. Another test answers.
        "cargo insta review" => {
            let test = fs::read_to_string(root().join("tests/cli/conformance.rs")).unwrap();
            assert!(test.contains(&format!("\"{command} --color never\"")));
            true
        }
        _ => false,
    }
}

#[test]
fn every_command_works() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let commands: Vec<&str> = blocks(&readme, "console")
        .flat_map(str::lines)
        .map(|line| line.strip_prefix("$ ").expect("a command begins with `$ `"))
        .collect();
    assert!(commands.len() >= 8, "{commands:?}");
    let is_settings = |block: &&str| block.contains("[apis.");
    let settings: String = blocks(&readme, "toml").filter(is_settings).collect();

    let dir = Dir::new();
    dir.write("doc/api/books.md", BOOKS);
    dir.write("doc/overrides.yaml", "overrides: []\n");
    dir.write("docbind.toml", settings);
    for command in commands {
        if elsewhere(command) {
            continue;
        }
        if let Some(arguments) = command.strip_prefix("cargo run -p docbind -- ") {
            on_the_shipped_apis(arguments);
            continue;
        }
        let arguments: Vec<&str> = command
            .strip_prefix("docbind ")
            .unwrap_or_else(|| panic!("what is `{command}`?"))
            .split_whitespace()
            .collect();
        let run = run_at(&dir.path(""), &arguments);
        assert_eq!(run.code, Some(0), "{command}\n{}", run.err);
    }
    for made in [
        "spec.yaml",
        "review.html",
        "bookshop.json",
        "rendered/books.md",
        "bookshop-client/src/lib.rs",
        "doc/spec.yaml",
    ] {
        assert!(dir.path(made).is_file(), "no command made {made}");
    }
}

/// Runs the main job on a copy of what the repository ships: all is up to date already.
fn on_the_shipped_apis(arguments: &str) {
    let dir = Dir::new();
    super::regenerate::copy_shipped(&dir);
    let before = dir.files("");
    let run = dir.run(arguments);
    assert_eq!(run.code, Some(0), "{}", run.err);
    for word in [
        "pages",
        "operations",
        "findings",
        "gitlab-ci-v1",
        "gitlab-v3-2016",
    ] {
        assert!(run.out.contains(word), "no `{word}` in\n{}", run.out);
    }
    assert!(dir.files("") == before, "specs or crates are out of date");
}

/// The fenced blocks of a Markdown text with this tag.
pub(crate) fn blocks<'a>(text: &'a str, tag: &'a str) -> impl Iterator<Item = &'a str> {
    let open = format!("```{tag}\n");
    text.match_indices(&open.clone())
        .map(move |(at, _)| {
            let body = &text[at + open.len()..];
            &body[..body.find("```").unwrap_or(body.len())]
        })
        .collect::<Vec<_>>()
        .into_iter()
}

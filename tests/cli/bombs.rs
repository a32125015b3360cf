//! Small files that stand for large values: each is refused with its place, in bounded memory.
//!
//! The reader of YAML has a longer list (`spec/src/yaml/tests.rs`); here the program meets them
//! wherever it reads a file that a person wrote.

use std::process::Command;

use super::harness::{Dir, command};

/// Texts that are no settings, no spec and no overrides, whoever reads them.
fn bombs() -> Vec<(&'static str, String)> {
    let mut aliases = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..30 {
        let alias = format!("*a{}, ", level - 1).repeat(9);
        aliases.push_str(&format!("a{level}: &a{level} [{alias}]\n"));
    }
    vec![
        ("aliases", aliases),
        ("lists", format!("a = {}", "[".repeat(100_000))),
        (
            "lists of YAML",
            format!("overrides: {}", "[".repeat(100_000)),
        ),
        ("maps", format!("a = {}", "{a = ".repeat(100_000))),
        ("maps of YAML", "{a: ".repeat(100_000)),
        ("tables", format!("[{}a]\n", "a.".repeat(100_000))),
        ("keys", format!("{}a = 1\n", "a.".repeat(100_000))),
        ("blocks", "- ".repeat(100_000)),
        ("anchors", "&a ".repeat(100_000)),
        ("one word", "a".repeat(5_000_000)),
        (
            "one text",
            format!("overrides: \"{}", "a".repeat(5_000_000)),
        ),
        (
            "a key twice",
            "overrides: []\noverrides: []\n[apis]\n[apis]\n".to_owned(),
        ),
    ]
}

#[cfg(unix)]
#[test]
fn a_file_that_blows_up_is_refused() {
    let dir = Dir::bookshop();
    let before = dir.files("docs");
    for (what, text) in bombs() {
        for (file, line) in [
            ("spec.yaml", "generate --spec spec.yaml --out crate"),
            (
                "overrides.yaml",
                "spec --docs docs --overrides overrides.yaml",
            ),
            ("docbind.toml", "generate --config docbind.toml"),
        ] {
            dir.write(file, &text);
            // A gigabyte of addresses is what the program and its threads reserve several times.
            let program = command(&dir.path("")).get_program().to_owned();
            let output = Command::new("sh")
                .args([
                    "-c",
                    &format!("ulimit -v 1000000; exec \"$docbind\" {line}"),
                ])
                .current_dir(dir.path(""))
                .env_clear()
                .env("docbind", program)
                .output()
                .unwrap();
            let err = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{what} as {file}: {err}");
            assert!(err.starts_with(&format!("error: {file}:")), "{what}: {err}");
            assert!(err.len() < 2000, "{what} as {file}: {} bytes", err.len());
            assert!(!dir.path("crate").exists());
            std::fs::remove_file(dir.path(file)).unwrap();
        }
    }
    assert!(dir.files("docs") == before);
}

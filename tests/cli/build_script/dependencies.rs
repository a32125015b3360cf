//! What a crate that generates in its `build.rs` has to build.

use std::collections::BTreeSet;

use crate::elsewhere::{command, finish};
use crate::harness::root;

/// The names of the packages that `cargo tree` lists in this repository.
#[track_caller]
fn tree(arguments: &str) -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = command(cargo, &root());
    command.env_remove("CARGO_TARGET_DIR");
    let line = format!("tree --offline --locked --prefix none --no-dedupe {arguments}");
    let run = finish(command.args(line.split_whitespace()));
    assert_eq!(run.code, Some(0), "{}", run.err);
    let names = run.out.lines().filter_map(|line| line.split(' ').next());
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[track_caller]
fn has_none_of(tree: &BTreeSet<String>, names: &[&str]) {
    let found: Vec<&&str> = names.iter().filter(|name| tree.contains(**name)).collect();
    assert!(found.is_empty(), "{found:?} among {tree:?}");
}

/// What only the program needs, what only tests need, and what talks to a network. The crate that
/// shows findings, `annotate-snippets`, is not among them: the YAML crate has it, too.
const UNNEEDED: &[&str] = &[
    "axum",
    "clap",
    "clap_builder",
    "clap_derive",
    "console",
    "hyper",
    "insta",
    "reqwest",
    "rustls",
    "similar",
    "socket2",
    "tokio",
    "toml",
    "toml_parser",
    "terminal_size",
];

#[test]
fn without_default_features_there_is_nothing_of_the_program() {
    let direct = tree("--package docbind --no-default-features --edges normal --depth 1");
    let expected = [
        "docbind",
        "docbind-spec",
        "docbind-templates",
        "globset",
        "heck",
        "memchr",
        "percent-encoding",
        "prettyplease",
        "proc-macro2",
        "pulldown-cmark",
        "serde",
        "serde_json",
        "strsim",
        "syn",
        "tempfile",
        "thiserror",
    ];
    assert_eq!(direct, expected.map(str::to_owned).into());
    let all = tree("--package docbind --no-default-features --edges normal");
    println!("docbind without default features: {} packages", all.len());
    has_none_of(&all, UNNEEDED);
    // A fence around nothing proves nothing.
    let program = tree("--package docbind --edges normal");
    for name in ["clap", "similar", "toml"] {
        assert!(program.contains(name), "{name}");
    }
}

#[test]
fn who_generates_needs_nothing_of_the_program() {
    for consumer in ["both", "client", "readme", "server"] {
        let all = tree(&format!(
            "--package docbind-consumer-{consumer} --edges build"
        ));
        assert!(all.contains("docbind"), "{all:?}");
        has_none_of(&all, UNNEEDED);
    }
}

#[test]
fn one_half_needs_nothing_of_the_other() {
    let client = tree("--package docbind-consumer-client --edges normal");
    assert!(client.contains("reqwest"));
    has_none_of(&client, &["axum", "docbind", "multer"]);
    let server = tree("--package docbind-consumer-server --edges normal");
    assert!(server.contains("axum"));
    has_none_of(&server, &["reqwest", "docbind", "hyper-tls", "rustls"]);
    let committed = tree("--package docbind-consumer-committed --edges normal,build");
    has_none_of(&committed, &["docbind"]);
}

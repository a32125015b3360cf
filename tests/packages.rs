//! What Cargo says of the workspace: that its crates can be published, and what they depend on.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The crates that others can use, each after those that it needs.
const PUBLISHED: [&str; 3] = ["docbind-spec", "docbind-templates", "docbind"];

/// Licences under which a dependency can be taken without asking anybody.
const LICENCES: &[&str] = &[
    "Apache-2.0",
    "BSD-3-Clause",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[track_caller]
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}: {err}");
    String::from_utf8(output.stdout).unwrap()
}

/// What Cargo knows of all packages that are built on this system.
struct Workspace {
    packages: BTreeMap<String, Value>,
    members: Vec<String>,
    /// What a package needs for itself, its tests aside.
    needs: BTreeMap<String, Vec<String>>,
}

impl Workspace {
    fn read() -> Self {
        let host = Command::new("rustc").arg("-vV").output().unwrap();
        let host = String::from_utf8(host.stdout).unwrap();
        let host = host.lines().find_map(|line| line.strip_prefix("host: "));
        let all = cargo(&[
            "metadata",
            "--format-version=1",
            "--filter-platform",
            host.unwrap(),
        ]);
        let all: Value = serde_json::from_str(&all).unwrap();
        let packages = all["packages"].as_array().unwrap().iter();
        let nodes = all["resolve"]["nodes"].as_array().unwrap().iter();
        Self {
            packages: packages.map(|it| (text(&it["id"]), it.clone())).collect(),
            members: all["workspace_members"]
                .as_array()
                .unwrap()
                .iter()
                .map(text)
                .collect(),
            needs: nodes.map(|node| (text(&node["id"]), needs(node))).collect(),
        }
    }

    /// The packages that the published crates are made of, themselves included.
    fn parts(&self) -> impl Iterator<Item = &Value> {
        let is_published = |id: &&String| PUBLISHED.contains(&self.name(id));
        let mut open: Vec<&String> = self.members.iter().filter(is_published).collect();
        let mut parts = BTreeSet::new();
        while let Some(id) = open.pop() {
            if parts.insert(id) {
                open.extend(&self.needs[id]);
            }
        }
        assert!(parts.len() > 50, "{parts:?}");
        parts.into_iter().map(|id| &self.packages[id])
    }

    fn members(&self) -> impl Iterator<Item = &Value> {
        self.members.iter().map(|id| &self.packages[id])
    }

    fn name(&self, id: &str) -> &str {
        self.packages[id]["name"].as_str().unwrap()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn needs(node: &Value) -> Vec<String> {
    let is_needed = |it: &&Value| {
        let kinds = it["dep_kinds"].as_array().unwrap();
        kinds.iter().any(|kind| kind["kind"] != "dev")
    };
    let all = node["deps"].as_array().unwrap().iter();
    all.filter(is_needed).map(|it| text(&it["pkg"])).collect()
}

#[test]
fn licences_ask_nothing_of_users() {
    let workspace = Workspace::read();
    for part in workspace.parts() {
        let licence = text(&part["license"]);
        assert!(can_be_taken(&licence), "{}: `{licence}`", part["name"]);
    }
    for (licence, expected) in [
        ("MIT", true),
        ("GPL-3.0 OR MIT", true),
        ("MIT/GPL-3.0", true),
        ("GPL-3.0", false),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR GPL-3.0) AND Unicode-3.0", true),
        ("(MIT OR Zlib) AND GPL-3.0", false),
        ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", true),
        ("", false),
    ] {
        assert_eq!(can_be_taken(licence), expected, "{licence}");
    }
}

/// Whether one of the licences that can be chosen is on the list, of each part that has its own.
/// None of ours has brackets within brackets.
fn can_be_taken(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    let mut chosen = expression.clone();
    // What stands in brackets is decided first, and stands for one licence from then on.
    while let Some((before, rest)) = chosen.split_once('(') {
        let (inside, after) = rest.split_once(')').unwrap();
        let word = if can_be_taken(inside) {
            LICENCES[0]
        } else {
            "none"
        };
        chosen = format!("{before}{word}{after}");
    }
    chosen.split(" OR ").any(|choice| {
        let mut parts = choice.split(" AND ").map(str::trim);
        parts.all(|part| LICENCES.contains(&part))
    })
}

#[test]
fn nothing_is_built_in_two_versions() {
    let workspace = Workspace::read();
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for part in workspace.parts() {
        let known = versions.entry(text(&part["name"])).or_default();
        known.insert(text(&part["version"]));
    }
    versions.retain(|_, known| known.len() > 1);
    assert!(versions.is_empty(), "{versions:#?}");
}

/// Whether our own code keeps to it, clippy says (`incompatible_msrv`).
#[test]
fn the_oldest_rust_is_enough_for_what_crates_need() {
    let workspace = Workspace::read();
    let number = |part: &Value| -> Option<Vec<u32>> {
        let version = part["rust_version"].as_str()?;
        let numbers = version.split('.').map(|number| number.parse().unwrap());
        Some(numbers.take(2).collect())
    };
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let stated = manifest["workspace"]["package"]["rust-version"]
        .as_str()
        .unwrap();
    for name in PUBLISHED {
        let member = workspace.members().find(|it| it["name"] == name).unwrap();
        assert_eq!(member["rust_version"], stated, "{name}");
    }
    let oldest: Vec<u32> = stated.split('.').map(|it| it.parse().unwrap()).collect();
    for part in workspace.parts() {
        let needed = number(part).unwrap_or_default();
        assert!(needed <= oldest, "{} needs {needed:?}", part["name"]);
    }
    assert!(read("README.md").contains(&format!("You need Rust {stated} or newer")));
}

#[test]
fn every_dependency_is_used() {
    let workspace = Workspace::read();
    let mut unused = Vec::new();
    // Generated crates have the dependencies of the support code, which are checked there.
    let ours = ["docbind-tests"].iter().chain(&PUBLISHED);
    let is_ours: BTreeSet<&str> = ours.copied().collect();
    for member in workspace.members() {
        let name = member["name"].as_str().unwrap();
        if !is_ours.contains(name) {
            continue;
        }
        let folder = Path::new(member["manifest_path"].as_str().unwrap());
        let folder = folder.parent().unwrap();
        let library = code(&folder.join("src"));
        let targets = member["targets"].as_array().unwrap().iter();
        let of_tests: String = targets
            .map(|target| Path::new(target["src_path"].as_str().unwrap()))
            .map(|file| match file.parent() {
                Some(parent) if parent != folder => code(parent),
                _ => fs::read_to_string(file).unwrap(),
            })
            .collect();
        let all = format!("{library}{of_tests}{}", code(&folder.join("tests")));
        for dependency in member["dependencies"].as_array().unwrap() {
            let known = dependency["rename"]
                .as_str()
                .or(dependency["name"].as_str());
            let word = known.unwrap().replace('-', "_");
            let code = if dependency["kind"] == "dev" {
                &all
            } else {
                &library
            };
            if !names(code, &word) {
                unused.push(format!("{name}: {word}"));
            }
        }
    }
    assert!(unused.is_empty(), "{unused:#?}");
}

/// The Rust code of a folder.
fn code(folder: &Path) -> String {
    let Ok(entries) = fs::read_dir(folder) else {
        return String::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    let texts = paths.map(|path| {
        if path.is_dir() {
            code(&path)
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            fs::read_to_string(path).unwrap()
        } else {
            String::new()
        }
    });
    texts.collect()
}

/// Whether code names a crate: `serde::`, `use serde;`, `::serde`.
fn names(code: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + word.len()..]);
        let is_path =
            after.starts_with("::") || (after.starts_with(';') && before.ends_with("use "));
        is_path && !before.ends_with(is_part)
    })
}

#[test]
fn published_crates_are_complete() {
    let workspace = Workspace::read();
    for member in workspace.members() {
        let name = member["name"].as_str().unwrap();
        let is_published = member["publish"].is_null();
        assert_eq!(is_published, PUBLISHED.contains(&name), "{name}");
        if !is_published {
            continue;
        }
        assert_eq!(member["license"], "MIT OR Apache-2.0", "{name}");
        let is_told = |key: &str| !text(&member[key]).is_empty();
        assert!(is_told("description") && is_told("readme"), "{name}");
        for key in ["keywords", "categories"] {
            let count = member[key].as_array().unwrap().len();
            assert!((1..=5).contains(&count), "{name}: {count} {key}");
        }
        let folder = Path::new(member["manifest_path"].as_str().unwrap());
        let folder = folder.parent().unwrap();
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let text = fs::read_to_string(folder.join(licence)).unwrap();
            assert_eq!(text, read(licence), "{name}");
        }
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// That the packages can be built as well, `.ci/run` tries.
#[test]
fn published_crates_can_be_packaged() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().to_str().unwrap();
    let mut arguments = vec![
        "package",
        "--no-verify",
        "--allow-dirty",
        "--target-dir",
        target,
    ];
    for name in PUBLISHED {
        arguments.extend(["-p", name]);
    }
    cargo(&arguments);
    for name in PUBLISHED {
        let listed = cargo(&["package", "--list", "--allow-dirty", "-p", name]);
        let files: BTreeSet<&str> = listed.lines().collect();
        for needed in ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "src/lib.rs"] {
            assert!(files.contains(needed), "{name}: no {needed}");
        }
        assert!(files.iter().any(|file| file.ends_with(".md")), "{name}");
        // Nothing that is of no use to those who build it.
        let is_foreign = |file: &&&str| file.starts_with("tests/") && !file.ends_with("mod.rs");
        assert_eq!(files.iter().find(is_foreign), None, "{name}");
    }
}

/// Generated crates say so themselves, since they stand in other workspaces as well. The crates of
/// users that the tests have are as users write them.
#[test]
fn unsafe_code_is_refused_everywhere() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let lints = manifest["workspace"]["lints"]["rust"].as_table().unwrap();
    assert_eq!(lints["unsafe_code"].as_str(), Some("forbid"));
    for member in Workspace::read().members() {
        let path = member["manifest_path"].as_str().unwrap();
        if text(&member["name"]).starts_with("docbind-consumer-") {
            continue;
        }
        let own: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        let lints = own.get("lints").and_then(toml::Value::as_table);
        let is_refused = lints.is_some_and(|lints| {
            let rust = lints.get("rust").and_then(|rust| rust.get("unsafe_code"));
            lints.contains_key("workspace") || rust.and_then(toml::Value::as_str) == Some("forbid")
        });
        let folder = Path::new(path).parent().unwrap();
        let says_so = || code(&folder.join("src")).contains("#![deny(unsafe_code)]");
        assert!(is_refused || says_so(), "{path}");
    }
}

//! Every command of the README, in its order, on a bookshop.

use std::fs;
use std::process::Command;

use super::conformance::is_there;
use super::harness::{BOOKS, Dir, root};
use super::serve::readme::Background;

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
        // Writes into the repository. The test runs without that, too.
        "DOCBIND_UPDATE=1 cargo test -p docbind-tests --test mdtest" => {
            let shapes = fs::read_to_string(root().join("tests/mdtest/request-shapes.md")).unwrap();
            assert!(shapes.contains("```facts"));
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

/// A command, and what the README says that it prints, if it does.
struct Step<'a> {
    command: &'a str,
    prints: String,
}

/// The commands of a block, each with the lines below it.
fn steps(block: &str) -> Vec<Step<'_>> {
    let mut steps: Vec<Step<'_>> = Vec::new();
    for line in block.lines() {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push(Step {
                command,
                prints: String::new(),
            }),
            (None, Some(step)) => step.prints += &format!("{line}\n"),
            (None, None) => panic!("a block begins with a command: {block}"),
        }
    }
    steps
}

/// Edits a page as a block says: lines with a minus are replaced by the lines with a plus below,
/// which are added below lines with neither.
fn edit(dir: &Dir, block: &str) {
    let name = block.lines().find_map(|line| line.strip_prefix("+++ b/"));
    let name = name.expect("a page");
    let mut page = dir.read(name);
    let mut hunks: Vec<(String, String)> = Vec::new();
    for line in block.lines().skip(2) {
        let (sign, text) = line.split_at(1);
        let text = format!("{text}\n");
        match (sign, hunks.last_mut()) {
            ("-", _) => hunks.push((text, String::new())),
            (" ", _) => hunks.push((text.clone(), text)),
            ("+", Some((_, new))) => *new += &text,
            _ => panic!("what is `{line}`?"),
        }
    }
    for (old, new) in hunks {
        assert_eq!(page.matches(&old).count(), 1, "{old}");
        page = page.replace(&old, &new);
    }
    dir.write(name, page);
}

/// Keeps what is there in git, if that is there.
fn keep_in_git(dir: &Dir) -> bool {
    let mut version = Command::new("git");
    version.arg("--version");
    if !is_there("git", version) {
        return false;
    }
    for line in ["init --quiet", "add --all", "commit --quiet --message kept"] {
        let status = Command::new("git")
            .current_dir(dir.path(""))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com"])
            .args(line.split(' '))
            .status()
            .unwrap();
        assert!(status.success(), "git {line}");
    }
    true
}

/// What the README shows of the code is in the code.
#[test]
fn code_of_docbind_is_shown_as_it_is() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let sources = ["element.rs", "mod.rs"].map(|name| {
        let path = root().join("generator/src/extract/request").join(name);
        fs::read_to_string(path).unwrap()
    });
    let (_, section) = readme.split_once("#### A new shape\n").unwrap();
    let section = section.split("\n##").next().unwrap();
    let mut shown = 0;
    for block in section.split("```rust,ignore\n").skip(1) {
        let code = block.split("```").next().unwrap();
        assert!(sources.iter().any(|text| text.contains(code)), "{code}");
        shown += 1;
    }
    assert_eq!(shown, 2);
}

#[test]
fn every_command_works() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let is_settings = |block: &&str| block.contains("[apis.");
    let settings: String = blocks(&readme, "toml").filter(is_settings).collect();
    let dir = Dir::new();
    dir.write("doc/api/books.md", BOOKS);
    dir.write("doc/overrides.yaml", "overrides: []\n");
    dir.write("docbind.toml", settings);
    let mut background = Background::default();
    let (mut in_git, mut edited) = (false, false);
    let (mut commands, mut printed) = (0, 0);
    for (tag, block) in all_blocks(&readme) {
        match tag {
            "diff" => {
                in_git = keep_in_git(&dir);
                edited = true;
                edit(&dir, block);
            }
            "console" => {
                for step in steps(block) {
                    commands += 1;
                    printed += usize::from(!step.prints.is_empty());
                    // What was there before is found in git.
                    if in_git || !edited {
                        take(&dir, &step, &mut background);
                    }
                }
            }
            _ => {}
        }
    }
    assert!(commands >= 16 && printed >= 5, "{commands}, {printed}");
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

/// Runs one command, which must succeed and print what is said.
fn take(dir: &Dir, step: &Step<'_>, background: &mut Background) {
    let command = step.command;
    if elsewhere(command) {
        return;
    }
    if let Some(printed) = served(dir, command, background) {
        assert!(
            step.prints.is_empty() || step.prints == printed,
            "{command}\n{printed}"
        );
        return;
    }
    if let Some(arguments) = command.strip_prefix("cargo run -p docbind -- ") {
        on_the_shipped_apis(arguments);
        return;
    }
    let arguments = command
        .strip_prefix("docbind ")
        .unwrap_or_else(|| panic!("what is `{command}`?"))
        .split_whitespace();
    let output = super::harness::command(&dir.path(""))
        .args(arguments)
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{command}\n{said}");
    if !step.prints.is_empty() {
        let out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(out, step.prints, "{command}\n{said}");
    }
}

/// What a server in the background, or a call of it, prints.
fn served(dir: &Dir, command: &str, background: &mut Background) -> Option<String> {
    if command.starts_with("curl ") {
        return Some(background.call(command));
    }
    if let Some(line) = command.strip_prefix("docbind serve ") {
        return Some(background.start(&dir.path(""), &format!("serve {line}")));
    }
    let line = command.strip_prefix("cargo run -p docbind -- serve ")?;
    let shipped = Dir::new();
    super::regenerate::copy_shipped(&shipped);
    Some(background.start(&shipped.path(""), &format!("serve {line}")))
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

/// The fenced blocks of a Markdown text in order, each with its tag.
fn all_blocks(text: &str) -> Vec<(&str, &str)> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("\n```") {
        let (tag, after) = after.split_once('\n').unwrap_or((after, ""));
        let (body, after) = after.split_once("```").unwrap_or((after, ""));
        blocks.push((tag, body));
        rest = after;
    }
    blocks
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

//! What the compiler cannot see: import fences, module documentation, sizes, banners.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and say why they skip"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of the repository.
struct File {
    /// Path from the root, with `/` between parts.
    path: String,
    text: String,
}

impl File {
    fn is_rust_of(&self, folders: &[&str]) -> bool {
        self.path.ends_with(".rs") && self.is_in(folders)
    }

    fn is_in(&self, folders: &[&str]) -> bool {
        folders
            .iter()
            .any(|folder| self.path == *folder || self.path.starts_with(&format!("{folder}/")))
    }

    /// Lines of code with their numbers: no comments, no tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = self.path.ends_with("tests.rs") || self.path.contains("/tests/");
        self.text
            .lines()
            .take_while(move |line| !is_test && line.trim() != "#[cfg(test)]")
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

const LIBRARIES: &[&str] = &["generator/src", "spec/src", "templates/src"];

#[test]
fn imports_stay_behind_their_fences() {
    const CLI: &str = "generator/src/cli";
    const CONFORMANCE: &str = "generator/src/conformance";
    const OUTPUT: &str = "generator/src/output";
    const SERVE: &str = "generator/src/serve";
    const SERVE_COMMAND: &str = "generator/src/cli/serve.rs";
    // Generated code has a server and a client, too.
    const GENERATED: [&str; 2] = ["generator/src/emit", "templates/src"];
    let fences: &[(&str, &[&str])] = &[
        ("pulldown_cmark", &["generator/src/markdown"]),
        ("globset", &["generator/src/hints"]),
        ("heck", &["generator/src/names"]),
        ("syn", &[OUTPUT]),
        ("prettyplease", &[OUTPUT]),
        ("serde_yaml", &["spec/src"]),
        ("clap", &[CLI]),
        ("etcetera", &["generator/src/cli/cache.rs"]),
        ("blake3", &[OUTPUT]),
        ("toml", &[CLI]),
        ("annotate_snippets", &["generator/src/diag"]),
        ("axum", &[SERVE, SERVE_COMMAND, GENERATED[0], GENERATED[1]]),
        ("tokio", &[SERVE, SERVE_COMMAND, GENERATED[0], GENERATED[1]]),
        ("hyper", &["generator/src/serve/listen.rs"]),
        ("hyper_util", &["generator/src/serve/listen.rs"]),
        ("std::fs", &[CLI, OUTPUT, "generator/src/build_script"]),
        (
            "std::env",
            &[
                CLI,
                CONFORMANCE,
                "generator/src/build_script",
                "generator/src/main.rs",
            ],
        ),
    ];
    let mut faults = Vec::new();
    let mut used = vec![false; fences.len()];
    for file in files().iter().filter(|file| file.is_rust_of(LIBRARIES)) {
        for (line, code) in file.code() {
            for (index, (import, folders)) in fences.iter().enumerate() {
                if !names_crate(code, import) {
                    continue;
                }
                used[index] = true;
                if !file.is_in(folders) {
                    faults.push(format!(
                        "{}:{line}: `{import}` belongs in {}",
                        file.path,
                        folders.join(", ")
                    ));
                }
            }
        }
    }
    // A fence around nothing proves nothing.
    for (index, (import, _)) in fences.iter().enumerate() {
        if !used[index] {
            faults.push(format!("`{import}` is used nowhere: remove its fence"));
        }
    }
    report(&faults);
}

#[test]
fn libraries_do_not_panic_print_or_exit() {
    const WORDS: &[&str] = &[
        ".unwrap()",
        ".expect(",
        "panic!(",
        "todo!(",
        "unimplemented!(",
        "unreachable!(",
        "process::exit",
        "println!(",
        "print!(",
        "dbg!(",
    ];
    let mut faults = Vec::new();
    // Tokens of generated tests may do all that; clippy sees the code around them.
    let tokens = ["generator/src/emit"];
    let files = files();
    let ours = |file: &&File| file.is_rust_of(LIBRARIES) && !file.is_in(&tokens);
    // The one line that fails a test of a downstream crate.
    let fails_a_test = |file: &File, code: &str| {
        file.path == "generator/src/conformance/judge.rs" && code.trim() == "panic!(\"{words}\")"
    };
    for file in files.iter().filter(ours) {
        for (line, code) in file.code().filter(|(_, code)| !fails_a_test(file, code)) {
            for word in WORDS.iter().filter(|word| code.contains(**word)) {
                faults.push(format!("{}:{line}: {word}", file.path));
            }
        }
    }
    report(&faults);
}

#[test]
fn every_module_says_what_it_does() {
    let files = files();
    let ours = ["generator", "spec", "templates/src", "tests"];
    let faults: Vec<String> = files
        .iter()
        .filter(|file| file.is_rust_of(&ours) && !file.is_in(&["tests/consumer"]))
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| format!("{}: no module documentation", file.path))
        .collect();
    report(&faults);
}

#[test]
fn no_file_is_too_long_to_read() {
    const MOST: usize = 600;
    let files = files();
    let faults: Vec<String> = files
        .iter()
        .filter(|file| file.is_rust_of(&["generator", "spec", "templates", "tests"]))
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > MOST)
        .map(|(file, lines)| format!("{}: {lines} lines, at most {MOST}", file.path))
        .collect();
    report(&faults);
}

#[test]
fn generated_files_are_of_readable_size_and_say_who_made_them() {
    const MOST: usize = 3_000;
    let mut faults = Vec::new();
    // What stands beside the crates is ours, not generated.
    let in_a_crate = |path: &str| path.matches('/').count() > 1;
    for file in files()
        .iter()
        .filter(|file| file.is_in(&["generated"]) && in_a_crate(&file.path))
    {
        if file.text.lines().count() > MOST && file.path.ends_with(".rs") {
            faults.push(format!("{}: more than {MOST} lines", file.path));
        }
        let commented = [".rs", ".toml", ".md"]
            .iter()
            .any(|ending| file.path.ends_with(ending));
        // The one file there that people write.
        let commented = commented && file.path != "generated/rustfmt.toml";
        let first = file.text.lines().next().unwrap_or_default();
        if commented && !first.contains("@generated by docbind") {
            faults.push(format!("{}: no banner", file.path));
        }
    }
    report(&faults);
}

#[test]
fn no_code_knows_a_particular_api() {
    const WORDS: &[&str] = &["gitlab", "docker"];
    let mut faults = Vec::new();
    for file in files()
        .iter()
        .filter(|file| file.is_in(LIBRARIES) || file.is_in(&["generator/rules"]))
    {
        for (index, line) in file.text.lines().enumerate() {
            let lower = line.to_lowercase();
            for word in WORDS.iter().filter(|word| lower.contains(**word)) {
                faults.push(format!("{}:{}: {word}", file.path, index + 1));
            }
        }
    }
    report(&faults);
}

#[test]
fn no_line_ends_in_blanks() {
    // Pages may: that is a shape that must be read.
    let pages = ["tests/mdtest", "spec/apis", "generated"];
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| !file.is_in(&pages)) {
        for (index, line) in file.text.lines().enumerate() {
            if line.ends_with([' ', '\t']) {
                faults.push(format!("{}:{}: blanks at the end", file.path, index + 1));
            }
        }
        let is_data = file.path.ends_with(".json");
        if !is_data && !file.text.is_empty() && !file.text.ends_with('\n') {
            faults.push(format!("{}: no line end at the end", file.path));
        }
    }
    report(&faults);
}

#[test]
fn the_root_holds_no_other_folder() {
    let allowed = [
        "generator",
        "generated",
        "spec",
        "templates",
        "tests",
        "target",
    ];
    let faults: Vec<String> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_str().unwrap().to_owned())
        .filter(|name| !name.starts_with('.') && !allowed.contains(&name.as_str()))
        .map(|name| format!("{name}/: no folder but {}", allowed.join(", ")))
        .collect();
    report(&faults);
}

/// Whether a line of code names this crate or module as the beginning of a path.
fn names_crate(code: &str, import: &str) -> bool {
    code.match_indices(import).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + import.len()..];
        let begins =
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '"');
        let is_path =
            after.starts_with("::") || after.starts_with("!(") || after.starts_with("! {");
        let is_import = code.trim_start().starts_with("use ") && after.starts_with(';');
        begins && (is_path || is_import)
    })
}

#[track_caller]
fn report(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every text file of the repository but what tools make.
fn files() -> Vec<File> {
    let mut files = Vec::new();
    walk(&root(), "", &mut files);
    assert!(files.len() > 50, "the repository is not where it should be");
    files
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    const ENDINGS: &[&str] = &["rs", "md", "toml", "yaml", "yml", "json", "sh"];
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_str().unwrap().to_owned();
        let path = entry.path();
        if name == "target" || name == ".git" {
            continue;
        }
        if path.is_dir() {
            walk(&path, &format!("{prefix}{name}/"), files);
        } else if path
            .extension()
            .is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
        {
            files.push(File {
                path: format!("{prefix}{name}"),
                text: fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

//! Generated code, compiled and run.
//!
//! `data/music.yaml` is the spec of an invented API that has every shape: names that clash,
//! hostile text, calls that contradict their operation. Its crate is generated, its tests are
//! run, and the same library is included as one file in modules of another crate.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are tests too"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docbind::generate::{GenerateOptions, GeneratedCrate, generate, generate_single_file};
use docbind::lower::Reason;
use docbind::output::{self, Mode};
use docbind_spec::ApiSpec;

const SPEC: &str = include_str!("data/music.yaml");

fn music() -> ApiSpec {
    docbind_spec::yaml::read_spec(SPEC, "music.yaml").unwrap()
}

fn options() -> GenerateOptions {
    GenerateOptions::new("docbind generate music")
}

fn crate_of(spec: &ApiSpec) -> GeneratedCrate {
    generate(spec, &options()).unwrap()
}

fn text<'a>(generated: &'a GeneratedCrate, path: &str) -> &'a str {
    let file = generated.files.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("{path} is generated")).text
}

#[test]
fn looks_like_this() {
    let generated = crate_of(&music());
    for path in [
        "src/types/tracks.rs",
        "src/operations/players.rs",
        "src/client/mod.rs",
        "src/client/type_.rs",
        "src/server/type_.rs",
        "tests/requests/resources/tracks.rs",
        "tests/loopback/resources/type_.rs",
        "tests/exceptions.rs",
    ] {
        let name = path.replace(['/', '.'], "_");
        insta::assert_snapshot!(name, text(&generated, path));
    }
}

#[test]
fn same_input_same_bytes() {
    assert_eq!(crate_of(&music()), crate_of(&music()));
    let single = |spec| generate_single_file(spec, &options()).unwrap();
    assert_eq!(single(&music()), single(&music()));
}

#[test]
fn every_contradiction_is_listed_with_its_reason() {
    let reasons: Vec<Reason> = crate_of(&music())
        .exceptions
        .into_iter()
        .map(|exception| exception.reason)
        .collect();
    let name = |name: &str| name.to_owned();
    let expected = [
        Reason::OtherType {
            name: name("explicit"),
            value: name("1"),
            expected: "boolean",
        },
        Reason::UnlistedParameter {
            name: name("colour"),
        },
        Reason::OtherPath {
            documented: name("/artists/5/songs"),
        },
        Reason::MissingParameter {
            name: name("title"),
            sent: vec![name("id"), name("id")],
        },
        Reason::OtherMethod {
            documented: name("PUT"),
        },
        Reason::OtherBody,
        Reason::InvalidExample {
            text: name("{ ... ]"),
        },
        Reason::OtherPath {
            documented: name("/track/4"),
        },
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn no_file_is_too_long() {
    for file in crate_of(&music()).files {
        assert!(file.text.lines().count() < 3000, "{}", file.path);
    }
}

#[test]
fn one_half_alone_has_nothing_of_the_other() {
    let half = GenerateOptions {
        server: false,
        ..options()
    };
    let files = generate(&music(), &half).unwrap().files;
    assert!(files.iter().any(|file| file.path == "src/client/tracks.rs"));
    let foreign = |path: &str| path.starts_with("src/server/") || path.starts_with("tests/");
    assert!(!files.iter().any(|file| foreign(&file.path)));
}

#[test]
fn an_invalid_spec_is_an_error() {
    let mut spec = music();
    spec.operations[1].id = "list".to_owned();
    let error = generate(&spec, &options()).unwrap_err().to_string();
    assert!(error.contains("tracks.list"), "{error}");
}

/// They are of a crate with a name, which a file in any module is not.
#[test]
fn no_example_of_a_single_file_is_run() {
    let text = generate_single_file(&music(), &options()).unwrap();
    let fences: Vec<&str> = text
        .lines()
        .map(|line| line.trim_start().trim_start_matches(['/', '!']).trim())
        .filter(|line| line.starts_with("```"))
        .collect();
    let (opening, closing): (Vec<_>, Vec<_>) =
        fences.chunks(2).map(|pair| (pair[0], pair[1])).unzip();
    assert!(opening.len() > 10);
    assert!(
        opening.iter().all(|fence| *fence == "```text"),
        "{opening:?}"
    );
    assert!(closing.iter().all(|fence| *fence == "```"), "{closing:?}");
    assert!(!text.contains("docbind_example"));
}

/// The crate's own tests, and the library included as one file, without a warning.
#[test]
fn compiles_and_passes_its_own_tests() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let generated = crate_of(&music());
    let member = dir.join("music-library");
    output::write(&member, &generated.files, Mode::Write).unwrap();
    deny_warnings(&member.join("Cargo.toml"));
    write_includer(&dir.join("includer"), text(&generated, "Cargo.toml"));
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"includer\", \"music-library\"]\n";
    fs::write(dir.join("Cargo.toml"), manifest).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, dir.join("Cargo.lock")).unwrap();

    cargo(dir, &["test", "--workspace"]);
    for features in ["", "client", "server"] {
        let arguments = ["--no-default-features", "--features", features];
        cargo(
            dir,
            &[&["check", "-p", "music-library"][..], &arguments].concat(),
        );
    }
}

fn deny_warnings(manifest: &Path) {
    let text = fs::read_to_string(manifest).unwrap();
    fs::write(
        manifest,
        format!("{text}\n[lints.rust]\nwarnings = \"deny\"\n"),
    )
    .unwrap();
}

/// A crate that includes each half, both and none, in modules at different depths.
fn write_includer(dir: &Path, manifest: &str) {
    fs::create_dir_all(dir.join("src")).unwrap();
    let start = manifest.find("[dependencies]").unwrap();
    let end = manifest.find("[dev-dependencies]").unwrap();
    let dependencies = manifest[start..end]
        .replace(", optional = true", "")
        .replace("[\"time\"]", "[\"rt\", \"time\"]");
    let head = "[package]\nname = \"includer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    fs::write(dir.join("Cargo.toml"), format!("{head}\n{dependencies}")).unwrap();
    deny_warnings(&dir.join("Cargo.toml"));
    let mut root = String::new();
    for (name, client, server, blocking) in [
        ("both", true, true, false),
        ("blocking", true, false, true),
        ("client", true, false, false),
        ("server", false, true, false),
        ("none", false, false, false),
    ] {
        let options = GenerateOptions {
            client,
            server,
            blocking,
            ..options()
        };
        let text = generate_single_file(&music(), &options).unwrap();
        fs::write(dir.join(format!("src/{name}.rs")), text).unwrap();
        root += &format!("pub mod {name} {{ pub mod deep {{ include!(\"{name}.rs\"); }} }}\n");
    }
    fs::write(dir.join("src/lib.rs"), root).unwrap();
}

/// Runs cargo with the dependencies that are there, and shows its output where it fails.
fn cargo(dir: &Path, arguments: &[&str]) {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("generated");
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(dir)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "cargo {arguments:?}\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

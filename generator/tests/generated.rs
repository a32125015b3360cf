//! Generated code, compiled and run.
//!
//! `data/music.yaml` is the spec of an invented API that has every shape: names that clash,
//! hostile text, calls that contradict their operation. Its crate is generated, its tests are
//! run, and the same library is included as one file in modules of another crate.
//! `data/oddities.md` documents an API of values that are easy to get wrong; its crate is tested
//! along with it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are tests too"
)]

use std::fs;
use std::path::Path;

use docbind::generate::{GenerateOptions, GeneratedCrate, generate, generate_single_file};
use docbind::lower::Reason;
use docbind::output::{self, Mode};
use docbind::pipeline::{ReadOptions, read_docs};
use docbind::source::{SourceFile, SourceSet};
use docbind_spec::{ApiSpec, Schema, UnknownKeys};

mod cargo;

const SPEC: &str = include_str!("data/music.yaml");

fn music() -> ApiSpec {
    docbind_spec::yaml::read_spec(SPEC, "music.yaml").unwrap()
}

/// The spec of the odd values, with two answers of types that have no default.
fn oddities() -> ApiSpec {
    let page = SourceFile {
        path: "readings.md".to_owned(),
        text: include_str!("data/oddities.md").to_owned(),
    };
    let options = ReadOptions {
        name: "oddities".to_owned(),
        ..Default::default()
    };
    let mut spec = read_docs(&SourceSet::new(vec![page]), &options).spec;
    let values = ["heat", "wind"].map(str::to_owned).to_vec();
    let id_or_path = vec![Schema::Integer, Schema::String];
    for (id, schema) in [
        ("get_name", Schema::Enum(values)),
        ("get_old", Schema::OneOf(id_or_path)),
    ] {
        let mut operation = spec.operations[0].clone();
        operation.id = format!("{id}_again");
        operation.path = format!("/again/{id}");
        operation.parameters.clear();
        operation.calls.clear();
        operation.responses[0].schema = Some(schema);
        operation.responses[0].examples.clear();
        spec.operations.push(operation);
    }
    spec
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
        "Cargo.toml",
        "README.md",
        "src/types/link.rs",
        "src/types/mod.rs",
        "src/types/tracks.rs",
        "src/operations/mod.rs",
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

/// The lines of a file that hold a text.
fn lines(text: &str, mark: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| line.contains(mark));
    lines.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn odd_values_have_types_that_hold_them() {
    let generated = crate_of(&oddities());
    let types = text(&generated, "src/types/readings.rs");
    for field in [
        "id: Option<values::Id>",
        "iid: Option<values::Iid>",
        "serial: serde_json::Value",
        "beyond: Option<f64>",
        "level: Option<f64>",
        "share: Option<f64>",
        "extra: serde_json::Value",
        "upvote: Option<bool>",
        "plus_1: Option<i64>",
        "minus_1: Option<i64>",
        "mixed_user_name: Option<String>",
        "user_name: Option<String>",
        "empty: Option<String>",
        "n2fa: Option<bool>",
        "mixed: Option<Vec<values::IdOrPath>>",
        "nested: Option<Vec<Vec<i64>>>",
    ] {
        assert!(types.contains(&format!("pub {field},")), "{field}\n{types}");
    }
    let client = text(&generated, "src/client/readings.rs");
    let answers = [
        "call!(List => list types::Reading);",
        "call!(GetCount => json i64);",
        "call!(GetName => json String);",
        "call!(GetOld => json bool);",
        "call!(GetMean => json f64);",
        "call!(GetNone => json serde_json::Value);",
        "call!(GetLimits => json serde_json::Value);",
        "call!(GetLargest => json serde_json::Value);",
        "call!(Update => json types::Reading);",
        "call!(CreateShelf => json types::Shelf);",
        "call!(CreateShelfMany => json serde_json::Value);",
        "call!(GetShelfEvents => content);",
        "call!(GetNameAgain => json values::Open<types::ReadingsAnswer>);",
        "call!(GetOldAgain => json values::IdOrPath);",
    ];
    assert_eq!(lines(client, "call!("), answers);
}

#[test]
fn updates_take_changes_and_servers_read_listed_values_only() {
    let generated = crate_of(&oddities());
    let server = text(&generated, "src/server/readings.rs");
    let params = [
        "pub id: values::IdOrPath,",
        "pub ids: Option<Vec<values::Id>>,",
        "pub kind: Option<types::ReadingsKind>,",
        // One value is read as a list of one; the documented call sends it so.
        "pub scope: Option<Vec<types::ReadingsScope>>,",
        "pub station: values::IdOrPath,",
        "pub reading_id: values::Id,",
        "pub reading_id: values::Id,",
        "pub reading_id: values::Id,",
        "pub station_id: values::Change<values::Id>,",
        "pub level: values::Change<f64>,",
        "pub kind: values::Change<types::ReadingsKind>,",
        "pub kinds: values::Change<Vec<types::ReadingsKinds>>,",
        "pub upvote: values::Change<bool>,",
        "pub at: values::Change<values::Timestamp>,",
        "pub sensor_ids: values::Change<Vec<values::Id>>,",
        "pub names: values::Change<Vec<String>>,",
        "pub room: types::ReadingsCreateShelfRoom,",
        "pub stands: Option<Vec<types::ReadingsCreateShelfStand>>,",
        "pub body: Vec<types::ReadingsCreateShelfManyItem>,",
        "pub id: values::Id,",
    ];
    assert_eq!(lines(server, "    pub "), params);
    let requests = text(&generated, "tests/requests/resources/readings.rs");
    assert_eq!(lines(requests, "(None)").len(), 3, "{requests}");
    let reasons = generated.exceptions.into_iter();
    let reasons: Vec<Reason> = reasons.map(|exception| exception.reason).collect();
    let too_large = Reason::OtherType {
        name: "station_id".to_owned(),
        value: "18446744073709551615".to_owned(),
        expected: "integer",
    };
    assert_eq!(reasons, [too_large]);
}

#[test]
fn no_file_is_too_long() {
    for file in crate_of(&music()).files {
        assert!(file.text.lines().count() < 3000, "{}", file.path);
    }
}

#[test]
fn one_half_alone_has_nothing_of_the_other() {
    for (half, other) in [("client", "server"), ("server", "client")] {
        let options = GenerateOptions {
            client: half == "client",
            server: half == "server",
            ..options()
        };
        let generated = generate(&music(), &options).unwrap();
        let has = |start: &str| generated.files.iter().any(|it| it.path.starts_with(start));
        assert!(has(&format!("src/{half}/tracks.rs")));
        assert!(!has(&format!("src/{other}/")) && !has("tests/"));
        let root = text(&generated, "src/lib.rs");
        assert!(
            root.contains(&format!("pub mod {half};"))
                && !root.contains(&format!("pub mod {other};"))
        );
        let defaults = format!("default = [\"{half}\", \"all\"]");
        assert!(text(&generated, "Cargo.toml").contains(&defaults));
    }
}

#[test]
fn some_resources_alone_have_nothing_of_the_others() {
    let some = |names: &[&str]| GenerateOptions {
        resources: Some(names.iter().map(|name| (*name).to_owned()).collect()),
        ..options()
    };
    let files = generate(&music(), &some(&["players", "support"])).unwrap();
    let paths: Vec<&str> = files.files.iter().map(|it| it.path.as_str()).collect();
    let below = |folder: &str| -> Vec<&str> {
        let below = paths.iter().filter_map(|path| path.strip_prefix(folder));
        below.collect()
    };
    assert_eq!(below("src/client/"), ["mod.rs", "players.rs", "support.rs"]);
    // Of the types, what these mention; none that no operation mentions.
    assert_eq!(
        below("src/types/"),
        ["link.rs", "mod.rs", "option_.rs", "players.rs"]
    );
    let error = generate(&music(), &some(&["songs"])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no resource `songs`, only `tracks`, `type_`, `players`, `support`, `http`, `option`"
    );
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
    let odd = dir.join("oddities");
    output::write(&odd, &crate_of(&oddities()).files, Mode::Write).unwrap();
    deny_warnings(&odd.join("Cargo.toml"));
    write_includer(&dir.join("includer"), text(&generated, "Cargo.toml"));
    write_keeper(&dir.join("keeper"));
    let members = "[\"includer\", \"keeper\", \"music-library\", \"oddities\"]";
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members}\n");
    cargo::workspace(dir, &manifest);

    cargo::run(dir, &["test", "--workspace"]);
    for features in ["", "client", "server", "players", "client,all"] {
        check(dir, features);
    }
    // Each resource has what it needs without the others, and so have its tests.
    for resource in ["tracks", "type_", "players", "support", "http", "option"] {
        check(dir, &format!("client,server,{resource}"));
    }
    let alone = ["--no-default-features", "--features", "client,players"];
    cargo::run(
        dir,
        &[&["test", "-p", "music-library"][..], &alone].concat(),
    );
}

/// Checks the library with these features and no others.
fn check(dir: &Path, features: &str) {
    let arguments = ["check", "-p", "music-library", "--no-default-features"];
    cargo::run(dir, &[&arguments[..], &["--features", features]].concat());
}

/// The crate with types that keep what they do not know.
fn write_keeper(dir: &Path) {
    let mut spec = music();
    spec.name = "keeper".to_owned();
    spec.answers.unknown_keys = UnknownKeys::Keep;
    output::write(dir, &crate_of(&spec).files, Mode::Write).unwrap();
    deny_warnings(&dir.join("Cargo.toml"));
    let test = r##"
        use keeper::types::Track;

        #[test]
        fn unknown_keys_are_kept() {
            let text = r#"{"id": 7, "mood": ["calm"]}"#;
            let track: Track = serde_json::from_str(text).unwrap();
            assert_eq!(track.unknown_keys["mood"][0], "calm");
            assert!(!track.unknown_keys.contains_key("id"));
            let written = serde_json::to_value(&track).unwrap();
            assert_eq!(written["mood"][0], "calm");
        }
    "##;
    fs::write(dir.join("tests/kept.rs"), test).unwrap();
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
    let all = None;
    let some = Some(vec!["option".to_owned()]);
    for (name, client, server, blocking, resources) in [
        ("both", true, true, false, &all),
        ("blocking", true, false, true, &all),
        ("client", true, false, false, &all),
        ("server", false, true, false, &all),
        ("none", false, false, false, &all),
        ("some", true, true, false, &some),
    ] {
        let options = GenerateOptions {
            client,
            server,
            resources: resources.clone(),
            blocking,
            ..options()
        };
        let text = generate_single_file(&music(), &options).unwrap();
        fs::write(dir.join(format!("src/{name}.rs")), text).unwrap();
        root += &format!("pub mod {name} {{ pub mod deep {{ include!(\"{name}.rs\"); }} }}\n");
    }
    fs::write(dir.join("src/lib.rs"), root).unwrap();
}

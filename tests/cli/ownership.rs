//! What docbind may overwrite and remove, and what it leaves alone.

use std::fs;

use super::harness::{BOOKS, Dir};

/// Two APIs that are up to date, whose pages have changed since.
fn changed_pages() -> Dir {
    let dir = Dir::new();
    let api = |name: &str| {
        format!(
            "[apis.{name}]\ndocs = \"docs/{name}\"\nspec = \"{name}.yaml\"\nout = \"crates/{name}\"\n"
        )
    };
    dir.write("docbind.toml", ["music", "shop"].map(api).concat());
    let songs = BOOKS.replace("/books", "/songs");
    dir.write("docs/music/songs.md", &songs);
    dir.write("docs/shop/books.md", BOOKS);
    dir.write("docs/shop/songs.md", &songs);
    let run = dir.run("generate");
    assert_eq!(run.code, Some(0), "{}", run.err);
    dir.write("docs/music/songs.md", songs.replace("author", "singer"));
    dir.write("docs/shop/books.md", BOOKS.replace("author", "writer"));
    fs::remove_file(dir.path("docs/shop/songs.md")).unwrap();
    dir
}

#[test]
fn all_edited_files_of_all_apis_are_named_and_nothing_is_written() {
    let dir = changed_pages();
    // One that changes, one that stays as it is, one that is no longer generated.
    let edited = [
        "crates/music/src/client/songs.rs",
        "crates/shop/Cargo.toml",
        "crates/shop/src/client/songs.rs",
    ];
    for path in edited {
        let text = dir.read(path);
        dir.write(path, format!("{text}# mine\n"));
    }
    let before = dir.files("");
    dir.fails(
        "generate --quiet",
        &format!(
            "error: 3 files were edited by hand or are not docbind's:\n  {}\n  help: move your \
             changes elsewhere, or let --force overwrite them\n",
            edited.join("\n  ")
        ),
    );
    // One API is as it should be, the other is not.
    dir.fails(
        "generate music --quiet",
        "error: `crates/music/src/client/songs.rs` was edited by hand or is not docbind's\n  \
         help: move your changes elsewhere, or let --force overwrite it\n",
    );
    assert!(dir.files("") == before, "something was written");
    let check = dir.run("check");
    assert!(!check.out.contains("interrupted"), "{}", check.out);

    assert_eq!(dir.run("generate --force").code, Some(0));
    assert!(!dir.path(edited[2]).exists());
    assert_eq!(dir.run("check").code, Some(0));
}

#[test]
fn a_file_that_was_never_ours_is_not_overwritten() {
    let dir = Dir::bookshop();
    dir.write("crate/src/lib.rs", "// mine\n");
    dir.write("crate/tests/bodies/mine.json", "{}");
    dir.write("crate/.docbind-notes", "mine");
    dir.fails(
        "generate --docs docs --out crate --quiet",
        "error: `crate/src/lib.rs` was edited by hand or is not docbind's\n  help: move your \
         changes elsewhere, or let --force overwrite it\n",
    );
    assert_eq!(dir.files("crate").len(), 3);
    fs::remove_file(dir.path("crate/src/lib.rs")).unwrap();
    for page in ["docs/books.md", "docs/tomes.md"] {
        fs::rename(dir.path("docs"), dir.path("before")).unwrap();
        dir.write(page, BOOKS);
        fs::remove_dir_all(dir.path("before")).unwrap();
        assert_eq!(dir.run("generate --docs docs --out crate").code, Some(0));
        assert_eq!(dir.read("crate/tests/bodies/mine.json"), "{}");
        assert_eq!(dir.read("crate/.docbind-notes"), "mine");
    }
    assert!(!dir.path("crate/src/client/books.rs").exists());
}

#[test]
fn what_is_no_longer_generated_goes_with_the_folders_that_it_leaves_empty() {
    let dir = Dir::bookshop();
    let line = "generate --docs docs --out crate";
    assert_eq!(dir.run(line).code, Some(0));
    assert!(dir.path("crate/src/server").is_dir());
    let both = dir.files("crate");
    assert_eq!(dir.run(&format!("{line} --client")).code, Some(0));
    assert!(!dir.path("crate/src/server").exists());
    assert_eq!(dir.run(line).code, Some(0));
    assert!(dir.files("crate") == both);
}

#[test]
fn folders_that_were_made_for_nothing_vanish() {
    let dir = Dir::bookshop();
    dir.write(
        "docs/books.md",
        format!("{BOOKS}\n## Drop\n\n```\nDELETE /books/:isbn\n```\n"),
    );
    for line in [
        "generate --docs gone --out far/away/crate",
        "generate --docs docs --out far/away/crate --deny path-param-not-described",
        "spec --docs gone --out far/away/spec.yaml",
        "generate --docs docs --out far/away/crate --check",
        "check --docs docs --out far/away/crate",
    ] {
        assert_ne!(dir.run(line).code, Some(0), "docbind {line}");
        assert!(!dir.path("far").exists(), "docbind {line}");
    }
}

#[test]
fn two_apis_in_one_place() {
    let dir = Dir::bookshop();
    for (first, second, place) in [
        ("out = \"x\"\n", "out = \"./y/../x\"\n", "./y/../x"),
        (
            "out = \"x\"\nspec = \"spec.yaml\"\n",
            "out = \"y\"\nspec = \"spec.yaml\"\n",
            "spec.yaml",
        ),
    ] {
        dir.write(
            "docbind.toml",
            format!("[apis.a]\ndocs = \"docs\"\n{first}[apis.b]\ndocs = \"docs\"\n{second}"),
        );
        fs::create_dir_all(dir.path("y")).unwrap();
        dir.fails(
            "generate --quiet",
            &format!(
                "error: two APIs would be written to `{place}`\n  help: give each API an `out` \
                 and a `spec` of its own in `docbind.toml`\n"
            ),
        );
    }
    assert!(!dir.path("x").exists());
}

/// The text for people and the one for programs, where no flag and where all flags say the place.
#[test]
fn an_interrupted_run_is_named() {
    let dir = changed_pages();
    let list = |krate: &str| format!("crates/{krate}/.docbind-manifest");
    let text = dir.read(&list("shop"));
    let (head, files) = text.split_once('\n').unwrap();
    dir.write(
        &list("shop"),
        format!("{head}\n# Unfinished: stopped\n{files}"),
    );
    let check = dir.run("check shop --client --quiet");
    let said = "a run of docbind was interrupted while it wrote";
    let todo = "run `docbind generate shop --client` to complete it";
    assert_eq!(check.code, Some(1));
    assert!(
        check
            .out
            .starts_with(&format!("shop: {said} `crates/shop`; {todo}\n")),
        "{}",
        check.out
    );
    let json = dir.run("check shop --client --quiet --format json");
    assert_eq!(
        json.out.lines().next().unwrap(),
        format!(
            "{{\"kind\":\"interrupted\",\"path\":\"crates/shop\",\"message\":\"{said} this; \
             {todo}\",\"api\":\"shop\"}}"
        )
    );
    let flags = dir.run("check --docs docs/shop --out crates/shop --quiet");
    let todo = "run the same command again to complete it";
    assert!(
        flags
            .out
            .starts_with(&format!("shop: {said} `crates/shop`; {todo}\n")),
        "{}",
        flags.out
    );
    let short = dir.run("generate --check --quiet");
    assert_eq!(short.code, Some(1));
    assert!(
        short.err.starts_with(&format!(
            "error: {said} `crates/shop`\nerror: out of date:\n"
        )),
        "{}",
        short.err
    );
    let other = dir.run("check music --quiet");
    assert!(!other.out.contains(said), "{}", other.out);
    // Neither a dry look nor a spec completes it.
    assert_eq!(dir.run("spec shop --quiet").code, Some(0));
    assert!(dir.run("check shop").out.contains(said));
    assert_eq!(dir.run("generate shop").code, Some(0));
    assert_eq!(dir.run("check shop").code, Some(0));
    assert!(!dir.read(&list("shop")).contains("Unfinished"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to() {
    use std::os::unix::fs::PermissionsExt as _;

    let dir = changed_pages();
    let before = dir.files("");
    let lock = |path: &str, mode: u32| {
        fs::set_permissions(dir.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    // Where a file changes, where one is only removed, and where the list is.
    for path in [
        "crates/shop/src/client",
        "crates/shop/tests/fixtures",
        "crates/shop",
    ] {
        lock(path, 0o555);
        if fs::write(dir.path(path).join("probe"), "").is_ok() {
            // The superuser may write everywhere.
            return;
        }
        // What only looks needs no more.
        let check = dir.run("check");
        assert_eq!((check.code, check.err.as_str()), (Some(1), ""));
        let run = dir.run("generate --quiet");
        lock(path, 0o755);
        assert_eq!(run.code, Some(2), "{path}");
        assert!(
            run.err
                .starts_with(&format!("error: cannot write into `{path}"))
                && run.err.ends_with(
                    "permission denied\n  help: give another place with --out, or make this one \
                     writable and run the command again\n"
                ),
            "{}",
            run.err
        );
        assert!(dir.files("") == before, "{path}: something was written");
    }
}

//! One clear error with its remedy, exit code 2, and nothing written.

use std::fs;

use super::harness::Dir;

#[test]
fn docs_that_do_not_exist() {
    Dir::new().fails(
        "spec --docs doc/api",
        "error: `doc/api` does not exist\n  \
         help: give the folder that holds the Markdown pages, or one page\n",
    );
}

#[test]
fn a_folder_without_pages() {
    let dir = Dir::new();
    dir.write("docs/notes.txt", "no page");
    dir.write("docs/.hidden/books.md", "# Books");
    dir.fails(
        "generate --docs docs --out crate",
        "error: no Markdown page (`.md`) in `docs`\n  \
         help: give the folder that holds the Markdown pages; subfolders are searched, hidden \
         ones are not\n",
    );
    assert!(!dir.path("crate").exists());
}

/// A finding of a page; an error where people write what docbind does.
#[test]
fn bytes_that_are_no_utf8() {
    let dir = Dir::bookshop();
    dir.write(
        "docs/cafe.md",
        b"# Caf\xc3\xa9\n\nA caf\xe9, and \xff\xfe.\n",
    );
    let run = dir.run("spec --docs docs --out spec.yaml --format concise");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(
        run.err.contains(
            "docs/cafe.md:3:6: warning[invalid-utf8]: what stands here is no UTF-8, nor are 2 \
             more characters of this page\n"
        ),
        "{}",
        run.err
    );
    for (name, line) in [
        (
            "overrides.yaml",
            "spec --docs docs --overrides overrides.yaml",
        ),
        ("old.yaml", "generate --spec old.yaml --out crate"),
        ("docbind.toml", "generate"),
    ] {
        dir.write(name, b"# Caf\xc3\xa9\n\nA caf\xe9.\n");
        dir.fails(
            line,
            &format!(
                "error: `{name}` is not UTF-8: byte 0xE9 at 3:6\n  \
                 help: save it as UTF-8, for example: iconv -f latin1 -t utf-8 '{name}' > utf8.tmp \
                 && mv utf8.tmp '{name}'\n"
            ),
        );
    }
    assert!(!dir.path("crate").exists());
}

#[cfg(unix)]
#[test]
fn a_page_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt as _;

    let dir = Dir::bookshop();
    let page = dir.path("docs/books.md");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&page).is_ok() {
        // The superuser may read everything.
        return;
    }
    dir.fails(
        "spec --docs docs",
        "error: cannot read `docs/books.md`: permission denied\n  \
         help: check that the path is right and that you may read it\n",
    );
}

#[test]
fn output_that_cannot_be_written() {
    let dir = Dir::bookshop();
    dir.write("file", "in the way");
    let spec = dir.run("spec --docs docs --out file/spec.yaml");
    assert_eq!(spec.code, Some(2));
    assert!(
        spec.err
            .contains("error: cannot create the folder `file`: ")
            && spec.err.contains("help: give another place with --out"),
        "{}",
        spec.err
    );
    let krate = dir.run("generate --docs docs --out file/crate");
    assert_eq!(krate.code, Some(2));
    assert!(
        krate.err.ends_with(
            "error: cannot write into `file`: it is a file, not a folder\n  \
             help: give the name of a folder with --out\n"
        ),
        "{}",
        krate.err
    );
    assert_eq!(dir.read("file"), "in the way");
}

#[test]
fn a_folder_where_a_file_should_be_written() {
    let dir = Dir::bookshop();
    fs::create_dir(dir.path("target")).unwrap();
    let run = dir.run("spec --docs docs --out target --quiet");
    assert_eq!(
        (run.code, run.err.as_str()),
        (
            Some(2),
            "error: cannot write `target`: it is a folder\n  \
             help: give the name of a file with --out\n"
        )
    );
}

#[test]
fn something_in_the_way_of_a_generated_file() {
    let dir = Dir::bookshop();
    fs::create_dir_all(dir.path("one/README.md")).unwrap();
    dir.write("two/src", "a file");
    for (path, what) in [
        ("one/README.md", "a folder"),
        ("two/src", "a file, not a folder"),
    ] {
        let before = dir.files("");
        let out = path.split('/').next().unwrap();
        dir.fails(
            &format!("generate --docs docs --out {out} --force"),
            &format!(
                "error: cannot write to `{path}`: it is {what}\n  help: move it elsewhere, or give \
                 another place with --out\n"
            ),
        );
        assert!(dir.files("") == before);
    }
}

#[test]
fn nothing_to_read() {
    Dir::new().fails(
        "generate --out crate",
        "error: nothing to read: no --docs, no --git, no --spec, and no `docbind.toml` here or above\n  \
         help: give the folder of your Markdown pages: --docs DIR\n",
    );
}

#[test]
fn no_place_to_write_to() {
    Dir::bookshop().fails(
        "generate --docs docs",
        "error: no folder to write the crate `docs` to\n  \
         help: give one: --out DIR, or `out = \"DIR\"` in `docbind.toml`\n",
    );
}

#[test]
fn an_api_that_is_not_configured() {
    let dir = Dir::bookshop();
    dir.write("docbind.toml", "[apis.bookshop]\ndocs = \"docs\"\n");
    dir.fails(
        "spec bokshop",
        "error: no API `bokshop` in `docbind.toml`\n  help: did you mean `bookshop`?\n",
    );
    dir.fails(
        "spec weather",
        "error: no API `weather` in `docbind.toml`\n  help: known APIs: bookshop\n",
    );
}

#[test]
fn several_apis_for_one_result() {
    let dir = Dir::bookshop();
    dir.write(
        "docbind.toml",
        "[apis.books]\ndocs = \"docs\"\n[apis.songs]\ndocs = \"docs\"\n",
    );
    dir.fails(
        "export openapi --out api.json",
        "error: this takes one API, and `docbind.toml` has several\n  \
         help: name one of: books, songs\n",
    );
}

#[test]
fn a_rule_that_does_not_exist() {
    let dir = Dir::bookshop();
    let error = "error: unknown rule `invalid-jsn`\n  help: did you mean `invalid-json`?\n";
    dir.fails("spec --docs docs --deny invalid-jsn", error);
    dir.fails("explain invalid-jsn", error);
}

#[test]
fn settings_with_a_fault() {
    let dir = Dir::bookshop();
    dir.write(
        "docbind.toml",
        "[apis.books]\ndocs = \"docs\"\nouts = \"x\"\n",
    );
    dir.fails(
        "generate",
        "error: docbind.toml:3:1: unknown field `outs`, expected one of `docs`, `overrides`, \
         `spec`, `out`, `version`, `client`, `server`, `facts`, `hints`\n  help: the README shows what `docbind.toml` may say\n",
    );
    dir.fails(
        "generate --config other.toml",
        "error: `other.toml` does not exist\n  \
         help: check the path; relative ones start at the current folder\n",
    );
}

#[test]
fn a_spec_that_is_no_yaml() {
    let dir = Dir::new();
    dir.write("spec.yaml", "format: 1\nname: [books\n");
    let run = dir.run("generate --spec spec.yaml --out crate");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.starts_with("error: spec.yaml:"), "{}", run.err);
    assert!(run.err.contains("= help: "), "{}", run.err);
    assert!(!dir.path("crate").exists());
}

#[test]
fn overrides_with_a_key_that_does_not_exist() {
    let dir = Dir::bookshop();
    dir.write(
        "overrides.yaml",
        "overrides:\n- at: books.md\n  raeson: because\n",
    );
    let run = dir.run("spec --docs docs --overrides overrides.yaml");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(
        run.err.starts_with("error: overrides.yaml:3:3: "),
        "{}",
        run.err
    );
    assert!(run.err.contains("raeson"), "{}", run.err);
}

#[test]
fn an_override_that_matches_nothing() {
    let dir = Dir::bookshop();
    dir.write(
        "overrides.yaml",
        "overrides:\n- at: books.md#gone\n  reason: because\n  set:\n    method: PUT\n",
    );
    let run = dir.run("generate --docs docs --out crate --overrides overrides.yaml");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{}", run.err);
    assert!(run.err.contains("error[unused-override]"), "{}", run.err);
    assert!(!dir.path("crate").exists());
    let line = "generate --docs docs --out crate --overrides overrides.yaml --warn unused-override";
    assert_eq!(dir.run(line).code, Some(0));
}

#[test]
fn names_that_no_crate_can_have() {
    let dir = Dir::bookshop();
    for name in ["std", "self", "serde-json", "axum"] {
        dir.fails(
            &format!("generate --docs docs --out crate --name {name} --quiet"),
            &format!(
                "error: no crate can be called `{name}`: Rust or the generated code uses this \
                 name itself\n  help: give the API another name, with --name or in \
                 `docbind.toml`\n"
            ),
        );
    }
    assert!(!dir.path("crate").exists());
}

#[test]
fn wrong_usage() {
    let dir = Dir::bookshop();
    for line in ["", "publish", "spec --docs a --spec b", "spec --docs"] {
        let run = dir.run(line);
        assert_eq!(
            (run.code, run.out.as_str()),
            (Some(2), ""),
            "docbind {line}"
        );
        assert!(
            run.err.contains("--help") || run.err.contains("Usage: docbind"),
            "{}",
            run.err
        );
    }
}

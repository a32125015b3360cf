//! `docbind check`: what it says about documentation, spec and crate that disagree.

use std::fs;

use super::harness::{BOOKS, Dir, Run};

/// A bookshop with settings, spec and crate, all up to date.
fn bookshop() -> Dir {
    let dir = Dir::bookshop();
    dir.write(
        "docbind.toml",
        "[apis.bookshop]\ndocs = \"docs\"\nspec = \"spec.yaml\"\nout = \"crate\"\n",
    );
    let run = dir.run("generate");
    assert_eq!(run.code, Some(0), "{}", run.err);
    dir
}

#[track_caller]
fn says(run: &Run, code: i32, out: &str) {
    assert_eq!(
        (run.code, run.out.as_str()),
        (Some(code), out),
        "{}",
        run.err
    );
}

#[test]
fn nothing_to_say() {
    let dir = bookshop();
    let before = dir.files("");
    says(&dir.run("check"), 0, "bookshop: up to date\n");
    says(&dir.run("check bookshop --quiet"), 0, "");
    says(&dir.run("check --format json"), 0, "");
    assert!(dir.files("") == before);
}

#[test]
fn an_edited_page_is_drift_in_words() {
    let dir = bookshop();
    let page = BOOKS
        .replace("| `author` | string | no |", "| `author` | string | yes |")
        .replace("| `pages` | integer | no | How many pages it has |\n", "")
        + "\n## Remove a book\n\n```\nDELETE /books/:isbn\n```\n";
    dir.write("docs/books.md", page);
    let before = dir.files("");
    let expected = "\
bookshop: 3 differences between `spec.yaml` and the documentation
  GET /books (books.list)
    parameter `author`: optional → required
  POST /books (books.create)
    parameter `pages` removed: body, optional, integer
  DELETE /books/:isbn (books.delete)
    added: isbn
";
    let run = dir.run("check");
    says(&run, 1, expected);
    assert!(
        run.err
            .starts_with("bookshop: 1 finding: 1 path-param-not-described\n"),
        "{}",
        run.err
    );
    says(&dir.run("check --quiet"), 1, expected);
    assert!(dir.files("") == before, "something was written");

    let json = dir.run("check --format json --quiet");
    assert_eq!((json.code, json.err.as_str()), (Some(1), ""));
    let rules: Vec<String> = json
        .out
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(line["api"], "bookshop");
            line["rule"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(
        rules,
        [
            "request-parameter-became-required",
            "request-parameter-removed",
            "operation-added"
        ]
    );

    assert_eq!(dir.run("generate").code, Some(0));
    says(&dir.run("check"), 0, "bookshop: up to date\n");
}

#[test]
fn files_of_the_crate_that_are_not_as_generated() {
    let dir = bookshop();
    let lib = dir.read("crate/src/lib.rs");
    dir.write("crate/src/lib.rs", format!("{lib}// mine\n"));
    fs::remove_file(dir.path("crate/README.md")).unwrap();
    says(
        &dir.run("check"),
        1,
        "bookshop: 2 files of `crate` out of date\n  README.md: missing\n  \
         src/lib.rs: edited by hand\n",
    );
    let json = dir.run("check --format json");
    assert_eq!(
        json.out.lines().next(),
        Some(
            "{\"kind\":\"file\",\"path\":\"crate/README.md\",\"message\":\"missing\",\
             \"api\":\"bookshop\"}"
        )
    );
}

#[test]
fn a_crate_of_another_spec() {
    let dir = bookshop();
    dir.write(
        "docs/books.md",
        BOOKS.replace("| `title` | string |", "| `title` | integer |"),
    );
    assert_eq!(dir.run("spec").code, Some(0));
    let run = dir.run("check");
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert!(run.out.contains(" of `crate` out of date\n"), "{}", run.out);
    assert!(run.out.contains(": differs\n"), "{}", run.out);
    assert!(!run.out.contains("differences between"), "{}", run.out);
}

#[test]
fn a_spec_that_is_missing_or_written_in_another_way() {
    let dir = bookshop();
    let spec = dir.read("spec.yaml");
    dir.write("spec.yaml", format!("# Reviewed.\n{spec}"));
    says(
        &dir.run("check"),
        1,
        "bookshop: `spec.yaml`: says the same, but is not as docbind writes it\n",
    );
    dir.write("spec.yaml", spec.replace('\n', "\r\n"));
    says(&dir.run("check"), 0, "bookshop: up to date\n");
    fs::remove_file(dir.path("spec.yaml")).unwrap();
    says(&dir.run("check"), 1, "bookshop: `spec.yaml`: missing\n");
}

#[test]
fn by_flags() {
    let dir = Dir::bookshop();
    for line in [
        "spec --docs docs --out spec.json",
        "generate --docs docs --out crate --client",
    ] {
        assert_eq!(dir.run(line).code, Some(0), "{line}");
    }
    says(
        &dir.run("check --docs docs --spec spec.json --out crate --client"),
        0,
        "docs: up to date\n",
    );
    says(
        &dir.run("check --docs docs --spec spec.json"),
        0,
        "docs: up to date\n",
    );
    assert_eq!(dir.run("check --docs docs --out crate").code, Some(1));
    dir.fails(
        "check --docs docs",
        "error: nothing to compare `docs` with: no spec and no crate\n  \
         help: give them: --spec FILE and --out DIR, or `spec` and `out` in `docbind.toml`\n",
    );
    dir.write("spec.json", "[]");
    assert_eq!(dir.run("check --docs docs --spec spec.json").code, Some(2));
}

#[test]
fn a_denied_rule_fails_as_well() {
    let dir = bookshop();
    dir.write(
        "docs/books.md",
        format!("{BOOKS}\n## Remove a book\n\n```\nDELETE /books/:isbn\n```\n"),
    );
    assert_eq!(dir.run("generate").code, Some(0));
    let run = dir.run("check --deny path-param-not-described");
    assert_eq!(run.code, Some(1));
    assert!(
        run.err.starts_with("error[path-param-not-described]: "),
        "{}",
        run.err
    );
    assert_eq!(run.out, "bookshop: up to date\n");
}

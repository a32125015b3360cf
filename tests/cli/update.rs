//! `docbind update`: the documents as they are now, what that changes, and everything made anew.

use super::harness::{BOOKS, Dir, Run};

const SETTINGS: &str = "[apis.bookshop]\ndocs = \"docs\"\noverrides = \"overrides.yaml\"\n\
                        spec = \"spec.yaml\"\nout = \"crate\"\nversion = \"1.2.3\"\n";

/// A bookshop whose spec and crate are as its documents say.
fn bookshop() -> Dir {
    let dir = Dir::bookshop();
    dir.write("docbind.toml", SETTINGS);
    dir.write(
        "overrides.yaml",
        "overrides:\n- at: books.md#list-books\n  reason: It is called so.\n  set:\n    id: all\n",
    );
    let run = dir.run("update");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(
        run.out,
        "bookshop: new, with 2 operations; there was no spec to compare with\n"
    );
    dir
}

/// One operation more, one parameter required.
fn edit(dir: &Dir) {
    let page = BOOKS.replace("| `author` | string | no |", "| `author` | string | yes |")
        + "\n## Remove a book\n\n```\nDELETE /books/:isbn\n```\n\n| Attribute | Type | Required | \
           Description |\n|---|---|---|---|\n| `isbn` | string | yes | Its number |\n";
    dir.write("docs/books.md", page);
}

const CHANGES: &str = "\
bookshop: 1 added, 1 breaking (GET /books parameter `author`: optional → required); minor → major

Breaks callers of the client and implementers of the server
  GET /books (books.all)
    parameter `author`: optional → required [request-parameter-became-required]
      docs/books.md#list-books → docs/books.md:11:1

Safe
  DELETE /books/:isbn (books.delete)
    added: isbn [operation-added]
      new at docs/books.md:32:4

version 1.2.3 → 2.0.0: set `version = \"2.0.0\"` in `docbind.toml`
";

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
fn tells_what_changed_and_makes_everything_anew() {
    let dir = bookshop();
    says(&dir.run("update"), 0, "bookshop: no change\n");
    edit(&dir);
    let run = dir.run("update");
    says(&run, 0, CHANGES);
    assert!(
        run.err.contains("\nbookshop      1           3 "),
        "{}",
        run.err
    );
    // The decision and the names stay.
    let spec = dir.read("spec.yaml");
    assert!(
        spec.contains("id: all\n") && spec.contains("path: /books/:isbn\n"),
        "{spec}"
    );
    assert!(
        dir.read("crate/Cargo.toml")
            .contains("\nversion = \"1.2.3\"\n")
    );
    says(&dir.run("check"), 0, "bookshop: up to date\n");
    says(&dir.run("update --check"), 0, "bookshop: no change\n");
}

#[test]
fn names_stay_when_the_headings_change_that_they_were_made_from() {
    let dir = bookshop();
    dir.write(
        "docs/books.md",
        BOOKS.replace("## Add a book", "## Register a book"),
    );
    let run = dir.run("update");
    says(
        &run,
        0,
        "bookshop: 3 in wording or examples; patch\n\nWording and examples\n  POST /books \
         (books.create): documented at: books.md#add-a-book → books.md#register-a-book; wording \
         of its sections\n  type Book: details such as the order or counts of fields, or sources\n\n\
         version 1.2.3 → 1.2.4: set `version = \"1.2.4\"` in `docbind.toml`\n",
    );
}

#[test]
fn writes_nothing_where_nothing_is_to_be_written() {
    let dir = bookshop();
    edit(&dir);
    let before = dir.files("");
    let run = dir.run("update --dry-run");
    says(&run, 0, CHANGES);
    assert!(
        run.err.ends_with(" files would be written\n"),
        "{}",
        run.err
    );
    let run = dir.run("update --check");
    says(&run, 1, CHANGES);
    assert!(run.err.contains("error: out of date:\n"), "{}", run.err);
    assert!(
        run.err.ends_with("  help: run `docbind update`\n"),
        "{}",
        run.err
    );
    let run = dir.run("update --fail-on breaking");
    says(&run, 1, CHANGES);
    assert!(
        run.err.ends_with(
            "error: nothing was written: `--fail-on` names a level of the changes of bookshop\n"
        ),
        "{}",
        run.err
    );
    assert!(dir.files("") == before, "something was written");
}

#[test]
fn a_denied_finding_and_an_edited_file_stop_it() {
    let dir = bookshop();
    edit(&dir);
    let page = dir.read("docs/books.md");
    dir.write("docs/books.md", page.replace("240}]", "240,}]"));
    let before = dir.files("");
    let run = dir.run("update --deny invalid-json");
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert!(run.err.contains("error[invalid-json]"), "{}", run.err);
    assert!(dir.files("") == before);

    let lib = dir.read("crate/src/client/books.rs");
    dir.write("crate/src/client/books.rs", format!("{lib}// mine\n"));
    let before = dir.files("");
    let run = dir.run("update");
    assert_eq!(run.code, Some(2), "{}", run.err);
    assert!(run.err.contains("crate/src/client/books.rs"), "{}", run.err);
    assert!(dir.files("") == before);
    let run = dir.run("update --force");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!dir.read("crate/src/client/books.rs").contains("mine"));
}

#[test]
fn programs_read_what_changed_of_which_api() {
    let dir = bookshop();
    edit(&dir);
    let run = dir.run("update --dry-run --format json");
    let lines: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert!(
        lines.iter().all(|line| line["api"] == "bookshop"),
        "{lines:?}"
    );
    assert_eq!(lines[2]["step"], "major");
    let run = dir.run("update --dry-run --format markdown");
    assert!(
        run.out.starts_with(
            "### `bookshop`: before → now\n\n**1 added, 1 breaking; minor → major**\n"
        ),
        "{}",
        run.out
    );
}

#[test]
fn what_it_needs_is_said() {
    let dir = Dir::bookshop();
    dir.fails(
        "update",
        "error: nothing to read: no --docs, no --git, no --spec, and no `docbind.toml` here or \
         above\n  help: give the folder of your Markdown pages: --docs DIR\n",
    );
    dir.write("docbind.toml", "[apis.bookshop]\ndocs = \"docs\"\n");
    dir.fails(
        "update",
        "error: `apis.bookshop` in `docbind.toml` has no `spec`, so nothing says what was there \
         before\n  help: add `spec = \"FILE\"`; `docbind generate` writes it\n",
    );
    dir.write("docbind.toml", "[apis.bookshop]\nspec = \"spec.yaml\"\n");
    dir.fails(
        "update",
        "error: `apis.bookshop` in `docbind.toml` has no `docs` to update from\n  help: add \
         `docs`, or run `docbind generate` after you edited the spec\n",
    );
    dir.write(
        "docbind.toml",
        "[apis.bookshop]\ndocs = \"docs\"\nversion = \"1.2\"\n",
    );
    dir.fails(
        "update",
        "error: docbind.toml:3:11: `1.2` is no version: give three numbers, such as 1.2.0\n  \
         help: the README shows what `docbind.toml` may say\n",
    );
}

#[test]
fn decisions_of_the_settings_hold_when_pages_are_compared() {
    let dir = bookshop();
    edit(&dir);
    let run = dir.run("diff spec.yaml docs");
    let expected = CHANGES.replace("docs/books.md#", "books.md#");
    let expected = expected.strip_prefix("bookshop: ").unwrap();
    let (expected, _) = expected.split_once("\nversion").unwrap();
    assert_eq!(run.out, expected, "{}", run.err);
    dir.write("old/books.md", BOOKS);
    let run = dir.run("diff old docs");
    assert!(
        run.out.contains("  GET /books (books.all)\n"),
        "{}",
        run.out
    );
}

#[test]
fn a_crate_with_one_half_concerns_those_who_use_it() {
    let dir = bookshop();
    let settings = SETTINGS.to_owned() + "client = true\n";
    dir.write("docbind.toml", settings);
    let run = dir.run("update");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!dir.path("crate/src/server").exists());
    let page = BOOKS.replace("\"pages\": 240", "\"pages\": 240, \"cover\": \"red\"");
    dir.write("docs/books.md", page);
    let run = dir.run("update --fail-on breaking");
    assert_eq!(run.code, Some(0), "{}", run.out);
    assert!(run.out.starts_with("bookshop: 1 added, "), "{}", run.out);
    assert!(
        run.out
            .ends_with("version 1.2.3 → 1.3.0: set `version = \"1.3.0\"` in `docbind.toml`\n")
    );
    assert!(!dir.path("crate/src/server").exists());
    says(&dir.run("check"), 0, "bookshop: up to date\n");
}

#[test]
fn edited_files_are_named_before_anything_is_tried() {
    let dir = bookshop();
    edit(&dir);
    let lib = dir.read("crate/src/client/books.rs");
    dir.write("crate/src/client/books.rs", format!("{lib}// mine\n"));
    let force = "; `crate/src/client/books.rs`: edited by hand, move your changes elsewhere or \
                 overwrite them with --force\n";
    let run = dir.run("update --dry-run");
    assert!(
        run.err.ends_with(&format!("files would be written{force}")),
        "{}",
        run.err
    );
    for line in ["update --check", "generate --check"] {
        let run = dir.run(line);
        assert_eq!(run.code, Some(1), "{line}");
        assert!(run.err.ends_with(force), "{line}: {}", run.err);
        let named = "\n  crate/src/client/books.rs: edited by hand\n";
        assert!(run.err.contains(named), "{line}: {}", run.err);
    }
}

#[test]
fn several_apis_are_told_one_after_the_other_and_written_together() {
    let dir = bookshop();
    dir.write(
        "songs/songs.md",
        "# Songs\n\n## List songs\n\n```\nGET /songs\n```\n",
    );
    dir.write(
        "docbind.toml",
        SETTINGS.to_owned()
            + "[apis.music]\ndocs = \"songs\"\nspec = \"music.yaml\"\nout = \"music\"\n",
    );
    edit(&dir);
    let run = dir.run("update");
    let expected =
        format!("{CHANGES}\nmusic: new, with 1 operation; there was no spec to compare with\n");
    says(&run, 0, &expected);
    // Nothing of one is written where the other cannot be.
    dir.write("docs/books.md", BOOKS);
    let lib = dir.read("music/src/lib.rs");
    dir.write("music/src/lib.rs", format!("{lib}// mine\n"));
    let before = dir.files("");
    assert_eq!(dir.run("update").code, Some(2));
    assert!(dir.files("") == before);
    says(
        &dir.run("update music --force --format json"),
        0,
        "{\"kind\":\"summary\",\"added\":0,\"breaking\":0,\"contradictions\":0,\"safe\":0,\
         \"prose\":0,\"step\":\"none\",\"client_step\":\"none\",\"server_step\":\"none\",\
         \"message\":\"no change\",\"api\":\"music\"}\n",
    );
}

#[test]
fn contradictions_are_known_only_with_the_pages_of_before() {
    let dir = bookshop();
    edit(&dir);
    dir.fails(
        "update --fail-on contradiction",
        "error: cannot say which contradictions of `bookshop` are new: its pages of before are not \
         at hand\n  help: compare pages with pages: keep them in git, where `diff REV:PATH PATH` \
         finds those of before\n",
    );
}

#[test]
fn names_stay_when_the_page_changes_that_they_were_made_from() {
    let dir = bookshop();
    std::fs::rename(dir.path("docs/books.md"), dir.path("docs/tomes.md")).unwrap();
    let overrides = dir.read("overrides.yaml");
    dir.write("overrides.yaml", overrides.replace("books.md", "tomes.md"));
    says(
        &dir.run("update"),
        0,
        "bookshop: 3 in wording or examples; patch\n\nWording and examples\n  GET /books \
         (books.all): documented at: books.md#list-books → tomes.md#list-books\n  POST /books \
         (books.create): documented at: books.md#add-a-book → tomes.md#add-a-book\n  type Book: \
         details such as the order or counts of fields, or sources\n\nversion 1.2.3 → 1.2.4: set \
         `version = \"1.2.4\"` in `docbind.toml`\n",
    );
    let spec = dir.read("spec.yaml");
    assert!(spec.contains("- id: create\n  resource: books\n"), "{spec}");
    says(&dir.run("update"), 0, "bookshop: no change\n");
}

#[test]
fn a_path_that_moves_keeps_the_names_of_its_operation_and_of_what_it_answers() {
    let dir = bookshop();
    dir.write("docs/books.md", BOOKS.replace("POST /books", "POST /tomes"));
    let run = dir.run("update");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let moved = "\n  POST /tomes (books.create)\n    request: POST /books → POST /tomes ";
    assert!(run.out.contains(moved), "{}", run.out);
    // Nothing else is told.
    assert!(run.out.starts_with("bookshop: 1 breaking "), "{}", run.out);
    assert!(!run.out.contains("Book"), "{}", run.out);
    says(&dir.run("update"), 0, "bookshop: no change\n");
}

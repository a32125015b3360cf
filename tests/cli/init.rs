//! `docbind init`: what it says of pages, and what it writes.

use super::harness::{BOOKS, Dir};

/// Pages in a style of their own: some paths have a version, columns have other titles, and some
/// requests stand where nothing reads them.
const LENDINGS: &str = "\
# Lendings

## List lendings

    GET /api/v1/lendings/:reader

| Parameter | Type | Description |
|---|---|---|
| `since` | date | Not before this day |

## Lend a book

    POST /lendings

| Champ | Genre | Explication |
|---|---|---|
| `isbn` | string | Le livre |

## Return a book

Send a PURGE /lendings/{id} when the book is back.
";

fn library() -> Dir {
    let dir = Dir::new();
    dir.write("docs/lendings.md", LENDINGS);
    dir
}

#[test]
fn it_says_what_it_found_with_counts_and_places() {
    let dir = library();
    let run = dir.run("init --docs docs --name library --dry-run");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let lines: Vec<String> = run
        .out
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    for expected in [
        "library: 1 page, 2 operations, 2 parameters",
        "2 code block lendings.md:5",
        "1 :name lendings.md:5",
        "1 table: Parameter | Type | Description lendings.md:9",
        "1 no marker lendings.md:9",
        "1 sentence with `PURGE /…` lendings.md:21",
        "1 table: Champ | Genre | Explication lendings.md:15",
        "→ if these are parameters, say what its columns hold: the hint `synonyms`",
    ] {
        assert!(
            lines.iter().any(|line| line == expected),
            "{expected}\n{}",
            run.out
        );
    }
    assert!(
        dir.files("")
            .iter()
            .all(|(path, _)| path == "docs/lendings.md")
    );
}

#[test]
fn it_writes_the_hints_that_it_is_unsure_of_as_comments() {
    let dir = library();
    let run = dir.run("init --docs docs --name library");
    assert_eq!(
        (run.code, run.err.as_str()),
        (
            Some(0),
            "docbind.toml: `apis.library` was added; `docbind spec library` shows what was read\n"
        )
    );
    let expected = "\
# Settings of docbind; paths are relative to this file.

[apis.library]
docs = \"docs\"

# What the pages leave open. Take away the `#` before a hint that is right.
[apis.library.hints]

# only some request lines have a version before their path; if these are the same API, the first \
is its base path, and the others are taken off:
# - 1 path below `/api/v1`, such as lendings.md:5
# - 1 path without a version, such as lendings.md:13
# base_paths = [\"/api/v1\"]

# nothing says of some parameters whether they must be sent, and the others do not tell; \
`required` is the other answer:
# - 1 of 1 parameter, such as lendings.md:9
# unmarked = \"optional\"

# the columns of some tables have titles that docbind does not know; if their rows are \
parameters, say what is what:
# - table: Champ | Genre | Explication: 1 table, such as lendings.md:15
# synonyms = { name = [\"Champ\"], description = [\"Explication\"] }
";
    assert_eq!(dir.read("docbind.toml"), expected);

    // Each hint is one that holds when the sign before it is taken away.
    let settings = expected
        .replace("# base_paths", "base_paths")
        .replace("# unmarked", "unmarked")
        .replace("# synonyms", "synonyms");
    dir.write("docbind.toml", settings.clone());
    let spec = dir.run("spec library");
    assert_eq!(spec.code, Some(0), "{}", spec.err);
    for part in [
        "base_path: /api/v1",
        "path: /lendings/:reader",
        "name: isbn",
        "presence_by: setting",
    ] {
        assert!(spec.out.contains(part), "{part}\n{}", spec.out);
    }
    // What a hint answers is not asked again.
    let again = dir.run("init --docs docs --name library");
    assert_eq!(
        again.err,
        "docbind.toml: has `apis.library`, nothing was written\n"
    );
    assert!(
        !again.out.contains("Champ | Genre | Explication: "),
        "{}",
        again.out
    );
    assert_eq!(dir.read("docbind.toml"), settings);
}

#[test]
fn where_parameters_are_sent_is_asked_only_where_it_is_open() {
    let table = "| Parameter | Required |\n|---|---|\n| `day` | yes |\n";
    let place = "| Parameter (query) | Required |\n|---|---|\n| `quiet` | no |\n";
    let page = |method: &str, tables: &str| format!("# Do\n\n    {method} /books\n\n{tables}");
    let asked = |pages: &[String]| {
        let dir = Dir::new();
        for (number, text) in pages.iter().enumerate() {
            dir.write(&format!("docs/page{number}.md"), text);
        }
        dir.run("init --docs docs --dry-run").err
    };
    for (pages, expected) in [
        (vec![page("POST", table)], ""),
        (vec![page("GET", table)], ""),
        (
            vec![page("DELETE", table)],
            "# - DELETE: 1 parameter read as sent in the query string, such as page0.md:7\n\
             # unlabelled = { DELETE = \"query\" }\n",
        ),
        (
            vec![page("POST", table), page("POST", place)],
            "# - POST: 1 parameter read as sent in the body, such as page0.md:7; 1 said to be in \
             the query string, such as page1.md:7\n# unlabelled = { POST = \"body\" }\n",
        ),
    ] {
        let err = asked(&pages);
        assert_eq!(err.contains("unlabelled"), !expected.is_empty(), "{err}");
        assert!(err.ends_with(expected), "{err}");
    }
}

#[test]
fn what_the_settings_say_stays() {
    let dir = library();
    dir.write("docs/more/books.md", BOOKS);
    let old = "# Ours.\n[apis.shop]\ndocs = 'docs/more'\n\n[rules]\ninvalid-json = 'deny'";
    dir.write("docbind.toml", old);
    let run = dir.run_in("docs", &["init", "--docs", "more"]);
    assert_eq!(
        run.err,
        "../docbind.toml: `apis.more` was added; `docbind spec more` shows what was read\n"
    );
    let new = dir.read("docbind.toml");
    let added = "\n\n[apis.more]\ndocs = \"docs/more\"\n";
    assert!(new.starts_with(&format!("{old}{added}")), "{new}");
    assert_eq!(dir.run("spec more --quiet").code, Some(0));

    // An entry cannot follow here, and is shown instead.
    let closed = "apis = { shop = { docs = 'docs/more' } }\n";
    dir.write("docbind.toml", closed);
    let run = dir.run("init --docs docs/more");
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.starts_with(
            "error: cannot add an API at the end of `docbind.toml`\n  help: add it by hand:\n\
             [apis.more]\ndocs = \"docs/more\"\n"
        ),
        "{}",
        run.err
    );
    assert_eq!(dir.read("docbind.toml"), closed);
}

#[test]
fn programs_get_the_same_as_json() {
    let dir = library();
    let run = dir.run("init --docs docs --dry-run --format json");
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["operations"], 2);
    assert_eq!(json["topics"][0]["shapes"][0]["place"], "lendings.md:5");
    assert_eq!(json["unread"][0]["shape"], "sentence with `PURGE /…`");
    assert_eq!(json["unread"][0]["count"], 1);
    assert_eq!(json["unsure"][0]["line"], "base_paths = [\"/api/v1\"]");
}

#[test]
fn what_cannot_be_done_is_told() {
    let dir = library();
    dir.fails(
        "init --docs doc",
        "error: `doc` does not exist\n  help: give the folder that holds the Markdown pages, or one \
         page\n",
    );
    dir.fails(
        "init --docs docs --name Docs",
        "error: `Docs` cannot be the name of an API\n  help: use lower case letters, digits and \
         single hyphens, a letter first\n",
    );
    dir.fails(
        "init --docs docs --format sarif",
        "error: this format is for findings and changes, and `init` shows neither\n  help: leave \
         out --format, or use `--format json`\n",
    );
    assert!(!dir.path("docbind.toml").exists());
}

//! The review page: that it is written, and that a browser shows it as it should.

use std::path::Path;
use std::time::Instant;

use super::browser::{self, Loaded};
use super::harness::{BOOKS, Dir, root};

/// A page with a finding of each of two rules, and an ignored block.
const LOANS: &str = "\
# Loans

About loans.

## Lend a book

```
POST /loans/:isbn
```

- [Who may lend](lenders.md)

```json
{\"isbn\": \"978-0\",}
```

## Return a book

```
DELETE /loans/:isbn
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `isbn` | string | yes | Which one |
";

fn library() -> Dir {
    let dir = Dir::bookshop();
    dir.write("docs/loans.md", LOANS);
    let run = dir.run("report --docs docs --out review.html");
    assert_eq!(run.code, Some(0), "{}", run.err);
    dir
}

#[test]
fn the_page_is_written_and_the_same_each_time() {
    let dir = library();
    let first = dir.read("review.html");
    assert!(first.starts_with("<!doctype html>"));
    let run = dir.run("report --docs docs --out review.html");
    assert!(run.err.contains("docs"), "{}", run.err);
    assert_eq!(run.out, "");
    assert_eq!(dir.read("review.html"), first);
    let run = dir.run("report --docs docs --out - --quiet");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(run.out, first);
}

#[test]
fn the_page_shows_the_documents_even_where_the_spec_keeps_facts_only() {
    let dir = library();
    let first = dir.read("review.html");
    let run = dir.run("report --docs docs --facts --out facts.html");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(dir.read("facts.html"), first);
}

#[test]
fn a_denied_rule_fails_and_the_page_shows_why() {
    let dir = library();
    let run = dir.run("report --docs docs --deny invalid-json --out denied.html");
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert!(
        dir.read("denied.html")
            .contains("<aside class=\"finding error\"")
    );
}

#[test]
fn wrong_input_is_told_and_nothing_is_written() {
    let dir = Dir::bookshop();
    dir.write("folder/kept", "");
    dir.fails(
        "report --docs docs --out folder",
        "error: cannot write `folder`: it is a folder\n  \
         help: give the name of a file with --out\n",
    );
    dir.fails(
        "report --docs missing --out review.html",
        "error: `missing` does not exist\n  \
         help: give the folder that holds the Markdown pages, or one page\n",
    );
    dir.run("spec --docs docs --out spec.yaml");
    dir.fails(
        "report --spec spec.yaml --out review.html",
        "error: `spec-yaml` has no pages to review: it is read from a spec\n  \
         help: give the folder of its Markdown pages with --docs DIR, or name other APIs\n",
    );
    let run = dir.run("report --docs docs");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("--out <FILE>"), "{}", run.err);
    assert!(!dir.path("review.html").exists());
}

#[test]
fn the_shipped_apis_make_one_small_page_quickly() {
    let dir = Dir::new();
    super::regenerate::copy_shipped(&dir);
    let start = Instant::now();
    let run = dir.run("report --out review.html");
    assert_eq!(run.code, Some(0), "{}", run.err);
    // Far more than it takes, for slow machines and builds for debugging.
    assert!(start.elapsed().as_secs() < 30);
    let page = dir.read("review.html");
    assert!(page.len() < 6_000_000, "{} bytes", page.len());
    assert!(page.contains("id=\"gitlab-v3-2016/users.md\""));
}

/// The groups of a document that are shown: the titles of their sections.
fn shown(loaded: &Loaded) -> Vec<String> {
    let groups = loaded.dom.split("<section class=\"group").skip(1);
    groups
        .filter_map(|rest| rest.split_once('>'))
        .filter(|(tag, _)| !tag.contains(" hidden"))
        .map(|(tag, _)| {
            let title = tag.split("aria-label=\"").nth(1).unwrap_or_default();
            title.trim_end_matches('"').to_owned()
        })
        .collect()
}

#[track_caller]
fn quiet(file: &Path, inside: &str) -> Loaded {
    let loaded = browser::open(file, inside);
    // A refused script is told here, with the hash to write into `generator/src/report/mod.rs`.
    assert_eq!(loaded.console, [""; 0], "{inside}");
    assert_eq!(loaded.requests, [""; 0], "{inside}");
    loaded
}

const ALL: [&str; 6] = [
    "Books",
    "List books",
    "Add a book",
    "Loans",
    "Lend a book",
    "Return a book",
];

#[test]
fn a_browser_shows_everything_and_asks_for_nothing() {
    if !browser::is_there() {
        return;
    }
    let dir = library();
    let file = dir.path("review.html");
    let loaded = quiet(&file, "");
    assert_eq!(shown(&loaded), ALL);
    assert!(
        loaded
            .dom
            .contains("<nav id=\"filters\" aria-label=\"Filters\">")
    );
    for width in [390, 1400] {
        let picture = browser::picture(&file, "", width);
        assert!(picture.starts_with(b"\x89PNG"));
        assert!(
            picture.len() > 20_000,
            "an empty page: {} bytes",
            picture.len()
        );
    }
}

#[test]
fn filters_in_the_address_hide_the_rest() {
    if !browser::is_there() {
        return;
    }
    let dir = library();
    let file = &dir.path("review.html");
    for (inside, expected) in [
        ("#?page=loans.md", &ALL[3..]),
        ("#?rule=invalid-json", &ALL[4..5]),
        ("#?rule=invalid-json&page=books.md", &ALL[..0]),
        ("#?outcome=ignored", &ALL[4..5]),
        ("#?outcome=fact&page=books.md", &ALL[1..3]),
        ("#?rule=none-such", &ALL[..]),
    ] {
        let loaded = quiet(file, inside);
        assert_eq!(shown(&loaded), expected, "{inside}");
    }
    let outside = quiet(file, "#?outcome=outside");
    assert_eq!(shown(&outside), ["Books", "Loans"]);
    let nothing = quiet(file, "#?rule=invalid-json&page=books.md");
    assert!(nothing.dom.contains("<p id=\"nothing\">"));
}

#[test]
fn addresses_lead_to_findings_sections_and_rules() {
    if !browser::is_there() {
        return;
    }
    let dir = library();
    let file = &dir.path("review.html");
    let finding = quiet(file, "#finding-2");
    let position = finding
        .dom
        .split("<output id=\"position\">")
        .nth(1)
        .unwrap();
    assert!(position.starts_with("2 / "), "{}", &position[..20]);
    let parameter = quiet(file, "#o1.1p1");
    assert!(
        parameter
            .dom
            .contains("<tr id=\"o1.1p1\" tabindex=\"-1\" class=\"lit\">")
    );
    // The row of the table that it was read from lights up with it.
    let lit = parameter.dom.matches("class=\"block fact lit\"").count();
    assert_eq!(lit, 1);
    assert_eq!(shown(&quiet(file, "#loans.md/lend-a-book")), ALL);
}

/// The page's own policy refuses what escaping should have kept out, and we would notice.
#[test]
fn no_document_runs_a_script() {
    if !browser::is_there() {
        return;
    }
    let dir = Dir::new();
    let evil = "</script><script>document.title = 'owned'</script>\
                <img src=\"http://evil.invalid/x.png\" onerror=\"document.title = 'owned'\">";
    dir.write(
        "docs/evil.md",
        format!("# {evil}\n\n{evil}\n\n{}", BOOKS.replace("author", evil)),
    );
    let run = dir.run("report --docs docs --out review.html");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let file = dir.path("review.html");
    let loaded = quiet(&file, "#?outcome=fact");
    assert!(loaded.dom.contains("<title>Review of docs</title>"));

    let page = dir
        .read("review.html")
        .replace("</main>", &format!("{evil}</main>"));
    dir.write("broken.html", page);
    let broken = browser::open(&dir.path("broken.html"), "");
    assert!(!broken.console.is_empty());
    assert!(broken.dom.contains("<title>Review of docs</title>"));
    assert_eq!(broken.requests, [""; 0]);
    dir.write(
        "open.html",
        "<!doctype html><img src=\"http://evil.invalid/x.png\">",
    );
    let open = browser::open(&dir.path("open.html"), "");
    assert_eq!(open.requests, ["http://evil.invalid/x.png"]);
}

#[test]
fn the_shipped_apis_open_without_complaint() {
    if !browser::is_there() {
        return;
    }
    let dir = Dir::new();
    let settings = root().join("docbind.toml").display().to_string();
    let file = dir.path("review.html");
    let out = file.display().to_string();
    let run = dir.run_in("", &["report", "--config", &settings, "--out", &out]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let loaded = quiet(&file, "#?page=gitlab-ci-v1/runners.md");
    let titles = shown(&loaded);
    assert!((1..20).contains(&titles.len()), "{titles:?}");
}

//! What `diff` says about a change is what the compiler says.
//!
//! A caller and a server are written once against the code of a page, using all of it. Then the
//! page is edited, and both are compiled against the code of the edited page: where a change
//! breaks callers, the caller must not compile any more, and where it breaks nobody, both must. A
//! change that is broken on the wire only compiles; those are told apart by name.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are tests too"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use docbind::diff::{Rule, compare};
use docbind::generate::{GenerateOptions, generate_single_file};
use docbind::pipeline::{ReadOptions, read_docs};
use docbind::source::{SourceFile, SourceSet};
use docbind_spec::ApiSpec;

mod cargo;

const PAGE: &str = r#"# Books

## List books

```
GET /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `author` | string | no | Only books of this author |
| `sort` | string | no | Sorted in `asc` or `desc` order |
| `limit` | integer | no | How many |

```json
[{"isbn": "978-0", "pages": 240, "shelf": {"row": 1}}]
```

## Get a book

```
GET /books/:isbn
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `isbn` | string | yes | Its number |

```json
{"isbn": "978-0", "pages": 240, "shelf": {"row": 1}}
```

## Add a book

```
POST /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `title` | string | yes | Its title |
| `pages` | integer | no | How many pages it has |

```json
{"isbn": "978-0", "pages": 240, "shelf": {"row": 1}}
```

## Remove a book

```
DELETE /books/:isbn
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `isbn` | string | yes | Its number |
"#;

/// Uses everything that the client of the page has.
const CALLER: &str = r#"
use api::Client;
use api::types::{Book, BooksSort, Shelf};

async fn calls(client: &Client) -> Result<(), api::Error> {
    let list = client.books().list().author("Woolf").sort(BooksSort::Asc).limit(3);
    for book in list.await? {
        read(book);
    }
    read(client.books().get("978-0").await?);
    read(client.books().create("The Sea").pages(240).await?);
    client.books().delete("978-0").await?;
    Ok(())
}

fn read(book: Book) -> (String, i64, Option<i64>) {
    let shelf: Option<Shelf> = book.shelf;
    let row: Option<i64> = shelf.map(|shelf| shelf.row);
    (book.isbn, book.pages, row)
}

fn main() {
    let _ = calls;
}
"#;

/// Implements everything that the server of the page has.
const IMPLEMENTER: &str = r#"
use api::server::books::{self, Books};
use api::server::{Failure, Reply, Request};
use api::types::{Book, BooksSort, Shelf};

struct Shop;

fn book(isbn: String) -> Book {
    Book { isbn, pages: 240, shelf: Some(Shelf { row: 1 }) }
}

impl Books for Shop {
    async fn list(&self, request: Request<books::List>) -> Result<Reply<Vec<Book>>, Failure> {
        let author: Option<String> = request.params.author;
        let limit: Option<i64> = request.params.limit;
        let up = match request.params.sort {
            Some(BooksSort::Asc) | None => true,
            Some(BooksSort::Desc) => false,
        };
        let count = usize::try_from(limit.unwrap_or(1)).unwrap_or(1);
        let mut all = vec![book(author.unwrap_or_default()); count];
        if !up {
            all.reverse();
        }
        Ok(Reply::new(all))
    }

    async fn get(&self, request: Request<books::Get>) -> Result<Reply<Book>, Failure> {
        let isbn: String = request.params.isbn;
        Ok(Reply::new(book(isbn)))
    }

    async fn create(&self, request: Request<books::Create>) -> Result<Reply<Book>, Failure> {
        let title: String = request.params.title;
        let pages: Option<i64> = request.params.pages;
        Ok(Reply::new(Book { pages: pages.unwrap_or(1), ..book(title) }))
    }

    async fn delete(&self, request: Request<books::Delete>) -> Result<Reply<()>, Failure> {
        let _isbn: String = request.params.isbn;
        Ok(Reply::new(()))
    }
}

fn main() {
    let _ = Shop;
}
"#;

/// What breaks callers on the wire while their code compiles: the older client calls another
/// address, or sends something elsewhere.
const ON_THE_WIRE: &[Rule] = &[
    Rule::OperationMoved,
    Rule::RequestParameterMoved,
    Rule::RequestParameterDefaultChanged,
    Rule::RequestParameterLimitTightened,
];

/// An edit of the page: what stood there and what stands there now, everywhere.
type Edit = (&'static str, &'static str);

const SAFE: &[Edit] = &[
    (
        "## Remove a book",
        "## Count books\n\n```\nGET /count\n```\n\n## Remove a book",
    ),
    (
        "| `limit` |",
        "| `year` | integer | no | Its year |\n| `limit` |",
    ),
    ("| `author` | string | no |", "| `author` | string | |"),
    ("How many |", "How many, default: `20` |"),
    ("Its title", "What it is called"),
];

/// The name of a case, its edits, and the rules of what breaks somebody by it, in order.
type Case = (&'static str, &'static [Edit], &'static [Rule]);

const CASES: &[Case] = &[
    ("safe", SAFE, &[]),
    (
        "operation_removed",
        &[("```\nDELETE /books/:isbn\n```", "")],
        &[Rule::OperationRemoved],
    ),
    (
        "operation_moved",
        &[("GET /books/:isbn", "GET /tomes/:isbn")],
        &[Rule::OperationMoved],
    ),
    (
        "placeholder_renamed",
        &[
            ("/books/:isbn", "/books/:book_isbn"),
            ("| `isbn` |", "| `book_isbn` |"),
        ],
        &[Rule::PathPlaceholderRenamed, Rule::PathPlaceholderRenamed],
    ),
    (
        "required_parameter_added",
        &[(
            "| `pages` |",
            "| `year` | integer | yes | Its year |\n| `pages` |",
        )],
        &[Rule::RequestRequiredParameterAdded],
    ),
    (
        "parameter_removed",
        &[("| `limit` | integer | no | How many |\n", "")],
        &[Rule::RequestParameterRemoved],
    ),
    (
        "parameter_renamed",
        &[("| `author` |", "| `author_name` |")],
        &[Rule::RequestParameterRenamed],
    ),
    (
        "became_required",
        &[("| `author` | string | no |", "| `author` | string | yes |")],
        &[Rule::RequestParameterBecameRequired],
    ),
    (
        "became_optional",
        &[("| `title` | string | yes |", "| `title` | string | no |")],
        &[Rule::RequestParameterBecameOptional],
    ),
    (
        "type_changed",
        &[("| `limit` | integer |", "| `limit` | boolean |")],
        &[Rule::RequestParameterTypeChanged],
    ),
    (
        "value_added",
        &[("`asc` or `desc`", "`asc`, `desc` or `random`")],
        &[Rule::RequestParameterValueAdded],
    ),
    (
        "value_removed",
        &[("`asc` or `desc`", "`desc` or `random`")],
        &[
            Rule::RequestParameterValueAdded,
            Rule::RequestParameterValueRemoved,
        ],
    ),
    (
        "field_added",
        &[("\"pages\": 240,", "\"pages\": 240, \"cover\": \"red\",")],
        &[Rule::ResponseFieldAdded],
    ),
    (
        "field_removed",
        &[("\"pages\": 240, ", "")],
        &[Rule::ResponseFieldRemoved],
    ),
    (
        "field_type_changed",
        &[("\"row\": 1", "\"row\": \"A\"")],
        &[Rule::ResponseFieldTypeChanged],
    ),
    // What fewer examples show is not taken to be always there.
    (
        "evidence_shrinks",
        &[(
            "```json\n[{\"isbn\": \"978-0\", \"pages\": 240, \"shelf\": {\"row\": 1}}]\n```",
            "",
        )],
        &[
            Rule::ResponseFieldCodeChanged,
            Rule::ResponseFieldCodeChanged,
            Rule::ResponseFieldCodeChanged,
        ],
    ),
];

fn read(page: &str, frozen: Option<ApiSpec>) -> ApiSpec {
    let page = SourceFile {
        path: "books.md".to_owned(),
        text: page.to_owned(),
    };
    let options = ReadOptions {
        name: "shop".to_owned(),
        frozen,
        ..ReadOptions::default()
    };
    read_docs(&SourceSet::new(vec![page]), &options).spec
}

/// One half of the code of a spec.
fn half(spec: &ApiSpec, name: &str) -> String {
    let options = GenerateOptions {
        client: name == "client",
        server: name == "server",
        ..GenerateOptions::new("docbind generate shop")
    };
    generate_single_file(spec, &options).unwrap()
}

#[test]
fn levels_are_what_the_compiler_says() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let base = read(PAGE, None);
    let mut expected: Vec<(String, bool, String)> = Vec::new();
    for (case, edits, rules) in CASES {
        let mut page = PAGE.to_owned();
        for (from, to) in *edits {
            assert!(page.contains(from), "{case}: {from}");
            page = page.replace(from, to);
        }
        let newer = read(&page, Some(base.clone()));
        let changes = compare(&base, &newer);
        let breaking = changes.iter().filter(|it| it.level.breaks());
        let breaking: Vec<Rule> = breaking.map(|it| it.rule).collect();
        assert_eq!(breaking, *rules, "{case}: {changes:#?}");
        let in_code = changes.iter().filter(|it| !ON_THE_WIRE.contains(&it.rule));
        let in_code: Vec<_> = in_code.collect();
        let said = format!(
            "{:#?}",
            in_code
                .iter()
                .map(|it| (it.rule, it.level))
                .collect::<Vec<_>>()
        );
        for (name, user, breaks) in [
            (
                "client",
                CALLER,
                in_code.iter().any(|it| it.level.breaks_client()),
            ),
            (
                "server",
                IMPLEMENTER,
                in_code.iter().any(|it| it.level.breaks_server()),
            ),
        ] {
            let target = format!("{case}_{name}");
            let code = dir.join(format!("src/bin/{target}"));
            fs::create_dir_all(&code).unwrap();
            fs::write(code.join("api.rs"), half(&newer, name)).unwrap();
            // Errors are what counts here; flags that hide warnings would build all dependencies anew.
            let main = format!("#![allow(warnings)]\nmod api {{ include!(\"api.rs\"); }}\n{user}");
            fs::write(code.join("main.rs"), main).unwrap();
            expected.push((target, breaks, said.clone()));
        }
    }
    manifest(dir, &base);
    let broken = broken(dir);
    for (target, breaks, said) in expected {
        let error = broken.get(&target);
        let words = error.map_or("it compiles", String::as_str);
        assert_eq!(error.is_some(), breaks, "{target}: {said}\n{words}");
    }
}

/// A package with the dependencies of a generated crate.
fn manifest(dir: &Path, spec: &ApiSpec) {
    let generated = docbind::generate::generate(spec, &GenerateOptions::new("x")).unwrap();
    let text = generated
        .files
        .iter()
        .find(|file| file.path == "Cargo.toml")
        .unwrap();
    let start = text.text.find("[dependencies]").unwrap();
    let end = text.text.find("[dev-dependencies]").unwrap();
    let dependencies = text.text[start..end].replace(", optional = true", "");
    let head =
        "[package]\nname = \"levels\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n";
    cargo::workspace(dir, &format!("{head}{dependencies}"));
}

/// The programs that do not compile, with the first error of each.
fn broken(dir: &Path) -> BTreeMap<String, String> {
    let arguments = [
        "check",
        "--bins",
        "--keep-going",
        "--message-format",
        "json",
    ];
    let output = cargo::cargo(dir, &arguments).output().unwrap();
    let mut broken = BTreeMap::new();
    let mut targets = 0;
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = message["target"]["name"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        if message["message"]["level"] == "error" {
            let said = message["message"]["rendered"].as_str().unwrap_or_default();
            broken.entry(name).or_insert_with(|| said.to_owned());
        } else if message["reason"] == "compiler-artifact" && message["target"]["kind"][0] == "bin"
        {
            targets += 1;
        }
    }
    let all = CASES.len() * 2;
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        targets + broken.len(),
        all,
        "every program was looked at\n{said}"
    );
    broken
}

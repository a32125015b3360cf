//! `docbind diff`: two states of an API, what changed and what that means.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::conformance::is_there;
use super::harness::{BOOKS, Dir, root, run_at};

/// The bookshop's page with one change of each level.
fn newer() -> String {
    BOOKS
        .replace("| `author` | string | no |", "| `author` | string | yes |")
        .replace("\"pages\": 240}]", "\"pages\": 240, \"cover\": \"red\"}]")
        .replace("How many pages it has", "Its pages")
        + "\n```\ncurl --request PUT \"https://shop.example.com/books?title=x\"\n```\n\n\
           ## Remove a book\n\n```\nDELETE /books/:isbn\n```\n"
}

fn both() -> Dir {
    let dir = Dir::new();
    dir.write("old/books.md", BOOKS);
    dir.write("new/books.md", newer());
    dir
}

const REPORT: &str = "\
1 added, 2 breaking (GET /books parameter `author`: optional → required; type Book field `cover` \
added: string), 1 contradictory, 3 in wording or examples; minor → major

Breaks callers of the client and implementers of the server
  GET /books (books.list)
    parameter `author`: optional → required [request-parameter-became-required]
      old/books.md:11:1 → new/books.md:11:1

Breaks implementers of the server
  type Book
    field `cover` added: string [response-field-added]
      old/books.md:14:2 → new/books.md:14:54

Contradictions
  POST /books (books.create)
    curl sends PUT, the request line says POST [contradiction-added]
      new at new/books.md:33:16

Safe
  DELETE /books/:isbn (books.delete)
    added: isbn [operation-added]
      new at new/books.md:36:4

Wording and examples
  GET /books (books.list): response 200: examples changed: 1
  POST /books (books.create): parameter `pages`: wording; documented calls changed: 1
";

#[test]
fn shows_what_breaks_first() {
    let dir = both();
    let run = dir.run("diff old new");
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (Some(0), REPORT, "")
    );
    let run = dir.run("diff old old");
    assert_eq!((run.code, run.out.as_str()), (Some(0), "no change\n"));
}

#[test]
fn fails_on_what_it_is_told_to() {
    let dir = both();
    dir.write(
        "prose/books.md",
        BOOKS.replace("How many pages", "The pages"),
    );
    for (line, code) in [
        ("diff old new --fail-on breaking", 1),
        ("diff old new --fail-on breaks-client", 1),
        ("diff old new --fail-on breaks-server", 1),
        ("diff old new --fail-on contradiction", 1),
        ("diff old prose --fail-on breaking,contradiction", 0),
        ("diff old prose --fail-on safe", 0),
        ("diff old prose --fail-on prose", 1),
        ("diff old old --fail-on prose", 0),
    ] {
        assert_eq!(dir.run(line).code, Some(code), "{line}");
    }
}

#[test]
fn programs_read_every_change() {
    let dir = both();
    let lines = dir.run("diff old new --format json").out;
    let objects: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let (summary, changes) = objects.split_last().unwrap();
    assert_eq!(changes.len(), 7);
    assert_eq!(summary["step"], "major");
    assert_eq!(summary["breaking"], 2);
    let required = &changes[0];
    assert_eq!(required["rule"], "request-parameter-became-required");
    assert_eq!(
        (&required["part"], &required["in"]),
        (&"author".into(), &"query".into())
    );
    assert_eq!(required["old"]["line"], 11);

    let notes = dir.run("diff old new --format github").out;
    let first = "::error file=new/books.md,line=11,col=1,title=request-parameter-became-required::\
                 GET /books parameter `author`: optional → required%0A";
    assert!(notes.starts_with(first), "{notes}");
    assert!(
        notes.contains("::warning file=new/books.md,line=33,col=16,title=contradiction-added::")
    );

    let concise = dir.run("diff new old --format concise").out;
    assert!(
        concise.contains(
            "new/books.md:36:4: breaks-both[operation-removed]: DELETE /books/:isbn removed: isbn\n"
        ),
        "{concise}"
    );
}

#[test]
fn text_of_documents_is_no_markdown() {
    let dir = both();
    let hostile = newer()
        .replace("\"cover\"", "\"</details>|*c*\"")
        .replace("How many pages", "Pages")
        .replace(
            "| Its title |",
            "| Its title, default: `@ann see <b>https://evil.example</b> [x](y) *z*` |",
        );
    dir.write("new/books.md", hostile);
    let text = dir.run("diff old new --format markdown").out;
    let start = "### old → new\n\n**1 added, 2 breaking, 1 contradictory, ";
    assert!(text.starts_with(start), "{text}");
    assert!(
        text.contains("field `</details>|*c*` added: `string`"),
        "{text}"
    );
    assert!(text.contains("<summary>Wording and examples ("), "{text}");
    // What documents say stands in code only.
    let outside: String = text.split('`').step_by(2).collect();
    for said in ["*c*", "@ann", "evil", "<b>", "[x]"] {
        assert!(!outside.contains(said), "{said}: {outside}");
    }
    assert!(text.contains("@ann"), "{text}");
}

#[test]
fn specs_are_sides_too() {
    let dir = both();
    for side in ["old", "new"] {
        let run = dir.run(&format!("spec --docs {side} --name shop --out {side}.yaml"));
        assert_eq!(run.code, Some(0), "{}", run.err);
    }
    let run = dir.run("diff old.yaml new.yaml");
    assert!(run.out.contains("books.md#list-books\n"), "{}", run.out);
    assert!(run.out.starts_with("1 added, 2 breaking "), "{}", run.out);
    // Facts of one side are compared with facts of the other.
    dir.run("spec --docs old --name shop --facts --out facts.yaml");
    let run = dir.run("diff facts.yaml old");
    assert_eq!(run.out, "no change\n");
}

#[test]
fn wrong_inputs_are_explained() {
    let dir = both();
    dir.fails(
        "diff old nix",
        "error: `nix` does not exist\n  help: give a folder of Markdown pages, a page or a spec, \
         or REV:PATH for one of them at a revision of this checkout\n",
    );
    dir.fails(
        "diff old new --format sarif",
        "error: `--format sarif` is for findings, not for changes\n  help: use json, github or \
         markdown\n",
    );
    dir.fails(
        "spec --docs old --format markdown",
        "error: `--format markdown` is for changes, not for findings\n  help: use it with \
         `docbind diff` or `docbind update`\n",
    );
}

/// The bookshop in git below `shop/`, with its pages changed since.
fn in_git() -> Option<Dir> {
    let mut version = Command::new("git");
    version.arg("--version");
    if !is_there("git", version) {
        return None;
    }
    let dir = Dir::new();
    dir.write("shop/doc/books.md", BOOKS);
    let run = dir.run("spec --docs shop/doc --name shop --out shop/spec.yaml");
    assert_eq!(run.code, Some(0), "{}", run.err);
    for line in ["init -q", "add .", "commit -q -m first"] {
        let output = Command::new("git")
            .current_dir(dir.path(""))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com"])
            .args(line.split(' '))
            .output()
            .unwrap();
        assert!(output.status.success(), "git {line}: {output:?}");
    }
    dir.write("shop/doc/books.md", newer());
    Some(dir)
}

#[track_caller]
fn with_git(dir: &Dir, folder: &str, line: &str) -> String {
    let output = super::harness::command(&dir.path(folder))
        .env("PATH", std::env::var_os("PATH").unwrap())
        .args(line.split(' '))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{line}\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_side_may_be_a_revision() {
    let Some(dir) = in_git() else { return };
    let expected = |old: &str, new: &str| REPORT.replace("old/", old).replace("new/", new);
    assert_eq!(
        with_git(&dir, "", "diff HEAD:shop/doc shop/doc"),
        expected("HEAD:shop/doc/", "shop/doc/")
    );
    // Paths start at the current folder.
    assert_eq!(
        with_git(&dir, "shop", "diff HEAD:doc doc"),
        expected("HEAD:shop/doc/", "doc/")
    );
    assert_eq!(
        with_git(&dir, "shop/doc", "diff HEAD:books.md books.md"),
        expected("HEAD:shop/doc/", "")
    );
    let specs = with_git(&dir, "", "diff HEAD:shop/spec.yaml shop/doc --name shop");
    assert!(specs.starts_with("1 added, 2 breaking "), "{specs}");
    assert!(
        specs.contains("  books.md#list-books → shop/doc/books.md:11:1\n"),
        "{specs}"
    );
}

#[test]
fn notes_are_about_files_that_are_there() {
    let Some(dir) = in_git() else { return };
    let file = |line: &str| -> String {
        let notes = with_git(&dir, "", &format!("{line} --format github"));
        notes.lines().next().unwrap().to_owned()
    };
    let start =
        "::error file=shop/doc/books.md,line=11,col=1,title=request-parameter-became-required::";
    let first = file("diff HEAD:shop/doc shop/doc");
    assert!(first.starts_with(start), "{first}");
    // A spec says nothing about where the pages are.
    let spec = "spec --docs shop/doc --name shop --out shop/new.yaml";
    assert_eq!(dir.run(spec).code, Some(0));
    let first = file("diff HEAD:shop/spec.yaml shop/new.yaml");
    assert!(
        first.starts_with("::error title=request-parameter-became-required::"),
        "{first}"
    );
    // What was committed is there under its own name.
    let first = file("diff shop/doc HEAD:shop/doc");
    assert!(
        first.starts_with("::error file=shop/doc/books.md,line="),
        "{first}"
    );
}

#[test]
fn what_cannot_be_judged_is_refused() {
    let dir = both();
    let run = dir.run("spec --docs old --name shop --out old.yaml");
    assert_eq!(run.code, Some(0), "{}", run.err);
    dir.fails(
        "diff old.yaml new --fail-on contradiction",
        "error: cannot say which contradictions are new: a spec does not tell them\n  help: \
         compare pages with pages: keep them in git, where `diff REV:PATH PATH` finds those of \
         before\n",
    );
    // Findings that nobody wants to see are none.
    let line = "diff old new --fail-on contradiction";
    assert_eq!(dir.run(line).code, Some(1));
    assert_eq!(
        dir.run(&format!("{line} --allow method-mismatch")).code,
        Some(0)
    );
}

/// What a spec has, by plain reading: operations, parameters of operations, fields of types.
struct Inventory {
    operations: BTreeSet<String>,
    parameters: BTreeSet<(String, String, String)>,
    fields: BTreeSet<(String, String)>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Method and path with placeholders that have no names.
fn request(request: &str) -> String {
    let mut out = String::new();
    let mut chars = request.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if c == ':' || c == '*' {
            while chars
                .next_if(|c| c.is_ascii_alphanumeric() || *c == '_')
                .is_some()
            {}
        }
    }
    out
}

impl Inventory {
    fn read(path: &Path) -> Self {
        let spec: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let mut all = Self {
            operations: BTreeSet::new(),
            parameters: BTreeSet::new(),
            fields: BTreeSet::new(),
        };
        for operation in spec["operations"].as_array().unwrap() {
            let line = format!(
                "{} {}",
                text(&operation["method"]),
                text(&operation["path"])
            );
            let line = request(&line);
            for parameter in operation["parameters"].as_array().unwrap() {
                let (name, place) = (text(&parameter["name"]), text(&parameter["location"]));
                all.parameters.insert((line.clone(), place, name));
            }
            all.operations.insert(line);
        }
        for def in spec["types"].as_array().unwrap() {
            for field in def["fields"].as_array().unwrap() {
                all.fields
                    .insert((text(&def["name"]), text(&field["name"])));
            }
        }
        all
    }
}

/// What the reported changes say that came, or went.
fn reported(changes: &[Value], side: &str) -> Inventory {
    let mut all = Inventory {
        operations: BTreeSet::new(),
        parameters: BTreeSet::new(),
        fields: BTreeSet::new(),
    };
    for change in changes {
        let rule = text(&change["rule"]);
        let came = side == "added";
        let line = request(&text(&change["request"]));
        let contents = change["contents"].as_array().cloned().unwrap_or_default();
        let (part, name) = (text(&change["part"]), text(&change["name"]));
        let other = text(&change[if came { "to" } else { "from" }]);
        match rule.as_str() {
            "operation-moved" => {
                all.operations.insert(request(&other));
            }
            "path-placeholder-renamed" | "request-parameter-renamed" => {
                all.parameters.insert((line, text(&change["in"]), other));
            }
            "request-parameter-moved" => {
                all.parameters.insert((line, other, part));
            }
            "response-field-renamed" | "request-field-renamed" => {
                all.fields.insert((name, other));
            }
            rule if !rule.ends_with(side) => {}
            rule if rule.starts_with("operation-added")
                || rule.starts_with("operation-removed") =>
            {
                for item in contents {
                    all.parameters
                        .insert((line.clone(), text(&item["in"]), text(&item["name"])));
                }
                all.operations.insert(line);
            }
            rule if rule.starts_with("type-") => {
                for item in contents {
                    all.fields.insert((name.clone(), text(&item["name"])));
                }
            }
            rule if rule.contains("-parameter-")
                && !rule.contains("-parameter-value")
                && !rule.contains("-parameter-default")
                && !rule.contains("-parameter-condition") =>
            {
                all.parameters.insert((line, text(&change["in"]), part));
            }
            rule if rule.contains("-field-") && !rule.contains("-field-value") => {
                all.fields.insert((name, part));
            }
            _ => {}
        }
    }
    all
}

/// The parameters of an operation that moved stand at its new address.
fn moved(
    parameters: &BTreeSet<(String, String, String)>,
    moves: &BTreeMap<String, String>,
) -> BTreeSet<(String, String, String)> {
    let at = |line: &String| moves.get(line).unwrap_or(line).clone();
    parameters
        .iter()
        .map(|(line, place, name)| (at(line), place.clone(), name.clone()))
        .collect()
}

#[test]
fn sets_equal_plain_differences_from_2014_to_2016() {
    let corpus = root().join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: there is no ../shared beside the repository");
        return;
    }
    let dir = Dir::new();
    let [old, new] = ["gitlab-v3-2014", "gitlab-v3-2016"].map(|name| corpus.join(name));
    let spec = |docs: &Path, out: &str| {
        let docs = docs.to_str().unwrap();
        let run = run_at(
            &dir.path(""),
            &["spec", "--docs", docs, "--name", "gitlab", "--out", out],
        );
        assert_eq!(run.code, Some(0), "{}", run.err);
    };
    spec(&old, "old.json");
    // The names of the older side stay, as they do for who updates.
    spec(&old, "new.json");
    spec(&new, "new.json");
    let (before, after) = (
        Inventory::read(&dir.path("old.json")),
        Inventory::read(&dir.path("new.json")),
    );

    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let run = run_at(&dir.path(""), &["diff", old, new, "--format", "json"]);
    let changes: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |rule: &str, key: fn(&str) -> String| -> BTreeMap<String, String> {
        let own = changes.iter().filter(|change| change["rule"] == rule);
        own.map(|change| (key(&text(&change["from"])), key(&text(&change["to"]))))
            .collect()
    };
    let moves = of("operation-moved", request);
    let moved_paths = ["GET", "PUT"].map(|method| {
        let path = |noun: &str| format!("{method} /projects/:/{noun}/:");
        (path("merge_request"), path("merge_requests"))
    });
    assert_eq!(moves, moved_paths.into(), "nothing else moved");
    let renames = of("type-renamed", str::to_owned);
    assert_eq!(renames, BTreeMap::new(), "names of types are kept");
    let (added, removed) = (reported(&changes, "added"), reported(&changes, "removed"));

    let difference = |some: &BTreeSet<String>, others: &BTreeSet<String>| -> BTreeSet<String> {
        some.difference(others).cloned().collect()
    };
    assert_eq!(
        added.operations,
        difference(&after.operations, &before.operations)
    );
    assert_eq!(
        removed.operations,
        difference(&before.operations, &after.operations)
    );
    let before_parameters = moved(&before.parameters, &moves);
    let came: BTreeSet<_> = after
        .parameters
        .difference(&before_parameters)
        .cloned()
        .collect();
    let went: BTreeSet<_> = before_parameters
        .difference(&after.parameters)
        .cloned()
        .collect();
    assert_eq!(added.parameters, came);
    assert_eq!(removed.parameters, went);
    let came: BTreeSet<_> = after.fields.difference(&before.fields).cloned().collect();
    let went: BTreeSet<_> = before.fields.difference(&after.fields).cloned().collect();
    assert_eq!(added.fields, came);
    assert_eq!(removed.fields, went);
    for (what, number) in [
        (
            "operations",
            added.operations.len() + removed.operations.len(),
        ),
        (
            "parameters",
            added.parameters.len() + removed.parameters.len(),
        ),
        ("fields", added.fields.len() + removed.fields.len()),
    ] {
        assert!(number > 0, "no {what} differ");
        println!("{number} {what} differ");
    }
}

/// Every field that came from 2014 to 2016 is shown at its key, and so is every one that went.
#[test]
fn fields_of_real_documents_are_shown_at_their_keys() {
    let corpus = root().join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: there is no ../shared beside the repository");
        return;
    }
    let dir = Dir::new();
    let sides = ["gitlab-v3-2014", "gitlab-v3-2016"].map(|name| corpus.join(name));
    let [old, new] = sides.each_ref().map(|path| path.to_str().unwrap());
    let run = run_at(&dir.path(""), &["diff", old, new, "--format", "json"]);
    let mut count = 0;
    for line in run.out.lines() {
        let change: Value = serde_json::from_str(line).unwrap();
        let rule = text(&change["rule"]);
        let (side, place) = if rule.ends_with("-field-added") {
            (&sides[1], &change["new"])
        } else if rule.ends_with("-field-removed") {
            (&sides[0], &change["old"])
        } else {
            continue;
        };
        count += 1;
        let source = text(&place["source"]);
        let page = source.split('#').next().unwrap();
        let page = std::fs::read_to_string(side.join(page)).unwrap();
        let number = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
        let shown = page.lines().nth(number("line") - 1).unwrap();
        let shown: String = shown.chars().skip(number("column") - 1).collect();
        let key = format!("\"{}\"", text(&change["part"]));
        assert!(shown.starts_with(&key), "{line}");
    }
    assert!(count > 90, "{count}");
}

//! Hints of `docbind.toml`: they hold for every command that reads the pages, and what is wrong
//! with one is told.

use super::harness::Dir;

/// A page of another API, which the hints of the shop leave out.
const KEYS: &str = "# Keys\n\n## List keys\n\n```\nGET /internal/keys\n```\n";

/// A bookshop with an internal page and these hints.
fn shop(hints: &str) -> Dir {
    let dir = Dir::bookshop();
    dir.write("docs/internal/keys.md", KEYS);
    settings(&dir, hints);
    dir
}

fn settings(dir: &Dir, hints: &str) {
    let api = "[apis.shop]\ndocs = \"docs\"\nspec = \"spec.yaml\"\nout = \"crate\"\n";
    dir.write("docbind.toml", format!("{api}[apis.shop.hints]\n{hints}"));
}

#[test]
fn every_command_reads_with_the_same_hints() {
    let dir = shop("exclude = [\"internal\"]\nunlabelled = { POST = \"query\" }\n");
    let run = dir.run("generate shop");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let spec = dir.read("spec.yaml");
    assert!(!spec.contains("/internal/keys"), "{spec}");
    let adds = spec.split("path: /books").last().unwrap();
    assert!(adds.contains("name: title\n    location: query"), "{adds}");
    for line in [
        "check shop",
        "generate shop --check",
        "update shop --check",
        "diff docs spec.yaml --fail-on prose",
        "fix shop --dry-run",
        "report shop --out report.html",
    ] {
        let run = dir.run(line);
        assert_eq!(run.code, Some(0), "{line}\n{}{}", run.out, run.err);
    }
    assert!(!dir.read("report.html").contains("List keys"));
    // Flags read the pages as they stand.
    let run = dir.run("spec --docs docs");
    assert!(run.out.contains("/internal/keys"), "{}", run.out);
}

#[test]
fn a_hint_that_says_nothing_is_told() {
    let dir = shop(
        "include = [\"*.md\", \"rest\"]\nexclude = [\"old.md\"]\nvariables = { base = \"/api\" }\n",
    );
    let run = dir.run("spec shop --out -");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let told: Vec<&str> = run.err.lines().take(3).collect();
    assert_eq!(
        told,
        [
            "shop: hint `include`: `rest` matches no page; correct it or take it out",
            "shop: hint `exclude`: `old.md` matches no page; correct it or take it out",
            "shop: hint `variables`: `base` stands on no page; correct it or take it out",
        ]
    );
    assert_eq!(dir.run("spec shop --out - --quiet").err, "");

    settings(&dir, "include = [\"rest\"]\n");
    let message = "error: `include` and `exclude` of `apis.shop.hints` leave no page to read\n  \
                   help: patterns are relative to `docs`, such as `rest/**` or `*.md`\n";
    for line in ["spec shop", "generate shop", "fix shop"] {
        dir.fails(line, message);
    }
}

#[test]
fn what_is_no_hint_is_an_error_with_its_place() {
    const SEE: &str = "the README shows what `docbind.toml` may say";
    let dir = shop("");
    for (hints, message) in [
        (
            "base_path = \"/api\"",
            "6:1: unknown field `base_path`, expected one of `include`, `exclude`, `base_paths`, \
             `variables`, `unlabelled`, `unmarked`, `synonyms`",
        ),
        (
            "base_paths = [\"/api\", \"https://books.example.com/v1\"]",
            "6:14: `https://books.example.com/v1` is an address, not a path; leave out the host: \
             `/v1`",
        ),
        (
            "include = [\"*.md\", \"../more\"]",
            "6:11: `../more` names no page; patterns are relative to the folder of the pages, \
             such as `rest/**` or `*.md`",
        ),
        (
            "exclude = \"*.md\"",
            "6:11: invalid type: string \"*.md\", expected a sequence",
        ),
        (
            "unlabelled = \"form\"",
            "6:14: unknown variant `form`, expected `query` or `body`",
        ),
        (
            "unlabelled = { GET = \"header\" }",
            "6:22: unknown variant `header`, expected `query` or `body`",
        ),
        (
            "unmarked = \"none\"",
            "6:12: unknown variant `none`, expected one of `required`, `optional`, `unstated`",
        ),
        (
            "variables = { \"{{ site.url }}\" = \"/api\" }",
            "6:15: `{{ site.url }}` is no name; leave out the signs: `site.url`",
        ),
        (
            "synonyms = { titel = [\"Titel\"] }",
            "6:14: unknown variant `titel`, expected one of `name`, `header`, `type`, `required`, \
             `optional`, `place`, `default`, `values`, `description`, `status`, `method`, \
             `parameters`, `headers`, `request`, `response`, `example`, `aside`, `query`, `path`, \
             `body`, `yes`, `no`",
        ),
        (
            "unlabelled = true",
            "6:14: invalid type: boolean `true`, expected `query`, `body`, or a table such as \
             `{ DELETE = \"body\" }`",
        ),
    ] {
        settings(&dir, &format!("{hints}\n"));
        dir.fails(
            "spec shop",
            &format!("error: docbind.toml:{message}\n  help: {SEE}\n"),
        );
    }
}

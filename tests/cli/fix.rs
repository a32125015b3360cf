//! `docbind fix`: what it writes, shows and leaves alone.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use super::harness::{BOOKS, Dir};

const FAULTY: &str = "\
## List orders

```
GET /orders
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `buyer` | string | no | Who bought
| `paid` | boolean | no | Whether it is paid

```json
[{\"number\": 1, \"buyer\": \"Ada\",}]
```

```
curl -d a=1 https://shop.example/shelves
```
";

fn mended() -> String {
    FAULTY
        .replace("Who bought\n", "Who bought |\n")
        .replace("it is paid\n", "it is paid |\n")
        .replace(",}]", "}]")
}

const REST: &str = "\
docs: 1 finding remains: 1 path-mismatch
  to see each: --format full; what a rule means: docbind explain RULE
";

fn faulty() -> Dir {
    let dir = Dir::bookshop();
    dir.write("docs/orders.md", FAULTY);
    dir
}

#[test]
fn pages_are_repaired_and_others_left_alone() {
    let dir = faulty();
    let before = fs::metadata(dir.path("docs/books.md")).unwrap();
    let run = dir.run("fix --docs docs");
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (
            Some(0),
            "docs/orders.md: 3 repairs (2 malformed-row, 1 invalid-json)\n",
            REST
        )
    );
    assert_eq!(dir.read("docs/orders.md"), mended());
    assert_eq!(dir.read("docs/books.md"), BOOKS);
    let after = fs::metadata(dir.path("docs/books.md")).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());

    let run = dir.run("fix --docs docs");
    let nothing = format!("{REST}nothing to repair\n");
    assert_eq!(
        (run.code, run.out.as_str(), run.err),
        (Some(0), "", nothing)
    );
    assert_eq!(
        dir.run("spec --docs docs --deny malformed-row").code,
        Some(0)
    );
    assert_eq!(
        dir.run("spec --docs docs --deny invalid-json").code,
        Some(0)
    );
    assert_eq!(dir.files("docs").len(), 2);
}

/// To write a page is to replace the bytes that nobody could read.
#[test]
fn a_page_with_bytes_that_are_no_utf8_is_not_written() {
    let dir = faulty();
    let page = |text: &str| text.replace("Who", "Wh\u{f6}").into_bytes();
    let latin = |text: &str| {
        let mut bytes = page(text);
        let at = bytes.iter().position(|byte| *byte == 0xc3).unwrap();
        bytes.splice(at..at + 2, [0xf6]);
        bytes
    };
    let bytes = latin(FAULTY);
    dir.write("docs/sales.md", &bytes);
    let before = fs::read(dir.path("docs/sales.md")).unwrap();
    assert_eq!(before, bytes);
    let message = "docs/sales.md: not repaired: it has bytes that are no UTF-8, which would be \
                   lost; save it as UTF-8 first\n";
    for line in ["fix --docs docs --dry-run", "fix --docs docs"] {
        let run = dir.run(line);
        assert!(run.err.starts_with(message), "{}", run.err);
        assert!(!run.out.contains("sales.md"), "{}", run.out);
        assert_eq!(fs::read(dir.path("docs/sales.md")).unwrap(), bytes);
    }
    assert_eq!(dir.read("docs/orders.md"), mended());
    let run = dir.run("fix --docs docs/sales.md");
    assert!(run.err.starts_with(message), "{}", run.err);
    assert!(run.err.contains("2 malformed-row"), "{}", run.err);
    assert_eq!(fs::read(dir.path("docs/sales.md")).unwrap(), bytes);

    dir.write("docs/sales.md", page(FAULTY));
    let run = dir.run("fix --docs docs");
    assert!(
        run.out.starts_with("docs/sales.md: 3 repairs"),
        "{}",
        run.out
    );
}

const DIFF: &str = "\
--- docs/orders.md
+++ docs/orders.md
@@ -6,11 +6,11 @@
\u{20}
 | Attribute | Type | Required | Description |
 |-----------|------|----------|-------------|
-| `buyer` | string | no | Who bought
-| `paid` | boolean | no | Whether it is paid
+| `buyer` | string | no | Who bought |
+| `paid` | boolean | no | Whether it is paid |
\u{20}
 ```json
-[{\"number\": 1, \"buyer\": \"Ada\",}]
+[{\"number\": 1, \"buyer\": \"Ada\"}]
 ```
\u{20}
 ```
";

#[test]
fn dry_run_shows_a_diff_and_writes_nothing() {
    let dir = faulty();
    let before = dir.files("docs");
    let time = || {
        let meta = fs::metadata(dir.path("docs/orders.md")).unwrap();
        meta.modified().unwrap()
    };
    let modified = time();
    let run = dir.run("fix --docs docs --dry-run");
    let rest = format!(
        "{REST}1 page would change: 3 repairs (2 malformed-row, 1 invalid-json)\n  \
         help: run the same command without --dry-run\n"
    );
    assert_eq!((run.code, run.out.as_str(), run.err), (Some(1), DIFF, rest));
    assert_eq!(dir.files("docs"), before);
    assert_eq!(time(), modified);

    let run = dir.run("fix --docs docs --dry-run --quiet");
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (Some(1), DIFF, "")
    );
    let run = dir.run("fix --docs docs --dry-run --color always");
    assert!(
        run.out
            .contains("\u{1b}[32m+| `buyer` | string | no | Who bought |\u{1b}[0m\n"),
        "{}",
        run.out
    );

    dir.run("fix --docs docs --quiet");
    let run = dir.run("fix --docs docs --dry-run");
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
}

/// What `--dry-run` prints is what `patch` and `git apply` take.
#[test]
fn the_diff_is_a_patch() {
    let dir = faulty();
    dir.write("docs/end.md", FAULTY.replace('\n', "\r\n").trim_end());
    let run = dir.run("fix --docs docs --dry-run");
    let git = Command::new("git")
        .args(["apply", "-p0", "--whitespace=nowarn"])
        .current_dir(dir.path(""))
        .stdin(Stdio::piped())
        .spawn();
    let Ok(mut git) = git else {
        let required = std::env::var_os("DOCBIND_REQUIRE_ALL").is_some_and(|value| value == "1");
        assert!(!required, "there is no git");
        println!("skipped: there is no git");
        return;
    };
    let mut input = git.stdin.take().unwrap();
    input.write_all(run.out.as_bytes()).unwrap();
    drop(input);
    assert!(git.wait().unwrap().success());
    assert_eq!(dir.read("docs/orders.md"), mended());
    assert_eq!(
        dir.read("docs/end.md"),
        mended().replace('\n', "\r\n").trim_end()
    );
}

#[test]
fn marks_line_ends_and_a_missing_last_one_survive() {
    let dir = Dir::new();
    let text = format!("\u{feff}{}", FAULTY.replace('\n', "\r\n").trim_end());
    dir.write("orders.md", &text);
    let run = dir.run("fix --docs orders.md");
    assert_eq!(
        (run.code, run.out.as_str()),
        (
            Some(0),
            "orders.md: 3 repairs (2 malformed-row, 1 invalid-json)\n"
        ),
        "{}",
        run.err
    );
    let expected = format!("\u{feff}{}", mended().replace('\n', "\r\n").trim_end());
    assert_eq!(dir.read("orders.md"), expected);
}

#[test]
fn rules_can_be_chosen() {
    let dir = faulty();
    let run = dir.run("fix --docs docs --rule invalid-json");
    assert_eq!(run.out, "docs/orders.md: 1 repair (1 invalid-json)\n");
    assert!(
        run.err
            .starts_with("docs: 3 findings remain: 2 malformed-row, 1 path-mismatch\n"),
        "{}",
        run.err
    );
    let run = dir.run("fix --docs docs --allow malformed-row");
    assert_eq!(run.out, "");
    dir.write(
        "docbind.toml",
        "[apis.shop]\ndocs = \"docs\"\n[rules]\nmalformed-row = \"allow\"\n",
    );
    assert_eq!(dir.run("fix shop").out, "");
    assert_eq!(
        dir.run("fix --warn malformed-row").out,
        "docs/orders.md: 2 repairs (2 malformed-row)\n"
    );
}

#[test]
fn denied_findings_that_remain_fail() {
    let dir = faulty();
    let run = dir.run("fix --docs docs --quiet --deny path-mismatch --deny invalid-json");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("error[path-mismatch]"), "{}", run.err);
    assert!(!run.err.contains("invalid-json"), "{}", run.err);
    assert_eq!(dir.read("docs/orders.md"), mended());
}

#[test]
fn programs_get_the_findings_that_remain() {
    let dir = faulty();
    let run = dir.run("spec --docs docs --format json");
    let repair = r#""repair":[{"path":"docs/orders.md","line":9,"column":37,"#;
    assert!(run.err.contains(repair), "{}", run.err);
    let run = dir.run("fix --docs docs --format json");
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines.len(), 1, "{}", run.err);
    assert!(lines[0].starts_with(r#"{"rule":"path-mismatch","#));
}

#[test]
fn findings_say_that_they_can_be_repaired() {
    let run = faulty().run("spec --docs docs --out spec.yaml");
    assert_eq!(
        run.err
            .matches("= help: `docbind fix` repairs this")
            .count(),
        3
    );
}

#[test]
fn errors_say_what_to_do() {
    let dir = faulty();
    dir.fails(
        "fix",
        "error: nothing to read: no --docs, no --git, no --spec, and no `docbind.toml` here or above\n  \
         help: give the folder of your Markdown pages: --docs DIR\n",
    );
    dir.fails(
        "fix --docs doc",
        "error: `doc` does not exist\n  \
         help: give the folder that holds the Markdown pages, or one page\n",
    );
    dir.fails(
        "fix --docs docs --rule unread-block",
        "error: no finding of `unread-block` has a certain repair\n  \
         help: rules with repairs: invalid-json, malformed-row, method-mismatch, \
         misspelt-header, path-param-not-described\n",
    );
    dir.fails(
        "fix --docs docs --rule invalid-jason",
        "error: unknown rule `invalid-jason`\n  help: did you mean `invalid-json`?\n",
    );
    dir.fails(
        "fix --docs docs --rule invalid-json --allow invalid-json",
        "error: `invalid-json` is set to `allow`, and what is allowed is not repaired\n  \
         help: add --warn invalid-json\n",
    );
    dir.write("docbind.toml", "[apis.shop]\nspec = \"spec.yaml\"\n");
    dir.fails(
        "fix",
        "error: `shop` has a spec but no pages to repair\n  \
         help: give the folder of its pages: --docs DIR, or `docs` in `docbind.toml`\n",
    );
    assert_eq!(dir.read("docs/orders.md"), FAULTY);
}

#[test]
fn a_read_only_page_stops_all() {
    let dir = faulty();
    dir.write("docs/a.md", FAULTY);
    let path = dir.path("docs/orders.md");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let before = dir.files("docs");
    dir.fails(
        "fix --docs docs",
        "error: cannot write `docs/orders.md`: it is read-only\n  \
         help: make it writable; --dry-run shows the repairs without writing\n",
    );
    assert_eq!(dir.files("docs"), before);
    assert_eq!(dir.run("fix --docs docs --dry-run").code, Some(1));
}

#[test]
fn two_apis_may_share_their_pages() {
    let dir = faulty();
    dir.write(
        "docbind.toml",
        "[apis.one]\ndocs = \"docs\"\n[apis.two]\ndocs = \"docs\"\n[apis.three]\nspec = \"s.yaml\"\n",
    );
    let run = dir.run("fix");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(dir.read("docs/orders.md"), mended());
}

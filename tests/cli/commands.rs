//! What the commands do when all is well, and when a rule is denied.

use std::io::Read as _;
use std::process::Stdio;

use super::harness::{BOOKS, Dir, command};

/// A page with one finding: the command sends another method than the request line.
const FAULTY: &str = "\
# Songs

## Remove a song

```
DELETE /songs/:id
```

- `id` (required) - The song

```
curl --request PUT \"https://music.example.com/songs/42\"
```
";

#[test]
fn spec_goes_to_stdout_and_its_account_to_stderr() {
    let dir = Dir::bookshop();
    let run = dir.run("spec --docs docs");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("\nname: docs\n"), "{}", run.out);
    assert!(run.out.contains("path: /books\n"), "{}", run.out);
    let account: Vec<&str> = run.err.split_whitespace().collect();
    // Heads, then the row.
    assert_eq!(account[..3], ["api", "pages", "operations"]);
    assert_eq!(account[11..14], ["docs", "1", "2"], "{}", run.err);
    assert_eq!(dir.run("spec --docs docs --quiet").err, "");
    assert_eq!(dir.run("spec --docs docs --out -").out, run.out);
}

#[test]
fn one_page_is_enough() {
    let dir = Dir::bookshop();
    let run = dir.run("spec --docs docs/books.md");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("\nname: books\n"), "{}", run.out);
}

#[test]
fn the_ending_chooses_json_or_yaml() {
    let dir = Dir::bookshop();
    for line in [
        "spec --docs docs --out made/spec.json",
        "spec --docs docs --out made/spec.yaml",
        "export openapi --docs docs --out made/api.json",
        "export openapi --docs docs --out made/api.yaml",
        "export operations --docs docs --out made/list.json",
        "export operations --docs docs --out made/list.yaml",
    ] {
        let run = dir.run(line);
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{}", run.err);
    }
    let json = |path: &str| serde_json::from_str::<serde_json::Value>(&dir.read(path)).unwrap();
    assert_eq!(json("made/spec.json")["name"], "docs");
    assert_eq!(json("made/api.json")["openapi"], "3.1.0");
    assert_eq!(json("made/list.json")["operations"][0]["path"], "/books");
    assert!(dir.read("made/list.yaml").starts_with("operations:\n"));
    assert!(dir.read("made/spec.yaml").contains("\nname: docs\n"));
    assert!(
        dir.read("made/api.yaml")
            .starts_with("openapi: \"3.1.0\"\n")
    );
}

#[test]
fn openapi_in_the_older_version() {
    let run = Dir::bookshop().run("export openapi --docs docs --openapi-version 3.0");
    let api: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(api["openapi"], "3.0.3");
    assert!(api["paths"]["/books"]["post"].is_object());
}

#[test]
fn generate_prints_its_account_and_leaves_current_files_alone() {
    let dir = Dir::bookshop();
    let first = dir.run("generate --docs docs --out crate");
    assert_eq!((first.code, first.err.as_str()), (Some(0), ""));
    let row = |out: &str| -> Vec<String> {
        let row = out.lines().nth(1).unwrap();
        row.split_whitespace().map(str::to_owned).collect()
    };
    let files = dir.files("crate");
    let written = row(&first.out)[8].parse::<usize>().unwrap();
    // The list of files is not counted.
    assert_eq!(written + 1, files.len(), "{}", first.out);

    let second = dir.run("generate --docs docs --out crate");
    assert_eq!(
        row(&second.out)[8..10],
        ["0".to_owned(), written.to_string()]
    );
    assert!(dir.files("crate") == files);
    assert_eq!(dir.run("generate --docs docs --out crate --quiet").out, "");
}

#[test]
fn check_writes_nothing_and_names_what_is_out_of_date() {
    let dir = Dir::bookshop();
    let fresh = dir.run("generate --docs docs --out crate --check");
    assert_eq!((fresh.code, fresh.out.as_str()), (Some(1), ""));
    assert!(
        fresh.err.starts_with("error: out of date:\n  crate/"),
        "{}",
        fresh.err
    );
    assert!(!dir.path("crate").exists());

    dir.run("generate --docs docs --out crate");
    assert_eq!(
        dir.run("generate --docs docs --out crate --check").code,
        Some(0)
    );

    dir.write("docs/books.md", BOOKS.replace("GET /books", "GET /tomes"));
    let before = dir.files("crate");
    let stale = dir.run("generate --docs docs --out crate --check");
    assert_eq!(stale.code, Some(1));
    assert!(
        stale
            .err
            .ends_with("  help: run the same command without --check\n"),
        "{}",
        stale.err
    );
    assert!(dir.files("crate") == before);
}

#[test]
fn an_edited_file_is_overwritten_only_by_force() {
    let dir = Dir::bookshop();
    dir.run("generate --docs docs --out crate");
    let lib = dir.read("crate/src/lib.rs");
    dir.write("crate/src/lib.rs", format!("{lib}// mine\n"));
    let run = dir.run("generate --docs docs --out crate");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(
        run.err.contains("`crate/src/lib.rs`") && run.err.contains("--force"),
        "{}",
        run.err
    );
    assert_eq!(dir.read("crate/src/lib.rs"), format!("{lib}// mine\n"));
    assert_eq!(
        dir.run("generate --docs docs --out crate --force").code,
        Some(0)
    );
    assert_eq!(dir.read("crate/src/lib.rs"), lib);
}

#[test]
fn output_among_the_pages_is_not_read() {
    let dir = Dir::bookshop();
    for _ in 0..2 {
        let run = dir.run("generate --docs . --out docs/crate --name bookshop");
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert_eq!(run.out.split_whitespace().nth(12), Some("1"), "{}", run.out);
    }
    let rendered = dir.run("render --docs docs --out pages");
    assert_eq!(rendered.code, Some(0), "{}", rendered.err);
    assert_eq!(
        dir.run("spec --docs pages").code,
        Some(0),
        "the folder itself is read"
    );
}

#[test]
fn one_half_is_generated_alone() {
    let dir = Dir::bookshop();
    for (flags, client, server) in [
        ("", true, true),
        ("--client", true, false),
        ("--server", false, true),
        ("--client --server", true, true),
    ] {
        let run = dir.run(&format!("generate --docs docs --out crate {flags}"));
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert_eq!(dir.path("crate/src/client").exists(), client, "{flags}");
        assert_eq!(dir.path("crate/src/server").exists(), server, "{flags}");
    }
}

#[test]
fn settings_give_the_places_and_flags_win() {
    let dir = Dir::bookshop();
    dir.write(
        "docbind.toml",
        "[apis.shop]\ndocs = \"docs\"\nspec = \"made/spec.yaml\"\nout = \"made/crate\"\n\
         [apis.other]\ndocs = \"docs\"\nout = \"other\"\n",
    );
    std::fs::create_dir(dir.path("docs/deep")).unwrap();
    let run = dir.run_in("docs/deep", &["generate", "shop"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(dir.path("made/spec.yaml").is_file());
    assert!(dir.path("made/crate/src/lib.rs").is_file());
    assert!(!dir.path("other").exists());

    let run = dir.run("generate shop --out elsewhere");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(dir.path("elsewhere/src/lib.rs").is_file());

    let run = dir.run("generate");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(run.out.lines().count(), 3, "{}", run.out);
}

#[test]
fn spec_shows_findings_and_other_commands_count_them() {
    let dir = Dir::new();
    dir.write("docs/songs.md", FAULTY);
    let spec = dir.run("spec --docs docs");
    assert_eq!(spec.code, Some(0));
    assert!(
        spec.err.starts_with("warning[method-mismatch]: "),
        "{}",
        spec.err
    );
    assert!(spec.err.contains("--> docs/songs.md:12:"), "{}", spec.err);
    assert!(spec.err.contains("curl --request PUT"), "{}", spec.err);

    let counted = dir.run("generate --docs docs --out crate");
    assert_eq!(counted.code, Some(0));
    assert_eq!(
        counted.err,
        "docs: 1 finding: 1 method-mismatch\n  \
         to see each: --format full; what a rule means: docbind explain RULE\n"
    );
    let shown = dir.run("generate --docs docs --out crate --format concise");
    assert!(
        shown.err.starts_with("docs/songs.md:12:")
            && shown.err.contains(": warning[method-mismatch]: "),
        "{}",
        shown.err
    );
    let json = dir.run("spec --docs docs --out spec.yaml --format json");
    let line = json.err.lines().next().unwrap();
    let finding: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(finding["rule"], "method-mismatch");
    assert_eq!(finding["line"], 12);
}

#[test]
fn findings_for_programs_are_all_that_stderr_holds() {
    let dir = Dir::new();
    dir.write("docs/songs.md", FAULTY);
    dir.write("more/quiet.md", "# Nothing\n");
    dir.write(
        "docbind.toml",
        "[apis.songs]\ndocs = \"./docs\"\nout = \"songs\"\nspec = \"songs.yaml\"\n\
         [apis.tunes]\ndocs = \"docs\"\nout = \"tunes\"\nspec = \"tunes.yaml\"\n\
         [apis.quiet]\ndocs = \"more\"\nout = \"quiet\"\nspec = \"quiet.yaml\"\n",
    );
    for (line, results) in [
        ("spec --format sarif", 2),
        ("generate songs --format sarif", 1),
        ("generate songs --format sarif --deny method-mismatch", 1),
        ("spec --format sarif --quiet", 0),
        ("spec quiet --format sarif", 0),
    ] {
        let run = dir.run(line);
        let log: serde_json::Value = serde_json::from_str(&run.err).unwrap();
        let found = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(found.len(), results, "{line}");
        for result in found {
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "docs/songs.md");
            assert_eq!(place["region"]["startLine"], 12);
        }
    }
    let json = dir.run("spec --format json");
    assert_eq!(json.err.lines().count(), 2, "{}", json.err);

    let folder = dir.path("docs").canonicalize().unwrap();
    let github = dir.run_in(
        "",
        &[
            "spec",
            "--docs",
            folder.to_str().unwrap(),
            "--format",
            "github",
        ],
    );
    assert!(
        github
            .err
            .starts_with("::warning file=docs/songs.md,line=12,col="),
        "{}",
        github.err
    );
}

#[test]
fn a_denied_rule_fails_and_writes_nothing() {
    let dir = Dir::new();
    dir.write("docs/songs.md", FAULTY);
    for line in [
        "spec --docs docs --out made --deny method-mismatch",
        "generate --docs docs --out made --deny method-mismatch",
        "export openapi --docs docs --out made --deny method-mismatch",
        "render --docs docs --out made --deny method-mismatch --quiet",
    ] {
        let run = dir.run(line);
        assert_eq!(
            (run.code, run.out.as_str()),
            (Some(1), ""),
            "docbind {line}"
        );
        assert!(
            run.err.starts_with("error[method-mismatch]: "),
            "{}",
            run.err
        );
        assert!(!dir.path("made").exists());
    }
    dir.write("docbind.toml", "[rules]\nmethod-mismatch = \"deny\"\n");
    assert_eq!(dir.run("spec --docs docs").code, Some(1));
    let allowed = dir.run("spec --docs docs --allow method-mismatch");
    assert_eq!(allowed.code, Some(0));
    assert!(!allowed.err.contains("method-mismatch"), "{}", allowed.err);
}

#[test]
fn colour_only_where_it_is_wanted() {
    let dir = Dir::new();
    dir.write("docs/songs.md", FAULTY);
    assert!(!dir.run("spec --docs docs").err.contains('\u{1b}'));
    assert!(
        dir.run("spec --docs docs --color always")
            .err
            .contains('\u{1b}')
    );
}

#[test]
fn rendered_pages_are_documentation_again() {
    let dir = Dir::bookshop();
    for line in [
        "render --docs docs --out pages",
        "spec --docs pages --name docs --out again.yaml",
    ] {
        let run = dir.run(line);
        assert_eq!(run.code, Some(0), "docbind {line}\n{}", run.err);
    }
    let again = dir.read("again.yaml");
    assert!(again.contains("path: /books\n"), "{again}");
}

#[test]
fn no_sentence_of_the_documents_is_a_fact() {
    let run = Dir::bookshop().run("spec --docs docs --facts");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("\ncontent: facts\n"), "{}", run.out);
    for words in ["Only books of this author", "The Sea", "Add a book"] {
        assert!(!run.out.contains(words), "{words}\n{}", run.out);
    }
}

#[test]
fn explain_prints_the_page_of_a_rule_or_all_rules() {
    let dir = Dir::new();
    let page = dir.run("explain invalid-json");
    assert_eq!(page.code, Some(0));
    assert!(page.out.starts_with("# invalid-json\n"), "{}", page.out);
    let page = dir.run("explain response-field-added").out;
    assert!(page.starts_with("# response-field-added\n"), "{page}");
    assert!(
        page.contains("- Level: `breaks-server`: breaks implementers"),
        "{page}"
    );
    let all = dir.run("explain");
    assert!(all.out.contains("\n  malformed-row "), "{}", all.out);
}

#[test]
fn pages_without_operations_are_no_error_but_worth_a_word() {
    let dir = Dir::new();
    dir.write("docs/story.md", "# A story\n\nOnce upon a time.\n");
    let run = dir.run("generate --docs docs --out crate");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(
        run.err,
        "docs: no operation found; a request line such as `GET /books` in a code block of its \
         own makes one\n"
    );
}

#[test]
fn a_closed_stdout_is_no_error() {
    let dir = Dir::bookshop();
    let mut child = command(&dir.path(""))
        .args(["spec", "--docs", "docs", "--quiet"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[test]
fn help_and_version() {
    let dir = Dir::new();
    let help = dir.run("--help");
    assert_eq!((help.code, help.err.as_str()), (Some(0), ""));
    for command in ["spec", "generate", "export", "render", "explain"] {
        assert!(
            help.out.contains(&format!("\n  {command} ")),
            "{}",
            help.out
        );
    }
    let version = dir.run("--version");
    assert_eq!(
        version.out,
        format!("docbind {}\n", env!("CARGO_PKG_VERSION"))
    );
}

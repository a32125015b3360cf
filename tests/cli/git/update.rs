//! `docbind update` with pages in git: the lock moves, and what that changes is told.

use super::Shop;
use crate::harness::BOOKS;

const CHANGES: &str = "\
bookshop: 1 added, 1 breaking (GET /books parameter `author`: optional → required), 1 \
contradictory, 1 in wording or examples; minor → major

Breaks callers of the client and implementers of the server
  GET /books (books.list)
    parameter `author`: optional → required [request-parameter-became-required]
      doc/api/books.md:11:1 → doc/api/books.md:12:1

Contradictions
  POST /books (books.create)
    curl sends PUT, the request line says POST [contradiction-added]
      new at doc/api/books.md:34:16

Safe
  GET /songs (songs.list)
    added [operation-added]
      new at doc/api/songs.md:3:4

Wording and examples
  POST /books (books.create): documented calls changed: 1

version 0.1.0 → 0.2.0: set `version = \"0.2.0\"` in `docbind.toml`
";

/// A shop that was generated from `next`, which has moved since.
fn moved() -> Option<Shop> {
    let shop = Shop::new()?;
    shop.settings("next");
    shop.reads("generate");
    let page = BOOKS
        .replace("# Books\n\n", "# Books\n\n\n")
        .replace("| `author` | string | no |", "| `author` | string | yes |")
        + "\n```\ncurl --request PUT \"https://shop.example.com/books?title=x\"\n```\n";
    shop.dir.write("remote/doc/api/books.md", page);
    shop.commit();
    shop.git("branch --force next main");
    Some(shop)
}

#[test]
fn the_newest_pages_are_read_and_locked() {
    let Some(shop) = moved() else { return };
    let old = shop.lock().unwrap();
    for line in [
        "update --dry-run",
        "update --check",
        "update --fail-on contradiction",
    ] {
        let run = shop.run(line);
        assert_eq!(run.out, CHANGES, "{line}");
        let code = i32::from(!line.contains("dry"));
        assert_eq!(run.code, Some(code), "{line}: {}", run.err);
        assert_eq!(shop.lock().unwrap(), old, "{line}");
    }
    assert_eq!(shop.run("check").out, "bookshop: up to date\n");
    // A finding that nobody wants to see is none, here as in `diff`.
    let run = shop.run("update --dry-run --fail-on contradiction --allow method-mismatch");
    assert_eq!(run.code, Some(0), "{}", run.err);

    let run = shop.run("update");
    assert_eq!(
        (run.code, run.out.as_str()),
        (Some(0), CHANGES),
        "{}",
        run.err
    );
    let line = format!(
        "bookshop: `next` of `{}` moved from {} to {}\n",
        shop.url(),
        &shop.name("v1")[..12],
        &shop.name("next")[..12]
    );
    assert!(run.err.contains(&line), "{}", run.err);
    assert!(
        run.err
            .contains("wrote `docbind.lock`; keep it in version control\n")
    );
    let lock = shop.lock().unwrap();
    assert!(lock.contains(&shop.name("next")), "{lock}");
    assert_eq!(shop.reads("update --check"), "bookshop: no change\n");
    shop.remove_remote();
    assert_eq!(shop.reads("check"), "bookshop: up to date\n");
}

#[test]
fn a_commit_moves_nowhere_and_needs_no_network() {
    let Some(shop) = Shop::new() else { return };
    shop.settings(&shop.name("next"));
    shop.reads("generate");
    shop.remove_remote();
    assert_eq!(shop.reads("update"), "bookshop: no change\n");
}

#[test]
fn without_a_network_nothing_is_touched() {
    let Some(shop) = moved() else { return };
    shop.remove_remote();
    let before = shop.dir.files("work");
    let said = shop.fails("update");
    assert!(said.starts_with("error: cannot "), "{said}");
    assert!(shop.dir.files("work") == before);
}

#[test]
fn what_else_happens_in_the_repository_is_nothing_new() {
    let Some(shop) = Shop::new() else { return };
    shop.settings("main");
    shop.reads("generate");
    let lock = shop.lock().unwrap();
    shop.dir.write("remote/README.md", "# The shop\n");
    shop.commit();
    assert_eq!(shop.reads("update --check"), "bookshop: no change\n");
    assert_eq!(shop.reads("update"), "bookshop: no change\n");
    assert_eq!(shop.lock().unwrap(), lock);
}

#[test]
fn pages_of_another_repository_are_no_files_here() {
    let Some(shop) = moved() else { return };
    let notes = shop.reads("update --dry-run --format github");
    assert!(
        notes.starts_with("::error title=request-parameter-became-required::"),
        "{notes}"
    );
    assert!(
        notes.contains("%0Adoc/api/books.md:11:1 → doc/api/books.md:12:1"),
        "{notes}"
    );
}

/// The pages of this checkout, too, are those of before if they were committed with the spec.
#[test]
fn pages_that_were_committed_with_the_spec_are_those_of_before() {
    let Some(shop) = Shop::new() else { return };
    let settings = "[apis.bookshop]\ndocs = \"doc/api\"\nspec = \"spec.yaml\"\n";
    shop.dir.write("remote/docbind.toml", settings);
    let run = |line: &str| {
        let mut command = shop.command(line);
        super::finish(command.current_dir(shop.dir.path("remote")))
    };
    assert_eq!(run("update").code, Some(0));
    shop.commit();
    let wrong = "\n```\ncurl --request PUT \"https://shop.example.com/songs\"\n```\n";
    let page = shop.dir.read("remote/doc/api/songs.md");
    shop.dir.write("remote/doc/api/songs.md", page + wrong);
    let told = run("update --fail-on contradiction");
    assert_eq!(told.code, Some(1), "{}", told.err);
    assert!(
        told.out
            .contains("curl sends PUT, the request line says GET"),
        "{}",
        told.out
    );
    // Another spec was not made from them.
    assert_eq!(run("update").code, Some(0));
    assert_eq!(run("update --fail-on contradiction").code, Some(2));
}

//! What conforms, what does not, and what is said about it.

use std::fs;

use super::Docs;
use super::judge::{Nonconformance, judge};
use crate::diag::Rule;
use crate::generate::{GenerateOptions, generate};
use crate::hints::Hints;
use crate::output::{self, MANIFEST, Mode};

const PAGE: &str = "\
# Books

## List books

```
GET /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `author` | string | no | Only books of this author |

## Add a book

```
POST /books
```

```json
{\"title\" \"The Sea\"}
```
";

/// A folder with one page, and its spec.
fn folder(spec: &Docs) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("doc")).unwrap();
    fs::write(folder.path().join("doc/books.md"), PAGE).unwrap();
    let text = judge(spec, folder.path()).unwrap().unwrap().text;
    fs::write(folder.path().join("spec.yaml"), text).unwrap();
    folder
}

fn edit(folder: &tempfile::TempDir, path: &str, old: &str, new: &str) {
    let path = folder.path().join(path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{old}");
    fs::write(path, text.replace(old, new)).unwrap();
}

fn words(docs: &Docs, folder: &tempfile::TempDir) -> String {
    judge(docs, folder.path())
        .unwrap_err()
        .words("/package")
        .replace(&folder.path().display().to_string(), "…")
}

#[test]
fn the_snapshot_is_an_inventory_above_a_spec() {
    let docs = Docs::new("doc").name("bookshop").facts(true);
    let folder = folder(&docs);
    let snapshot = judge(&docs, folder.path()).unwrap().unwrap();
    assert_eq!(snapshot.name, "bookshop");
    assert_eq!(
        snapshot.command,
        "docbind spec --docs doc --name bookshop --facts"
    );
    let begin = "\
# bookshop: 2 operations; a parameter with `*` is required, one with `?` is optional, of others nothing is said.
#   GET /books (books.list): author?
#   POST /books (books.create)

#";
    assert!(snapshot.text.starts_with(begin), "{}", snapshot.text);
    let spec = docbind_spec::yaml::read_spec(&snapshot.text, "snapshot").unwrap();
    assert_eq!(spec.operations.len(), 2);
}

#[test]
fn names_of_the_spec_stay_and_nothing_else_does() {
    let folder = folder(&Docs::new("doc").name("bookshop"));
    let docs = Docs::new("doc").matches("spec.yaml");
    edit(&folder, "spec.yaml", "id: create", "id: buy");
    assert_eq!(judge(&docs, folder.path()).unwrap(), None);

    edit(&folder, "doc/books.md", "| no |", "| yes |");
    let said = words(&docs, &folder);
    assert!(
        said.contains("    parameter `author`: optional → required\n"),
        "{said}"
    );
    let command = "\n    docbind spec --docs doc --name bookshop --out spec.yaml\n";
    assert!(said.contains(command), "{said}");
}

#[test]
fn a_spec_of_facts_is_compared_with_facts() {
    let folder = folder(&Docs::new("doc").facts(true));
    let docs = Docs::new("doc").matches("spec.yaml");
    assert_eq!(judge(&docs, folder.path()).unwrap(), None);
    edit(
        &folder,
        "doc/books.md",
        "Only books of this",
        "Books of that",
    );
    assert_eq!(judge(&docs, folder.path()).unwrap(), None);
    edit(&folder, "doc/books.md", "`author`", "`writer`");
    let said = words(&docs, &folder);
    assert!(
        said.contains("docbind spec --docs doc --facts --out spec.yaml"),
        "{said}"
    );
}

#[test]
fn another_way_of_writing_is_no_difference() {
    let folder = folder(&Docs::new("doc"));
    let docs = Docs::new("doc").matches("spec.yaml");
    edit(
        &folder,
        "spec.yaml",
        "format: 1\n",
        "# by hand\nformat:   1\n",
    );
    assert_eq!(judge(&docs, folder.path()).unwrap(), None);
}

#[test]
fn denied_rules_are_shown_with_their_places() {
    let folder = folder(&Docs::new("doc"));
    let docs = Docs::new("doc")
        .deny(Rule::InvalidJson)
        .deny(Rule::MalformedRow);
    let said = words(&docs, &folder);
    assert!(
        said.contains("\n…/doc/books.md:20:10: ") && said.contains(" [invalid-json]\n"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_read_is_said_with_a_remedy() {
    let folder = folder(&Docs::new("doc"));
    fs::write(folder.path().join("broken.yaml"), "overrides: 1\n").unwrap();
    for (docs, begin) in [
        (
            Docs::new("dok"),
            "`…/dok` does not exist\n  help: give the folder",
        ),
        (
            Docs::new("doc").overrides("o.yaml"),
            "`…/o.yaml` does not exist\n  help: check",
        ),
        (
            Docs::new("doc").overrides("broken.yaml"),
            "…/broken.yaml:1:12: ",
        ),
        (
            Docs::new("doc").matches("broken.yaml"),
            "…/broken.yaml:1:1: ",
        ),
        (
            Docs::new("doc").matches("doc"),
            "cannot read `…/doc`: is a directory",
        ),
        (
            Docs::new("doc").name("Book shop"),
            "`…/doc` contradicts itself: name: `Book shop` is",
        ),
    ] {
        let said = words(&docs, &folder);
        assert!(said.starts_with(begin), "{begin}\n{said}");
        assert!(
            said.ends_with("\n  relative paths start at: /package"),
            "{said}"
        );
    }
}

#[test]
fn commands_are_quoted_where_a_shell_needs_it() {
    let docs = Docs::new("my doc")
        .overrides("it's.yaml")
        .matches("spec.yaml");
    let error = judge(&docs, "nowhere".as_ref()).unwrap_err();
    let Nonconformance::NoSpec { command, .. } = error else {
        panic!("{error}");
    };
    let wanted = r"docbind spec --docs 'my doc' --overrides 'it'\''s.yaml' --out spec.yaml";
    assert_eq!(command, wanted);
}

/// A folder with one page, its spec, and the client that this command made of it.
fn committed(command: &str) -> tempfile::TempDir {
    let folder = folder(&Docs::new("doc").name("bookshop"));
    write_crate(&folder, command);
    folder
}

fn write_crate(folder: &tempfile::TempDir, command: &str) {
    let text = fs::read_to_string(folder.path().join("spec.yaml")).unwrap();
    let spec = docbind_spec::yaml::read_spec(&text, "spec.yaml").unwrap();
    let options = GenerateOptions {
        server: false,
        ..GenerateOptions::new(command)
    };
    let files = generate(&spec, &options).unwrap().files;
    output::write(&folder.path().join("client"), &files, Mode::Write).unwrap();
}

const BY_FLAGS: &str = "docbind generate (--docs PAGES | --spec SPEC) --out CRATE --client";

fn with_crate() -> Docs {
    Docs::new("doc").matches("spec.yaml").generates("client")
}

#[test]
fn a_crate_that_is_what_the_spec_gives_conforms() {
    let folder = committed(BY_FLAGS);
    assert_eq!(judge(&with_crate(), folder.path()).unwrap(), None);
    // Without a spec, it is what the pages give.
    let docs = Docs::new("doc").name("bookshop").generates("client");
    assert_eq!(judge(&docs, folder.path()).unwrap(), None);
}

#[test]
fn after_an_edited_page_spec_and_crate_have_to_be_made_again() {
    let folder = committed(BY_FLAGS);
    edit(&folder, "doc/books.md", "| no |", "| yes |");
    let said = words(&with_crate(), &folder);
    let expected = "\
1 difference between `spec.yaml` and the documentation in `doc`
  GET /books (books.list)
    parameter `author`: optional → required
  help: correct what is wrong; or, if this is what the pages should say, accept it:
    docbind spec --docs doc --name bookshop --out spec.yaml
    docbind generate --spec spec.yaml --out client --client
  relative paths start at: /package";
    assert_eq!(said, expected);
    // One command does both where `docbind.toml` knows the API.
    let folder = committed("docbind generate bookshop --client");
    edit(&folder, "doc/books.md", "| no |", "| yes |");
    let said = words(&with_crate(), &folder);
    assert!(
        said.contains(":\n    docbind generate bookshop --client\n  rel"),
        "{said}"
    );
    // Without a spec, the crate alone.
    let docs = Docs::new("doc").name("bookshop").generates("client");
    let said = words(&docs, &folder);
    let begin = "2 files of the crate `client` are not what `doc` gives\n  ";
    assert!(said.starts_with(begin), "{said}");
}

#[test]
fn edited_missing_and_old_files_are_named() {
    let folder = committed(BY_FLAGS);
    edit(&folder, "client/src/types/mod.rs", "//!", "//! Mine.");
    fs::remove_file(folder.path().join("client/src/client/books.rs")).unwrap();
    fs::write(folder.path().join("client/old.rs"), "").unwrap();
    let list = folder.path().join("client").join(MANIFEST);
    let text = fs::read_to_string(&list).unwrap();
    fs::write(list, format!("{text}0123456789abcdef  old.rs\n")).unwrap();
    let said = words(&with_crate(), &folder);
    let expected = "\
3 files of the crate `client` are not what `spec.yaml` gives
  src/client/books.rs: missing
  src/types/mod.rs: edited by hand
  old.rs: no longer generated
  help: correct what is wrong; or, if this is what the pages should say, accept it:
    docbind generate --spec spec.yaml --out client --client
    (files that were edited by hand stop it: move your changes elsewhere, and add --force)
";
    assert!(said.starts_with(expected), "{said}");
}

#[test]
fn a_run_that_was_stopped_is_noticed() {
    let folder = committed(BY_FLAGS);
    let of_before = fs::read(folder.path().join("client/src/client/books.rs")).unwrap();
    edit(&folder, "spec.yaml", "name: author", "name: writer");
    edit(&folder, "doc/books.md", "`author`", "`writer`");
    write_crate(&folder, BY_FLAGS);
    assert_eq!(judge(&with_crate(), folder.path()).unwrap(), None);
    fs::write(folder.path().join("client/src/client/books.rs"), of_before).unwrap();
    let said = words(&with_crate(), &folder);
    let begin = "\
1 file of the crate `client` is not what `spec.yaml` gives
  src/client/books.rs: differs
  help: ";
    assert!(said.starts_with(begin), "{said}");
    assert!(!said.contains("--force"), "{said}");
}

#[test]
fn a_folder_without_a_crate_is_said_with_the_command() {
    let folder = folder(&Docs::new("doc").name("bookshop"));
    fs::create_dir(folder.path().join("client")).unwrap();
    let said = words(&with_crate(), &folder);
    let expected = "\
`client` holds no crate that docbind wrote
  help: write it, read it, and commit it:
    docbind generate --spec spec.yaml --out client
";
    assert!(said.starts_with(expected), "{said}");
    let docs = Docs::new("doc").name("book-shop").generates("client");
    let said = words(&docs, &folder);
    let command = "docbind generate --docs doc --name book-shop --out client\n";
    assert!(said.contains(command), "{said}");
}

#[test]
fn hints_hold_and_the_command_reads_them_from_the_settings() {
    let hints = Hints::new().base_paths(["/api"]).unwrap();
    let docs = Docs::new("doc").name("shop").hints(hints);
    let folder = folder(&docs);
    assert!(judge(&docs.clone().matches("spec.yaml"), folder.path()).is_ok());
    edit(&folder, "doc/books.md", "GET /books", "GET /tomes");
    let words = words(&docs.matches("spec.yaml"), &folder);
    assert!(
        words.contains("    docbind spec shop --out spec.yaml"),
        "{words}"
    );
}

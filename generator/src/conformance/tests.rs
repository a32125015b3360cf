//! What conforms, what does not, and what is said about it.

use std::fs;

use super::Docs;
use super::judge::{Nonconformance, judge};
use crate::diag::Rule;

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
        said.contains("    parameter `author`: presence optional → required\n"),
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

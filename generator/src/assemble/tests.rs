//! Which names stay when pages change: pages and an earlier spec in, a line for each operation
//! out.

use std::fmt::Write as _;

use docbind_spec::yaml::read_overrides;
use docbind_spec::{ApiSpec, Operation, Schema, validate};

use crate::diag::Rule;
use crate::pipeline::{ReadOptions, read_docs};
use crate::source::{SourceFile, SourceSet};

const LIST: (&str, &str) = ("List books", "GET /books");
const GET: (&str, &str) = ("Get a book", "GET /books/:isbn");
const PUT: (&str, &str) = ("Change a book", "PUT /books/:isbn");
const AUTHORS: (&str, &str) = ("List authors", "GET /authors");

/// A page: its path, and headings with requests.
type Page<'a> = (&'a str, &'a [(&'a str, &'a str)]);

fn text(calls: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (heading, requests) in calls {
        let _ = write!(text, "## {heading}\n\n```\n{requests}\n```\n\n");
        for request in requests.lines().filter(|it| !it.starts_with("DELETE")) {
            let example = match request.rsplit_once('/') {
                Some((_, last)) if last.starts_with(':') => r#"{"isbn": 1, "title": "Emma"}"#,
                Some((_, "authors")) => r#"[{"name": "Jane", "born": 1775}]"#,
                _ => r#"[{"isbn": 1, "title": "Emma"}]"#,
            };
            let _ = write!(text, "```json\n{example}\n```\n\n");
        }
    }
    text
}

/// What is read from pages, which must be sound.
fn read(pages: &[Page<'_>], overrides: &str, frozen: Option<ApiSpec>) -> ApiSpec {
    let files = pages.iter().map(|(path, calls)| SourceFile {
        path: (*path).to_owned(),
        text: text(calls),
    });
    let options = ReadOptions {
        name: "shop".to_owned(),
        overrides: read_overrides(overrides, "overrides.yaml").unwrap(),
        frozen,
        ..ReadOptions::default()
    };
    let reading = read_docs(&SourceSet::new(files.collect()), &options);
    assert_eq!(validate(&reading.spec), []);
    let clash = |rule| rule == Rule::AmbiguousName || rule == Rule::UnusedOverride;
    assert!(!reading.diagnostics.iter().any(|found| clash(found.rule)));
    reading.spec
}

/// The names of the operations and of what they answer.
fn names(spec: &ApiSpec) -> Vec<String> {
    let answer = |operation: &Operation| {
        let mut schema = operation.responses.iter().find_map(|it| it.schema.clone());
        while let Some(Schema::Array(inner)) = schema {
            schema = Some(*inner);
        }
        match schema {
            Some(Schema::Ref(name)) => format!(" {name}"),
            _ => String::new(),
        }
    };
    let line = |it: &Operation| {
        let (method, path) = (it.method, &it.path);
        format!("{}.{} {method} {path}{}", it.resource, it.id, answer(it))
    };
    spec.operations.iter().map(line).collect()
}

/// The names after pages have changed; the second reading of the new pages changes no name, and
/// neither does another order of them.
#[track_caller]
fn stay(before: &[Page<'_>], after: &[Page<'_>], expected: &[&str]) {
    let earlier = read(before, "", None);
    let spec = read(after, "", Some(earlier.clone()));
    assert_eq!(names(&spec), expected);
    assert_eq!(names(&read(after, "", Some(spec))), expected, "once more");
    let reversed: Vec<Page<'_>> = after.iter().rev().copied().collect();
    let mut others = names(&read(&reversed, "", Some(earlier)));
    let mut sorted: Vec<String> = expected.iter().map(|it| (*it).to_owned()).collect();
    others.sort_unstable();
    sorted.sort_unstable();
    assert_eq!(others, sorted, "in another order");
}

#[test]
fn a_page_under_another_name_renames_nothing() {
    stay(
        &[("books.md", &[LIST, GET])],
        &[("tomes.md", &[LIST, GET])],
        &[
            "books.list GET /books Book",
            "books.get GET /books/:isbn Book",
        ],
    );
}

#[test]
fn a_new_operation_joins_those_of_its_page() {
    stay(
        &[("books.md", &[LIST, GET])],
        &[("tomes.md", &[LIST, PUT, GET])],
        &[
            "books.list GET /books Book",
            "books.update PUT /books/:isbn Book",
            "books.get GET /books/:isbn Book",
        ],
    );
}

#[test]
fn an_operation_on_another_page_keeps_its_name() {
    stay(
        &[("books.md", &[LIST, GET])],
        &[("books.md", &[LIST]), ("one.md", &[GET, PUT])],
        &[
            "books.list GET /books Book",
            "books.get GET /books/:isbn Book",
            "books.update PUT /books/:isbn Book",
        ],
    );
    // A page with a resource of its own gets no new operation into another one.
    stay(
        &[("authors.md", &[AUTHORS]), ("books.md", &[LIST, GET])],
        &[("authors.md", &[AUTHORS, GET, PUT]), ("books.md", &[LIST])],
        &[
            "authors.list GET /authors Author",
            "books.get GET /books/:isbn Book",
            "authors.update_book PUT /books/:isbn Book",
            "books.list GET /books Book",
        ],
    );
}

#[test]
fn a_second_page_about_an_operation_moves_nothing() {
    stay(
        &[("books.md", &[LIST, GET])],
        &[("authors.md", &[AUTHORS, LIST]), ("books.md", &[LIST, GET])],
        &[
            "authors.list GET /authors Author",
            "books.list GET /books Book",
            "books.get GET /books/:isbn Book",
        ],
    );
}

#[test]
fn pages_that_become_one_keep_their_resources() {
    let new = ("Add an author", "POST /authors");
    stay(
        &[("authors.md", &[AUTHORS]), ("books.md", &[LIST, GET])],
        &[("library.md", &[AUTHORS, LIST, GET, new, PUT])],
        &[
            "authors.list GET /authors Author",
            "books.list GET /books Book",
            "books.get GET /books/:isbn Book",
            "authors.create POST /authors Author",
            "books.update PUT /books/:isbn Book",
        ],
    );
    // What is like none of them, or like both, belongs to its page.
    stay(
        &[("authors.md", &[AUTHORS]), ("books.md", &[LIST])],
        &[("library.md", &[AUTHORS, LIST, ("Show", "GET /shelves/:id")])],
        &[
            "authors.list GET /authors Author",
            "books.list GET /books Book",
            "library.get_shelf GET /shelves/:id Shelf",
        ],
    );
}

#[test]
fn another_path_under_the_same_heading_is_the_same_operation() {
    stay(
        &[("books.md", &[LIST, GET])],
        &[("books.md", &[LIST, ("Get a book", "GET /tomes/:isbn")])],
        &[
            "books.list GET /books Book",
            "books.get GET /tomes/:isbn Book",
        ],
    );
    // Its type has the name that it had, where nothing else has that, either.
    stay(
        &[("books.md", &[GET])],
        &[("books.md", &[("Get a book", "GET /v2/tomes/:isbn")])],
        &["books.get GET /v2/tomes/:isbn Book"],
    );
}

#[test]
fn a_path_and_its_page_may_change_together() {
    let moved = ("Get a book", "GET /tomes/:isbn");
    stay(
        &[("books.md", &[LIST, GET])],
        &[("tomes.md", &[LIST, moved])],
        &[
            "books.list GET /books Book",
            "books.get GET /tomes/:isbn Book",
        ],
    );
    // A page that is still there is not the other one.
    stay(
        &[("books.md", &[LIST, GET, AUTHORS])],
        &[("books.md", &[AUTHORS]), ("tomes.md", &[LIST, moved])],
        &[
            "books.list_authors GET /authors Author",
            "books.list GET /books Book",
            "books.get_tome GET /tomes/:isbn Tome",
        ],
    );
}

#[test]
fn another_method_under_the_same_heading_is_the_same_operation() {
    stay(
        &[("books.md", &[LIST, PUT])],
        &[("books.md", &[LIST, ("Change a book", "PATCH /books/:isbn")])],
        &[
            "books.list GET /books Book",
            "books.update PATCH /books/:isbn Book",
        ],
    );
    // Also beside others.
    stay(
        &[("books.md", &[("Books", "GET /books\nPUT /books/:isbn")])],
        &[("books.md", &[("Books", "GET /books\nPATCH /books/:isbn")])],
        &["books.list GET /books", "books.update PATCH /books/:isbn"],
    );
}

#[test]
fn what_may_be_another_operation_gets_a_name_of_its_own() {
    // Two could be meant.
    stay(
        &[("books.md", &[("Books", "PUT /books/:isbn")])],
        &[(
            "books.md",
            &[("Books", "PATCH /books/:isbn\nPOST /books/:isbn")],
        )],
        &[
            "books.patch PATCH /books/:isbn Book",
            "books.create POST /books/:isbn Book",
        ],
    );
    // There are others under the heading.
    stay(
        &[("books.md", &[("All", "GET /books\nGET /authors")])],
        &[("books.md", &[("All", "GET /books\nGET /shelves")])],
        &[
            "books.list GET /books Book",
            "books.list_shelves GET /shelves Shelf",
        ],
    );
    // Two headings read alike.
    let other = ("Get a book", "GET /shelves/:id");
    stay(
        &[("books.md", &[GET, other])],
        &[("books.md", &[("Get a book", "GET /tomes/:isbn"), other])],
        &[
            "books.get_tome GET /tomes/:isbn Tome",
            "books.get_shelf GET /shelves/:id Shelf",
        ],
    );
    // A list is no single thing.
    stay(
        &[("books.md", &[("Books", "GET /books")])],
        &[("books.md", &[("Books", "GET /books/:isbn")])],
        &["books.get GET /books/:isbn Book"],
    );
}

#[test]
fn what_comes_to_an_old_path_has_its_name() {
    let moved = ("Get a book", "GET /tomes/:isbn");
    let new = ("Get an old book", "GET /books/:isbn");
    stay(
        &[("books.md", &[GET])],
        &[("books.md", &[moved, new])],
        &[
            "books.get_tome GET /tomes/:isbn Tome",
            "books.get GET /books/:isbn Book",
        ],
    );
    // Later, the name is taken by what has moved away.
    let earlier = read(&[("books.md", &[GET])], "", None);
    let later = read(&[("books.md", &[moved])], "", Some(earlier));
    let now = read(&[("books.md", &[moved, new, LIST])], "", Some(later));
    assert_eq!(
        names(&now),
        [
            "books.get GET /tomes/:isbn Book",
            "books.get_book_by_isbn GET /books/:isbn BookAnswer",
            "books.list GET /books BookAnswer",
        ]
    );
}

#[test]
fn a_name_that_stays_is_no_other_operations() {
    // Without the earlier spec, what stands where most of the resource does has the short name.
    let away = ("Books of a reader", "GET /readers/:id/books");
    let before: [Page<'_>; 1] = [("books.md", &[away])];
    let after: [Page<'_>; 1] = [("books.md", &[away, LIST, GET, PUT])];
    let fresh = names(&read(&after, "", None));
    assert!(fresh[1].starts_with("books.list GET /books "), "{fresh:?}");
    stay(
        &before,
        &after,
        &[
            "books.list GET /readers/:id/books Book",
            "books.list_all GET /books Book",
            "books.get GET /books/:isbn Book",
            "books.update PUT /books/:isbn Book",
        ],
    );
}

#[test]
fn what_people_decide_is_stronger() {
    let earlier = read(&[("books.md", &[LIST, GET])], "", None);
    let decide = |set: &str| {
        let overrides =
            format!("overrides:\n- at: tomes.md#get-a-book\n  reason: So.\n  set:\n    {set}\n");
        let pages: [Page<'_>; 1] = [("tomes.md", &[LIST, GET])];
        names(&read(&pages, &overrides, Some(earlier.clone())))
    };
    let list = "books.list GET /books Book";
    assert_eq!(
        decide("id: show"),
        [list, "books.show GET /books/:isbn Book"]
    );
    // The name is made for the other resource, too.
    assert_eq!(
        decide("resource: shop"),
        [list, "shop.get_book GET /books/:isbn Book"]
    );
    // What is corrected keeps its name.
    assert_eq!(
        decide("path: /b/:isbn"),
        [list, "books.get GET /b/:isbn Book"]
    );
}

#[test]
fn whatever_pages_become_of_others_the_names_are_sound_and_stay() {
    let moved = ("Get a book", "GET /tomes/:isbn");
    let away = ("Books of a reader", "GET /readers/:id/books");
    let many = (
        "Books",
        "GET /books\nPOST /books\nPUT /books/:isbn\nGET /tomes/:isbn",
    );
    let states: [&[Page<'_>]; 7] = [
        &[("books.md", &[LIST, GET])],
        &[("tomes.md", &[moved, LIST, PUT])],
        &[("books.md", &[away]), ("one.md", &[GET, PUT, LIST])],
        &[("authors.md", &[AUTHORS, away]), ("books.md", &[moved])],
        &[("library.md", &[many]), ("books.md", &[AUTHORS])],
        &[("README.md", &[many, away, GET])],
        &[("books.md", &[many, moved]), ("tomes.md", &[GET, many])],
    ];
    let name = |it: &Operation| format!("{}.{}", it.resource, it.id);
    for first in states {
        let first = read(first, "", None);
        for second in states {
            let before = read(second, "", Some(first.clone()));
            for third in states {
                let after = read(third, "", Some(before.clone()));
                for old in &before.operations {
                    let mut operations = after.operations.iter();
                    let same =
                        operations.find(|new| (new.method, &new.path) == (old.method, &old.path));
                    if let Some(new) = same {
                        assert_eq!(name(new), name(old), "{second:?} {third:?}");
                    }
                }
            }
        }
    }
}

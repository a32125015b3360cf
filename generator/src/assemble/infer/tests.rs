//! Which types follow from which examples: pages in, one line for each type and answer out.

use std::fmt::Write as _;

use docbind_spec::{ApiSpec, Schema};

use crate::pipeline::{ReadOptions, read_docs};
use crate::source::{SourceFile, SourceSet};

/// A section for each request line with its example.
fn page(calls: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (request, example) in calls {
        let _ = write!(text, "## {request}\n\n```\n{request}\n```\n\n");
        if !example.is_empty() {
            let _ = write!(text, "```json\n{example}\n```\n\n");
        }
    }
    text
}

fn read(pages: &[(&str, &[(&str, &str)])], frozen: Option<ApiSpec>) -> ApiSpec {
    let files = pages.iter().map(|(path, calls)| SourceFile {
        path: (*path).to_owned(),
        text: page(calls),
    });
    let options = ReadOptions {
        name: "shop".to_owned(),
        frozen,
        ..ReadOptions::default()
    };
    read_docs(&SourceSet::new(files.collect()), &options).spec
}

/// The names of the types with their keys, and what the operations answer.
fn types(spec: &ApiSpec) -> String {
    let mut lines: Vec<String> = spec
        .types
        .iter()
        .map(|definition| {
            let keys: Vec<&str> = definition
                .fields
                .iter()
                .map(|field| field.name.as_str())
                .collect();
            format!("{} {}", definition.name, keys.join(","))
        })
        .collect();
    lines.extend(spec.operations.iter().filter_map(|operation| {
        let schema = operation
            .responses
            .iter()
            .find_map(|response| response.schema.as_ref())?;
        Some(format!(
            "{} {} -> {}",
            operation.method,
            operation.path,
            short(schema)
        ))
    }));
    lines.join("\n")
}

fn short(schema: &Schema) -> String {
    match schema {
        Schema::Ref(name) => name.clone(),
        Schema::Array(inner) => format!("[{}]", short(inner)),
        Schema::Map(inner) => format!("{{{}}}", short(inner)),
        other => format!("{other:?}").to_lowercase(),
    }
}

#[track_caller]
fn check(calls: &[(&str, &str)], expected: &str) {
    let spec = read(&[("books.md", calls)], None);
    assert_eq!(types(&spec), expected.trim().replace("\n    ", "\n"));
}

const BOOK: &str = r#"{"id": 1, "title": "x", "pages": 3, "isbn": "y"}"#;

#[test]
fn one_resource_is_one_type_wherever_it_stands() {
    check(
        &[
            ("GET /books", r#"[{"id": 1, "title": "x", "pages": 3}]"#),
            ("GET /books/:id", BOOK),
            (
                "GET /loans",
                r#"[{"day": "x", "book": {"id": 1, "title": "x", "pages": 3}}]"#,
            ),
        ],
        "
    Book id,title,pages,isbn
    Loan day,book
    GET /books -> [Book]
    GET /books/:id -> Book
    GET /loans -> [Loan]",
    );
}

#[test]
fn a_part_of_a_resource_is_its_basic_view() {
    let user = r#"{"id": 1, "name": "x", "state": "a", "url": "u", "email": "e", "bio": "b", "theme": 1, "admin": true}"#;
    check(
        &[
            ("GET /users/:id", user),
            (
                "GET /books",
                r#"[{"title": "x", "author": {"id": 1, "name": "x", "state": "a", "url": "u"}}]"#,
            ),
            (
                "GET /loans",
                r#"[{"day": 1, "reader": {"id": 1, "name": "x", "state": "a", "url": "u"}}]"#,
            ),
        ],
        "
    User id,name,state,url,email,bio,theme,admin
    Book title,author
    UserBasic id,name,state,url
    Loan day,reader
    GET /users/:id -> User
    GET /books -> [Book]
    GET /loans -> [Loan]",
    );
}

#[test]
fn names_say_resource_and_role() {
    check(
        &[
            ("GET /books/:id", BOOK),
            ("DELETE /books/:id", r#"{"removed": 1, "left": 7}"#),
            ("GET /shelves/:id", r#"{"id": 1, "height": 2}"#),
            (
                "GET /shelves",
                r#"[{"id": 1, "height": 2, "width": 3, "owner": "x", "room": "y"}]"#,
            ),
            ("GET /shop_settings", r#"{"colour": "red"}"#),
            ("POST /books/:id/loan", r#"{"day": "x", "until": "y"}"#),
            ("PUT /books/:id/loan", r#"{"day": "x", "until": "y"}"#),
            (
                "GET /readers",
                r#"[{"data": {"street": "x"}, "rights": {"lend": true}}]"#,
            ),
        ],
        "
    Book id,title,pages,isbn
    DeletedBook removed,left
    ShelfBasic id,height
    Shelf id,height,width,owner,room
    ShopSettings colour
    Loan day,until
    Reader data,rights
    ReaderData street
    Rights lend
    GET /books/:id -> Book
    DELETE /books/:id -> DeletedBook
    GET /shelves/:id -> ShelfBasic
    GET /shelves -> [Shelf]
    GET /shop_settings -> ShopSettings
    POST /books/:id/loan -> Loan
    PUT /books/:id/loan -> Loan
    GET /readers -> [Reader]",
    );
}

#[test]
fn unlike_objects_in_one_place_are_one_type() {
    check(
        &[(
            "GET /events",
            r#"[{"id": 1, "data": {"a": 1, "b": 2}}, {"id": 2, "data": {"c": 3}}, {"id": 3, "data": {}}]"#,
        )],
        "
    Event id,data
    EventData a,b,c
    GET /events -> [Event]",
    );
}

#[test]
fn nothing_known_maps_and_scalars() {
    check(
        &[
            (
                "GET /books/:id/extras",
                r#"{"id": 1, "box": {}, "boxes": [{}], "none": null}"#,
            ),
            ("GET /visits", r#"{"2020-01-02": 3, "2020-01-03": 4}"#),
            ("GET /open", "true"),
            ("GET /count", "7"),
            ("GET /names", r#"["x", "y"]"#),
        ],
        "
    Extras id,box,boxes,none
    GET /books/:id/extras -> Extras
    GET /visits -> {integer}
    GET /open -> boolean
    GET /count -> integer
    GET /names -> [string]",
    );
}

#[test]
fn an_earlier_spec_keeps_its_names() {
    let before = [("GET /books/:id", BOOK)];
    let mut earlier = read(&[("books.md", &before)], None);
    earlier.types[0].name = "Volume".to_owned();
    earlier.operations[0].responses[0].schema = Some(Schema::Ref("Volume".to_owned()));
    // A page before it, whose book would take part of the name or even all of it.
    let after: &[(&str, &[(&str, &str)])] = &[
        (
            "authors.md",
            &[(
                "GET /authors",
                r#"[{"name": "x", "book": {"id": 1, "title": "x", "pages": 3, "isbn": "y"}}]"#,
            )],
        ),
        ("books.md", &before),
        ("volumes.md", &[("GET /volumes", r#"[{"number": 1}]"#)]),
    ];
    let later = read(after, Some(earlier));
    assert_eq!(
        types(&later),
        "Author name,book\nVolume id,title,pages,isbn\nVolumeAnswer number\n\
         GET /authors -> [Author]\nGET /books/:id -> Volume\nGET /volumes -> [VolumeAnswer]"
    );
}

#[test]
fn the_order_of_pages_changes_no_name() {
    let pages: [(&str, &[(&str, &str)]); 3] = [
        (
            "a.md",
            &[(
                "GET /books",
                r#"[{"id": 1, "title": "x", "author": {"name": "n", "mail": "m"}}]"#,
            )],
        ),
        (
            "b.md",
            &[(
                "GET /books/:id",
                r#"{"id": 1, "title": "x", "pages": 3, "author": {"name": "n"}}"#,
            )],
        ),
        (
            "c.md",
            &[("GET /authors", r#"[{"name": "n", "mail": "m"}]"#)],
        ),
    ];
    let mut expected = None;
    for order in [[0, 1, 2], [1, 2, 0], [2, 1, 0]] {
        let spec = read(&order.map(|at| pages[at]), None);
        let mut names: Vec<String> = spec.types.iter().map(|one| one.name.clone()).collect();
        names.sort();
        let expected = expected.get_or_insert_with(|| names.clone());
        assert_eq!(names, *expected);
        assert_eq!(names, ["Author", "Book"]);
    }
}

/// A section for a request line that shows no body.
const SILENT: &str = "";

#[test]
fn what_shows_no_body_answers_what_others_on_the_same_things_do() {
    check(
        &[
            ("GET /books", &format!("[{BOOK}]")),
            ("GET /books/owned", SILENT),
            ("GET /books/search/:query", SILENT),
            ("POST /books", SILENT),
            ("PUT /books/:id", SILENT),
            ("DELETE /books/:id", SILENT),
            ("POST /books/:id/lend", SILENT),
            ("GET /shelves/:id/books", SILENT),
            ("GET /shelves", SILENT),
        ],
        "
    Book id,title,pages,isbn
    GET /books -> [Book]
    GET /books/owned -> [Book]
    GET /books/search/:query -> [Book]
    POST /books -> Book
    PUT /books/:id -> Book
    GET /shelves/:id/books -> [Book]",
    );
}

#[test]
fn pasted_examples_of_other_things_are_not_passed_on() {
    check(
        &[
            ("GET /books/:id/notes", r#"[{"text": "x", "day": "y"}]"#),
            ("POST /books/:id/notes", r#"{"text": "x", "day": "y"}"#),
            (
                "GET /shelves/:id/notes/:note_id",
                r#"{"height": 1, "room": "x", "owner": "y"}"#,
            ),
            ("GET /shelves/:id/notes", SILENT),
        ],
        "
    Note text,day
    ShelfNote height,room,owner
    GET /books/:id/notes -> [Note]
    POST /books/:id/notes -> Note
    GET /shelves/:id/notes/:note_id -> ShelfNote
    GET /shelves/:id/notes -> [Note]",
    );
}

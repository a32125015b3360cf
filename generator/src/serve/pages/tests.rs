//! The page for people, the OpenAPI document, and what is near to unknown paths.

use axum::Router;
use serde_json::json;

use super::super::tests::{self as shop, Answer, OVERVIEW, send};
use super::super::{MockOptions, tests::router};

const BOOKS: &str = "\
# Books & more

## List <b>books</b>

```
GET /books
```

## Get a book

```
GET /books/:id
```

## Add a book

```
POST /books
```

## Get a sheet

```
GET /books/:id/sheets/:number
```
";

fn shop() -> Router {
    let pages = [("README.md", OVERVIEW), ("books.md", BOOKS)];
    router(&pages, MockOptions::default())
}

fn get(path: &str, headers: &str) -> Answer {
    send(&shop(), &format!("GET {path}"), headers, "")
}

#[track_caller]
fn near(request: &str, hint: Option<&str>, nearest: &[&str]) {
    let answer = send(&shop(), request, "", "");
    assert_eq!(answer.status, 404, "{request}");
    let mut expected = json!({"message": "404 Not Found"});
    if let Some(hint) = hint {
        expected["hint"] = hint.into();
    }
    if !nearest.is_empty() {
        expected["nearest"] = nearest.into();
    }
    assert_eq!(answer.json(), expected, "{request}");
    assert_eq!(
        answer.all("docbind-nearest"),
        nearest.join("\n"),
        "{request}"
    );
}

#[test]
fn terminals_get_text() {
    let answer = get("/", "host: 127.0.0.1:4010");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.all("content-type"), "text/plain; charset=utf-8");
    let lines: Vec<&str> = answer.body.lines().collect();
    assert_eq!(
        lines[..5],
        [
            "Bookshop API: 4 operations, answered from their documents by docbind",
            "",
            "  base     http://127.0.0.1:4010/api/v2",
            "  openapi  http://127.0.0.1:4010/openapi.json",
            "  try      curl --header \"SHOP-TOKEN: any\" \"http://127.0.0.1:4010/api/v2/books\"",
        ]
    );
    assert!(
        answer.body.contains("Any token is accepted"),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("  Prefer: code=404 "));
    let row = "  GET     /api/v2/books/:id                 Get a book  books.md#get-a-book";
    assert!(lines.contains(&row), "{}", answer.body);
}

#[test]
fn browsers_get_html_in_which_documents_are_text() {
    const BROWSER: &str = "accept: text/html,application/xhtml+xml\nhost: 127.0.0.1:4010";
    let answer = get("/", BROWSER);
    assert_eq!(answer.all("content-type"), "text/html; charset=utf-8");
    assert!(answer.body.starts_with("<!DOCTYPE html>"));
    assert!(!answer.body.contains("<b>"), "{}", answer.body);
    let link = "<a class=\"path\" href=\"/api/v2/books/1?shop_token=any\">/api/v2/books/:id</a>";
    assert!(answer.body.contains(link), "{}", answer.body);
    assert!(answer.body.ends_with("</html>\n"));
    // It is what the printed address leads to as well, for people only.
    assert_eq!(get("/api/v2/", BROWSER).body, answer.body);
    assert_eq!(get("/api/v2", "").status, 404);
    // The host is another's words.
    let answer = get("/", "accept: text/html\nhost: a\"$(b)`");
    assert!(
        answer.body.contains("http://localhost/api/v2"),
        "{}",
        answer.body
    );
}

#[test]
fn a_certain_token_is_not_told() {
    let options = MockOptions {
        token: Some("s3cret".to_owned()),
        ..MockOptions::default()
    };
    let router = router(&[("README.md", OVERVIEW), ("books.md", BOOKS)], options);
    for accept in ["text/html", "*/*"] {
        let answer = send(&router, "GET /", &format!("accept: {accept}"), "");
        assert!(!answer.body.contains("s3cret") && answer.body.contains("SHOP-TOKEN: TOKEN"));
        assert!(answer.body.contains("Only the token"));
    }
}

#[test]
fn tools_get_openapi() {
    let answer = get("/openapi.json", "");
    assert_eq!(
        (answer.status, answer.all("content-type")),
        (200, "application/json".to_owned())
    );
    assert!(answer.json()["paths"]["/books/{id}"]["get"].is_object());
    let answer = send(&shop(), "HEAD /openapi.json", "", "");
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    assert_eq!(send(&shop(), "POST /openapi.json", "", "").status, 404);
}

#[test]
fn paths_of_the_api_come_first() {
    let page = "# Roots\n\n## Get the root\n\n```\nGET /\n```\n\n```json\n{\"a\": 1}\n```\n\n\
                ## Get a name\n\n```\nGET /:name\n```\n\n```json\n{\"b\": 2}\n```\n";
    let router = shop::router(&[("roots.md", page)], MockOptions::default());
    assert_eq!(send(&router, "GET /", "", "").json(), json!({"a": 1}));
    let answer = send(&router, "GET /openapi.json", "", "");
    assert!(answer.json()["b"].is_number(), "{}", answer.body);
}

#[test]
fn a_wrong_base_path_is_told() {
    let begins = Some("the paths of this API begin with /api/v2");
    near(
        "GET /books",
        begins,
        &[
            "GET /api/v2/books",
            "POST /api/v2/books",
            "GET /api/v2/books/:id",
        ],
    );
    let answer = send(&shop(), "POST /books/7", "", "");
    assert_eq!(answer.json()["nearest"][0], "GET /api/v2/books/:id");
    let answer = get("/api/v2/api/v2/books/7", "");
    assert_eq!(answer.json()["hint"], "/api/v2 is there twice");
    assert_eq!(answer.json()["nearest"][0], "GET /api/v2/books/:id");
    let answer = get("/api/v4/books", "");
    assert_eq!(answer.json()["nearest"][0], "GET /api/v2/books");
}

#[test]
fn slips_are_near_and_nonsense_is_not() {
    let answer = get("/api/v2/boks/7/sheets/1", "");
    assert_eq!(
        answer.json()["nearest"][0],
        "GET /api/v2/books/:id/sheets/:number"
    );
    let answer = get("/api/v2/books/7/sheet/1", "");
    assert_eq!(
        answer.json()["nearest"][0],
        "GET /api/v2/books/:id/sheets/:number"
    );
    let long = format!("GET /{}", "a/".repeat(500));
    near(&long, None, &[]);
}
